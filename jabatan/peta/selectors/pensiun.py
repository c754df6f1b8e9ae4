"""Date on which the pension starts, for one person and for whole queries (domain §5.5)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Case, DateField, F, Func, PositiveSmallIntegerField, Value, When
from django.db.models.functions import Coalesce

from jabatan.peta.kalkulator.bup import BUP_TAHUN, birthday, retirement

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable

_DECEMBER = 12


def tanggal_pensiun(tanggal_lahir: Any, bup: Any) -> Func:
    """First day of the month after the retirement age; 29 February counts as the 28th.

    Both arguments are lookups or expressions; the result is NULL when one of them is.
    """
    return Func(
        F(tanggal_lahir) if isinstance(tanggal_lahir, str) else tanggal_lahir,
        F(bup) if isinstance(bup, str) else bup,
        template=("(date_trunc('month', %(expressions)s) + interval '1 month')::date"),
        arg_joiner=" + interval '1 year' * ",
        output_field=DateField(),
    )


def bup_of(nomenklatur: str) -> Combinable:
    """Retirement age of a title: its own, else that of its jenjang. `nomenklatur` is a lookup."""
    return Coalesce(
        f"{nomenklatur}__bup",
        Case(
            *(
                When(**{f"{nomenklatur}__jenjang": jenjang}, then=Value(age))
                for jenjang, age in BUP_TAHUN.items()
            ),
            output_field=PositiveSmallIntegerField(),
        ),
    )


def pensiun_of(tanggal_lahir: date | None, *, jenjang: str, bup: int | None = None) -> date | None:
    """The same rule for one person; unknown birthday, unknown date."""
    if tanggal_lahir is None:
        return None
    if bup is None:
        return retirement(tanggal_lahir, jenjang).tmt_pensiun
    reached = birthday(tanggal_lahir, bup)
    years, month = divmod(reached.month, _DECEMBER)
    return date(reached.year + years, month + 1, 1)


def months_later(day: date, months: int) -> date:
    """Same day some months later, or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError(day)
