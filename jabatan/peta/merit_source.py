"""What the map and the personnel file know about people, as tidy rows; and what profiles ask.

A tidy row is one fact of one person in six whole numbers, so that a source is one statement and
one binary COPY, whatever the number of people. Days count from 1970-01-01. The meaning of `kode`,
`lain`, `a` and `b` stands beside each kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from django.db import connection
from psycopg import sql

from asn_portal.core import prepared
from jabatan.merit import DAY_OPEN, FULL, GOLONGAN, JENJANG, PENDIDIKAN, UNKNOWN
from jabatan.peta.enums import HalNihil, JenjangPendidikan
from jabatan.peta.models import BidangIlmu, BidangSesuai, ProfilSyarat, StandarKompetensi

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    Rows = NDArray[Any]
    Ints = NDArray[np.int64]

FACT: Final = np.dtype(
    [
        ("pegawai", "<i8"),
        ("jenis", "<i2"),
        ("kode", "<i2"),
        ("lain", "<i4"),
        ("a", "<i4"),
        ("b", "<i4"),
    ]
)


class Hal(IntEnum):
    """Kinds of facts of this source; other sources number theirs from 20 and 30."""

    PANGKAT = 1  # kode golongan, a TMT
    PENDIDIKAN = 2  # kode jenjang, lain field of study (-1 unmapped), a year (-1 unknown)
    JABATAN = 3  # kode jenjang, a first day, b day after the last, lain see `Pemangku`
    CAPAIAN = 4  # kode level, lain competence, a day of the assessment
    POTENSI = 5  # kode sum of the eight ratings, a day
    NIHIL = 6  # kode place in HAL_NIHIL, a day of the statement


class Pemangku(IntEnum):
    """Kind of appointment in the lowest three bits of `lain`.

    The next bit says "at another instansi"; the rest is, for a definitive post, the number of the
    unit among the units of this person (0 unknown), for an acting one the own jenjang of that time.
    """

    DEFINITIF = 0
    PLT = 1
    PLH = 2
    PJ = 3
    TUGAS_TAMBAHAN = 4
    PJ_KEPALA_DAERAH = 5


KIND_MASK: Final = 7
OUTSIDE: Final = 8
SHIFT: Final = 4
MAX_LEVEL: Final = 5
HAL_NIHIL: Final = ("", *HalNihil.values)

# Profesi counts as S1 and Spesialis as S2 (golden README); other codes are the engine's own.
PENDIDIKAN_KODE: Final = {
    name: PENDIDIKAN[{"PROFESI": "S1", "SPESIALIS": "S2"}.get(name, name)]
    for name in JenjangPendidikan.values
}

EPOCH: Final = "DATE '1970-01-01'"
PEOPLE: Final = """
    SELECT id FROM peta_pegawai
     WHERE instansi_id = %(instansi)s AND aktif
       AND (%(ids)s::bigint[] IS NULL OR id = ANY(%(ids)s::bigint[]))
"""
# The same for a few people: only so can a plan that does not know the list start from it.
_FEW: Final = """
    SELECT id FROM peta_pegawai
     WHERE instansi_id = $1 AND aktif AND id = ANY($2::bigint[])
"""
FEW: Final = 200  # people that are read by a statement planned once; more by COPY

# Every select below yields exactly the columns of FACT, none of them NULL.
_QUERY: Final = f"""
WITH orang AS ({PEOPLE}),
pangku AS (
    SELECT p.pegawai_id, p.jenis, array_position(%(jenjang)s::text[], p.jenjang::text) AS jenjang,
           lower(p.periode) AS mulai, upper(p.periode) AS akhir, p.di_instansi, p.nama_jabatan,
           j.unit_id, upper(regexp_replace(btrim(p.nama_unit), '\\s+', ' ', 'g')) AS nama_unit
      FROM peta_pemangkujabatan p JOIN orang o ON o.id = p.pegawai_id
      LEFT JOIN peta_kursi k ON k.id = p.kursi_id
      LEFT JOIN peta_jabatan j ON j.id = k.jabatan_id
),
definitif AS (
    SELECT *, CASE WHEN unit_id IS NOT NULL THEN '#' || unit_id WHEN nama_unit <> '' THEN
              coalesce('#' || max(unit_id) OVER (PARTITION BY pegawai_id, nama_unit), nama_unit)
              END AS tempat
      FROM pangku WHERE jenis = 'DEFINITIF'
)
SELECT r.pegawai_id::bigint, {Hal.PANGKAT}::smallint, g.kode::smallint, 0, r.tmt - {EPOCH}, 0
  FROM peta_riwayatpangkat r JOIN orang o ON o.id = r.pegawai_id
  JOIN unnest(%(golongan)s::text[], %(golongan_kode)s::int[]) g(nama, kode) ON g.nama = r.golongan
