"""Working days (hari kerja): deadlines that skip weekends and holidays."""

from collections.abc import Collection
from datetime import date, timedelta

DAYS_PER_WEEK = (5, 6)
_ONE_DAY = timedelta(days=1)


def is_weekend(day: date, days_per_week: int = 5) -> bool:
    """Tell whether an office with that working week is closed on this weekday."""
    if days_per_week not in DAYS_PER_WEEK:
        raise ValueError("a working week has 5 or 6 days")
    return day.weekday() >= days_per_week


def is_workday(day: date, holidays: Collection[date] = (), days_per_week: int = 5) -> bool:
    """Tell whether the office works on this day."""
    return not is_weekend(day, days_per_week) and day not in holidays


def add_workdays(
    start: date, n: int, holidays: Collection[date] = (), days_per_week: int = 5
) -> date:
    """Return the n-th working day after `start`; the start itself is never counted."""
    if n < 0:
        raise ValueError("a deadline does not lie before its start")
    closed = frozenset(holidays)
    day = start
    while n:
        day += _ONE_DAY
        if is_workday(day, closed, days_per_week):
            n -= 1
    return day
