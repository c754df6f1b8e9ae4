"""360° feedback of a year, summed up as one predicate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asn_portal.berkas import parsers as p
from asn_portal.berkas.registry import Kolom, Salah, Tulis, daftarkan
from jabatan.peta.importers.fakta import NAMA, NIP
from kinerja.penilaian.enums import Predikat
from kinerja.penilaian.importers.dasar import FaktaKinerja
from kinerja.penilaian.importers.skp import PREDIKAT_ALIAS
from kinerja.penilaian.models import UmpanBalik

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asn_portal.berkas.registry import Baris, Konteks


@daftarkan
class UmpanBalik360(FaktaKinerja):
    """One row per person and year (Keputusan Kepala BKN 411/2025)."""

    kode, judul, urutan = "umpan-balik", "Umpan balik 360°", 62
    keterangan = "Satu baris per pegawai per tahun, sudah dirangkum menjadi satu predikat."
    model, urut = UmpanBalik, ("tahun",)
    kolom = (
        NIP,
        NAMA,
        Kolom("tahun", "TAHUN", p.tahun(2000, 2100), wajib=True, kunci=True, contoh="2025"),
        Kolom(
            "predikat",
            "PREDIKAT 360",
            p.pilihan(Predikat, alias=PREDIKAT_ALIAS),
            alias=("PREDIKAT", "HASIL 360"),
            wajib=True,
            contoh="Baik",
        ),
        Kolom("jumlah", "JUMLAH PENILAI", p.bulat(1, 500), contoh="8"),
    )

    def tulis(self, ctx: Konteks, baris: Baris, pegawai_id: int) -> Tulis | Salah:  # noqa: ARG002
        """The feedback of one year."""
        cells = baris.nilai
        values: dict[str, Any] = {"predikat": cells["predikat"]}
        if "jumlah" in cells:
            values["jumlah_penilai"] = cells["jumlah"]
        key = {"pegawai_id": pegawai_id, "tahun": cells["tahun"]}
        return Tulis(UmpanBalik, kunci=key, nilai=values)

    def sel(self, row: UmpanBalik) -> Mapping[str, Any]:
        """A year."""
        return {
            "tahun": row.tahun,
            "predikat": row.predikat,
            "jumlah": row.jumlah_penilai,
        }
