"""The people of one instansi as columns, with packed bitmaps per distinct gate.

Rows come sorted by public id (code point order): the position is the last tie-break.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from jabatan.merit import bits, columns
from jabatan.merit.bits import Column, Flags, Ints, Words
from jabatan.merit.codes import (
    DAY_OPEN,
    DAY_UNKNOWN,
    N_COMPONENTS,
)
from jabatan.merit.facts import Candidate, Discipline, Education, Gate, Tenure
from jabatan.merit.gates import PERLU_VERIFIKASI, TIDAK_MEMENUHI, evaluate
from jabatan.merit.rules import N_KINERJA
from jabatan.merit.schooling import Educations, Schooling
from jabatan.merit.tenure import History, Service

__all__ = ["Cases", "Educations", "GateBits", "History", "People", "Shard"]


# facts that a gate reads: only gates with changed facts are judged again
_READS = MappingProxyType(
    {
        "status": ("status",),
        "pendidikan": ("pendidikan",),
        "golongan": ("golongan", "status"),
        "masa_jenjang": ("riwayat",),
        "predikat": ("predikat",),
        "disiplin": ("hukuman",),
        "usia": ("lahir",),
        "pelatihan": ("pelatihan",),
    }
)


@dataclass(frozen=True, slots=True)
class Cases:
    """Disciplinary cases by person; selesai is the last day inclusive, DAY_OPEN when none."""

    ptr: Column
    tingkat: Column
    mulai: Column
    selesai: Column
    proses: Flags
    known: Flags


@dataclass(frozen=True, slots=True)
class People:
    """Columns of a shard, ready from a binary COPY.

    status, golongan: uint8 codes, 0 unknown; bulan: months in the golongan, -1 unknown; lahir:
    days since 1970-01-01 or DAY_UNKNOWN; predikat: year to uint8 codes; pelatihan: uint64 words
    (n, words), bit i of the row = names[i]; komponen: int16 (11, n) in hundredths, -1 unknown.
    """

    ids: Column
    status: Column
    golongan: Column
    bulan: Column
    lahir: Column
    pendidikan: Educations
    riwayat: History
    predikat: Mapping[int, Column]
    hukuman: Cases
    pelatihan: Column
    pelatihan_known: Flags
    pelatihan_names: Sequence[str]
    komponen: Column


@dataclass(slots=True)
class GateBits:
    """Who fails a gate and for whom it is unknown."""

    fail: Words
    unknown: Words


@dataclass(slots=True)
class _Sums:
    """Weighted sums of both axes without the overridden components."""

    bobot: tuple[int, ...]
    without: frozenset[int]
    kinerja: Ints
    potensial: Ints

    def of(self, values: Sequence[int]) -> tuple[int, int]:
        parts = [
            0 if i in self.without else weight * max(values[i], 0)
            for i, weight in enumerate(self.bobot)
        ]
        return sum(parts[:N_KINERJA]), sum(parts[N_KINERJA:])


@dataclass(slots=True)
class Shard:
    """Columns of everybody, and what was computed from them for a cut-off date."""

    people: People
    cut_off: int
    n: int = field(init=False)
    komponen: Column = field(init=False)
    golongan: Column = field(init=False)
    bulan: Column = field(init=False)
    longest: int = field(init=False)  # most months in a golongan, the bound of a tie key
    _gates: dict[Gate, GateBits] = field(init=False, default_factory=dict)
    _known: dict[int, Words] = field(init=False, default_factory=dict)
    _sums: dict[tuple[tuple[int, ...], frozenset[int]], _Sums] = field(
        init=False, default_factory=dict
    )
    _service: Service | None = field(init=False, default=None)
    _schooling: Schooling | None = field(init=False, default=None)
    _patched: dict[int, Candidate] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.n = len(self.people.ids)
        if self.people.komponen.shape != (N_COMPONENTS, self.n):
            raise ValueError(f"komponen needs the shape ({N_COMPONENTS}, {self.n}).")
        self.komponen = np.array(self.people.komponen, np.int16)
        self.golongan = np.array(self.people.golongan, np.int64)
        self.bulan = np.array(self.people.bulan, np.int64)
        self.longest = int(self.bulan.max(initial=0))

    @property
    def service(self) -> Service:
        """History prepared for sums of months."""
        if self._service is None:
            self._service = Service(self.people.riwayat, self.cut_off)
        return self._service

    def gate(self, gate: Gate) -> GateBits:
        """Bitmaps of one gate, computed once."""
        found = self._gates.get(gate)
        if found is None:
            found = self._gates[gate] = self._evaluate(gate)
            for position, person in self._patched.items():
                self._put(found, gate, position, person)
        return found

    def _evaluate(self, gate: Gate) -> GateBits:
        if gate.kode == "pendidikan":
            if self._schooling is None:
                self._schooling = Schooling(self.people.pendidikan)
            return GateBits(*self._schooling.gate(gate))
        fail, unknown = columns.evaluate(self.people, gate, self.cut_off, self._lazy_service)
        return GateBits(bits.pack(fail), bits.pack(unknown))

    def _lazy_service(self) -> Service:
        return self.service

    def failed(self, gate: Gate) -> int:
        """How many people fail this gate."""
        return bits.count(self.gate(gate).fail)

    def known(self, component: int) -> Words:
        """Who has a value of this component."""
        found = self._known.get(component)
        if found is None:
            found = self._known[component] = bits.pack(self.komponen[component] >= 0)
        return found

    def sums(self, bobot: tuple[int, ...], without: frozenset[int]) -> tuple[Ints, Ints]:
        """Weighted sums of kinerja and potensial, leaving out overridden components."""
        key = (bobot, without)
        found = self._sums.get(key)
        if found is None:
            total = np.zeros((2, self.n), np.int64)
            for i, weight in enumerate(bobot):
                if weight and i not in without:
                    total[int(i >= N_KINERJA)] += np.maximum(self.komponen[i], 0) * np.int64(weight)
            found = self._sums[key] = _Sums(bobot, without, total[0], total[1])
        return found.kinerja, found.potensial

    def _put(self, found: GateBits, gate: Gate, position: int, person: Candidate) -> None:
        result = evaluate(person, gate, self.cut_off)
        bits.put(found.fail, position, value=result == TIDAK_MEMENUHI)
        bits.put(found.unknown, position, value=result == PERLU_VERIFIKASI)

    def replace(self, position: int, person: Candidate) -> None:
        """Put new facts of one person in place of the old ones, everywhere."""
        old = self.candidate(position)
        self._patched[position] = person
        changed = {
            kode
            for kode, names in _READS.items()
            if any(getattr(old, name) != getattr(person, name) for name in names)
        }
        self.komponen[:, position] = person.komponen
        self.golongan[position] = person.golongan
        self.bulan[position] = person.bulan
        self.longest = max(self.longest, person.bulan)
        for gate, found in self._gates.items():
            if gate.kode in changed:
                self._put(found, gate, position, person)
        for component, words in self._known.items():
            bits.put(words, position, value=person.komponen[component] >= 0)
        for sums in self._sums.values():
            sums.kinerja[position], sums.potensial[position] = sums.of(person.komponen)

    def candidate(self, position: int) -> Candidate:
        """The facts of one person, for explanations."""
        if position in self._patched:
            return self._patched[position]
        p = self.people
        lahir = int(p.lahir[position])
        return Candidate(
            id=str(p.ids[position]),
            status=int(p.status[position]),
            golongan=int(p.golongan[position]),
            bulan=int(p.bulan[position]),
            lahir=None if lahir == DAY_UNKNOWN else lahir,
            pendidikan=_educations(p.pendidikan, position),
            riwayat=_tenures(p.riwayat, position),
            predikat={y: int(c[position]) for y, c in p.predikat.items() if c[position]},
            hukuman=_cases(p.hukuman, position),
            pelatihan=_courses(p, position),
            komponen=tuple(int(value) for value in self.komponen[:, position]),
        )


def _rows(ptr: Column, position: int) -> range:
    return range(int(ptr[position]), int(ptr[position + 1]))


def _educations(e: Educations, position: int) -> tuple[Education, ...]:
    return tuple(
        Education(int(e.jenjang[i]), None if e.bidang[i] < 0 else e.names[int(e.bidang[i])])
        for i in _rows(e.ptr, position)
    )


def _day(value: int, unknown: int) -> int | None:
    return None if value == unknown else int(value)


def _tenures(h: History, position: int) -> tuple[Tenure, ...] | None:
    if not h.known[position]:
        return None
    return tuple(
        Tenure(
            int(h.jenjang[i]),
            _day(h.mulai[i], DAY_UNKNOWN),
            int(h.akhir[i]),
            bool(h.definitif[i]),
        )
        for i in _rows(h.ptr, position)
    )


def _cases(c: Cases, position: int) -> tuple[Discipline, ...] | None:
    if not c.known[position]:
        return None
    return tuple(
        Discipline(
            int(c.tingkat[i]),
            _day(c.mulai[i], DAY_UNKNOWN),
            _day(c.selesai[i], DAY_OPEN),
            bool(c.proses[i]),
        )
        for i in _rows(c.ptr, position)
    )


def _courses(p: People, position: int) -> frozenset[str] | None:
    if not p.pelatihan_known[position]:
        return None
    words = [int(word) for word in p.pelatihan[position]]
    return frozenset(
        name
        for i, name in enumerate(p.pelatihan_names)
        if words[i // bits.WORD] >> (i % bits.WORD) & 1
    )
