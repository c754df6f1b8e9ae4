"""Nilai talenta and nine-box of eleven components, computed by the merit engine itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from jabatan.merit import (
    AXIS_SCALE,
    KINERJA,
    POTENSIAL,
    TALENT_SCALE,
    Coefficients,
    missing,
    score,
    values_of,
)
from jabatan.talenta.engine.baku import BOBOT_KINERJA, BOBOT_POTENSIAL

ATURAN_411_2025 = Coefficients(
    bobot=(
        *(BOBOT_KINERJA[name] for name in KINERJA),
        *(BOBOT_POTENSIAL[name] for name in POTENSIAL),
    ),
    poros=(5000, 5000),
    gabungan=(10_000, 0),
    ambang=(8000, 6000),
)


__all__ = [
    "ATURAN_411_2025",
    "BOBOT_KINERJA",
    "BOBOT_POTENSIAL",
    "BelumLengkap",
    "Talenta",
    "talenta",
]


@dataclass(frozen=True, slots=True)
class Talenta:
    kinerja: Fraction
    potensial: Fraction
    nilai: Fraction
    kotak: int


@dataclass(frozen=True, slots=True)
class BelumLengkap:
    komponen: tuple[str, ...]  # weighted but unknown: never counted as zero


def talenta(
    komponen: Mapping[str, int | None], aturan: Coefficients = ATURAN_411_2025
) -> Talenta | BelumLengkap:
    """Score components in hundredths of a point; None or absent is unknown."""
    values = values_of(komponen)
    if absent := missing(values, aturan):
        return BelumLengkap(absent)
    result = score(values, aturan)
    return Talenta(
        kinerja=Fraction(result.kinerja, AXIS_SCALE),
        potensial=Fraction(result.potensial, AXIS_SCALE),
        nilai=Fraction(result.talenta, TALENT_SCALE),
        kotak=result.kotak,
    )
