"""Length of service: merged periods up to a day, by the period rule of the merit engine."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from jabatan.merit import service_length

Periode = tuple[date, date | None]  # first day, last day inclusive or still running
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MasaKerja:
    tahun: int
    bulan: int
    hari: int
    bagian: tuple[tuple[date, date, tuple[int, int, int]], ...]  # merged: first, last, length


def masa_kerja(periode: Sequence[Periode], sampai: date) -> MasaKerja:
    """Add up service until the start of `sampai`; overlapping days count once."""
    if any(last is not None and last < first for first, last in periode):
        raise ValueError("hari terakhir lebih awal dari hari pertama")
    parts = tuple(
        (first, last, service_length([(first, last)], sampai))
        for first, last in _merged(periode, sampai)
    )
    tahun, bulan, hari = service_length(periode, sampai)
    return MasaKerja(tahun, bulan, hari, parts)


def _merged(periode: Sequence[Periode], sampai: date) -> list[tuple[date, date]]:
    """The periods as they are counted, for the explanation: cut off, joined, in order."""
    latest = sampai - _ONE_DAY
    spans = sorted((first, min(last or latest, latest)) for first, last in periode)
    merged: list[tuple[date, date]] = []
    for first, last in spans:
        if last < first:
            continue
        if merged and first <= merged[-1][1] + _ONE_DAY:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged
