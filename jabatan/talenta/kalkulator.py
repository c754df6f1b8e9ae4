"""Nilai talenta and nine-box of eleven components, computed by the merit engine itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
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


# Job-match variant of a ministry's directorate, in per cent (domain reference, section 2.7).
KESESUAIAN_DJBK = {"potensi_kompetensi": 65, "kualifikasi": 20, "integritas": 15}


__all__ = [
    "ATURAN_411_2025",
    "BOBOT_KINERJA",
    "BOBOT_POTENSIAL",
    "KESESUAIAN_DJBK",
    "BelumLengkap",
    "Talenta",
    "kesesuaian",
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


def kesesuaian(nilai: Mapping[str, Decimal]) -> Fraction:
    """Weigh the three parts of the job-match variant; exact, 0 to 100."""
    parts = {name: Fraction(nilai[name]) for name in KESESUAIAN_DJBK}
    if any(not 0 <= value <= 100 for value in parts.values()):  # noqa: PLR2004 -- points
        raise ValueError("nilai harus antara 0 dan 100")
    return sum((parts[name] * bobot for name, bobot in KESESUAIAN_DJBK.items()), Fraction()) / 100
