"""Awards, in the shape of SIASN rw-penghargaan plus the level that the merit rule asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asn_portal.berkas import parsers as p
from asn_portal.berkas.registry import Kolom, Salah, Tulis, daftarkan
from jabatan.peta.importers.fakta import NAMA, NIP
from kinerja.penilaian.enums import TingkatPenghargaan
from kinerja.penilaian.importers.dasar import FaktaKinerja, isi_kolom
from kinerja.penilaian.models import Penghargaan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asn_portal.berkas.registry import Baris, Konteks


@daftarkan
class DaftarPenghargaan(FaktaKinerja):
    """One row per award."""

    kode, judul, urutan = "penghargaan", "Penghargaan", 70
    keterangan = (
        "Satu baris per penghargaan. Tingkat menentukan nilai (Keputusan Kepala BKN 411/2025)."
    )
    model, urut = Penghargaan, ("tanggal", "nama")
    kolom = (
        NIP,
        NAMA,
        Kolom(
            "penghargaan",
            "NAMA PENGHARGAAN",
            p.teks(),
            alias=("hargaNama", "JENIS PENGHARGAAN"),
            wajib=True,
            kunci=True,
            contoh="Satyalancana Karya Satya X Tahun",
        ),
        Kolom(
            "tingkat",
            "TINGKAT",
            p.pilihan(TingkatPenghargaan, alias={"LINTAS INSTANSI": "LINTAS_INSTANSI"}),
            wajib=True,
            contoh="Nasional",
        ),
        Kolom(
            "tanggal",
            "TANGGAL",
            p.tanggal(masa_depan=False),
            alias=("TANGGAL SK", "skDate", "TANGGAL PENGHARGAAN"),
            wajib=True,
            kunci=True,
            contoh="17-08-2024",
        ),
        Kolom("nomor_sk", "NOMOR SK", p.teks(100), alias=("skNomor",)),
    )

    def tulis(self, ctx: Konteks, baris: Baris, pegawai_id: int) -> Tulis | Salah:  # noqa: ARG002
        """One award."""
        cells = baris.nilai
        values = isi_kolom(cells, teks=["nomor_sk"], lain=["tingkat"])
        key = {
            "pegawai_id": pegawai_id,
            "nama": cells["penghargaan"],
            "tanggal": cells["tanggal"],
        }
        return Tulis(Penghargaan, kunci=key, nilai=values)

    def sel(self, row: Penghargaan) -> Mapping[str, Any]:
        """An award."""
        return {
            "penghargaan": row.nama,
            "tingkat": row.tingkat,
            "tanggal": row.tanggal,
            "nomor_sk": row.nomor_sk or None,
        }
