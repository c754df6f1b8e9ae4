"""Rank everybody for every seat: prune by bitmaps, score exactly, keep the best, share places."""

from dataclasses import dataclass

import numpy as np

from jabatan.merit.bits import Column, Ints
from jabatan.merit.codes import FULL, N_COMPONENTS, UNKNOWN
from jabatan.merit.pools import Gauge, Pool, effective, pool
from jabatan.merit.rules import Coefficients, Policy
from jabatan.merit.seats import SeatResult
from jabatan.merit.shard import Shard
from jabatan.merit.vacancies import Template, Vacancies

TOP = 100
TEST_UNIT = FULL * FULL  # a test value has two scales less than nilai talenta times its mix


@dataclass(frozen=True, slots=True)
class Selection:
    """The best people of one seat in order (or of all seats of a template without a test)."""

    template: int
    rule: Coefficients
    gauge: Gauge
    n_eligible: int
    who: Ints
    nilai: Ints
    teknis: Column
    ties: tuple[Ints, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """All lists as a few arrays: seat v shows the rows ptr[s] to ptr[s + 1], s = selection[v]."""

    shard: Shard
    selection: Ints
    selections: tuple[Selection, ...]
    ptr: Ints
    who: Ints
    urutan: Column
    values: Column  # int16 (rows, 12): the values that were weighed

    def __len__(self) -> int:
        return len(self.selection)

    def positions(self, seat: int) -> Ints:
        """Positions in the shard, best first."""
        return self.who[self._rows(seat)]

    def _rows(self, seat: int) -> slice:
        chosen = int(self.selection[seat])
        return slice(int(self.ptr[chosen]), int(self.ptr[chosen + 1]))

    def seat(self, seat: int) -> SeatResult:
        """The compact result of one seat."""
        rows, chosen = self._rows(seat), self.selections[int(self.selection[seat])]
        counts = chosen.gauge
        return SeatResult(
            rule=chosen.rule,
            ids=np.asarray(self.shard.people.ids)[self.who[rows]],
            urutan=self.urutan[rows],
            values=self.values[rows],
            n=counts.n,
            funnel=counts.funnel,
            failed_by_gate=counts.failed_by_gate,
            n_failed=counts.n - (counts.funnel[-1] if counts.funnel else counts.n),
            n_unknown=counts.n_unknown,
            n_incomplete=counts.n_cleared - chosen.n_eligible,
            n_eligible=chosen.n_eligible,
        )


def select(found: Pool, template: int, tests: Column | None, top: int) -> Selection:
    """The best `top` people of a pool for one seat; `tests` is a column when tests count."""
    talenta, teknis = found.rule.gabungan
    who, nilai, ties = found.who, found.talenta * np.int64(talenta), found.ties
    values = None
    if teknis:
        values = tests.take(who) if tests is not None else np.full(len(who), UNKNOWN, np.int16)
        known = values >= 0
        if not known.all():
            rows = np.flatnonzero(known)
            who, nilai, values = who.take(rows), nilai.take(rows), values.take(rows)
            ties = tuple(key.take(rows) for key in ties)
        nilai = nilai + values.astype(np.int64) * np.int64(teknis * TEST_UNIT)
    n_eligible = len(who)
    kept = best(nilai, ties, top)
    return Selection(
        template=template,
        rule=found.rule,
        gauge=found.gauge,
        n_eligible=n_eligible,
        who=who.take(kept),
        nilai=nilai.take(kept),
        teknis=np.full(len(kept), UNKNOWN, np.int16) if values is None else values.take(kept),
        ties=tuple(key.take(kept) for key in ties),
    )


def best(nilai: Ints, ties: tuple[Ints, ...], top: int) -> Ints:
    """Rows of the best `top` in order: total, tie keys, then the row itself."""
    if len(nilai) > top:
        threshold = np.partition(nilai, len(nilai) - top)[len(nilai) - top]
        rows = np.flatnonzero(nilai >= threshold)
        nilai = nilai.take(rows)
        ties = tuple(key.take(rows) for key in ties)
        return rows.take(np.lexsort((*(-key for key in reversed(ties)), -nilai))[:top])
    return np.lexsort((*(-key for key in reversed(ties)), -nilai))


def rank_all(shard: Shard, vacancies: Vacancies, policy: Policy, top: int = TOP) -> Results:
    """Lists of the best `top` people for every seat."""
    chosen = np.zeros(len(vacancies), np.int64)
    selections: list[Selection] = []
    for number, seats in vacancies.by_template():
        found = pool(shard, vacancies.templates[number], policy)
        if not found.rule.gabungan[1]:  # nothing of the seat itself counts: one list for all
            chosen[seats] = len(selections)
            selections.append(select(found, number, None, top))
            continue
        for seat in seats.tolist():
            chosen[seat] = len(selections)
            tests = vacancies.test_values(seat, shard.n)
            selections.append(select(found, number, tests, top))
    return collect(shard, vacancies, chosen, tuple(selections))


def collect(
    shard: Shard, vacancies: Vacancies, chosen: Ints, selections: tuple[Selection, ...]
) -> Results:
    """Put the selections side by side; places and values of all rows in one go."""
    ptr = np.zeros(len(selections) + 1, np.int64)
    np.cumsum([len(one.who) for one in selections], out=ptr[1:])
    who = _joined([one.who for one in selections])
    values = np.empty((len(who), N_COMPONENTS + 1), np.int16)
    values[:, :N_COMPONENTS] = shard.komponen.T[who]
    if selections:
        values[:, N_COMPONENTS] = np.concatenate([one.teknis for one in selections])
    for number, first, last in _template_runs(selections, ptr):
        _override(shard, vacancies.templates[number], who[first:last], values[first:last])
    keys = [_joined([one.nilai for one in selections])]
    depth = len(selections[0].ties) if selections else 0  # the same for a whole policy
    keys += [_joined([one.ties[i] for one in selections]) for i in range(depth)]
    return Results(shard, chosen, selections, ptr, who, places(ptr, keys), values)


def _joined(parts: list[Ints]) -> Ints:
    return np.concatenate(parts) if parts else np.zeros(0, np.int64)


def _template_runs(selections: tuple[Selection, ...], ptr: Ints) -> list[tuple[int, int, int]]:
    runs: list[tuple[int, int, int]] = []
    for i, one in enumerate(selections):
        first, last = int(ptr[i]), int(ptr[i + 1])
        if runs and runs[-1][0] == one.template:
            runs[-1] = (one.template, runs[-1][1], last)
        else:
            runs.append((one.template, first, last))
    return runs


def _override(shard: Shard, template: Template, who: Ints, values: Column) -> None:
    for component, column in template.overrides.items():
        values[:, component] = effective(shard, component, column, who)


def places(ptr: Ints, keys: list[Ints]) -> Column:
    """Shared places like in sport (1, 1, 3): equal total and equal tie facts share one."""
    n = int(ptr[-1])
    fresh = np.ones(n, np.bool_)
    if n:
        fresh[1:] = False
        for key in keys:
            fresh[1:] |= key[1:] != key[:-1]
        fresh[ptr[:-1][ptr[:-1] < n]] = True
    heads = np.maximum.accumulate(np.where(fresh, np.arange(n), 0))
    starts = np.repeat(ptr[:-1], np.diff(ptr))
    return (heads - starts + 1).astype(np.int32)
