"""Yearly SKP in the shape of SIASN rw-skp22, in words or in SIASN codes (low is good)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from asn_portal.berkas import parsers as p
from asn_portal.berkas.registry import Kolom, Salah, Tulis, daftarkan
from jabatan.peta.importers.fakta import NAMA, NIP
from kinerja.penilaian.enums import Ekspektasi, Predikat
from kinerja.penilaian.importers.dasar import FaktaKinerja, isi_kolom
from kinerja.penilaian.kalkulator.predikat import predikat as predikat_of
from kinerja.penilaian.models import SKP

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asn_portal.berkas.registry import Baris, Konteks

# Words as met in files (SIASN itself writes ESPEKTASI); SIASN codes 1 above, 2 as, 3 below.
EKSPEKTASI_ALIAS = {
    **{
        f"{prefix} {word}": code
        for prefix, code in (
            ("DI ATAS", "DI_ATAS"), ("DIATAS", "DI_ATAS"), ("SESUAI", "SESUAI"),
            ("DI BAWAH", "DI_BAWAH"), ("DIBAWAH", "DI_BAWAH"),
        )
        for word in ("EKSPEKTASI", "ESPEKTASI")
    },
    "DI ATAS": "DI_ATAS", "DIATAS": "DI_ATAS", "DI BAWAH": "DI_BAWAH", "DIBAWAH": "DI_BAWAH",
    "1": "DI_ATAS", "2": "SESUAI", "3": "DI_BAWAH",
}  # fmt: skip
PREDIKAT_ALIAS = {
    "SANGAT BAIK": "SANGAT_BAIK", "BUTUH PERBAIKAN": "BUTUH_PERBAIKAN", "CUKUP": "BUTUH_PERBAIKAN",
    "KURANG": "KURANG", "MISCONDUCT": "KURANG", "KURANG/MISCONDUCT": "KURANG",
    "SANGAT KURANG": "SANGAT_KURANG", "BURUK": "SANGAT_KURANG",
    "1": "SANGAT_BAIK", "2": "BAIK", "3": "BUTUH_PERBAIKAN", "4": "KURANG", "5": "SANGAT_KURANG",
}  # fmt: skip


@daftarkan
class SKPTahunan(FaktaKinerja):
    """One row per person and year; the predicate must agree with the two ratings."""

    kode, judul, urutan = "skp", "SKP tahunan (SKP22)", 60
    keterangan = (
        "Satu baris per pegawai per tahun. Angka dibaca dengan sandi SIASN: 1 berarti di atas "
        "ekspektasi atau Sangat Baik (PermenPANRB 6/2022)."
    )
    model, urut = SKP, ("tahun",)
    kolom = (
        NIP,
        NAMA,
        Kolom("tahun", "TAHUN", p.tahun(2000, 2100), wajib=True, kunci=True, contoh="2025"),
        Kolom(
            "hasil_kerja",
            "HASIL KERJA",
            p.pilihan(Ekspektasi, alias=EKSPEKTASI_ALIAS),
            alias=("hasilKinerja", "hasilKinerjaNilai", "RATING HASIL KERJA"),
            contoh="Sesuai ekspektasi",
        ),
        Kolom(
            "perilaku_kerja",
            "PERILAKU KERJA",
            p.pilihan(Ekspektasi, alias=EKSPEKTASI_ALIAS),
            alias=("perilakuKerja", "PerilakuKerjaNilai", "RATING HASIL PERILAKU"),
            contoh="Di atas ekspektasi",
        ),
        Kolom(
            "predikat",
            "PREDIKAT KINERJA",
            p.pilihan(Predikat, alias=PREDIKAT_ALIAS),
            alias=("kuadranKinerja", "KuadranKinerjaNilai", "PREDIKAT"),
            wajib=True,
            contoh="Baik",
        ),
        Kolom(
            "nilai_pp30",
            "NILAI PP 30/2019",
            p.desimal(0, 120),
            alias=("nilaiIntegrasi", "NILAI PRESTASI KERJA"),
            keterangan="Hanya untuk tahun 2021 dan sebelumnya.",
        ),
        Kolom("penilai", "NAMA PENILAI", p.nama(), alias=("namaPenilai",)),
    )

    def tulis(self, ctx: Konteks, baris: Baris, pegawai_id: int) -> Tulis | Salah:  # noqa: ARG002
        """The evaluation of one year; both ratings decide the predicate when they are given."""
        cells = baris.nilai
        hasil, perilaku = cells.get("hasil_kerja"), cells.get("perilaku_kerja")
        if hasil and perilaku:
            due = predikat_of(hasil, perilaku)
            if due != cells["predikat"]:
                pesan = (
                    f"Predikat tidak sesuai kuadran: hasil kerja {Ekspektasi(hasil).label.lower()} dan "
                    f"perilaku {Ekspektasi(perilaku).label.lower()} adalah {Predikat(due).label}."
                )
                return Salah("predikat", pesan)
        values = isi_kolom(cells, teks=["hasil_kerja", "perilaku_kerja"], lain=["predikat"])
        if "penilai" in cells:
            values["nama_penilai"] = cells["penilai"] or ""
        if "nilai_pp30" in cells:
            score = cells["nilai_pp30"]
            values["nilai_pp30"] = None if score is None else int(score * 100)
        return Tulis(SKP, kunci={"pegawai_id": pegawai_id, "tahun": cells["tahun"]}, nilai=values)

    def sel(self, row: SKP) -> Mapping[str, Any]:
        """A year."""
        return {
            "tahun": row.tahun,
            "hasil_kerja": row.hasil_kerja or None,
            "perilaku_kerja": row.perilaku_kerja or None,
            "predikat": row.predikat,
            "nilai_pp30": None if row.nilai_pp30 is None else Decimal(row.nilai_pp30) / 100,
            "penilai": row.nama_penilai or None,
        }
