"""Who may compete for the seats of some templates, and their exact axes: all of them side by side.

A city has more templates than one template has candidates. What costs is the call of an array
function, not its length, so many templates share every call.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import gcd
from typing import TYPE_CHECKING

import numpy as np

from jabatan.merit import bits
from jabatan.merit.bits import Column, Ints, Words
from jabatan.merit.codes import FULL, NOT_OVERRIDDEN, PPPK_FIRST
from jabatan.merit.rules import N_KINERJA, Policy
from jabatan.merit.shard import Shard
from jabatan.merit.vacancies import Template

if TYPE_CHECKING:
    from jabatan.merit.facts import Gate

_KEY_LIMIT = 1 << 62


@dataclass(frozen=True, slots=True)
class Gauge:
    """Numbers of people at every step of a template."""

    n: int
    funnel: tuple[int, ...]  # fail none of the first i gates
    failed_by_gate: tuple[int, ...]
    n_unknown: int  # no failed gate, at least one unknown
    n_cleared: int  # all gates met


@dataclass(frozen=True, slots=True)
class Pool:
    """Candidates with all gates met and all weighted components known.

    Template t owns the rows ptr[t] to ptr[t + 1], in order of position; `place` is t * n + who.
    """

    n: int  # people of the shard
    gauges: tuple[Gauge, ...]
    ptr: Ints
    place: Ints
    who: Ints  # positions
    talenta: Ints
    ties: tuple[Ints, ...]  # keys of `seri`, higher first; one packed key where it fits


def gauges(shard: Shard, templates: Sequence[Template]) -> tuple[tuple[Gauge, ...], Words]:
    """Count the funnels and find who meets all gates: one row of words per template."""
    index: dict[Gate, int] = {}
    longest = max((len(template.syarat) for template in templates), default=0)
    plan = np.zeros((len(templates), longest), np.intp)  # 0: a step that everyone passes
    for row, template in enumerate(templates):
        steps = [index.setdefault(gate, len(index) + 1) for gate in template.syarat]
        plan[row, : len(steps)] = steps
    everyone = bits.everyone(shard.n)
    nobody = np.zeros_like(everyone)
    fail = np.stack([nobody, *(shard.gate(gate).fail for gate in index)])
    unknown = np.stack([nobody, *(shard.gate(gate).unknown for gate in index)])
    alive = np.repeat(everyone[None], len(templates), axis=0)
    doubt = np.zeros_like(alive)
    funnel = np.full((len(templates), longest + 1), shard.n, np.int64)
    for step in range(longest):
        alive &= ~fail.take(plan[:, step], axis=0)
        doubt |= unknown.take(plan[:, step], axis=0)
        funnel[:, step + 1] = bits.counts(alive)
    alive &= ~doubt
    n_alive, n_cleared = funnel[:, -1], bits.counts(alive)
    numbers = zip(
        templates,
        funnel[:, 1:].tolist(),
        bits.counts(fail)[plan].tolist(),
        (n_alive - n_cleared).tolist(),
        n_cleared.tolist(),
        strict=True,
    )
    found = tuple(
        Gauge(shard.n, tuple(left[: len(t.syarat)]), tuple(out[: len(t.syarat)]), doubtful, cleared)
        for t, left, out, doubtful, cleared in numbers
    )
    return found, alive


def pool(shard: Shard, templates: Sequence[Template], policy: Policy) -> Pool:
    """Gate, check completeness and score the axes for some templates."""
    counts, complete = gauges(shard, templates)
    weighed = [i for i, weight in enumerate(policy.bobot) if weight]
    overridden = [i for i in weighed if any(i in template.overrides for template in templates)]
    for i in set(weighed).difference(overridden):
        complete &= shard.known(i)
    ptr = bounds(bits.counts(complete))
    place = np.flatnonzero(bits.unpack_rows(complete, shard.n))
    who = place - np.repeat(np.arange(len(templates)) * shard.n, np.diff(ptr))
    values = {i: measured(shard, templates, ptr, who, i) for i in overridden}
    known = np.ones(len(who), np.bool_)
    for column in values.values():
        known &= column >= 0
    if not known.all():
        rows = np.flatnonzero(known)
        ptr = np.searchsorted(rows, ptr)
        place, who = place.take(rows), who.take(rows)
        values = {i: column.take(rows) for i, column in values.items()}
    axes = [axis.take(who) for axis in shard.sums(policy.bobot, frozenset(overridden))]
    for i, column in values.items():
        axes[int(i >= N_KINERJA)] += column * np.int64(policy.bobot[i])
    kinerja, potensial = axes
    talenta = kinerja * np.int64(policy.poros[0]) + potensial * np.int64(policy.poros[1])
    ties = tie_keys(shard, policy, who, kinerja, potensial)
    return Pool(shard.n, counts, ptr, place, who, talenta, ties)


def bounds(sizes: Ints) -> Ints:
    """Where each of some parts that stand side by side begins, and where the last one ends."""
    ptr = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=ptr[1:])
    return ptr


def measured(
    shard: Shard, templates: Sequence[Template], ptr: Ints, who: Ints, component: int
) -> Column:
    """Values of one component, int16, for people of some templates; rows as in `Pool`."""
    own = shard.komponen[component]
    found: Column = own.take(who)
    for template, (first, last) in zip(templates, pairwise(ptr.tolist()), strict=True):
        column = template.overrides.get(component)
        if column is not None:
            found[first:last] = column.take(who[first:last])
    stays = np.flatnonzero(found == NOT_OVERRIDDEN)
    if len(stays):
        found[stays] = own.take(who.take(stays))
    return found


def effective(shard: Shard, component: int, column: Column, who: Ints) -> Ints:
    """Overridden values of these people; NOT_OVERRIDDEN falls back to their own."""
    values = column.take(who).astype(np.int64)
    own = values == NOT_OVERRIDDEN
    if own.any():
        values[own] = shard.komponen[component].take(who[own])
    return values


def tie_keys(
    shard: Shard, policy: Policy, who: Ints, kinerja: Ints, potensial: Ints
) -> tuple[Ints, ...]:
    """Keys of the tie order for these people: one packed integer if it fits, else several.

    Unknown comes last (0); a PPPK golongan cannot be compared and counts as unknown.
    """
    found: list[tuple[Ints, int]] = []
    for name in policy.seri:
        if name == "kinerja":
            found.append(_reduced(kinerja, policy.bobot[:N_KINERJA]))
        elif name == "potensial":
            found.append(_reduced(potensial, policy.bobot[N_KINERJA:]))
        elif name == "golongan":
            golongan = shard.golongan.take(who)
            found.append((np.where(golongan < PPPK_FIRST, golongan, 0), PPPK_FIRST))
        else:
            found.append((shard.bulan.take(who) + 1, shard.longest + 2))
    return packed(found)


def _reduced(axis: Ints, weights: Sequence[int]) -> tuple[Ints, int]:
    divisor = gcd(*weights)  # never 0: the weights of an axis sum to 10000
    return axis // np.int64(divisor), FULL * FULL // divisor


def packed(keys: Sequence[tuple[Ints, int]]) -> tuple[Ints, ...]:
    """Join (key, exclusive bound) pairs into one ordered integer when 62 bits are enough."""
    size = 1
    for _, bound in keys:
        size *= bound + 1
    if not keys or size >= _KEY_LIMIT:
        return tuple(key for key, _ in keys)
    joined = np.zeros_like(keys[0][0])
    for key, bound in keys:
        joined = joined * np.int64(bound + 1) + key
    return (joined,)
