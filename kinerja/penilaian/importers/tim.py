"""Work in teams besides the own post."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asn_portal.berkas import parsers as p
from asn_portal.berkas.registry import Kolom, Salah, Tulis, daftarkan
from jabatan.peta.importers.fakta import NAMA, NIP
from kinerja.penilaian.enums import PeranTim
from kinerja.penilaian.importers.dasar import FaktaKinerja, isi_kolom
from kinerja.penilaian.models import PenugasanTim

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asn_portal.berkas.registry import Baris, Konteks


@daftarkan
class TimKerja(FaktaKinerja):
    """One row per person and team."""

    kode, judul, urutan = "tim-kerja", "Penugasan tim kerja", 71
    keterangan = (
        "Satu baris per pegawai per tim. Peran menentukan nilai (Keputusan Kepala BKN 411/2025)."
    )
    model, urut = PenugasanTim, ("mulai", "nama_tim")
    kolom = (
        NIP,
        NAMA,
        Kolom(
            "tim",
            "NAMA TIM",
            p.teks(),
            alias=("TIM KERJA",),
            wajib=True,
            kunci=True,
            contoh="Tim Percepatan Perizinan",
        ),
        Kolom(
            "peran",
            "PERAN",
            p.pilihan(
                PeranTim,
                alias={
                    "KETUA LINTAS INSTANSI": "KETUA_LINTAS",
                    "KETUA INTERNAL": "KETUA_INTERNAL",
                    "ANGGOTA LINTAS INSTANSI": "ANGGOTA_LINTAS",
                    "ANGGOTA INTERNAL": "ANGGOTA_INTERNAL",
                },
            ),
            wajib=True,
            contoh="Ketua tim internal",
        ),
        Kolom(
            "mulai", "MULAI", p.tanggal(), alias=("TANGGAL MULAI",), wajib=True, kunci=True,
            contoh="02-01-2025",
        ),
        Kolom(
            "selesai", "SELESAI", p.tanggal(), alias=("TANGGAL SELESAI",),
            keterangan="Kosong berarti masih berjalan.",
        ),
        Kolom("nomor_sk", "NOMOR SK", p.teks(100)),
    )  # fmt: skip

    def tulis(self, ctx: Konteks, baris: Baris, pegawai_id: int) -> Tulis | Salah:  # noqa: ARG002
        """One assignment."""
        cells = baris.nilai
        selesai = cells.get("selesai")
        if selesai is not None and selesai < cells["mulai"]:
            return Salah("selesai", "Tanggal selesai lebih awal dari tanggal mulai.")
        values = isi_kolom(cells, teks=["nomor_sk"], lain=["peran", "selesai"])
        key = {"pegawai_id": pegawai_id, "nama_tim": cells["tim"], "mulai": cells["mulai"]}
        return Tulis(PenugasanTim, kunci=key, nilai=values)

    def sel(self, row: PenugasanTim) -> Mapping[str, Any]:
        """An assignment."""
        return {
            "tim": row.nama_tim,
            "peran": row.peran,
            "mulai": row.mulai,
            "selesai": row.selesai,
            "nomor_sk": row.nomor_sk or None,
        }
