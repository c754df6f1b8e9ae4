"""One seat of a frozen run read again: what became of everybody, not only of the best."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jabatan.merit import bits
from jabatan.merit.bits import Column, Flags, Ints
from jabatan.merit.codes import N_COMPONENTS, UNKNOWN
from jabatan.merit.explain import GateResult, gate_result
from jabatan.merit.frozen import Frozen
from jabatan.merit.pools import effective
from jabatan.merit.ranking import rank_all
from jabatan.merit.rules import Coefficients
from jabatan.merit.scoring import missing
from jabatan.merit.seats import SeatResult
from jabatan.merit.vacancies import Template, Tests, Vacancies


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Gates of one seat for everybody; positions are rows of the run."""

    frozen: Frozen
    seat: int
    template: Template
    rule: Coefficients
    fail: Flags  # (gates, people)
    unknown: Flags

    @property
    def failed(self) -> Ints:
        """Positions that fail at least one gate."""
        return np.flatnonzero(self.fail.any(axis=0))

    @property
    def doubtful(self) -> Ints:
        """Positions without a failed gate but with an unknown one."""
        return np.flatnonzero(self.unknown.any(axis=0) & ~self.fail.any(axis=0))

    @property
    def cleared(self) -> Ints:
        """Positions that meet every gate."""
        return np.flatnonzero(~self.unknown.any(axis=0) & ~self.fail.any(axis=0))

    def failed_at(self, gate: int) -> Ints:
        """Positions that fail this gate, whatever else they fail."""
        return np.flatnonzero(self.fail[gate])

    def values(self, who: Ints) -> Column:
        """The twelve values of these people for this seat, unknown as -1."""
        shard = self.frozen.shard
        found = np.full((len(who), N_COMPONENTS + 1), UNKNOWN, np.int16)
        found[:, :N_COMPONENTS] = shard.komponen.T[who]
        for component, column in self.template.overrides.items():
            found[:, component] = effective(shard, component, column, who)
        tests = self.frozen.vacancies.test_values(self.seat, shard.n)
        if tests is not None:
            found[:, N_COMPONENTS] = tests.take(who)
        return found

    def values_at(self, position: int) -> list[int]:
        """The twelve values of one person."""
        found: list[int] = self.values(np.array([position], np.int64))[0].tolist()
        return found

    def incomplete(self) -> list[tuple[int, tuple[str, ...]]]:
        """Who meets the gates but lacks a weighted value, with the names of what is missing."""
        who = self.cleared
        rows = zip(who.tolist(), self.values(who).tolist(), strict=True)
        found = [(position, missing(row, self.rule)) for position, row in rows]
        return [(position, names) for position, names in found if names]

    def gates_of(self, position: int) -> tuple[GateResult, ...]:
        """Every gate for one person: held, needed, earliest date."""
        person = self.frozen.shard.candidate(position)
        cut_off = self.frozen.shard.cut_off
        return tuple(gate_result(person, gate, cut_off) for gate in self.template.syarat)

    def full_list(self) -> SeatResult:
        """The whole ranking of the seat, beyond the stored hundred."""
        shard, tests = self.frozen.shard, self.frozen.vacancies.tests
        own = None
        if tests is not None:
            rows = slice(int(tests.ptr[self.seat]), int(tests.ptr[self.seat + 1]))
            ptr = np.array([0, rows.stop - rows.start], np.int64)
            own = Tests(ptr, tests.who[rows], tests.value[rows])
        alone = Vacancies([self.template], np.zeros(1, np.int32), own)
        return rank_all(shard, alone, self.frozen.policy, top=max(shard.n, 1)).seat(0)


def outcomes(frozen: Frozen, seat: str) -> Outcomes:
    """What became of everybody for one seat of a run."""
    number = frozen.seats.index(seat)
    shard = frozen.shard
    template = frozen.vacancies.templates[int(frozen.vacancies.template[number])]
    shape = (len(template.syarat), shard.n)
    fail, unknown = np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)
    for i, gate in enumerate(template.syarat):
        found = shard.gate(gate)
        fail[i], unknown[i] = bits.unpack(found.fail, shard.n), bits.unpack(found.unknown, shard.n)
    rule = frozen.policy.coefficients(template.jenjang)
    return Outcomes(frozen, number, template, rule, fail, unknown)


def positions_of(frozen: Frozen, ids: Sequence[int]) -> dict[int, int]:
    """Row of each of these people in the run; who was not there is left out."""
    known = np.asarray(frozen.shard.people.ids)
    rows = np.flatnonzero(np.isin(known, np.asarray(ids, np.int64)))
    return {int(known[row]): int(row) for row in rows.tolist()}


def stopped_by_one(found: Outcomes, gate: int) -> int:
    """How many people this gate alone keeps out: what relaxing it would add at most."""
    others = np.delete(found.fail, gate, axis=0).any(axis=0)
    return int((found.fail[gate] & ~others).sum())
