"""What a component says: value and evidence, or what is missing; and what all rules read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from asn_portal.core.dates import long_date
from jabatan.merit import JENJANG, PREDIKAT, TINGKAT, UNKNOWN, anniversary, from_day, to_day
from kinerja.penilaian.enums import TingkatHukuman

if TYPE_CHECKING:
    from jabatan.peta.merit_source import Ukuran
    from jabatan.talenta.engine.fakta import FaktaOrang
    from jabatan.talenta.engine.indikator import Indikator

PENILAI: Final = "Pejabat penilai kinerja"
PENGELOLA: Final = "Pengelola Kepegawaian"
ASESOR: Final = "Penyelenggara asesmen, melalui Pengelola Kepegawaian"
KEBIJAKAN: Final = "Pengelola Kebijakan"

SEBUTAN: Final = {
    "predikat": "Predikat kinerja",
    "penghargaan": "Penghargaan",
    "tim_kerja": "Penugasan tim kerja",
    "umpan_balik": "Umpan balik 360°",
    "kompetensi": "Penilaian kompetensi",
    "pengembangan": "Pengembangan kompetensi",
    "pengalaman": "Pengalaman jabatan",
    "potensi": "Potensi",
    "pendidikan": "Tingkat pendidikan",
    "bidang_ilmu": "Kesesuaian bidang ilmu",
    "integritas": "Integritas dan moralitas",
    "teknis": "Uji teknis",
}
PREDIKAT_KODE: Final = ("", *PREDIKAT)
TINGKAT_KODE: Final = ("", *TINGKAT)
JENJANG_KODE: Final = ("", *JENJANG)
RINGAN: Final = TINGKAT_KODE.index(TingkatHukuman.RINGAN)


@dataclass(frozen=True, slots=True)
class Nilai:
    """One component: hundredths with evidence, or UNKNOWN with what is missing and who gives it."""

    nilai: int
    bukti: str = ""
    kurang: str = ""
    pemasok: str = ""
    dipotong: bool = False  # more than 100 points, cut


@dataclass(frozen=True, slots=True)
class Keadaan:
    """What all rules read: facts, cut-off, rule set, and the profile that is measured against."""

    fakta: FaktaOrang
    acuan: date
    aturan: Indikator
    ukuran: Ukuran | None = None

    @property
    def hari(self) -> int:
        """The cut-off as a day number."""
        return to_day(self.acuan)

    @property
    def tahun(self) -> int:
        """The last completed calendar year."""
        return self.acuan.year - 1

    def sejak(self, tahun: int) -> int:
        """The cut-off so many years earlier."""
        return to_day(anniversary(self.acuan, -tahun))

    def dalam(self, hari: int, tahun: int) -> bool:
        """Whether a day lies in the window."""
        return self.sejak(tahun) < hari <= self.hari


def belum(kurang: str, pemasok: str) -> Nilai:
    """An unknown value."""
    return Nilai(UNKNOWN, kurang=kurang, pemasok=pemasok)


def tulis(hari: int) -> str:
    """Day number as 12 Maret 2025."""
    found = from_day(hari)
    return "tanggal tidak diketahui" if found is None else long_date(found)


def bulat(hundredths: int) -> str:
    """9000 becomes 90; 8433 becomes 84,33."""
    whole, rest = divmod(hundredths, 100)
    return f"{whole},{rest:02d}".rstrip("0").rstrip(",") if rest else str(whole)


def tanggal(hari: int) -> date:
    """Day number as a date."""
    return date(1970, 1, 1) + timedelta(days=hari)
