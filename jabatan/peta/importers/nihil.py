"""Pernyataan nihil: the only thing that turns "no rows" into a known nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asn_portal.berkas import parsers as p
from asn_portal.berkas.registry import Kolom, Tulis, daftarkan
from asn_portal.core.enums import Sumber
from jabatan.peta.enums import HalNihil
from jabatan.peta.importers.fakta import NIP, FaktaPegawai
from jabatan.peta.models import PernyataanNihil

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from asn_portal.berkas.registry import Baris, Konteks


@daftarkan
class Nihil(FaktaPegawai):
    kode, judul, urutan = "nihil", "Pernyataan nihil", 95
    keterangan = "Menyatakan bahwa seorang pegawai memang tidak punya catatan pada satu hal."
    nilai = True  # "none" turns an unknown into points
    sumber = Sumber.PETA
    kolom = (
        NIP,
        Kolom("hal", "HAL", p.pilihan(HalNihil), wajib=True, kunci=True,
              contoh="Hukuman disiplin"),
        Kolom("tanggal", "TANGGAL", p.tanggal(masa_depan=False), wajib=True, contoh="02-01-2026",
              alias=("TANGGAL PERNYATAAN",)),
        Kolom("oleh", "OLEH", p.nama(200), wajib=True, alias=("DINYATAKAN OLEH",),
              contoh="Kepala Bidang Mutasi"),
    )  # fmt: skip

    def tulis(self, ctx: Konteks, baris: Baris, pegawai_id: int) -> Tulis:  # noqa: ARG002 -- hook
        """One statement per person and fact."""
        key = {"pegawai_id": pegawai_id, "hal": baris.nilai["hal"]}
        isi = {"tanggal": baris.nilai["tanggal"], "oleh": baris.nilai["oleh"]}
        return Tulis(PernyataanNihil, key, isi)

    def ekspor(self, ctx: Konteks) -> Iterator[Mapping[str, Any]]:
        """All statements."""
        rows = (
            PernyataanNihil.objects.filter(pegawai__instansi=ctx.instansi)
            .select_related("pegawai")
            .order_by("pegawai__nip", "hal")
        )
        for row in rows.iterator(chunk_size=5_000):
            yield {
                "nip": row.pegawai.nip,
                "hal": row.hal,
                "tanggal": row.tanggal,
                "oleh": row.oleh,
            }
