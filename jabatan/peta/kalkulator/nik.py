"""NIK: sixteen digits that carry region, birth date, sex and sequence."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

PANJANG = 16
TAMBAHAN_PEREMPUAN = 40  # women are born on day 41 to 71
_SERATUS = 100


class KesalahanNIK(StrEnum):
    """What cannot be right; the value is stable, the label is in `PESAN`."""

    BUKAN_ANGKA = "BUKAN_ANGKA"
    PANJANG = "PANJANG"
    TANGGAL_LAHIR = "TANGGAL_LAHIR"
    NOMOR_URUT = "NOMOR_URUT"


class PeringatanNIK(StrEnum):
    """Where it differs from the person's other data: a warning only, NIK are often mistaken."""

    TANGGAL_LAHIR_BERBEDA = "TANGGAL_LAHIR_BERBEDA"
    JENIS_KELAMIN_BERBEDA = "JENIS_KELAMIN_BERBEDA"


PESAN: dict[KesalahanNIK | PeringatanNIK, str] = {
    KesalahanNIK.BUKAN_ANGKA: "hanya boleh berisi angka 0 sampai 9",
    KesalahanNIK.PANJANG: "harus 16 angka",
    KesalahanNIK.TANGGAL_LAHIR: "angka 7–12 bukan tanggal yang ada di kalender",
    KesalahanNIK.NOMOR_URUT: "angka 13–16 harus nomor urut 0001 sampai 9999",
    PeringatanNIK.TANGGAL_LAHIR_BERBEDA: "tanggal lahir pada NIK berbeda dari data lain",
    PeringatanNIK.JENIS_KELAMIN_BERBEDA: "jenis kelamin pada NIK berbeda dari data lain",
}


@dataclass(frozen=True, slots=True)
class NIKCheck:
    kesalahan: tuple[KesalahanNIK, ...]
    peringatan: tuple[PeringatanNIK, ...] = ()
    wilayah: str | None = None  # of the first registration, not of residence
    tanggal_lahir: date | None = None
    jenis_kelamin: str | None = None

    @property
    def sah(self) -> bool:
        return not self.kesalahan


def check_nik(
    nik: str,
    *,
    hari_ini: date,
    tanggal_lahir: date | None = None,
    jenis_kelamin: str | None = None,
) -> NIKCheck:
    """Take the number apart; a difference from `tanggal_lahir` or `jenis_kelamin` only warns."""
    if not (nik.isascii() and nik.isdigit()):
        return NIKCheck((KesalahanNIK.BUKAN_ANGKA,))
    if len(nik) != PANJANG:
        return NIKCheck((KesalahanNIK.PANJANG,))
    day = int(nik[6:8])
    sex = "P" if day > TAMBAHAN_PEREMPUAN else "L"
    born = _birth(
        day - (TAMBAHAN_PEREMPUAN if sex == "P" else 0), int(nik[8:10]), int(nik[10:12]), hari_ini
    )
    faults = [
        *([KesalahanNIK.TANGGAL_LAHIR] if born is None else []),
        *([KesalahanNIK.NOMOR_URUT] if nik[12:] == "0000" else []),
    ]
    warnings = []
    if born and tanggal_lahir and born != tanggal_lahir:
        warnings.append(PeringatanNIK.TANGGAL_LAHIR_BERBEDA)
    if born and jenis_kelamin and sex != jenis_kelamin:
        warnings.append(PeringatanNIK.JENIS_KELAMIN_BERBEDA)
    return NIKCheck(tuple(faults), tuple(warnings), nik[:6], born, sex if born else None)


def _birth(day: int, month: int, year: int, today: date) -> date | None:
    """Two digits of the year: the latest century that is not in the future."""
    century = today.year - today.year % _SERATUS
    for start in (century, century - _SERATUS):
        try:
            born = date(start + year, month, day)
        except ValueError:
            continue
        if born <= today:
            return born
    return None
