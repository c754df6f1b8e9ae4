"""Many target seats that share requirement templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from jabatan.merit.bits import Column, Ints
from jabatan.merit.codes import UNKNOWN
from jabatan.merit.facts import Gate


@dataclass(frozen=True, slots=True)
class Template:
    """What seats of one kind ask: jenjang, gates and the values measured against the profile.

    overrides: component index to an int16 column for everybody; NOT_OVERRIDDEN keeps the
    person's own value, UNKNOWN takes it away.
    """

    jenjang: int
    syarat: tuple[Gate, ...]
    overrides: Mapping[int, Column] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tests:
    """Results of technical tests, grouped by vacancy: rows of vacancy v are ptr[v] to ptr[v+1].

    who: positions in the shard, ascending, at most once per vacancy; value: hundredths or UNKNOWN.
    """

    ptr: Column
    who: Column
    value: Column


@dataclass(slots=True)
class Vacancies:
    """Target seats: each points at a template; tests are per seat."""

    templates: Sequence[Template]
    template: Column
    tests: Tests | None = None

    def __len__(self) -> int:
        return len(self.template)

    def by_template(self) -> list[tuple[int, Ints]]:
        """(template, its seats) for every template in use."""
        order = np.argsort(self.template, kind="stable")
        chosen = np.asarray(self.template)[order]
        heads = np.flatnonzero(np.r_[True, chosen[1:] != chosen[:-1]]) if len(order) else order
        ends = np.r_[heads[1:], len(order)] if len(order) else order
        return [
            (int(chosen[a]), order[a:b]) for a, b in zip(heads.tolist(), ends.tolist(), strict=True)
        ]

    def test_values(self, seat: int, n: int) -> Column | None:
        """Test results of one seat as a column of n people; None when nobody was tested."""
        if self.tests is None:
            return None
        first, last = int(self.tests.ptr[seat]), int(self.tests.ptr[seat + 1])
        if first == last:
            return None
        if last - first == n:
            return self.tests.value[first:last]
        column = np.full(n, UNKNOWN, np.int16)
        column[self.tests.who[first:last]] = self.tests.value[first:last]
        return column

    def set_test(self, seat: int, position: int, value: int) -> None:
        """Record one test result."""
        tests = self.tests or Tests(
            np.zeros(len(self) + 1, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int16)
        )
        first, last = int(tests.ptr[seat]), int(tests.ptr[seat + 1])
        row = first + int(np.searchsorted(tests.who[first:last], position))
        if row < last and int(tests.who[row]) == position:
            if not tests.value.flags.writeable:
                tests = self.tests = Tests(tests.ptr, tests.who, np.array(tests.value))
            tests.value[row] = value
            return
        ptr = np.array(tests.ptr)
        ptr[seat + 1 :] += 1
        who = np.insert(tests.who, row, position)
        self.tests = Tests(ptr, who, np.insert(tests.value, row, value))