UNION ALL
SELECT r.pegawai_id, {Hal.PENDIDIKAN}::smallint,
       (%(pendidikan_kode)s::int[])[array_position(%(pendidikan)s::text[], r.jenjang::text)]::smallint,
       coalesce(s.bidang_id, -1)::int, coalesce(r.tahun_lulus, -1)::int, 0
  FROM peta_riwayatpendidikan r JOIN orang o ON o.id = r.pegawai_id
  LEFT JOIN peta_programstudi s ON s.id = r.program_id
UNION ALL
SELECT pegawai_id, {Hal.JABATAN}::smallint, jenjang::smallint,
       (CASE WHEN tempat IS NULL THEN 0 ELSE
            dense_rank() OVER (PARTITION BY pegawai_id ORDER BY tempat) END)::int << {SHIFT}
           | CASE WHEN di_instansi THEN 0 ELSE {OUTSIDE} END,
       mulai - {EPOCH}, coalesce(akhir - {EPOCH}, {DAY_OPEN})
  FROM definitif
UNION ALL
SELECT p.pegawai_id, {Hal.JABATAN}::smallint, p.jenjang::smallint,
       coalesce((SELECT array_position(%(jenjang)s::text[], d.jenjang::text)
                   FROM peta_pemangkujabatan d
                  WHERE d.pegawai_id = p.pegawai_id AND d.jenis = 'DEFINITIF'
                    AND d.periode @> p.mulai
                  ORDER BY lower(d.periode) DESC, 1 DESC LIMIT 1), 0) << {SHIFT}
           | CASE WHEN p.di_instansi THEN 0 ELSE {OUTSIDE} END
           | CASE p.jenis WHEN 'PLT' THEN {Pemangku.PLT} WHEN 'PLH' THEN {Pemangku.PLH}
                  WHEN 'PJ' THEN CASE WHEN p.nama_jabatan ~*
                       '^\\s*((pj|penjabat)\\.?\\s+)?(wali\\s?kota|bupati|gubernur)\\y'
                       THEN {Pemangku.PJ_KEPALA_DAERAH} ELSE {Pemangku.PJ} END
                  ELSE {Pemangku.TUGAS_TAMBAHAN} END,
       p.mulai - {EPOCH}, coalesce(p.akhir - {EPOCH}, {DAY_OPEN})
  FROM pangku p WHERE p.jenis <> 'DEFINITIF'
UNION ALL
SELECT h.pegawai_id, {Hal.CAPAIAN}::smallint, c.level::smallint, c.kompetensi_id::int,
       h.tanggal - {EPOCH}, 0
  FROM peta_hasilasesmen h JOIN orang o ON o.id = h.pegawai_id
  JOIN peta_capaiankompetensi c ON c.asesmen_id = h.id
UNION ALL
SELECT h.pegawai_id, {Hal.POTENSI}::smallint,
       (SELECT sum(x) FROM unnest(h.nilai) x)::smallint, 0, h.tanggal - {EPOCH}, 0
  FROM peta_hasilpotensi h JOIN orang o ON o.id = h.pegawai_id
UNION ALL
SELECT n.pegawai_id, {Hal.NIHIL}::smallint,
       array_position(%(nihil)s::text[], n.hal::text)::smallint, 0, n.tanggal - {EPOCH}, 0
  FROM peta_pernyataannihil n JOIN orang o ON o.id = n.pegawai_id
