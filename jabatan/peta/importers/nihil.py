"""Pernyataan nihil: the only thing that turns "no rows" into a known nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asn_portal.berkas import parsers as p
from asn_portal.berkas.registry import JenisImpor, Kolom, Rencana, Salah, Tulis, daftarkan
from asn_portal.core.enums import Sumber
from jabatan.peta.enums import HalNihil
from jabatan.peta.importers.rujukan import TIDAK_ADA, pegawai_by_nip
from jabatan.peta.models import PernyataanNihil

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from asn_portal.berkas.registry import Baris, Konteks


@daftarkan
class Nihil(JenisImpor):
    kode, judul, urutan = "nihil", "Pernyataan nihil", 95
    keterangan = "Menyatakan bahwa seorang pegawai memang tidak punya catatan pada satu hal."
    nilai = True  # "none" turns an unknown into points
    sumber = Sumber.PETA
    kolom = (
        Kolom("nip", "NIP", p.nip(), wajib=True, kunci=True, alias=("NIP BARU",),
              contoh="198609262015051001"),
        Kolom("hal", "HAL", p.pilihan(HalNihil), wajib=True, kunci=True,
              contoh="Hukuman disiplin"),
        Kolom("tanggal", "TANGGAL", p.tanggal(masa_depan=False), wajib=True, contoh="02-01-2026",
              alias=("TANGGAL PERNYATAAN",)),
        Kolom("oleh", "OLEH", p.nama(200), wajib=True, alias=("DINYATAKAN OLEH",),
              contoh="Kepala Bidang Mutasi"),
    )  # fmt: skip

    def rencanakan(self, ctx: Konteks, baris: Sequence[Baris]) -> list[Rencana]:
        """One statement per person and fact."""
        people = pegawai_by_nip(ctx, [row.nilai["nip"] for row in baris])
        plans = []
        for row in baris:
            found = people.get(row.nilai["nip"])
            if found is None:
                plans.append(Rencana(salah=[Salah("nip", TIDAK_ADA)]))
                continue
            key = {"pegawai_id": found[0], "hal": row.nilai["hal"]}
            isi = {"tanggal": row.nilai["tanggal"], "oleh": row.nilai["oleh"]}
            plans.append(Rencana([Tulis(PernyataanNihil, key, isi)], orang=found[1]))
        return plans

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
