"""Numbers and dates as they are read in an Indonesian sentence."""

from datetime import date

from asn_portal.core.dates import DAYS, MONTHS, long_date
from asn_portal.core.numbers import Exact, decimal_string, exact_string


def bilangan(value: int) -> str:
    """540000 becomes "540.000", -2 becomes "−2"."""
    return f"{value:,}".replace(",", ".").replace("-", "−")


def desimal(value: Exact, places: int = 2) -> str:
    """Half up to `places` decimals, with a comma."""
    return _comma(decimal_string(value, places))


def persis(value: Exact, min_places: int = 0) -> str:
    """Every digit of a finite decimal, with a comma."""
    return _comma(exact_string(value, min_places))


def hari_tanggal(day: date) -> str:
    """Senin, 30 Maret 2026."""
    return f"{DAYS[day.weekday()]}, {long_date(day)}"


def bulan_tahun(year: int, month: int) -> str:
    """Mei 2015."""
    return f"{MONTHS[month - 1]} {year}"


def _comma(text: str) -> str:
    whole, _, rest = text.partition(".")
    return bilangan(int(whole)) + (f",{rest}" if rest else "")
