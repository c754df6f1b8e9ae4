"""Pure rule of the ground floor: the deadline in working days, with the days it skipped."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from asn_portal.core.workdays import add_workdays, is_weekend


@dataclass(frozen=True, slots=True)
class Tenggat:
    tenggat: date
    akhir_pekan: int  # weekend days between start and deadline
    libur: tuple[date, ...]  # holidays that fell on a working weekday in between


def tenggat(
    mulai: date, hari_kerja: int, libur: Collection[date] = (), hari_per_minggu: int = 5
) -> Tenggat:
    """Find the deadline `hari_kerja` working days after `mulai` and say what was skipped."""
    end = add_workdays(mulai, hari_kerja, libur, hari_per_minggu)
    between = [mulai + timedelta(days=n) for n in range(1, (end - mulai).days + 1)]
    closed = frozenset(libur)
    return Tenggat(
        tenggat=end,
        akhir_pekan=sum(is_weekend(day, hari_per_minggu) for day in between),
        libur=tuple(
            day for day in between if day in closed and not is_weekend(day, hari_per_minggu)
        ),
    )