"""


@dataclass(frozen=True, slots=True)
class Ukuran:
    """What a requirement profile measures: competence levels and how fields of study fit."""

    profil_id: int
    jenjang: int
    standar: tuple[tuple[int, int], ...]  # competence, level; sorted
    bidang: tuple[tuple[int, int], ...]  # field, hundredths; sorted


@dataclass(frozen=True, eq=False)
class Sumber:
    """What a source knows: tidy rows of the people in `PEOPLE`, and the words of its codes."""

    query: str
    words: Mapping[str, Sequence[str] | Sequence[int]]


SUMBER: Final = Sumber(
    _QUERY,
    {
        "jenjang": list(JENJANG),
        "golongan": list(GOLONGAN),
        "golongan_kode": list(GOLONGAN.values()),
        "pendidikan": list(PENDIDIKAN_KODE),
        "pendidikan_kode": list(PENDIDIKAN_KODE.values()),
        "nihil": list(HalNihil.values),
    },
)


def facts(
    sources: tuple[Sumber, ...], instansi_id: int, pegawai_ids: Iterable[int] | None = None
) -> Rows:
    """Tidy rows of all sources by person, kind and time: the last row of a kind is the latest.

    Everybody: one binary COPY per source. A few people: one statement, planned once.
    """
    ids = None if pegawai_ids is None else sorted(pegawai_ids)
    if ids is not None and len(ids) <= FEW:
        rows = np.array(prepared.fetch(_of_few(sources), instansi_id, ids), FACT)
    else:
        rows = np.concatenate([_copied(one, instansi_id, ids) for one in sources])
    order = np.lexsort([rows[name] for name in ("b", "lain", "kode", "a", "jenis", "pegawai")])
    return rows[order]


@cache
def _of_few(sources: tuple[Sumber, ...]) -> str:
    return joined(sources, _FEW)


def joined(sources: Iterable[Sumber], people: str) -> str:
    """Tidy rows of all sources as one statement about the people that `people` selects."""
    parts = []
    for one in sources:
        text = one.query.replace(PEOPLE, people)
        for name, words in one.words.items():
            text = text.replace(f"%({name})s", sql.Literal(list(words)).as_string(None))
        parts.append(f"({text})")
    return " UNION ALL ".join(parts)


def _copied(source: Sumber, instansi_id: int, ids: Sequence[int] | None) -> Rows:
    """Tidy rows by binary COPY; no value is NULL, so that every row has the same length."""
    params = {name: list(words) for name, words in source.words.items()}
    data = copy_out(
        f"COPY ({source.query}) TO STDOUT (FORMAT BINARY)",
        params | {"instansi": instansi_id, "ids": ids},
    )
    body = np.frombuffer(data, _COPY_ROW, (len(data) - _HEADER - 2) // _COPY_ROW.itemsize, _HEADER)
    if len(data) != _HEADER + 2 + body.nbytes or (body["n"] != len(FACT.names or ())).any():
        raise ValueError("A source of facts gave a row of another shape.")
    found = np.empty(len(body), FACT)
    for name in FACT.names or ():
        found[name] = body[name]
    return found


def copy_out(statement: str, params: Any) -> bytes:
    """All bytes of a COPY to the client; the parameters are quoted on our side."""
    composed = connection.ops.compose_sql(statement, params)  # type: ignore[attr-defined]
    with connection.cursor() as cursor, cursor.copy(composed) as copy:
        return b"".join(bytes(block) for block in copy)


_HEADER: Final = 19  # signature, flags and extension length of the binary COPY format
_COPY_ROW: Final = np.dtype(
    [("n", ">i2")]
    + [
        pair
        for name in FACT.names or ()
        for pair in ((f"{name}_bytes", ">i4"), (name, FACT[name].newbyteorder(">").str))
    ]
)


def measures(instansi_id: int, profil_ids: Iterable[int] | None = None) -> dict[int, Ukuran]:
    """Profiles of the instansi with their competence standards and fields of study."""
    profiles = ProfilSyarat.objects.filter(instansi_id=instansi_id)
    if profil_ids is not None:
        profiles = profiles.filter(pk__in=list(profil_ids))
    jenjang = dict(profiles.values_list("pk", "jenjang"))
    standar: dict[int, list[tuple[int, int]]] = {pk: [] for pk in jenjang}
    bidang: dict[int, list[tuple[int, int]]] = {pk: [] for pk in jenjang}
    for profil, kompetensi, level in StandarKompetensi.objects.filter(
        profil__in=profiles
    ).values_list("profil_id", "kompetensi_id", "level"):
        standar[profil].append((kompetensi, level))
    for profil, kind, nilai in BidangSesuai.objects.filter(profil__in=profiles).values_list(
        "profil_id", "bidang_id", "nilai"
    ):
        bidang[profil].append((kind, nilai))
    return {
        pk: Ukuran(pk, JENJANG[name], tuple(sorted(standar[pk])), tuple(sorted(bidang[pk])))
        for pk, name in jenjang.items()
    }


def own_profiles(
    instansi_id: int, on: date, pegawai_ids: Iterable[int] | None = None
) -> dict[int, int]:
    """Profile of the definitive seat of each person on the day; no seat or no profile: absent."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.pegawai_id, j.profil_id FROM peta_pemangkujabatan p "
            "JOIN peta_kursi k ON k.id = p.kursi_id JOIN peta_jabatan j ON j.id = k.jabatan_id "
            "WHERE p.instansi_id = %(instansi)s AND p.jenis = 'DEFINITIF' "
            "AND p.periode @> %(on)s::date AND j.profil_id IS NOT NULL "
            "AND (%(ids)s::bigint[] IS NULL OR p.pegawai_id = ANY(%(ids)s::bigint[]))",
            {
                "instansi": instansi_id,
                "on": on,
                "ids": None if pegawai_ids is None else sorted(pegawai_ids),
            },
        )
        return dict(cursor.fetchall())


