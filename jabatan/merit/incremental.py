"""Lists that follow one changed person without a new full run.

Invariant: a list holds every eligible key above its floor. More are kept than published; what
falls out of a full list becomes the floor; a list that shrinks below the published length while
it has a floor is ranked anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from jabatan.merit import bits
from jabatan.merit.bits import Column, Flags, Ints
from jabatan.merit.codes import UNKNOWN
from jabatan.merit.facts import Candidate
from jabatan.merit.pools import Gauge, bounds
from jabatan.merit.ranking import TOP, Lists, Results, best_of, collect
from jabatan.merit.rules import Policy
from jabatan.merit.seats import SeatResult
from jabatan.merit.shard import Shard
from jabatan.merit.standings import Standing, Standings
from jabatan.merit.vacancies import Vacancies

KEEP = 128
NOTHING = -1  # an empty row, and the floor of a list that holds everybody


class Changed(NamedTuple):
    """Seats whose rows changed, and seats of which at least a number of the funnel changed."""

    lists: Ints
    numbers: Ints


@dataclass(slots=True)
class _Rows:
    """Kept rows of some lists, best first, and one empty column: position, total, tie key."""

    who: Column  # int32
    nilai: Ints
    tie: Ints

    @property
    def tables(self) -> tuple[Column, Ints, Ints]:
        """The three tables of the rows."""
        return self.who, self.nilai, self.tie


class Ranking:
    """All lists of a shard, kept current person by person."""

    def __init__(
        self,
        shard: Shard,
        vacancies: Vacancies,
        policy: Policy,
        top: int = TOP,
        keep: int = KEEP,
    ) -> None:
        self.shard, self.vacancies, self.policy = shard, vacancies, policy
        self.top, self.keep = top, max(keep, top)
        self.standings = Standings(shard, vacancies, policy)
        self.rebuilt = 0
        self._rank()

    def _rank(self) -> None:
        lists, templates = len(self.standings.seat), len(self.vacancies.templates)
        empty = np.full((lists, self.keep + 1), NOTHING, np.int64)
        self.rows = _Rows(empty.astype(np.int32), empty, empty.copy())
        self.floor = np.full((lists, 3), NOTHING, np.int64)  # total, tie key, minus position
        self.eligible = np.zeros(lists, np.int64)
        self.alive = np.zeros((templates, self.standings.steps), np.int64)
        self.cleared = np.zeros(templates, np.int64)
        self.doubtful = np.zeros(templates, np.int64)
        self.longest = self.shard.longest
        self.failed = bits.counts(self.standings.fail)
        found = self._fill(np.arange(lists))
        self.packed = len(found.ties) <= 1
        for number, counts in zip(self.standings.template.tolist(), found.gauges, strict=True):
            self.alive[number] = counts.funnel[-1] if counts.funnel else counts.n
            self.alive[number, : len(counts.funnel)] = counts.funnel
            self.cleared[number], self.doubtful[number] = counts.n_cleared, counts.n_unknown

    def _fill(self, lists: Ints) -> Lists:
        """Rank these lists anew."""
        seats = self.standings.seat[lists]
        found = best_of(self.shard, self.vacancies, self.policy, seats, self.keep + 1)
        self.eligible[lists] = found.n_eligible
        tie = found.ties[0] if found.ties else np.zeros_like(found.who)
        columns = (found.who, found.nilai, tie)
        for one, first, last in zip(
            lists.tolist(), found.ptr[:-1].tolist(), found.ptr[1:].tolist(), strict=True
        ):
            size = min(last - first, self.keep)
            for table, column in zip(self.rows.tables, columns, strict=True):
                table[one] = NOTHING
                table[one, :size] = column[first : first + size]
            self.floor[one] = NOTHING
            if last - first > self.keep:
                self.floor[one] = (found.nilai[last - 1], tie[last - 1], -found.who[last - 1])
        return found

    def update(
        self,
        position: int,
        person: Candidate,
        *,
        overrides: Mapping[int, Mapping[int, int]] | None = None,
        tests: Mapping[int, int] | None = None,
    ) -> Changed:
        """Give one person new facts and correct every list.

        overrides: new values by template and component; tests: new test results by seat.
        """
        before = self.standings.of(position)
        self.shard.replace(position, person)
        self.standings.record(position, overrides or {}, tests or {})
        if not self.packed or self.shard.longest != self.longest:
            self._rank()  # tie keys of another size: rare, and always right
            everything = np.arange(len(self.vacancies))
            return Changed(everything, everything)
        after = self.standings.of(position, None if overrides or tests else before)
        changed = self._count(before, after)
        moved = self._move(position, after)
        changed[moved] = True
        rows = np.zeros(len(changed), np.bool_)
        rows[moved] = True
        of_seat = self.standings.list_of
        return Changed(np.flatnonzero(rows[of_seat]), np.flatnonzero(changed[of_seat]))

    def _count(self, before: Standing, after: Standing) -> Flags:
        """Correct the funnels; flags the lists whose numbers changed."""
        alive = after.alive.astype(np.int64) - before.alive
        cleared = after.cleared.astype(np.int64) - before.cleared
        doubtful = after.doubtful.astype(np.int64) - before.doubtful
        eligible = after.entitled.astype(np.int64) - before.entitled
        self.alive += alive
        self.cleared += cleared
        self.doubtful += doubtful
        self.eligible += eligible
        self.failed += after.failed.astype(np.int64) - before.failed
        changed = alive.any(axis=1) | (cleared != 0) | (doubtful != 0)
        lists: Flags = changed[self.standings.template] | (eligible != 0)
        return lists

    def _move(self, position: int, after: Standing) -> Ints:
        """Take the person out of every list and put them in where they stand now."""
        key = self.standings.keys(position, after)
        total, tie, last = self.floor.T
        above = (key[0] > total) | (
            (key[0] == total) & ((key[1] > tie) | ((key[1] == tie) & (-position > last)))
        )
        above &= after.entitled
        listed = self.rows.who == np.int32(position)
        lists = np.flatnonzero(above | listed.any(axis=1))
        if len(lists):
            self._rewrite(
                position, lists, listed[lists], (key[0][lists], key[1][lists]), above[lists]
            )
        return lists

    def _rewrite(
        self, position: int, lists: Ints, listed: Flags, key: tuple[Ints, Ints], enters: Flags
    ) -> None:
        """New rows of some lists: without the person where listed, with them where they enter."""
        rows, last = self.rows, self.keep
        who, nilai, tie = rows.who[lists], rows.nilai[lists], rows.tie[lists]
        level = nilai == key[0][:, None]
        better = nilai > key[0][:, None]
        if level.any():
            same = tie == key[1][:, None]
            better |= level & ((tie > key[1][:, None]) | (same & (who < position)))
        place = (better & ~listed).sum(axis=1)
        columns = np.arange(last + 1)
        source = columns - (enters[:, None] & (columns > place[:, None]))
        gone = np.where(listed.any(axis=1), listed.argmax(axis=1), last)
        source += source >= gone[:, None]
        np.minimum(source, last, out=source)
        source += np.arange(len(lists))[:, None] * (last + 1)
        where = np.flatnonzero(enters)
        at = place[where]
        moved = []
        for table, value in ((who, position), (nilai, key[0][where]), (tie, key[1][where])):
            fresh = table.take(source)
            fresh[where, at] = value
            moved.append(fresh)
        out = moved[0][:, last] >= 0
        evicted = (moved[1][out, last], moved[2][out, last], -moved[0][out, last])
        self.floor[lists[out]] = np.stack(evicted, axis=1)
        for table, fresh in zip((rows.who, rows.nilai, rows.tie), moved, strict=True):
            fresh[:, last] = NOTHING
            table[lists] = fresh
        short = (moved[0][:, self.top - 1] < 0) & (self.floor[lists, 0] >= 0)
        if short.any():
            self._fill(lists[short])
            self.rebuilt += int(short.sum())

    def results(self, seats: Sequence[int]) -> Results:
        """Published lists of these seats, in this order, ready to be stored."""
        lists = self.standings.list_of[np.array(seats, np.int64)]
        sizes = np.minimum((self.rows.who[lists] >= 0).sum(axis=1), self.top)
        shown = np.arange(self.rows.who.shape[1]) < sizes[:, None]
        who = self.rows.who[lists][shown].astype(np.int64)
        template = self.standings.template[lists]
        found = Lists(
            template=template,
            gauges=tuple(self._gauge(number) for number in template.tolist()),
            n_eligible=self.eligible[lists],
            ptr=bounds(sizes),
            who=who,
            nilai=self.rows.nilai[lists][shown],
            teknis=self._tests(lists, sizes, who),
            ties=(self.rows.tie[lists][shown],),
        )
        return collect(self.shard, self.vacancies, self.policy, np.arange(len(lists)), found)

    def seat(self, seat: int) -> SeatResult:
        """Published list of one seat."""
        return self.results([seat]).seat(0)

    def _gauge(self, number: int) -> Gauge:
        steps = len(self.vacancies.templates[number].syarat)
        return Gauge(
            n=self.shard.n,
            funnel=tuple(self.alive[number, :steps].tolist()),
            failed_by_gate=tuple(self.failed[self.standings.plan[number, :steps]].tolist()),
            n_unknown=int(self.doubtful[number]),
            n_cleared=int(self.cleared[number]),
        )

    def _tests(self, lists: Ints, sizes: Ints, who: Ints) -> Column:
        """Test results of the rows of these lists."""
        found = np.full(len(who), UNKNOWN, np.int16)
        ptr = bounds(sizes).tolist()
        for i, one in enumerate(lists.tolist()):
            column = None
            if self.standings.teknis[one]:
                seat = int(self.standings.seat[one])
                column = self.vacancies.test_values(seat, self.shard.n)
            if column is not None:
                found[ptr[i] : ptr[i + 1]] = column.take(who[ptr[i] : ptr[i + 1]])
        return found
