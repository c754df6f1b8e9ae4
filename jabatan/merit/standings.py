"""One person against every template and seat at once: the transposed ranking."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from jabatan.merit import bits
from jabatan.merit.bits import Column, Flags, Ints
from jabatan.merit.codes import N_COMPONENTS, NOT_OVERRIDDEN, UNKNOWN
from jabatan.merit.pools import tie_keys
from jabatan.merit.ranking import TEST_UNIT, shared
from jabatan.merit.rules import N_KINERJA, Policy
from jabatan.merit.shard import Shard
from jabatan.merit.vacancies import Vacancies

if TYPE_CHECKING:
    from jabatan.merit.facts import Gate


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one person stands: the gates per template, the right to a place per list."""

    given: Ints
    failed: Flags  # per distinct gate, and one that nobody fails
    values: Ints  # (templates, 11)
    tested: Ints  # per list
    alive: Flags  # (templates, steps): no failed gate up to this step
    cleared: Flags
    doubtful: Flags
    entitled: Flags  # per list


class Standings:
    """Everything that does not depend on the person, laid out once.

    Seats of a template whose test counts nothing share one list.
    """

    def __init__(self, shard: Shard, vacancies: Vacancies, policy: Policy) -> None:
        self.shard, self.vacancies, self.policy = shard, vacancies, policy
        templates = vacancies.templates
        self.gates: list[Gate] = list(dict.fromkeys(g for t in templates for g in t.syarat))
        index = {gate: i for i, gate in enumerate(self.gates)}
        self.steps = max((len(t.syarat) for t in templates), default=0)
        # gate number of every step; steps after the last one point at a gate that everyone meets
        self.plan = np.full((len(templates), self.steps), len(self.gates), np.int64)
        for i, template in enumerate(templates):
            self.plan[i, : len(template.syarat)] = [index[gate] for gate in template.syarat]
        rules = [policy.coefficients(template.jenjang) for template in templates]
        self.optional = ~np.array([rule.required[:-1] for rule in rules], np.bool_).reshape(
            len(templates), N_COMPONENTS
        )
        mix = np.array([rule.gabungan for rule in rules], np.int64).reshape(-1, 2)
        self.list_of, self.seat = shared(vacancies, policy)
        self.template = np.asarray(vacancies.template).astype(np.int64)[self.seat]
        self.talenta, self.teknis = mix[self.template].T
        self.bobot = np.array(policy.bobot, np.int64)
        cells = [(i, c, col) for i, t in enumerate(templates) for c, col in t.overrides.items()]
        self.columns = list({id(column): column for _, _, column in cells}.values())
        place = {id(column): i for i, column in enumerate(self.columns)}
        self.cell_template = np.array([i for i, _, _ in cells], np.int64)
        self.cell_component = np.array([c for _, c, _ in cells], np.int64)
        self.cell_column = np.array([place[id(column)] for _, _, column in cells], np.int64)
        self._stack_gates()
        self._index_tests()

    def _stack_gates(self) -> None:
        """All bitmaps in one block, so that one person is one column; the shard keeps views."""
        words = len(bits.everyone(self.shard.n))
        self.fail = np.zeros((len(self.gates) + 1, words), np.uint64)
        self.unknown = self.fail.copy()
        for i, gate in enumerate(self.gates):
            found = self.shard.gate(gate)
            self.fail[i], self.unknown[i] = found.fail, found.unknown
            found.fail, found.unknown = self.fail[i], self.unknown[i]

    def _index_tests(self) -> None:
        """Complete columns are read in place; the others are turned round by person."""
        tests, n = self.vacancies.tests, self.shard.n
        self.person_ptr = np.zeros(n + 1, np.int64)
        if tests is None:
            return
        counting = np.zeros(len(self.vacancies), np.bool_)
        counting[self.seat[self.teknis > 0]] = True
        sizes = np.diff(tests.ptr)
        dense = np.flatnonzero(counting & (sizes == n))
        self.dense, self.dense_start = self.list_of[dense], tests.ptr[dense]
        partial = counting & (sizes != n)
        rows = np.flatnonzero(np.repeat(partial, sizes))
        seats = np.repeat(np.arange(len(sizes)), np.where(partial, sizes, 0))
        order = np.argsort(tests.who[rows], kind="stable")
        self.sparse_row, self.sparse_list = rows[order], self.list_of[seats[order]]
        self.person_ptr[1:] = np.cumsum(np.bincount(tests.who[rows], minlength=n))

    def record(
        self,
        position: int,
        overrides: Mapping[int, Mapping[int, int]],
        tests: Mapping[int, int],
    ) -> None:
        """Write new values measured against seats."""
        for template, values in overrides.items():
            for component, value in values.items():
                self.vacancies.templates[template].overrides[component][position] = value
        before = 0 if self.vacancies.tests is None else len(self.vacancies.tests.value)
        for seat, value in tests.items():
            self.vacancies.set_test(seat, position, value)
        if self.vacancies.tests is not None and len(self.vacancies.tests.value) != before:
            self._index_tests()

    def _test_values(self, position: int) -> Column:
        found = np.full(len(self.template), UNKNOWN, np.int64)
        tests = self.vacancies.tests
        if tests is None:
            return found
        found[self.dense] = tests.value[self.dense_start + position]
        mine = slice(int(self.person_ptr[position]), int(self.person_ptr[position + 1]))
        found[self.sparse_list[mine]] = tests.value[self.sparse_row[mine]]
        return found

    def _given(self, position: int) -> Ints:
        """What the override columns hold for this person."""
        return np.array([column.item(position) for column in self.columns], np.int64)

    def _values(self, position: int, given: Ints) -> Ints:
        """Component values of this person for every template."""
        own = self.shard.komponen[:, position].astype(np.int64)
        values = np.repeat(own[None, :], len(self.plan), axis=0)
        if len(given):
            cells = given[self.cell_column]
            stays = cells == NOT_OVERRIDDEN
            values[self.cell_template, self.cell_component] = np.where(
                stays, own[self.cell_component], cells
            )
        return values

    def of(self, position: int, before: Standing | None = None) -> Standing:
        """The standing of one person as the shard knows them now.

        before: an earlier standing, if nothing measured against seats has changed since.
        """
        given = self._given(position) if before is None else before.given
        tested = self._test_values(position) if before is None else before.tested
        word, bit = position // bits.WORD, np.uint64(position % bits.WORD)
        failed = (self.fail[:, word] >> bit & np.uint64(1)).astype(np.bool_)
        fail = failed[self.plan]
        unknown = (self.unknown[:, word] >> bit & np.uint64(1)).astype(np.bool_)[self.plan]
        stopped = np.logical_or.accumulate(fail, axis=1)
        passed = ~stopped[:, -1] if self.steps else np.ones(len(self.plan), np.bool_)
        doubt: Flags = np.any(unknown, axis=1)
        values = self._values(position, given)
        complete: Flags = np.all((values >= 0) | self.optional, axis=1)
        able = (passed & ~doubt & complete)[self.template]
        return Standing(
            given=given,
            failed=failed,
            values=values,
            tested=tested,
            alive=~stopped,
            cleared=passed & ~doubt,
            doubtful=passed & doubt,
            entitled=able & ((self.teknis == 0) | (tested >= 0)),
        )

    def keys(self, position: int, standing: Standing) -> tuple[Ints, Ints]:
        """Total and packed tie key of this person in every list."""
        weighted = np.maximum(standing.values, 0) * self.bobot
        kinerja = weighted[:, :N_KINERJA].sum(axis=1)
        potensial = weighted[:, N_KINERJA:].sum(axis=1)
        talenta = kinerja * np.int64(self.policy.poros[0])
        talenta += potensial * np.int64(self.policy.poros[1])
        who = np.full(len(weighted), position, np.int64)
        ties = tie_keys(self.shard, self.policy, who, kinerja, potensial)
        tie = ties[0] if ties else np.zeros(len(weighted), np.int64)
        nilai = talenta[self.template] * self.talenta
        nilai += np.maximum(standing.tested, 0) * (self.teknis * np.int64(TEST_UNIT))
        return nilai, tie[self.template]
