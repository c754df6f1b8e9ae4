"""The policy of a round: weights, thresholds, mixes and tie order; frozen and exact."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from math import gcd
from typing import Any

from jabatan.merit.codes import COMPONENTS, FULL, JENJANG, KINERJA, N_COMPONENTS, name_of

N_KINERJA = len(KINERJA)

# A value is in hundredths of a point, a weight in hundredths of a percent: units per point.
AXIS_SCALE = 10**6
TALENT_SCALE = 10**10
FINAL_SCALE = 10**14


@dataclass(frozen=True, slots=True)
class Coefficients:
    """Everything that turns the twelve values of a person into exact totals for one jenjang."""

    bobot: tuple[int, ...]  # eleven weights in the order of COMPONENTS
    poros: tuple[int, int]
    gabungan: tuple[int, int]  # talenta, teknis
    ambang: tuple[int, int]  # tinggi, menengah

    @property
    def parts(self) -> tuple[int, ...]:
        """Twelve multipliers: value times multiplier = contribution, in 1/FINAL_SCALE point."""
        talenta, teknis = self.gabungan
        axes = [self.poros[0]] * N_KINERJA + [self.poros[1]] * (N_COMPONENTS - N_KINERJA)
        mixed = [w * axis * talenta for w, axis in zip(self.bobot, axes, strict=True)]
        return (*mixed, teknis * FULL * FULL)

    @property
    def divisor(self) -> int:
        """Greatest common divisor of the multipliers: totals divided by it stay whole."""
        return reduce(gcd, self.parts) or 1

    @property
    def required(self) -> tuple[bool, ...]:
        """Which of the twelve values must be known."""
        return (*(weight > 0 for weight in self.bobot), self.gabungan[1] > 0)


@dataclass(frozen=True, slots=True)
class Policy:
    """The sealed rule set of a ranking, as checked at the door."""

    bobot: tuple[int, ...]
    poros: tuple[int, int]
    ambang: tuple[int, int]
    gabungan: tuple[tuple[int, int, int], ...]  # (jenjang code, talenta, teknis), sorted
    seri: tuple[str, ...]

    def coefficients(self, jenjang: int) -> Coefficients:
        """The multipliers for a vacancy of this jenjang."""
        mix = next(((a, b) for code, a, b in self.gabungan if code == jenjang), (FULL, 0))
        return Coefficients(self.bobot, self.poros, mix, self.ambang)

    def as_dict(self) -> Mapping[str, Any]:
        """The policy in the words of the exchange format."""
        names = dict(zip(COMPONENTS, self.bobot, strict=True))
        return {
            "bobot": {
                "kinerja": {name: names[name] for name in COMPONENTS[:N_KINERJA]},
                "potensial": {name: names[name] for name in COMPONENTS[N_KINERJA:]},
            },
            "poros": {"kinerja": self.poros[0], "potensial": self.poros[1]},
            "ambang": {"tinggi": self.ambang[0], "menengah": self.ambang[1]},
            "gabungan": {
                name_of(JENJANG, code): {"talenta": talenta, "teknis": teknis}
                for code, talenta, teknis in self.gabungan
            },
            "seri": list(self.seri),
        }
