"""Exact numbers: half-up rounding, and decimal strings with a point, never a binary float."""

import re
from decimal import Decimal
from fractions import Fraction

Exact = int | Decimal | Fraction

# ASCII digits only and no exponent: "1e9", "+5", "١" and "NaN" are not numbers of an office.
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,12})?", re.ASCII)


def half_up(value: Exact, places: int = 0) -> Decimal:
    """Round half away from zero to exactly `places` decimals (2.5 becomes 3, -2.5 becomes -3)."""
    scaled = abs(Fraction(value)) * 10**places
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    sign = 1 if value < 0 and units else 0
    digits = tuple(int(digit) for digit in str(units))
    return Decimal((sign, digits, -places))


def half_up_int(value: Exact) -> int:
    """Round half away from zero to a whole number."""
    return int(half_up(value))


def decimal_string(value: Exact, places: int = 2) -> str:
    """Print with exactly `places` decimals, half up, with a point: 3.125 becomes "3.13"."""
    return f"{half_up(value, places):f}"


def exact_string(value: Exact, min_places: int = 2) -> str:
    """Print every digit, with at least `min_places` decimals; refuse 1/3, which has no end."""
    fraction = Fraction(value)
    places = max(min_places, _terminating_places(fraction.denominator))
    return f"{half_up(fraction, places):f}"


def parse_decimal(text: str) -> Decimal:
    """Read a plain decimal string such as "112.5"; anything else raises ValueError."""
    if not _DECIMAL.fullmatch(text):
        raise ValueError("bukan bilangan desimal dengan titik")
    return Decimal(text)


def _terminating_places(denominator: int) -> int:
    twos = fives = 0
    while denominator % 2 == 0:
        denominator //= 2
        twos += 1
    while denominator % 5 == 0:
        denominator //= 5
        fives += 1
    if denominator != 1:
        raise ValueError("the value has no finite decimal expansion")
    return max(twos, fives)
