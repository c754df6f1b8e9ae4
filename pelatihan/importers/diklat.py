"""Structural (leadership) training, in the shape of SIASN rw-diklat; old names are recognised."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asn_portal.berkas import parsers as p
from asn_portal.berkas.registry import Kolom, Salah, daftarkan
from jabatan.peta.importers.fakta import NAMA, NIP
from pelatihan.enums import JenisPelatihan
from pelatihan.importers.kursus import (
    JP,
    MULAI,
    NOMOR,
    PENYELENGGARA,
    SELESAI,
    Pelatihan,
    rows_of,
)
from pelatihan.kalkulator import program_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from asn_portal.berkas.registry import Konteks


TAK_DIKENAL = Salah(
    "kursus", "Nama pelatihan struktural tidak dikenal. Tulis PKN Tingkat I atau II, PKA, atau PKP."
)


@daftarkan
class DiklatStruktural(Pelatihan):
    """PKN, PKA, PKP under their present and former names (PerLAN 10/2018)."""

    kode, judul, urutan = "diklat", "Pelatihan struktural kepemimpinan", 81
    keterangan = "Satu baris per pelatihan. Diklatpim Tingkat III dibaca sebagai PKA, Tingkat IV sebagai PKP."
    kolom = (
        NIP,
        NAMA,
        Kolom(
            "kursus", "NAMA PELATIHAN", p.teks(300),
            alias=("latihanStrukturalNama", "NAMA DIKLAT", "JENIS DIKLAT STRUKTURAL"),
            wajib=True, kunci=True, contoh="Pelatihan Kepemimpinan Administrator",
        ),
        PENYELENGGARA, NOMOR, MULAI, SELESAI, JP,
    )  # fmt: skip

    def golongkan(
        self, kolom: Mapping[str, list[Any]]
    ) -> tuple[list[str], list[str], dict[int, Salah]]:
        """Structural programmes; a name that no level is known for is refused."""
        kode = [program_code(nama) for nama in kolom["kursus"]]
        jenis: list[str] = [JenisPelatihan.STRUKTURAL.value] * len(kode)
        return jenis, kode, {i: TAK_DIKENAL for i, satu in enumerate(kode) if not satu}

    def ekspor(self, ctx: Konteks) -> Iterable[Mapping[str, Any]]:
        """All structural programmes of the instansi."""
        for row in rows_of(ctx, struktural=True):
            yield self.baris_ekspor(row)
