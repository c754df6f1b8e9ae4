"""Rounding, decimal strings and working days."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from asn_portal.core.kalkulator import tenggat
from asn_portal.core.numbers import (
    decimal_string,
    exact_string,
    half_up,
    half_up_int,
    parse_decimal,
)
from asn_portal.core.workdays import add_workdays, is_workday


def test_half_goes_up_where_pythons_round_goes_to_the_even_number():
    assert [half_up_int(Fraction(n, 2)) for n in (1, 3, 5, -1, -5)] == [1, 2, 3, -1, -3]
    assert [round(n / 2) for n in (1, 3, 5)] == [0, 2, 2]


def test_rounding_is_exact_far_beyond_the_context_of_decimal():
    assert str(half_up(Decimal("1234567890123456789012345678901234567890.125"), 2)).endswith(
        "890.13"
    )
    assert str(half_up(Fraction(-1, 1000), 2)) == "0.00"


def test_strings_have_as_many_decimals_as_the_rule_says():
    assert decimal_string(Fraction(25, 8)) == "3.13"
    assert decimal_string(7, 4) == "7.0000"
    assert exact_string(Fraction("84.875")) == "84.875"
    assert exact_string(83) == "83.00"
    with pytest.raises(ValueError, match="finite"):
        exact_string(Fraction(1, 3))


@pytest.mark.parametrize(
    "text",
    ["", " 1", "1e2", "+1", "NaN", "Infinity", "١", "1,5", "01", "1.", ".5", "1" * 40, "1\n"],
)
def test_what_is_not_a_plain_decimal_is_refused(text):
    with pytest.raises(ValueError, match="desimal"):
        parse_decimal(text)


def test_a_plain_decimal_is_read_exactly():
    assert parse_decimal("112.50") == Decimal("112.5")


NYEPI_AND_LEBARAN = [date(2026, 3, 19), date(2026, 3, 20)]


@pytest.mark.parametrize(
    ("start", "n", "holidays", "expected"),
    [
        pytest.param(date(2026, 3, 6), 3, [], date(2026, 3, 11), id="EX-8.11 +3"),
        pytest.param(date(2026, 3, 6), 5, [], date(2026, 3, 13), id="EX-8.11 +5"),
        pytest.param(date(2026, 3, 6), 14, [], date(2026, 3, 26), id="EX-8.11 +14"),
        pytest.param(date(2026, 3, 6), 60, [], date(2026, 5, 29), id="EX-8.11 +60"),
        pytest.param(date(2026, 3, 6), 14, NYEPI_AND_LEBARAN, date(2026, 3, 30), id="EX-8.12 +14"),
        pytest.param(date(2026, 3, 6), 60, NYEPI_AND_LEBARAN, date(2026, 6, 2), id="EX-8.12 +60"),
        pytest.param(date(2026, 2, 2), 14, [], date(2026, 2, 20), id="EX-11.5 objection"),
        pytest.param(date(2026, 2, 20), 21, [], date(2026, 3, 23), id="EX-11.5 answer"),
    ],
)
def test_deadlines_in_working_days(start, n, holidays, expected):
    assert add_workdays(start, n, holidays) == expected


def test_a_six_day_week_works_on_saturday():
    assert add_workdays(date(2026, 3, 6), 2, days_per_week=6) == date(2026, 3, 9)
    assert is_workday(date(2026, 3, 7), days_per_week=6)
    assert not is_workday(date(2026, 3, 8), days_per_week=6)
    with pytest.raises(ValueError, match="5 or 6"):
        add_workdays(date(2026, 3, 6), 2, days_per_week=7)


def test_a_deadline_tells_what_it_skipped():
    """A holiday on a weekend is skipped once, not twice."""
    result = tenggat(date(2026, 3, 6), 14, [*NYEPI_AND_LEBARAN, date(2026, 3, 21)])
    assert (result.tenggat, result.akhir_pekan, result.libur) == (
        date(2026, 3, 30), 8, tuple(NYEPI_AND_LEBARAN),
    )  # fmt: skip
