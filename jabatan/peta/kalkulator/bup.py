"""Retirement age (BUP) and the date on which the pension starts."""

from dataclasses import dataclass
from datetime import date

_FEBRUARY = 2
_DECEMBER = 12

# Codes of jenjang as in the exchange format of the merit engine.
BUP_TAHUN = {
    "jpt_utama": 60,
    "jpt_madya": 60,
    "jpt_pratama": 60,
    "administrator": 58,
    "pengawas": 58,
    "pelaksana": 58,
    "ahli_utama": 65,
    "ahli_madya": 60,
    "ahli_muda": 58,
    "ahli_pertama": 58,
    "penyelia": 58,
    "mahir": 58,
    "terampil": 58,
    "pemula": 58,
}


@dataclass(frozen=True, slots=True)
class Retirement:
    bup: int
    tanggal_bup: date
    tmt_pensiun: date


def birthday(tanggal_lahir: date, age: int) -> date:
    """Day on which an age is reached; born on 29 February means 28 February in a common year."""
    year = tanggal_lahir.year + age
    try:
        return tanggal_lahir.replace(year=year)
    except ValueError:
        if tanggal_lahir.month != _FEBRUARY:
            raise
        return date(year, 2, 28)


def retirement(tanggal_lahir: date, jenjang: str) -> Retirement:
    """Pension starts on the first day of the month after the retirement age is reached."""
    bup = BUP_TAHUN[jenjang.lower()]
    reached = birthday(tanggal_lahir, bup)
    years, month = divmod(reached.month, _DECEMBER)
    return Retirement(bup, reached, date(reached.year + years, month + 1, 1))
