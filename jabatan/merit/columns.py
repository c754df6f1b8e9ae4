"""The gates of `gates` on columns: who fails and for whom a missing fact decides.

The gate pendidikan has a module of its own, `schooling`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from jabatan.merit.bits import WORD, Column, Flags
from jabatan.merit.codes import (
    DAY_OPEN,
    DAY_UNKNOWN,
    LOWEST,
    PPPK_FIRST,
    PPPK_STATUS,
    RINGAN,
    STATUS,
)
from jabatan.merit.gates import MAX_YEARS, years_before
from jabatan.merit.periods import FEBRUARY, MONTHS, civil, day_of, month_length, shift_years

if TYPE_CHECKING:
    from jabatan.merit.facts import Gate
    from jabatan.merit.shard import People
    from jabatan.merit.tenure import Service

Answer = tuple[Flags, Flags]  # fail, unknown
Prepare = Callable[[], "Service"]


def evaluate(people: People, gate: Gate, cut_off: int, service: Prepare) -> Answer:
    """Fail and unknown flags of everybody for one gate."""
    if gate.kode == "masa_jenjang":
        return _masa_jenjang(people, gate, service())
    return _RULES[gate.kode](people, gate, cut_off)


def _answer(met: Flags, possible: Flags) -> Answer:
    return ~(met | possible), ~met & possible


def _nobody(people: People) -> Flags:
    return np.zeros(len(people.ids), np.bool_)


def _mark(people: People, ptr: Column, rows: Flags) -> Flags:
    """People who own at least one of the marked rows."""
    owner = np.repeat(np.arange(len(people.ids)), np.diff(ptr))
    found = _nobody(people)
    found[owner[rows]] = True
    return found


def _status(people: People, gate: Gate, _cut_off: int) -> Answer:
    table = np.zeros(256, np.bool_)
    table[list(gate.nilai)] = True
    table[0] = set(gate.nilai) >= set(STATUS.values())
    unknown = (people.status == 0) & bool(gate.nilai)
    return _answer(table.take(people.status), unknown)


def _golongan(people: People, gate: Gate, _cut_off: int) -> Answer:
    golongan, status = people.golongan, people.status
    fail = (golongan >= PPPK_FIRST) | np.isin(status, list(PPPK_STATUS))
    missing = golongan == 0
    met = ~missing & (golongan >= gate.minimal)
    if gate.minimal == LOWEST:
        met |= missing & (status != 0)
    return _answer(met & ~fail, missing & ~fail)


def _masa_jenjang(people: People, gate: Gate, service: Service) -> Answer:
    jenjang = frozenset(gate.jenjang)
    needed = min(gate.tahun, MAX_YEARS) * MONTHS
    known = people.riwayat.known
    met = known & (service.months(jenjang) >= needed)
    if needed == 0:
        met |= ~known
    possible = ~known & bool(jenjang)
    if jenjang:
        possible |= known & service.undated(jenjang)
        if service.has_nameless:
            possible |= known & (service.months(jenjang, nameless=True) >= needed)
    return _answer(met, possible)


def _predikat(people: People, gate: Gate, cut_off: int) -> Answer:
    fail, unknown = _nobody(people), _nobody(people)
    if gate.minimal == LOWEST:
        return fail, unknown
    for year in years_before(cut_off, gate.tahun):
        column = people.predikat.get(year)
        if column is None:
            unknown[:] = True
        else:
            fail |= (column > 0) & (column < gate.minimal)
            unknown |= column == 0
    return fail, unknown & ~fail


def _disiplin(people: People, gate: Gate, cut_off: int) -> Answer:
    case = people.hukuman
    window = shift_years(cut_off, -min(gate.tahun, MAX_YEARS))
    undated = case.mulai == DAY_UNKNOWN
    endless = case.selesai == DAY_OPEN
    served = (undated | (case.mulai <= cut_off)) & (endless | (case.selesai >= cut_off))
    end = np.where(endless, case.mulai, case.selesai)
    heavy = served | (end > window)
    light = case.mulai == cut_off
    ringan, nameless = case.tingkat == RINGAN, case.tingkat == 0
    sure = np.where(ringan, light, np.where(nameless, heavy & light, heavy)) | case.proses
    maybe = np.where(ringan, light | undated, heavy | (nameless & (light | undated)))
    fail = _mark(people, case.ptr, sure)
    doubt = _mark(people, case.ptr, maybe) | ~case.known
    fail &= case.known
    return fail, doubt & ~fail


def _usia(people: People, gate: Gate, cut_off: int) -> Answer:
    if gate.maksimal >= MAX_YEARS:
        return _nobody(people), _nobody(people)
    year, month, number = civil(cut_off)
    year -= gate.maksimal
    # the earliest birth whose birthday is not before the cut-off
    missing = month == FEBRUARY and number > month_length(year, month)
    earliest = day_of(year, 3, 1) if missing else day_of(year, month, number)
    unknown = people.lahir == DAY_UNKNOWN
    return (people.lahir < earliest) & ~unknown, unknown


def _pelatihan(people: People, gate: Gate, _cut_off: int) -> Answer:
    index = {name: i for i, name in enumerate(people.pelatihan_names)}
    met = np.ones(len(people.ids), np.bool_)
    for name in gate.semua:
        place = index.get(name)
        if place is None:
            met = _nobody(people)
            break
        bit = np.uint64(1 << (place % WORD))
        met &= (people.pelatihan[:, place // WORD] & bit) != 0
    if gate.semua == ():
        return _nobody(people), _nobody(people)
    known = people.pelatihan_known
    return known & ~met, ~known


_RULES: dict[str, Callable[[People, Gate, int], Answer]] = {
    "status": _status,
    "golongan": _golongan,
    "predikat": _predikat,
    "disiplin": _disiplin,
    "usia": _usia,
    "pelatihan": _pelatihan,
}
