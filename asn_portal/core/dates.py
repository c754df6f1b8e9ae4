"""Dates of the office: time zone of the instansi, half-open periods, working days."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import Q
from psycopg.types.range import DateRange

from asn_portal.core.models import HariLibur
from asn_portal.core.workdays import add_workdays

if TYPE_CHECKING:
    from asn_portal.core.models import Instansi

ZONE_NAMES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def local_date(instansi: Instansi, at: datetime) -> date:
    """Calendar day of the office at this instant (Mataram is an hour ahead of Plaju)."""
    return at.astimezone(ZoneInfo(instansi.zona_waktu)).date()


def start_of_day(instansi: Instansi, day: date) -> datetime:
    """Instant at which the day begins in the office."""
    return datetime.combine(day, time.min, tzinfo=ZoneInfo(instansi.zona_waktu))


def period(start: date, last: date | None) -> DateRange:
    """Half-open range of the database from a first and a last day inclusive."""
    return DateRange(start, None if last is None else last + timedelta(days=1), "[)")


def last_day(value: DateRange) -> date | None:
    """Last day inclusive, as files and screens show it."""
    return None if value.upper is None else value.upper - timedelta(days=1)


def holidays(instansi: Instansi, start: date, until: date) -> set[date]:
    """Holidays that hold for the instansi between two days, both inclusive."""
    return set(
        HariLibur.objects.filter(
            Q(instansi=instansi) | Q(instansi__isnull=True), tanggal__range=(start, until)
        ).values_list("tanggal", flat=True)
    )


def deadline(instansi: Instansi, start: date, workdays: int) -> date:
    """Day after so many working days of the office, the start not counted."""
    until = start + timedelta(days=workdays * 3 + 60)
    return add_workdays(start, workdays, holidays(instansi, start, until), instansi.hari_per_minggu)


def long_date(day: date) -> str:
    """14 Oktober 2025."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
