"""NIP of a PNS and NI PPPK: eighteen digits that carry birth date, start, sex and sequence."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

PANJANG = 18
USIA_MINIMAL = 18
KODE_PERJANJIAN = "21"
_BULAN_AKHIR = 12
_SEPARATORS = re.compile(r"[ .]")
_DIGITS = re.compile(r"[0-9]+", re.ASCII)
_SEX = {"1": "L", "2": "P"}


class JenisNIP(StrEnum):
    PNS = "PNS"
    PPPK = "PPPK"


class KesalahanNIP(StrEnum):
    """What is wrong with a number; the value is stable, the label is in `PESAN`."""

    BUKAN_ANGKA = "BUKAN_ANGKA"
    PANJANG = "PANJANG"
    TANGGAL_LAHIR = "TANGGAL_LAHIR"
    BULAN_TMT = "BULAN_TMT"
    TAHUN_TMT = "TAHUN_TMT"
    KODE_PPPK = "KODE_PPPK"
    USIA_TMT = "USIA_TMT"
    TMT_MENDATANG = "TMT_MENDATANG"
    KODE_KELAMIN = "KODE_KELAMIN"
    NOMOR_URUT = "NOMOR_URUT"
    TANGGAL_LAHIR_BERBEDA = "TANGGAL_LAHIR_BERBEDA"
    JENIS_KELAMIN_BERBEDA = "JENIS_KELAMIN_BERBEDA"


PESAN = {
    KesalahanNIP.BUKAN_ANGKA: "hanya boleh berisi angka 0 sampai 9",
    KesalahanNIP.PANJANG: "harus 18 angka",
    KesalahanNIP.TANGGAL_LAHIR: "angka 1–8 bukan tanggal yang ada di kalender",
    KesalahanNIP.BULAN_TMT: "angka 13–14 harus bulan 01 sampai 12",
    KesalahanNIP.TAHUN_TMT: "angka 9–12 harus tahun pengangkatan",
    KesalahanNIP.KODE_PPPK: "angka 13–14 harus kode PPPK 21",
    KesalahanNIP.USIA_TMT: "usia saat diangkat kurang dari 18 tahun",
    KesalahanNIP.TMT_MENDATANG: "waktu pengangkatan belum tiba",
    KesalahanNIP.KODE_KELAMIN: "angka ke-15 harus 1 (laki-laki) atau 2 (perempuan)",
    KesalahanNIP.NOMOR_URUT: "angka 16–18 harus nomor urut 001 sampai 999",
    KesalahanNIP.TANGGAL_LAHIR_BERBEDA: "tanggal lahir berbeda dari data pegawai",
    KesalahanNIP.JENIS_KELAMIN_BERBEDA: "jenis kelamin berbeda dari data pegawai",
}


@dataclass(frozen=True, slots=True)
class NIPCheck:
    nip: str  # without separators
    jenis: JenisNIP
    kesalahan: tuple[KesalahanNIP, ...]
    tanggal_lahir: date | None = None
    tmt_tahun: int | None = None
    tmt_bulan: int | None = None  # a NI PPPK carries no month
    jenis_kelamin: str | None = None
    urut: str | None = None

    @property
    def sah(self) -> bool:
        return not self.kesalahan

    @property
    def tmt(self) -> str | None:
        """TMT as printed: YYYY-MM, for PPPK YYYY."""
        if self.tmt_tahun is None:
            return None
        if self.jenis is JenisNIP.PPPK:
            return f"{self.tmt_tahun:04d}"
        return None if self.tmt_bulan is None else f"{self.tmt_tahun:04d}-{self.tmt_bulan:02d}"


def normalise_nip(text: str) -> str:
    """Drop the spaces and dots of the printed form; nothing else is repaired."""
    return _SEPARATORS.sub("", text)


def check_nip(
    nip: str,
    jenis: JenisNIP,
    *,
    tanggal_lahir: date | None = None,
    jenis_kelamin: str | None = None,
    hari_ini: date | None = None,
) -> NIPCheck:
    """Take the number apart and name everything that cannot be right."""
    jenis = JenisNIP(jenis)
    number = normalise_nip(nip)
    if not _DIGITS.fullmatch(number):
        return NIPCheck(number, jenis, (KesalahanNIP.BUKAN_ANGKA,))
    if len(number) != PANJANG:
        return NIPCheck(number, jenis, (KesalahanNIP.PANJANG,))
    born = _calendar_date(number[:8])
    tahun, bulan = _start(number, jenis)
    sex = _SEX.get(number[14])
    urut = None if number[15:] == "000" else number[15:]
    faults = [
        *([KesalahanNIP.TANGGAL_LAHIR] if born is None else []),
        *_start_faults(number, jenis, born, hari_ini),
        *([KesalahanNIP.KODE_KELAMIN] if sex is None else []),
        *([KesalahanNIP.NOMOR_URUT] if urut is None else []),
    ]
    if tanggal_lahir and born and born != tanggal_lahir:
        faults.append(KesalahanNIP.TANGGAL_LAHIR_BERBEDA)
    if jenis_kelamin and sex and sex != jenis_kelamin:
        faults.append(KesalahanNIP.JENIS_KELAMIN_BERBEDA)
    return NIPCheck(number, jenis, tuple(faults), born, tahun, bulan, sex, urut)


def _calendar_date(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _start(number: str, jenis: JenisNIP) -> tuple[int | None, int | None]:
    tahun, bulan = int(number[8:12]) or None, int(number[12:14])
    if jenis is JenisNIP.PPPK:
        return tahun, None
    return tahun, bulan if 1 <= bulan <= _BULAN_AKHIR else None


def _start_faults(
    number: str, jenis: JenisNIP, born: date | None, today: date | None
) -> list[KesalahanNIP]:
    tahun, bulan = _start(number, jenis)
    faults = []
    if jenis is JenisNIP.PPPK and number[12:14] != KODE_PERJANJIAN:
        faults.append(KesalahanNIP.KODE_PPPK)
    if jenis is JenisNIP.PNS and bulan is None:
        faults.append(KesalahanNIP.BULAN_TMT)
    if tahun is None:
        return [*faults, KesalahanNIP.TAHUN_TMT]
    # The number knows the month (PPPK: the year) only, so nobody is refused for days within it.
    if born and (tahun, bulan or born.month) < (born.year + USIA_MINIMAL, born.month):
        faults.append(KesalahanNIP.USIA_TMT)
    if today and (tahun, bulan or 1) > (today.year, today.month):
        faults.append(KesalahanNIP.TMT_MENDATANG)
    return faults
