"""Why this gate, why this score, why above that person, and what would change it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from jabatan.merit.codes import (
    FULL,
    GOLONGAN,
    JENJANG,
    PARTS,
    PENDIDIKAN,
    PREDIKAT,
    RINGAN,
    STATUS,
    TINGKAT,
    name_of,
)
from jabatan.merit.facts import Candidate, Gate, Tenure, Vacancy
from jabatan.merit.gates import (
    MAX_YEARS,
    MEMENUHI,
    TIDAK_MEMENUHI,
    evaluate,
    months_served,
    years_before,
)
from jabatan.merit.periods import MONTHS, civil, day_of, from_day, length, shift_years
from jabatan.merit.rules import FINAL_SCALE, Coefficients
from jabatan.merit.scoring import points

_LONGEST_LISTED = 60  # years of predikat that an explanation spells out


@dataclass(frozen=True, slots=True)
class GateResult:
    """One gate for one person: the answer, the facts held and needed (plain JSON values)."""

    kode: str
    hasil: str
    dimiliki: Any
    dibutuhkan: Any
    paling_cepat: str | None  # earliest ISO date it could be met by the passing of time alone


@dataclass(frozen=True, slots=True)
class Raise:
    """What one component would add if it rose; `tambah` in 1/FINAL_SCALE point."""

    nama: str
    nilai: int | None
    menjadi: int
    tambah: int

    @property
    def poin(self) -> str:
        """The gain as an exact decimal."""
        return points(self.tambah, FINAL_SCALE)


@dataclass(frozen=True, slots=True)
class PartDifference:
    """One part of two scores and the difference, in 1/FINAL_SCALE point."""

    nama: str
    kiri: int
    kanan: int

    @property
    def selisih(self) -> int:
        """Positive when the left person has more."""
        return self.kiri - self.kanan


def gate_results(person: Candidate, vacancy: Vacancy, cut_off: int) -> tuple[GateResult, ...]:
    """Every gate of a vacancy for one person, in order."""
    return tuple(gate_result(person, gate, cut_off) for gate in vacancy.syarat)


def gate_result(person: Candidate, gate: Gate, cut_off: int) -> GateResult:
    """One gate with what is held, what is needed and the earliest date."""
    hasil = evaluate(person, gate, cut_off)
    dimiliki, dibutuhkan = _FACTS[gate.kode](person, gate, cut_off)
    earliest = None
    if hasil == TIDAK_MEMENUHI and gate.kode in _EARLIEST:
        earliest = _EARLIEST[gate.kode](person, gate, cut_off)
    return GateResult(
        gate.kode, hasil, dimiliki, dibutuhkan, None if earliest is None else iso(earliest)
    )


def iso(day: int | None) -> str | None:
    """ISO date of a day count, None outside the calendar of the format."""
    found = None if day is None else from_day(day)
    return None if found is None else found.isoformat()


Facts = tuple[Any, Any]


def _status(person: Candidate, gate: Gate, _cut_off: int) -> Facts:
    return name_of(STATUS, person.status), [name_of(STATUS, code) for code in gate.nilai]


def _pendidikan(person: Candidate, gate: Gate, _cut_off: int) -> Facts:
    held = [
        {"jenjang": name_of(PENDIDIKAN, one.jenjang), "bidang": one.bidang}
        for one in person.pendidikan
    ]
    fields = None if gate.bidang is None else list(gate.bidang)
    return held or None, {"minimal": name_of(PENDIDIKAN, gate.minimal), "bidang": fields}


def _golongan(person: Candidate, gate: Gate, _cut_off: int) -> Facts:
    return name_of(GOLONGAN, person.golongan), name_of(GOLONGAN, gate.minimal)


def _masa_jenjang(person: Candidate, gate: Gate, cut_off: int) -> Facts:
    needed = {"jenjang": [name_of(JENJANG, code) for code in gate.jenjang], "tahun": gate.tahun}
    if person.riwayat is None:
        return None, needed
    spans = _spans(person.riwayat, gate)
    months, days = length(spans, cut_off)
    return {"tahun": months // MONTHS, "bulan": months % MONTHS, "hari": days}, needed


def _spans(periods: Sequence[Tenure], gate: Gate) -> list[tuple[int, int]]:
    return [
        (one.mulai, one.akhir)
        for one in periods
        if one.definitif and one.jenjang in gate.jenjang and one.mulai is not None
    ]


def _predikat(person: Candidate, gate: Gate, cut_off: int) -> Facts:
    years = years_before(cut_off, min(gate.tahun, _LONGEST_LISTED))
    held = {str(year): name_of(PREDIKAT, person.predikat.get(year, 0)) for year in years}
    return held, {"minimal": name_of(PREDIKAT, gate.minimal), "tahun": list(years)}


def _disiplin(person: Candidate, gate: Gate, cut_off: int) -> Facts:
    window = shift_years(cut_off, -min(gate.tahun, MAX_YEARS))
    needed = {"tahun": gate.tahun, "sejak": iso(window)}
    if person.hukuman is None:
        return None, needed
    held = [
        {
            "tingkat": name_of(TINGKAT, one.tingkat),
            "mulai": iso(one.mulai),
            "selesai": iso(one.selesai),
            "proses": one.proses,
        }
        for one in person.hukuman
    ]
    return held, needed


def _usia(person: Candidate, gate: Gate, cut_off: int) -> Facts:
    if person.lahir is None:
        return None, {"maksimal": gate.maksimal, "sampai": None}
    birth, today = civil(person.lahir), civil(cut_off)
    age = today[0] - birth[0]
    age -= shift_years(person.lahir, age) > cut_off
    last = shift_years(person.lahir, min(gate.maksimal, MAX_YEARS))
    held = {"tanggal_lahir": iso(person.lahir), "usia": age}
    return held, {"maksimal": gate.maksimal, "sampai": iso(last)}


def _pelatihan(person: Candidate, gate: Gate, _cut_off: int) -> Facts:
    needed = list(gate.semua)
    if person.pelatihan is None:
        return None, needed
    return [code for code in needed if code in person.pelatihan], needed


def _earliest_tenure(person: Candidate, gate: Gate, cut_off: int) -> int | None:
    """First day on which the running definitive periods, going on as known, are long enough."""
    needed = min(gate.tahun, MAX_YEARS) * MONTHS
    low, high = cut_off, shift_years(cut_off, min(gate.tahun, MAX_YEARS) + 1)
    if months_served(person, gate, high) < needed:
        return None
    while low + 1 < high:  # served months never shrink with time
        middle = (low + high) // 2
        if months_served(person, gate, middle) >= needed:
            high = middle
        else:
            low = middle
    return high


def _earliest_predicate(person: Candidate, gate: Gate, cut_off: int) -> int | None:
    """First new year that leaves the last bad year behind, if the years to come are good."""
    years = years_before(cut_off, gate.tahun)
    bad = [y for y, found in person.predikat.items() if y in years and 0 < found < gate.minimal]
    return day_of(max(bad) + gate.tahun + 1, 1, 1) if bad else None


def _earliest_discipline(person: Candidate, gate: Gate, cut_off: int) -> int | None:
    """First day on which no known case closes the gate any more."""
    years = min(gate.tahun, MAX_YEARS)
    days: set[int] = set()
    for one in person.hukuman or ():
        start = one.mulai if one.mulai is not None else cut_off
        end = start if one.selesai is None or one.tingkat == RINGAN else one.selesai
        past = shift_years(end, years)
        days |= {start + 1, end + 1, past, past + 1}
    for day in sorted(days):
        if day > cut_off and evaluate(person, gate, day) == MEMENUHI:
            return day
    return None


_FACTS: Mapping[str, Callable[[Candidate, Gate, int], Facts]] = MappingProxyType(
    {
        "status": _status,
        "pendidikan": _pendidikan,
        "golongan": _golongan,
        "masa_jenjang": _masa_jenjang,
        "predikat": _predikat,
        "disiplin": _disiplin,
        "usia": _usia,
        "pelatihan": _pelatihan,
    }
)
_EARLIEST: Mapping[str, Callable[[Candidate, Gate, int], int | None]] = MappingProxyType(
    {
        "masa_jenjang": _earliest_tenure,
        "predikat": _earliest_predicate,
        "disiplin": _earliest_discipline,
    }
)


def sensitivity(
    values: Sequence[int], rule: Coefficients, tangga: Mapping[str, Sequence[int]] | None = None
) -> tuple[Raise, ...]:
    """What would raise the score: each weighted part at its next level, largest gain first.

    tangga: levels of a component in hundredths; without levels, and for a missing part, the goal
    is the full 10000.
    """
    found = []
    for name, value, factor, needed in zip(PARTS, values, rule.parts, rule.required, strict=True):
        if not needed or value >= FULL:
            continue
        levels = (tangga or {}).get(name, ()) if value >= 0 else ()
        goal = min((level for level in levels if level > value), default=FULL)
        found.append(
            Raise(name, None if value < 0 else int(value), goal, (goal - max(value, 0)) * factor)
        )
    return tuple(sorted(found, key=lambda one: (-one.tambah, one.nama)))


def compare(
    left: Sequence[int], right: Sequence[int], rule: Coefficients
) -> tuple[PartDifference, ...]:
    """Part by part, why one of two people stands above the other."""
    return tuple(
        PartDifference(name, factor * max(int(a), 0), factor * max(int(b), 0))
        for name, a, b, factor, needed in zip(
            PARTS, left, right, rule.parts, rule.required, strict=True
        )
        if needed
    )
