"""Calendar arithmetic: months, anniversaries and the length of merged periods.

Days are counted from 1970-01-01 in the proleptic Gregorian calendar without bounds, so that no
date of the years 1 to 9999 can overflow, whatever is added to it.
"""

from collections.abc import Iterable
from datetime import date

MONTHS = 12
DAYS_PER_MONTH = 30  # days left over of several periods: thirty make a month
FEBRUARY = 2
_EPOCH = date(1970, 1, 1).toordinal()
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def to_day(value: date) -> int:
    """Days since 1970-01-01."""
    return value.toordinal() - _EPOCH


def from_day(day: int) -> date | None:
    """The date, or None outside the years 1 to 9999."""
    ordinal = day + _EPOCH
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def month_length(year: int, month: int) -> int:
    """Days of a month, 1 to 12."""
    if month == FEBRUARY and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0):
        return 29
    return _LENGTHS[month - 1]


def day_of(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01 of any year, also below 1 and above 9999."""
    cycles, year = divmod(year - 2000, 400)
    return to_day(date(year + 2000, month, day)) + cycles * 146_097


def civil(day: int) -> tuple[int, int, int]:
    """Year, month, day of a day count; the inverse of day_of."""
    cycles, rest = divmod(day - 10_957, 146_097)  # 10957 = 2000-01-01
    found = date.fromordinal(rest + 10_957 + _EPOCH)
    return found.year + 400 * cycles, found.month, found.day


def shift_months(day: int, months: int) -> int:
    """The same day number so many months later, or that month's last day."""
    year, month, number = civil(day)
    years, month0 = divmod(month - 1 + months, MONTHS)
    year += years
    return day_of(year, month0 + 1, min(number, month_length(year, month0 + 1)))


def shift_years(day: int, years: int) -> int:
    """The anniversary; 29 February falls on 28 February in common years."""
    return shift_months(day, years * MONTHS)


def completed(start: int, end: int) -> tuple[int, int]:
    """Completed months between two days, and the days left over."""
    year, month, _ = civil(start)
    end_year, end_month, _ = civil(end)
    months = (end_year - year) * MONTHS + end_month - month
    reached = shift_months(start, months)
    if reached > end:
        months -= 1
        reached = shift_months(start, months)
    return months, end - reached


def merge(spans: Iterable[tuple[int, int]], until: int) -> list[tuple[int, int]]:
    """Half-open spans cut at `until`, empty ones dropped, overlapping or adjacent ones joined."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted((start, min(end, until)) for start, end in spans):
        if end <= start:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def length(spans: Iterable[tuple[int, int]], until: int) -> tuple[int, int]:
    """Completed months and days left over of the merged spans.

    One span: its own completed months. Several: the sums, thirty days left over being a month.
    """
    parts = [completed(start, end) for start, end in merge(spans, until)]
    months = sum(part[0] for part in parts)
    days = sum(part[1] for part in parts)
    if len(parts) > 1:
        months, days = months + days // DAYS_PER_MONTH, days % DAYS_PER_MONTH
    return months, days


def service_length(
    periods: Iterable[tuple[date, date | None]], until: date
) -> tuple[int, int, int]:
    """Years, months, days served up to the start of `until`; an end is the last day, inclusive."""
    spans = [
        (to_day(start), to_day(until) if end is None else to_day(end) + 1) for start, end in periods
    ]
    months, days = length(spans, to_day(until))
    return *divmod(months, MONTHS), days


def add_months(value: date, months: int) -> date:
    """The same day number so many months later (or earlier), or that month's last day."""
    found = from_day(shift_months(to_day(value), months))
    if found is None:
        raise OverflowError("Tanggal di luar tahun 1 sampai 9999.")
    return found


def anniversary(value: date, years: int) -> date:
    """The date so many years later; 29 February becomes 28 February in common years."""
    return add_months(value, years * MONTHS)
