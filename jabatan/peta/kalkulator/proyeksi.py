"""Projection of a position: who leaves by retirement or end of contract, what is missing then."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

TAHUN_PROYEKSI = 5


@dataclass(frozen=True, slots=True)
class TahunProyeksi:
    tahun: int
    keluar: int
    pegawai: int  # at the end of the year
    selisih: int  # pegawai - kebutuhan: negative is a shortage


def proyeksi(
    *, pegawai: int, kebutuhan: int, tahun_ini: int, keluar: Iterable[int], tahun: int
) -> list[TahunProyeksi]:
    """The coming years, this one first; `keluar` holds the year of each person's leaving.

    Nobody is hired and the need stays what it is (PermenPANRB 1/2020: five-year plan).
    """
    leaving = Counter(keluar)
    if pegawai < 0 or kebutuhan < 0:
        raise ValueError("pegawai dan kebutuhan tidak boleh kurang dari 0")
    if sum(leaving.values()) > pegawai:
        raise ValueError("lebih banyak yang keluar daripada pegawai yang ada")
    # Who should have left before is gone now, not overlooked.
    gone = sum(count for year, count in leaving.items() if year < tahun_ini)
    rows = []
    for year in range(tahun_ini, tahun_ini + tahun + 1):
        gone += leaving[year]
        rows.append(TahunProyeksi(year, leaving[year], pegawai - gone, pegawai - gone - kebutuhan))
    return rows
