"""Calculator of the ground floor: tenggat."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from asn_portal.core.kalkulator import tenggat
from asn_portal.halaman.kalkulator.dasar import Hasil, Kalkulator
from asn_portal.halaman.kalkulator.isian import Choice, Day, Items, Whole
from asn_portal.halaman.kalkulator.kalimat import hari_tanggal

HARI_KERJA_MAKSIMAL = 5000  # some twenty years
AKHIR_PEKAN = {5: "Sabtu dan Minggu", 6: "Minggu"}


def _tenggat(isi: Mapping[str, Any], _hari_ini: date) -> Hasil:
    result = tenggat(isi["mulai"], isi["hari_kerja"], isi["libur"], isi["hari_per_minggu"])
    closed = AKHIR_PEKAN[isi["hari_per_minggu"]]
    skipped = [f"Hari {closed} tidak dihitung: {result.akhir_pekan} hari dilewati."]
    if result.libur:
        names = "; ".join(hari_tanggal(day) for day in result.libur)
        skipped.append(f"Hari libur tidak dihitung: {len(result.libur)} hari dilewati ({names}).")
    else:
        skipped.append("Tidak ada hari libur yang jatuh pada hari kerja di antaranya.")
    return Hasil(
        hasil={"tenggat": result.tenggat.isoformat()},
        langkah=(
            f"Hitungan dimulai sesudah {hari_tanggal(isi['mulai'])}; hari itu tidak dihitung.",
            *skipped,
            f"Hari kerja ke-{isi['hari_kerja']} jatuh pada {hari_tanggal(result.tenggat)}.",
        ),
        sorotan=(("Tenggat", hari_tanggal(result.tenggat)),),
    )


KALKULATOR_TENGGAT = Kalkulator(
    nama="tenggat",
    judul="Tenggat hari kerja",
    ringkas="Hari terakhir suatu batas waktu yang dihitung dalam hari kerja.",
    dasar="PP 79/2021 (keberatan 14 hari kerja, jawaban 21 hari kerja); hari libur menurut "
    "penetapan libur nasional dan cuti bersama",
    fields=(
        Day(key="mulai", label="Mulai", help="Hari surat diterima, misalnya 6-3-2026."),
        Whole(
            key="hari_kerja",
            label="Jumlah hari kerja",
            help="Misalnya 14 untuk keberatan.",
            minimum=1,
            maximum=HARI_KERJA_MAKSIMAL,
        ),
        Items(
            key="libur",
            label="Hari libur dan cuti bersama",
            help="Satu tanggal per baris, misalnya 19-3-2026.",
            item=Day(key="libur", label="Tanggal libur"),
            minimum=0,
            default=(),
        ),
        Choice(
            key="hari_per_minggu",
            label="Hari kerja per minggu",
            options=((5, "5 hari (Senin–Jumat)"), (6, "6 hari (Senin–Sabtu)")),
            default=5,
        ),
    ),
    contoh={
        "mulai": "2026-03-06",
        "hari_kerja": 14,
        "libur": ["2026-03-19", "2026-03-20"],
        "hari_per_minggu": 5,
    },
    rule=_tenggat,
)
