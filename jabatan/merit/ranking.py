"""Rank everybody for every seat: prune by bitmaps, score exactly, keep the best, share places."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from jabatan.merit.bits import WORD, Column, Ints
from jabatan.merit.codes import FULL, N_COMPONENTS, UNKNOWN
from jabatan.merit.pools import Gauge, Pool, bounds, measured, pool
from jabatan.merit.rules import Coefficients, Policy
from jabatan.merit.seats import SeatResult
from jabatan.merit.shard import Shard
from jabatan.merit.vacancies import Vacancies

TOP = 100
TEST_UNIT = FULL * FULL  # a test value has two scales less than nilai talenta times its mix
_FEW_TESTS = 8  # results per candidate up to which results are looked up among the candidates
_BLOCK = 1 << 15  # words of bitmaps that are worked on together: they stay in the cache


@dataclass(frozen=True, slots=True)
class Lists:
    """The best people of some lists, side by side: list i owns the rows ptr[i] to ptr[i + 1]."""

    template: Ints
    gauges: tuple[Gauge, ...]
    n_eligible: Ints
    ptr: Ints
    who: Ints
    nilai: Ints
    teknis: Column  # int16, UNKNOWN where no test counts
    ties: tuple[Ints, ...]

    def __len__(self) -> int:
        return len(self.template)


@dataclass(frozen=True, slots=True)
class Results:
    """All lists as a few arrays: seat v shows the list s = selection[v]."""

    shard: Shard
    selection: Ints
    lists: Lists
    rules: tuple[Coefficients, ...]  # per list
    urutan: Column
    values: Column  # int16 (rows, 12): the values that were weighed

    def __len__(self) -> int:
        return len(self.selection)

    def positions(self, seat: int) -> Ints:
        """Positions in the shard, best first."""
        return self.lists.who[self._rows(int(self.selection[seat]))]

    def _rows(self, chosen: int) -> slice:
        return slice(int(self.lists.ptr[chosen]), int(self.lists.ptr[chosen + 1]))

    def seat(self, seat: int) -> SeatResult:
        """The compact result of one seat."""
        chosen = int(self.selection[seat])
        rows, counts = self._rows(chosen), self.lists.gauges[chosen]
        n_eligible = int(self.lists.n_eligible[chosen])
        return SeatResult(
            rule=self.rules[chosen],
            ids=np.asarray(self.shard.people.ids)[self.lists.who[rows]],
            urutan=self.urutan[rows],
            values=self.values[rows],
            n=counts.n,
            funnel=counts.funnel,
            failed_by_gate=counts.failed_by_gate,
            n_failed=counts.n - (counts.funnel[-1] if counts.funnel else counts.n),
            n_unknown=counts.n_unknown,
            n_incomplete=counts.n_cleared - n_eligible,
            n_eligible=n_eligible,
        )


def shared(vacancies: Vacancies, policy: Policy) -> tuple[Ints, Ints]:
    """The list of every seat, and a seat that stands for each list.

    Where nothing of the seat itself counts, all seats of a template share one list; those lists
    come first.
    """
    alone: list[int] = []
    apart: list[tuple[int, Ints]] = []
    list_of = np.zeros(len(vacancies), np.int64)
    for number, seats in vacancies.by_template():
        if policy.coefficients(vacancies.templates[number].jenjang).gabungan[1]:
            apart.append((number, seats))
        else:
            list_of[seats] = len(alone)
            alone.append(int(seats[0]))
    tested = np.concatenate([np.zeros(0, np.int64), *(seats for _, seats in apart)])
    list_of[tested] = np.arange(len(tested)) + len(alone)
    return list_of, np.concatenate([np.array(alone, np.int64), tested])


def rank_all(shard: Shard, vacancies: Vacancies, policy: Policy, top: int = TOP) -> Results:
    """Lists of the best `top` people for every seat."""
    list_of, seats = shared(vacancies, policy)
    return collect(shard, vacancies, policy, list_of, best_of(shard, vacancies, policy, seats, top))


def best_of(shard: Shard, vacancies: Vacancies, policy: Policy, seats: Ints, top: int) -> Lists:
    """One list per seat, in this order; untested seats first, templates together."""
    parts = [
        _select(shard, vacancies, policy, seats[first:last], top)
        for first, last in _blocks(np.asarray(vacancies.template)[seats], shard.n)
    ]
    if not parts:
        none = np.zeros(0, np.int64)
        return Lists(none, (), none, bounds(none), none, none, none.astype(np.int16), ())
    if len(parts) == 1:
        return parts[0]
    sizes = [np.diff(one.ptr) for one in parts]
    return Lists(
        template=np.concatenate([one.template for one in parts]),
        gauges=tuple(gauge for one in parts for gauge in one.gauges),
        n_eligible=np.concatenate([one.n_eligible for one in parts]),
        ptr=bounds(np.concatenate(sizes)),
        who=np.concatenate([one.who for one in parts]),
        nilai=np.concatenate([one.nilai for one in parts]),
        teknis=np.concatenate([one.teknis for one in parts]),
        ties=tuple(
            np.concatenate([one.ties[i] for one in parts]) for i in range(len(parts[0].ties))
        ),
    )


def _blocks(template: Column, n: int) -> Iterator[tuple[int, int]]:
    """Spans of seats whose templates are worked on together."""
    starts = [0, *(np.flatnonzero(template[1:] != template[:-1]) + 1).tolist(), len(template)]
    step = max(1, _BLOCK * WORD // max(n, 1))
    if len(template):
        yield from pairwise([*starts[:-1:step], len(template)])


def _select(shard: Shard, vacancies: Vacancies, policy: Policy, seats: Ints, top: int) -> Lists:
    """Lists of the seats of a block."""
    template = np.asarray(vacancies.template)[seats].astype(np.int64)
    fresh = np.r_[True, template[1:] != template[:-1]]
    numbers = template[fresh]
    pattern = np.cumsum(fresh) - 1  # place of the template in the pool, per list
    templates = [vacancies.templates[number] for number in numbers.tolist()]
    found = pool(shard, templates, policy)
    rules = [policy.coefficients(one.jenjang) for one in templates]
    mix = np.array([rule.gabungan for rule in rules], np.int64)[pattern]
    tested = int(np.argmax(mix[:, 1] > 0)) if mix[:, 1].any() else len(seats)
    which, row = _pooled(found, pattern, np.arange(tested))
    value = np.full(len(row), UNKNOWN, np.int16)
    if tested < len(seats):
        more = _tested(vacancies, found, seats, pattern, tested)
        which, row = np.r_[which, more[0]], np.r_[row, more[1]]
        value = np.r_[value, more[2]]
    n_eligible = np.bincount(which, minlength=len(seats))
    nilai = found.talenta.take(row) * mix[:, 0].take(which)
    nilai += np.maximum(value, 0) * (mix[:, 1] * np.int64(TEST_UNIT)).take(which)
    kept = _best(which, n_eligible, nilai, tuple(key.take(row) for key in found.ties), top)
    row = row.take(kept)
    return Lists(
        template=template,
        gauges=tuple(found.gauges[i] for i in pattern.tolist()),
        n_eligible=n_eligible,
        ptr=bounds(np.minimum(n_eligible, top)),
        who=found.who.take(row),
        nilai=nilai.take(kept),
        teknis=value.take(kept),
        ties=tuple(key.take(row) for key in found.ties),
    )


def _pooled(found: Pool, pattern: Ints, lists: Ints) -> tuple[Ints, Ints]:
    """Every candidate of the template of these lists: list and row of the pool."""
    start = found.ptr.take(pattern.take(lists))
    sizes = found.ptr.take(pattern.take(lists) + 1) - start
    return np.repeat(lists, sizes), spans(start, sizes)


def spans(start: Ints, sizes: Ints) -> Ints:
    """start, start + 1 … of each span, one after the other."""
    ptr = bounds(sizes)
    return np.arange(ptr[-1]) + np.repeat(start - ptr[:-1], sizes)


def _tested(
    vacancies: Vacancies, found: Pool, seats: Ints, pattern: Ints, first: int
) -> tuple[Ints, Ints, Column]:
    """Candidates with a result in the lists from `first` on: list, row of the pool, result."""
    lists = np.arange(first, len(seats))
    if vacancies.tests is None:
        nothing = np.zeros(0, np.int64)
        return nothing, nothing, nothing.astype(np.int16)
    tests = vacancies.tests
    ptr, who, given = (np.asarray(column) for column in (tests.ptr, tests.who, tests.value))
    start = ptr.take(seats[first:])
    sizes = ptr.take(seats[first:] + 1) - start
    few = sizes <= _FEW_TESTS * np.diff(found.ptr).take(pattern[first:])
    at = spans(start[few], sizes[few])
    which, value = np.repeat(lists[few], sizes[few]), given.take(at)
    place = pattern.take(which) * found.n + who.take(at)
    row = np.searchsorted(found.place, place)
    listed = np.append(found.place, UNKNOWN).take(row) == place
    if not few.all():  # most people have a result: look it up for the candidates
        parts = [(which[listed], row[listed], value[listed])]
        for one in lists[~few].tolist():
            mine, rows = _pooled(found, pattern, np.array([one]))
            column = vacancies.test_values(int(seats[one]), found.n)
            if column is not None:
                parts.append((mine, rows, column.take(found.who.take(rows))))
        which, row, value = (np.concatenate(column) for column in zip(*parts, strict=True))
        order = np.argsort(which, kind="stable")
        which, row, value = which[order], row[order], value[order]
        listed = np.True_
    kept = np.flatnonzero(listed & (value >= 0))
    return which.take(kept), row.take(kept), value.take(kept)


def _best(which: Ints, sizes: Ints, nilai: Ints, ties: tuple[Ints, ...], top: int) -> Ints:
    """Rows of the best `top` of every list in order: total, tie keys, then the position."""
    chosen = None
    if (sizes > top).any():
        keep = np.ones(len(which), np.bool_)
        ptr = bounds(sizes)
        for one in np.flatnonzero(sizes > top).tolist():
            part = slice(int(ptr[one]), int(ptr[one + 1]))
            last = part.stop - part.start - top
            keep[part] = nilai[part] >= np.partition(nilai[part], last)[last]
        chosen = np.flatnonzero(keep)
        which, nilai = which.take(chosen), nilai.take(chosen)
        ties = tuple(key.take(chosen) for key in ties)
        sizes = np.bincount(which, minlength=len(sizes))
    order = np.lexsort((*(-key for key in reversed(ties)), -nilai, which))
    if chosen is None:
        return order
    number = np.arange(len(order)) - np.repeat(bounds(sizes)[:-1], sizes)
    return chosen.take(order[number < top])


def collect(
    shard: Shard, vacancies: Vacancies, policy: Policy, list_of: Ints, lists: Lists
) -> Results:
    """Places and values of all rows in one go."""
    who = lists.who
    values = np.empty((len(who), N_COMPONENTS + 1), np.int16)
    values[:, :N_COMPONENTS] = shard.komponen.T[who]
    values[:, N_COMPONENTS] = lists.teknis
    heads = np.flatnonzero(np.r_[True, lists.template[1:] != lists.template[:-1]][: len(lists)])
    templates = [vacancies.templates[number] for number in lists.template[heads].tolist()]
    ptr = np.append(lists.ptr[heads], len(who))
    for component in {i for template in templates for i in template.overrides}:
        values[:, component] = measured(shard, templates, ptr, who, component)
    known = {code: policy.coefficients(code) for code in {one.jenjang for one in templates}}
    rules = [known[vacancies.templates[number].jenjang] for number in lists.template.tolist()]
    places_ = places(lists.ptr, [lists.nilai, *lists.ties])
    return Results(shard, list_of, lists, tuple(rules), places_, values)


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
