"""Gates before points: does one person meet one syarat? Three answers, never a guess.

A gate is unknown only if a missing fact could change its result. The columns of `bitmaps` give
the same answers for many people at once; the tests prove that they agree.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from jabatan.merit.codes import (
    DAY_OPEN,
    LOWEST,
    PENDIDIKAN_ORDER,
    PPPK_FIRST,
    PPPK_STATUS,
    RINGAN,
    STATUS,
)
from jabatan.merit.facts import Candidate, Discipline, Gate, Tenure
from jabatan.merit.periods import MONTHS, civil, length, shift_years

MEMENUHI = "memenuhi"
TIDAK_MEMENUHI = "tidak_memenuhi"
PERLU_VERIFIKASI = "perlu_verifikasi"

MAX_YEARS = 10_000  # more years than the calendar of the format has; keeps the arithmetic small


def verdict(*, met: bool, possible: bool) -> str:
    """Met now; else unknown if missing facts could still make it met; else not met."""
    if met:
        return MEMENUHI
    return PERLU_VERIFIKASI if possible else TIDAK_MEMENUHI


def _status(person: Candidate, gate: Gate, _cut_off: int) -> str:
    if not person.status:
        return verdict(met=set(gate.nilai) >= set(STATUS.values()), possible=bool(gate.nilai))
    return verdict(met=person.status in gate.nilai, possible=False)


def _pendidikan(person: Candidate, gate: Gate, _cut_off: int) -> str:
    needed = PENDIDIKAN_ORDER[gate.minimal]
    anything = needed == LOWEST and gate.bidang is None
    if not person.pendidikan:
        return verdict(met=anything, possible=True)
    possible = False
    for one in person.pendidikan:
        level = PENDIDIKAN_ORDER[one.jenjang] >= needed or needed == LOWEST
        field = gate.bidang is None or one.bidang in gate.bidang
        if level and field:
            return MEMENUHI
        possible |= (level or not one.jenjang) and (field or one.bidang is None)
    return verdict(met=False, possible=possible)


def _golongan(person: Candidate, gate: Gate, _cut_off: int) -> str:
    if person.status in PPPK_STATUS or person.golongan >= PPPK_FIRST:
        return TIDAK_MEMENUHI
    if not person.golongan:
        return verdict(met=bool(person.status) and gate.minimal == LOWEST, possible=True)
    return verdict(met=person.golongan >= gate.minimal, possible=False)


def _counts(one: Tenure, gate: Gate) -> bool:
    return one.definitif and one.jenjang in gate.jenjang and one.mulai is not None


def _may_count(one: Tenure, gate: Gate) -> bool:
    return one.definitif and (
        one.jenjang in gate.jenjang or (not one.jenjang and gate.jenjang != ())
    )


def months_served(person: Candidate, gate: Gate, cut_off: int) -> int:
    """Completed months in the listed jenjang, merged definitive periods, up to the cut-off."""
    periods = person.riwayat or ()
    spans = [(o.mulai, o.akhir) for o in periods if _counts(o, gate) and o.mulai is not None]
    return length(spans, cut_off)[0]


def _masa_jenjang(person: Candidate, gate: Gate, cut_off: int) -> str:
    needed = min(gate.tahun, MAX_YEARS) * MONTHS
    if person.riwayat is None:
        return verdict(met=needed == 0, possible=gate.jenjang != ())
    if months_served(person, gate, cut_off) >= needed:
        return MEMENUHI
    doubtful = [one for one in person.riwayat if _may_count(one, gate)]
    if any(one.mulai is None for one in doubtful):
        return PERLU_VERIFIKASI
    spans = [(one.mulai, one.akhir) for one in doubtful if one.mulai is not None]
    return verdict(met=False, possible=length(spans, cut_off)[0] >= needed)


def years_before(cut_off: int, count: int) -> range:
    """The completed calendar years before the cut-off; year 0 stands for all that cannot exist."""
    year = civil(cut_off)[0]
    return range(max(year - count, 0), year)


def _predikat(person: Candidate, gate: Gate, cut_off: int) -> str:
    if gate.minimal == LOWEST:
        return MEMENUHI
    found = [person.predikat.get(year, 0) for year in years_before(cut_off, gate.tahun)]
    if any(0 < predicate < gate.minimal for predicate in found):
        return TIDAK_MEMENUHI
    return verdict(met=all(found), possible=True)


def blocks(one: Discipline, cut_off: int, window: int) -> bool | None:
    """Does this case close the gate? None: a missing fact decides. `window`: cut-off minus n."""
    if one.proses:
        return True
    if one.tingkat == RINGAN:
        return None if one.mulai is None else one.mulai == cut_off
    end = DAY_OPEN if one.selesai is None and one.mulai is None else one.selesai
    if one.mulai is None:
        served = end is not None and end >= cut_off
    else:
        served = one.mulai <= cut_off and (end is None or cut_off <= end)
        end = one.mulai if end is None else end
    heavy = served or (end is not None and end > window)
    if one.tingkat:
        return heavy
    light = one.mulai == cut_off
    possible = heavy or light or one.mulai is None
    return None if possible and not (heavy and light) else possible


def _disiplin(person: Candidate, gate: Gate, cut_off: int) -> str:
    if person.hukuman is None:
        return PERLU_VERIFIKASI
    window = shift_years(cut_off, -min(gate.tahun, MAX_YEARS))
    found = [blocks(one, cut_off, window) for one in person.hukuman]
    if True in found:
        return TIDAK_MEMENUHI
    return verdict(met=None not in found, possible=True)


def _usia(person: Candidate, gate: Gate, cut_off: int) -> str:
    if gate.maksimal >= MAX_YEARS:
        return MEMENUHI
    if person.lahir is None:
        return PERLU_VERIFIKASI
    return verdict(met=cut_off <= shift_years(person.lahir, gate.maksimal), possible=False)


def _pelatihan(person: Candidate, gate: Gate, _cut_off: int) -> str:
    if person.pelatihan is None:
        return verdict(met=gate.semua == (), possible=True)
    return verdict(met=person.pelatihan.issuperset(gate.semua), possible=False)


Rule = Callable[[Candidate, Gate, int], str]
RULES: Mapping[str, Rule] = MappingProxyType(
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


def evaluate(person: Candidate, gate: Gate, cut_off: int) -> str:
    """memenuhi, tidak_memenuhi or perlu_verifikasi."""
    return RULES[gate.kode](person, gate, cut_off)


def evaluate_all(person: Candidate, gates: Sequence[Gate], cut_off: int) -> tuple[str, ...]:
    """The answers in the order of the gates."""
    return tuple(evaluate(person, gate, cut_off) for gate in gates)
