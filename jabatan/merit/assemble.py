"""Checked facts of a case become the columns of a shard and its vacancies."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any

import numpy as np

from jabatan.merit.bits import WORD, Column
from jabatan.merit.codes import (
    COMPONENT_INDEX,
    DAY_OPEN,
    DAY_UNKNOWN,
    N_COMPONENTS,
    NOT_OVERRIDDEN,
    TEKNIS,
    UNKNOWN,
)
from jabatan.merit.facts import Candidate, Vacancy
from jabatan.merit.shard import Cases, Educations, History, People, Shard
from jabatan.merit.vacancies import Template, Tests, Vacancies

MANY_MONTHS = 1 << 20


def _ptr(groups: Iterable[Sequence[Any]]) -> Column:
    return np.cumsum([0, *(len(group) for group in groups)], dtype=np.int64)


def _column(rows: Iterable[Any], read: Callable[[Any], int], dtype: Any) -> Column:
    return np.array([read(row) for row in rows], dtype=dtype)


def _day(value: int | None, missing: int = DAY_UNKNOWN) -> int:
    return missing if value is None else value


def make_shard(candidates: Sequence[Candidate], cut_off: int, ids: Column | None = None) -> Shard:
    """Columns of these people, in this order (sort them by id first)."""
    n = len(candidates)
    months = _months({one.bulan for one in candidates})
    years = sorted({year for one in candidates for year in one.predikat})
    people = People(
        ids=np.arange(n, dtype=np.int64) if ids is None else ids,
        status=_column(candidates, lambda one: one.status, np.uint8),
        golongan=_column(candidates, lambda one: one.golongan, np.uint8),
        bulan=_column((one.bulan for one in candidates), months.__getitem__, np.int64),
        lahir=_column(candidates, lambda one: _day(one.lahir), np.int32),
        pendidikan=_educations(candidates),
        riwayat=_history(candidates),
        predikat={
            year: np.array([one.predikat.get(year, 0) for one in candidates], np.uint8)
            for year in years
        },
        hukuman=_cases(candidates),
        **_courses(candidates),
        komponen=np.array([one.komponen for one in candidates], np.int16)
        .reshape(n, N_COMPONENTS)
        .T,
    )
    return Shard(people, cut_off)


def _months(found: set[int]) -> dict[int, int]:
    """Months as they are; absurdly large ones by rank, which orders alike and cannot overflow."""
    if max(found, default=0) < MANY_MONTHS:
        return {value: value for value in found}
    return {UNKNOWN: UNKNOWN} | {value: i for i, value in enumerate(sorted(found - {UNKNOWN}))}


def _educations(candidates: Sequence[Candidate]) -> Educations:
    groups = [one.pendidikan for one in candidates]
    rows = list(chain.from_iterable(groups))
    names = sorted({row.bidang for row in rows if row.bidang is not None})
    index: dict[str | None, int] = {name: i for i, name in enumerate(names)}
    return Educations(
        ptr=_ptr(groups),
        jenjang=_column(rows, lambda row: row.jenjang, np.uint8),
        bidang=_column(rows, lambda row: index.get(row.bidang, -1), np.int32),
        names=names,
    )


def _history(candidates: Sequence[Candidate]) -> History:
    groups = [one.riwayat or () for one in candidates]
    rows = list(chain.from_iterable(groups))
    return History(
        ptr=_ptr(groups),
        jenjang=_column(rows, lambda row: row.jenjang, np.uint8),
        mulai=_column(rows, lambda row: _day(row.mulai), np.int32),
        akhir=_column(rows, lambda row: row.akhir, np.int32),
        definitif=_column(rows, lambda row: row.definitif, np.bool_),
        known=_column(candidates, lambda one: one.riwayat is not None, np.bool_),
    )


def _cases(candidates: Sequence[Candidate]) -> Cases:
    groups = [one.hukuman or () for one in candidates]
    rows = list(chain.from_iterable(groups))
    return Cases(
        ptr=_ptr(groups),
        tingkat=_column(rows, lambda row: row.tingkat, np.uint8),
        mulai=_column(rows, lambda row: _day(row.mulai), np.int32),
        selesai=_column(rows, lambda row: _day(row.selesai, DAY_OPEN), np.int32),
        proses=_column(rows, lambda row: row.proses, np.bool_),
        known=_column(candidates, lambda one: one.hukuman is not None, np.bool_),
    )


def _courses(candidates: Sequence[Candidate]) -> dict[str, Any]:
    names = sorted({name for one in candidates for name in one.pelatihan or ()})
    index = {name: i for i, name in enumerate(names)}
    words = np.zeros((len(candidates), len(names) // WORD + 1), np.uint64)
    for row, one in enumerate(candidates):
        for name in one.pelatihan or ():
            place = index[name]
            words[row, place // WORD] |= np.uint64(1 << (place % WORD))
    return {
        "pelatihan": words,
        "pelatihan_known": _column(candidates, lambda one: one.pelatihan is not None, np.bool_),
        "pelatihan_names": names,
    }


def make_vacancies(vacancies: Sequence[Vacancy], candidates: Sequence[Candidate]) -> Vacancies:
    """One template per distinct requirement; a seat with own component values gets its own."""
    templates: list[Template] = []
    shared: dict[tuple[Any, ...], int] = {}
    chosen, groups, values = [], [], []
    for vacancy in vacancies:
        rows = [
            (i, one.per_lowongan[vacancy.id])
            for i, one in enumerate(candidates)
            if vacancy.id in one.per_lowongan
        ]
        overrides = _overrides(rows, len(candidates))
        key = (vacancy.jenjang, vacancy.syarat)
        if overrides or key not in shared:
            number = len(templates)
            templates.append(Template(vacancy.jenjang, vacancy.syarat, overrides))
            if not overrides:
                shared[key] = number
        else:
            number = shared[key]
        chosen.append(number)
        tested = [(i, given[TEKNIS]) for i, given in rows if TEKNIS in given]
        groups.append([i for i, _ in tested])
        values.append([value for _, value in tested])
    return Vacancies(
        templates=templates,
        template=np.array(chosen, np.int32),
        tests=Tests(
            ptr=_ptr(groups),
            who=np.array(list(chain.from_iterable(groups)), np.int32),
            value=np.array(list(chain.from_iterable(values)), np.int16),
        ),
    )


def _overrides(rows: Sequence[tuple[int, Any]], n: int) -> dict[int, Column]:
    found: dict[int, Column] = {}
    for position, given in rows:
        for name, value in given.items():
            if name == TEKNIS:
                continue
            component = COMPONENT_INDEX[name]
            if component not in found:
                found[component] = np.full(n, NOT_OVERRIDDEN, np.int16)
            found[component][position] = value
    return found
