"""Who may compete for the seats of a template, and their exact axes."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd

import numpy as np

from jabatan.merit import bits
from jabatan.merit.bits import Column, Ints, Words
from jabatan.merit.codes import FULL, NOT_OVERRIDDEN, PPPK_FIRST
from jabatan.merit.rules import N_KINERJA, Coefficients, Policy
from jabatan.merit.shard import Shard
from jabatan.merit.vacancies import Template

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
    """Candidates of a template with all gates met and all weighted components known."""

    rule: Coefficients
    gauge: Gauge
    cleared: Words
    who: Ints  # positions, ascending
    kinerja: Ints
    potensial: Ints
    talenta: Ints
    ties: tuple[Ints, ...]  # keys of `seri`, higher first; one packed key where it fits


def gauge(shard: Shard, template: Template) -> tuple[Gauge, Words]:
    """Count the funnel and find who meets all gates."""
    alive = bits.everyone(shard.n)
    unknown = np.zeros_like(alive)
    funnel, failed = [], []
    for gate in template.syarat:
        found = shard.gate(gate)
        failed.append(bits.count(found.fail))
        alive &= ~found.fail
        unknown |= found.unknown
        funnel.append(bits.count(alive))
    n_alive = funnel[-1] if funnel else shard.n
    alive &= ~unknown
    n_cleared = bits.count(alive)
    counts = Gauge(shard.n, tuple(funnel), tuple(failed), n_alive - n_cleared, n_cleared)
    return counts, alive


def pool(shard: Shard, template: Template, policy: Policy) -> Pool:
    """Gate, check completeness and score the axes for one template."""
    rule = policy.coefficients(template.jenjang)
    counts, cleared = gauge(shard, template)
    complete = cleared.copy()
    for i, needed in enumerate(rule.required[:-1]):
        if needed and i not in template.overrides:
            complete &= shard.known(i)
    who = np.flatnonzero(bits.unpack(complete, shard.n))
    weighed = {i: column for i, column in template.overrides.items() if rule.required[i]}
    if weighed:
        who = who[_known_overrides(shard, weighed, who)]
    base = shard.sums(policy.bobot, frozenset(weighed))
    axes = [axis.take(who) for axis in base]
    for i, column in weighed.items():
        axes[int(i >= N_KINERJA)] += effective(shard, i, column, who) * np.int64(rule.bobot[i])
    kinerja, potensial = axes
    talenta = kinerja * np.int64(rule.poros[0]) + potensial * np.int64(rule.poros[1])
    ties = tie_keys(shard, policy, who, kinerja, potensial)
    return Pool(rule, counts, cleared, who, kinerja, potensial, talenta, ties)


def effective(shard: Shard, component: int, column: Column, who: Ints) -> Ints:
    """Overridden values of these people; NOT_OVERRIDDEN falls back to their own."""
    values = column.take(who).astype(np.int64)
    own = values == NOT_OVERRIDDEN
    if own.any():
        values[own] = shard.komponen[component].take(who[own])
    return values


def _known_overrides(shard: Shard, weighed: dict[int, Column], who: Ints) -> bits.Flags:
    known = np.ones(len(who), np.bool_)
    for i, column in weighed.items():
        known &= effective(shard, i, column, who) >= 0
    return known


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