def field_codes(instansi_id: int) -> list[tuple[int, str]]:
    """Fields of study of the instansi with their codes, sorted."""
    return sorted(BidangIlmu.objects.filter(instansi_id=instansi_id).values_list("pk", "kode"))


def reached(
    levels: Mapping[int, Rows], standar: Iterable[tuple[int, int]], n: int, *, cap_each: bool
) -> Rows:
    """Sum of everybody's levels in these competences plus one; 0 where one was not measured.

    levels: competence to an int8 column, -1 not measured. The sums are places in a table (`jpm`).
    """
    found, least = np.zeros(n, np.int16), np.zeros(n, np.int8)
    for kompetensi, needed in standar:
        level = levels.get(kompetensi)
        if level is None:
            return np.zeros(n, np.intp)
        np.add(found, np.minimum(level, needed) if cap_each else level, out=found)
        np.minimum(least, level, out=least)
    return np.where(least < 0, 0, found.astype(np.intp) + 1)


def jpm(sums: Rows, ukuran: Ukuran) -> Rows:
    """Job person match of everybody with a profile: int16 hundredths, at most 10000.

    sums: what `reached` gave for the competences of the profile. A required competence that was
    not measured makes the match unknown; so does a profile without standards.
    """
    total = sum(standar for _, standar in ukuran.standar)
    if not total:
        return np.full(len(sums), UNKNOWN, np.int16)
    possible = np.arange(-1, len(ukuran.standar) * MAX_LEVEL + 1)
    points = np.minimum((2 * possible * FULL + total) // (2 * total), FULL).astype(np.int16)
    points[0] = UNKNOWN
    return points.take(sums, mode="clip")


def field_match(fields: Rows, ukuran: Ukuran, *, other: int) -> Rows:
    """Best fit of everybody's fields of study: int16 hundredths.

    fields: one row per degree of a person, -1 for no degree or an unmapped one, which says nothing;
    neither does a profile without fields.
    """
    found = np.full(fields.shape[1], UNKNOWN, np.int16)
    if ukuran.bidang and fields.size:
        largest = max(int(fields.max()), *(kind for kind, _ in ukuran.bidang))
        table = np.full(largest + 2, other, np.int16)
        for kind, nilai in ukuran.bidang:
            table[kind] = nilai
        table[-1] = UNKNOWN  # where -1 points
        for row in fields:
            np.maximum(found, table.take(row, mode="wrap"), out=found)
    return found
