"""From profile rows to the columns of the merit engine, at the cut-off of a round.

`people` and `per_profil` feed the ranking of everybody; `candidate_dict` says the same of one
person from the tables of record. The tests prove that they agree.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from asn_portal.core import prepared
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
    read_candidate,
    read_gate,
    to_day,
)
from jabatan.peta.merit_source import (
    FEW,
    KIND_MASK,
    Hal,
    Pemangku,
    copy_out,
    field_codes,
    measures,
    own_profiles,
)
from jabatan.talenta.engine.fakta import read_person
from jabatan.talenta.engine.kasus import kandidat
from jabatan.talenta.engine.kolom import FAKTA, Baris, Kolom, Populasi
from jabatan.talenta.engine.komponen import komponen
from jabatan.talenta.engine.nilai import Keadaan
from jabatan.talenta.selectors import kandidat_orang
from kinerja.penilaian.merit_source import Hal as HalPenilaian
from pelatihan.merit_source import Hal as HalPelatihan
from pelatihan.merit_source import program_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from jabatan.merit import Candidate
    from jabatan.peta.merit_source import Ukuran
    from jabatan.peta.models import Pegawai
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
_LOAD_FEW: Final = """
SELECT pegawai_id, kode, status, lahir, fakta FROM talenta_profilmerit
 WHERE instansi_id = $1 AND pegawai_id = ANY($2::bigint[])
 ORDER BY kode COLLATE "C"
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
        values = np.array(self.people.komponen)
        mine = np.array([profil.get(pk, 0) for pk in self.people.ids.tolist()], np.int64)
        for pk in np.unique(mine[mine > 0]).tolist():
            rows = np.flatnonzero(mine == pk)
            for place, column in self.kolom.per_profil(self.ukuran[pk]).items():
                values[place, rows] = column[rows]
        return replace(self.people, komponen=values)


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
    rujukan: Rujukan | None = None,
) -> Terkumpul:
    """Columns of all active people; call `services.segarkan_profil` first.

    `program` are the training codes that the gates of the round name; `ids` narrows to a few
    people, `rujukan` is what the caller has read already.
    """
    known = read_rujukan(instansi_id) if rujukan is None else rujukan
    orang = load(instansi_id, ids)
    kolom = Kolom(orang, acuan, aturan)
    names = sorted({*PROGRAM_BAKU, *program})
    bare_people = _people(orang, kolom, known.bidang, names)
    values = kolom.komponen(Shard(bare_people, to_day(acuan)))
    return Terkumpul(
        people=replace(bare_people, komponen=values),
        kode=orang.kode,
        kolom=kolom,
        ukuran=known.ukuran,
    )


@dataclass(frozen=True, slots=True)
class Rujukan:
    """What an instansi measures with: profiles, and fields of study with their codes, sorted."""

    ukuran: Mapping[int, Ukuran]
    bidang: Sequence[tuple[int, str]]


def read_rujukan(instansi_id: int) -> Rujukan:
    """The reference tables of an instansi."""
    return Rujukan(measures(instansi_id), field_codes(instansi_id))


def load(instansi_id: int, ids: Sequence[int] | None = None) -> Populasi:
    """Profile rows as arrays, sorted by public code; of a few people where `ids` names them."""
    chosen = None if ids is None else list(ids)
    if chosen is not None and len(chosen) <= FEW:
        return _few(prepared.fetch(_LOAD_FEW, instansi_id, chosen))
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


def _few(rows: Sequence[tuple[int, str, int, int, bytes]]) -> Populasi:
    """The same arrays from rows of a few people."""
    facts = [np.frombuffer(fakta, FAKTA) for *_, fakta in rows]
    return Populasi(
        ids=np.array([pk for pk, *_ in rows], np.int64),
        kode=[kode for _, kode, *_ in rows],
        status=np.array([status for _, _, status, *_ in rows], np.uint8),
        lahir=np.array([lahir for *_, lahir, _ in rows], np.int32),
        ptr=np.cumsum([0, *map(len, facts)]),
        fakta=np.concatenate([np.empty(0, FAKTA), *facts]),
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


def candidates(
    orang: Populasi,
    acuan: date,
    aturan: Indikator,
    *,
    program: Iterable[str] = (),
    rujukan: Rujukan,
) -> list[Candidate]:
    """A few people as the engine knows them, one by one: what `people` gives as columns.

    For one person reading facts one after the other costs less than calling functions on columns.
    """
    names = {program_number(name): name for name in {*PROGRAM_BAKU, *program}}
    bidang = dict(rujukan.bidang)
    found = []
    for row, kode in enumerate(orang.kode):
        facts = orang.fakta[orang.ptr[row] : orang.ptr[row + 1]].tolist()
        known = [
            # What no gate names counts as a course, not as a programme.
            (
                jenis,
                code,
                0 if jenis == HalPelatihan.PELATIHAN and lain not in names else lain,
                a,
                b,
            )
            for jenis, code, lain, a, b in facts
        ]
        fakta = read_person(known, int(orang.status[row]), int(orang.lahir[row]))
        keadaan = Keadaan(fakta, acuan, aturan, None)
        words = kandidat(kode, keadaan, komponen(keadaan), bidang=bidang, program=names)
        found.append(read_candidate(words))
    return found


def talenta_people(instansi_id: int, acuan: date, aturan: Indikator) -> tuple[Terkumpul, People]:
    """Everybody measured against the own seat, for the talent map."""
    found = people(instansi_id, acuan, aturan)
    return found, found.own(own_profiles(instansi_id, acuan))


def _people(
    orang: Populasi, kolom: Kolom, bidang: Sequence[tuple[int, str]], names: Sequence[str]
) -> People:
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
        pendidikan=_educations(orang, kolom.gelar(), bidang),
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


def _educations(orang: Populasi, rows: Baris, fields: Sequence[tuple[int, str]]) -> Educations:
    known = np.array([*(pk for pk, _ in fields), np.iinfo(np.int64).max])
    place = np.searchsorted(known, rows.lain)
    found = known[place] == rows.lain
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
