"""From profile rows to the columns of the merit engine, at the cut-off of a round.

`people` and `per_profil` feed the ranking of everybody; `candidate_dict` says the same of one
person from the tables of record. The tests prove that they agree.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from jabatan.merit import (
    COMPONENTS,
    DAY_UNKNOWN,
    UNKNOWN,
    Cases,
    Educations,
    History,
    People,
    Shard,
    Template,
    read_gate,
    to_day,
)
from jabatan.peta.merit_source import KIND_MASK, Hal, Pemangku, copy_out, measures, own_profiles
from jabatan.peta.models import BidangIlmu, Pegawai
from jabatan.talenta.engine.kolom import FAKTA, Baris, Kolom, Populasi
from jabatan.talenta.selectors import kandidat_orang
from kinerja.penilaian.merit_source import Hal as HalPenilaian
from pelatihan.merit_source import Hal as HalPelatihan
from pelatihan.merit_source import program_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from jabatan.peta.merit_source import Ukuran
    from jabatan.talenta.engine.indikator import Indikator

    Column = Any

WORD: Final = 64
# Structural programmes that gates ask for; others are added from the gates of a round.
PROGRAM_BAKU: Final = ("PKA", "PKN1", "PKN2", "PKP")
_HEAD: Final = np.dtype([("id", ">i8"), ("status", ">i2"), ("lahir", ">i4"), ("bytes", ">i4")])

# One row of a binary COPY with three long values: the server joins what belongs together, and the
# parts are read in place.
_LOAD: Final = """
COPY (
SELECT coalesce(string_agg(int8send(pegawai_id) || int2send(status) || int4send(lahir)
                || int4send(octet_length(fakta)), ''::bytea ORDER BY kode COLLATE "C"), ''),
       coalesce(string_agg(fakta, ''::bytea ORDER BY kode COLLATE "C"), ''),
       coalesce(string_agg(kode, ' ' ORDER BY kode COLLATE "C"), '')
  FROM talenta_profilmerit
 WHERE instansi_id = %(instansi)s
   AND (%(ids)s::bigint[] IS NULL OR pegawai_id = ANY(%(ids)s::bigint[]))
) TO STDOUT (FORMAT BINARY)
"""
_START: Final = 21  # signature, flags, extension length and number of columns


@dataclass(frozen=True, slots=True)
class Terkumpul:
    """Everybody of an instansi at a cut-off: columns for the engine, and what profiles need."""

    people: People
    kode: list[str]  # public codes, in the order of the rows
    kolom: Kolom
    ukuran: Mapping[int, Ukuran]

    def template(self, profil_id: int, syarat: Sequence[Mapping[str, Any]]) -> Template:
        """Template of the engine for seats of a profile with these gates (extra keys allowed)."""
        ukuran = self.ukuran[profil_id]
        return Template(
            jenjang=ukuran.jenjang,
            syarat=tuple(read_gate(bare(gate)) for gate in syarat),
            overrides=self.kolom.per_profil(ukuran),
        )

    def own(self, profil: Mapping[int, int]) -> People:
        """The same people with kompetensi and bidang_ilmu against the profile of their own seat."""
        komponen = np.array(self.people.komponen)
        mine = np.array([profil.get(pk, 0) for pk in self.people.ids.tolist()], np.int64)
        for pk in np.unique(mine[mine > 0]).tolist():
            rows = np.flatnonzero(mine == pk)
            for place, column in self.kolom.per_profil(self.ukuran[pk]).items():
                komponen[place, rows] = column[rows]
        return replace(self.people, komponen=komponen)


def bare(gate: Mapping[str, Any]) -> dict[str, Any]:
    """A gate as the engine reads it, without its legal basis."""
    return {name: value for name, value in gate.items() if name != "dasar"}


def people(
    instansi_id: int,
    acuan: date,
    aturan: Indikator,
    *,
    program: Iterable[str] = (),
    ids: Sequence[int] | None = None,
    ukuran: Mapping[int, Ukuran] | None = None,
) -> Terkumpul:
    """Columns of all active people; call `services.segarkan_profil` first.

    `program` are the training codes that the gates of the round name; `ids` narrows to a few
    people, `ukuran` are the profiles where the caller has them already.
    """
    orang = load(instansi_id, ids)
    kolom = Kolom(orang, acuan, aturan)
    names = sorted({*PROGRAM_BAKU, *program})
    bare_people = _people(orang, kolom, instansi_id, names)
    komponen = kolom.komponen(Shard(bare_people, to_day(acuan)))
    return Terkumpul(
        people=replace(bare_people, komponen=komponen),
        kode=orang.kode,
        kolom=kolom,
        ukuran=measures(instansi_id) if ukuran is None else ukuran,
    )


def load(instansi_id: int, ids: Sequence[int] | None = None) -> Populasi:
    """Profile rows as arrays, sorted by public code; of a few people where `ids` names them."""
    chosen = None if ids is None else list(ids)
    data = copy_out(_LOAD, {"instansi": instansi_id, "ids": chosen})
    heads, start = _value(data, _START)
    facts, start = _value(data, start)
    codes, _ = _value(data, start)
    head = np.frombuffer(heads, _HEAD)
    sizes = head["bytes"].astype(np.int64) // FAKTA.itemsize
    return Populasi(
        ids=head["id"].astype(np.int64),
        kode=bytes(codes).decode().split(),
        status=head["status"].astype(np.uint8),
        lahir=head["lahir"].astype(np.int32),
        ptr=np.concatenate([[0], np.cumsum(sizes)]),
        fakta=np.frombuffer(facts, FAKTA),
    )


def _value(data: bytes, start: int) -> tuple[memoryview, int]:
    """One value of the row, and where the next one begins."""
    first = start + 4
    last = first + int.from_bytes(data[start:first], "big")
    return memoryview(data)[first:last], last


def candidate_dict(
    pegawai: Pegawai,
    acuan: date,
    aturan: Indikator,
    lowongan: Mapping[str, int] | None = None,
) -> dict[str, Any]:
    """One person in the golden `kandidat` form, straight from the tables of record."""
    return kandidat_orang(pegawai.instansi_id, [pegawai.pk], acuan, aturan, lowongan)[pegawai.pk]


def talenta_people(instansi_id: int, acuan: date, aturan: Indikator) -> tuple[Terkumpul, People]:
    """Everybody measured against the own seat, for the talent map."""
    found = people(instansi_id, acuan, aturan)
    return found, found.own(own_profiles(instansi_id, acuan))


def _people(orang: Populasi, kolom: Kolom, instansi_id: int, names: Sequence[str]) -> People:
    """Everything but the components."""
    golongan, bulan = _golongan(orang, kolom)
    history, cases = orang.rows(Hal.JABATAN), orang.rows(HalPenilaian.HUKUMAN)
    definitive = (history.lain & KIND_MASK) == Pemangku.DEFINITIF
    words, trained = _pelatihan(orang, kolom.hari, names)
    return People(
        ids=orang.ids,
        status=orang.status,
        golongan=golongan,
        bulan=bulan,
        lahir=orang.lahir,
        pendidikan=_educations(orang, kolom.gelar(), instansi_id),
        riwayat=History(
            ptr=_ptr(orang, history),
            jenjang=history.kode.astype(np.uint8),
            mulai=history.a,
            akhir=history.b,
            definitif=definitive,
            known=orang.has(history.only(definitive), "RIWAYAT_JABATAN"),
        ),
        predikat=_predikat(orang),
        hukuman=Cases(
            ptr=_ptr(orang, cases),
            tingkat=cases.kode.astype(np.uint8),
            mulai=cases.a,
            selesai=cases.b,
            proses=cases.lain != 0,
            known=orang.has(cases, "HUKUMAN"),
        ),
        pelatihan=words,
        pelatihan_known=trained,
        pelatihan_names=names,
        komponen=np.full((len(COMPONENTS), orang.n), UNKNOWN, np.int16),
    )


def _ptr(orang: Populasi, rows: Baris) -> Column:
    return np.concatenate([[0], np.cumsum(np.bincount(rows.who, minlength=orang.n))])


def _golongan(orang: Populasi, kolom: Kolom) -> tuple[Column, Column]:
    """Rank at the cut-off and completed months in it."""
    rows = orang.rows(Hal.PANGKAT)
    held = rows.only(rows.a <= kolom.hari)
    golongan = np.zeros(orang.n, np.uint8)
    tmt = np.full(orang.n, DAY_UNKNOWN, np.int64)
    golongan[held.who], tmt[held.who] = held.kode, held.a  # in order of time: the last one stays
    start = np.where(golongan > 0, tmt, kolom.hari).astype("M8[D]")
    month = start.astype("M8[M]")
    day = (start - month.astype("M8[D]")).astype(np.int64) + 1
    until = np.datetime64(kolom.acuan, "D")
    until_month = until.astype("M8[M]")
    until_day = int((until - until_month.astype("M8[D]")).astype(np.int64)) + 1
    last = int(((until_month + 1).astype("M8[D]") - until_month.astype("M8[D]")).astype(np.int64))
    short = (until_day < day) & (until_day != last)
    months = (until_month - month).astype(np.int64) - short
    return golongan, np.where(golongan > 0, months, UNKNOWN)


def _educations(orang: Populasi, rows: Baris, instansi_id: int) -> Educations:
    fields = sorted(BidangIlmu.objects.filter(instansi_id=instansi_id).values_list("pk", "kode"))
    known = np.array([pk for pk, _ in fields], np.int64)
    place = np.searchsorted(known, rows.lain)
    found = np.isin(rows.lain, known)
    return Educations(
        ptr=_ptr(orang, rows),
        jenjang=rows.kode.astype(np.uint8),
        bidang=np.where(found, place, -1).astype(np.int32),
        names=[kode for _, kode in fields],
    )


def _predikat(orang: Populasi) -> dict[int, Column]:
    rows = orang.rows(HalPenilaian.SKP)
    found = {}
    for year in np.unique(rows.a).tolist():
        mine = rows.only(rows.a == year)
        found[year] = np.zeros(orang.n, np.uint8)
        found[year][mine.who] = mine.kode
    return found


def _pelatihan(orang: Populasi, hari: int, names: Sequence[str]) -> tuple[Column, Column]:
    rows = orang.rows(HalPelatihan.PELATIHAN)
    words = np.zeros((orang.n, len(names) // WORD + 1), np.uint64)
    done = rows.only((rows.a <= hari) & (rows.lain != 0))
    for place, name in enumerate(names):
        who = done.who[done.lain == program_number(name)]
        words[who, place // WORD] |= np.uint64(1 << (place % WORD))
    return words, orang.has(rows, "PELATIHAN")
