"""Workload analysis (ABK): minutes of work, people needed, effectiveness of the post."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from asn_portal.core.numbers import half_up, half_up_int

WAKTU_EFEKTIF_MENIT = 75_000  # 1,250 hours a year by PermenPANRB 1/2020, a constant of the rule


class Periode(StrEnum):
    TAHUN = "TAHUN"
    BULAN = "BULAN"
    MINGGU = "MINGGU"
    HARI = "HARI"


KALI_SETAHUN = {Periode.TAHUN: 1, Periode.BULAN: 12, Periode.MINGGU: 50, Periode.HARI: 250}

_GRADE = (
    (Decimal("0.90"), "B"),
    (Decimal("0.70"), "C"),
    (Decimal("0.50"), "D"),
)


@dataclass(frozen=True, slots=True)
class Tugas:
    volume: int
    periode: Periode
    menit: int  # minutes to finish one unit of work

    @property
    def beban_menit(self) -> int:
        return self.volume * KALI_SETAHUN[Periode(self.periode)] * self.menit


@dataclass(frozen=True, slots=True)
class Kebutuhan:
    beban_menit: int
    waktu_efektif_menit: int

    @property
    def eksak(self) -> Fraction:
        return Fraction(self.beban_menit, self.waktu_efektif_menit)

    @property
    def kebutuhan(self) -> int:
        """People needed; only the total is rounded, half up."""
        return half_up_int(self.eksak)

    def selisih(self, pegawai: int) -> int:
        """Holders minus need: negative is a shortage."""
        return pegawai - self.kebutuhan


@dataclass(frozen=True, slots=True)
class Efektivitas:
    ej: Decimal
    grade: str  # A means more work than the holders can do


def kebutuhan(tugas: Sequence[Tugas], waktu_efektif_menit: int = WAKTU_EFEKTIF_MENIT) -> Kebutuhan:
    """Sum the minutes of all tasks in a year and weigh them against the effective time."""
    if waktu_efektif_menit <= 0:
        raise ValueError("waktu efektif harus lebih dari nol")
    return Kebutuhan(sum(item.beban_menit for item in tugas), waktu_efektif_menit)


def efektivitas(need: Kebutuhan, pegawai: int) -> Efektivitas | None:
    """Grade the load per holder; without a holder there is nothing to divide by."""
    if pegawai == 0:
        return None
    ej = half_up(Fraction(need.beban_menit, pegawai * need.waktu_efektif_menit), 2)
    if ej > 1:
        return Efektivitas(ej, "A")
    return Efektivitas(ej, next((grade for bound, grade in _GRADE if ej >= bound), "E"))
