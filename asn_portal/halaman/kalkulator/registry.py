"""The calculators that exist, by name."""

from asn_portal.halaman.kalkulator import jabatan, kinerja, pegawai, talenta, umum
from asn_portal.halaman.kalkulator.dasar import Kalkulator

KALKULATOR: dict[str, Kalkulator] = {
    tool.nama: tool
    for tool in (
        kinerja.KALKULATOR_PREDIKAT,
        kinerja.KALKULATOR_PP30,
        kinerja.KALKULATOR_ANGKA_KREDIT,
        kinerja.KALKULATOR_POLA,
        talenta.KALKULATOR_TALENTA,
        talenta.KALKULATOR_KESESUAIAN,
        jabatan.KALKULATOR_JPM,
        jabatan.KALKULATOR_ABK,
        jabatan.KALKULATOR_PROYEKSI,
        pegawai.KALKULATOR_NIP,
        pegawai.KALKULATOR_NIK,
        pegawai.KALKULATOR_BUP,
        pegawai.KALKULATOR_MASA_KERJA,
        umum.KALKULATOR_TENGGAT,
    )
}
