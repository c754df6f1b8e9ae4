"""Technical test per vacancy; the vacancy is named by its code."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from asn_portal.berkas import parsers as p
from asn_portal.berkas.registry import Kolom, Salah, Tulis, daftarkan
from asn_portal.core.enums import Peran, Sumber
from jabatan.penempatan.enums import StatusLowongan
from jabatan.penempatan.models import Lowongan, NilaiTeknis
from jabatan.peta.importers.fakta import NAMA, NIP, FaktaPegawai

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from asn_portal.berkas.registry import Baris, Konteks


@daftarkan
class UjiTeknis(FaktaPegawai):
    """One row per person and vacancy (Keputusan Kepala BKN 411/2025, integration with the test)."""

    kode, judul, urutan = "uji-teknis", "Nilai uji teknis per lowongan", 90
    keterangan = "Kode lowongan tertulis di halaman lowongan. Nilai 0 sampai 100."
    nilai = True
    sumber = Sumber.TEKNIS
    peran = (Peran.OPERATOR, Peran.PANSEL)
    kolom = (
        Kolom(
            "lowongan", "KODE LOWONGAN", p.kode(12), alias=("LOWONGAN",), wajib=True, kunci=True,
            contoh="KC74TM92AB",
        ),
        NIP,
        NAMA,
        Kolom("nilai", "NILAI", p.desimal(0, 100), alias=("NILAI UJI TEKNIS",), wajib=True, contoh="78,50"),
        Kolom(
            "tanggal", "TANGGAL UJI", p.tanggal(masa_depan=False), alias=("TANGGAL",), wajib=True,
            contoh="02-10-2026",
        ),
    )  # fmt: skip

    def siapkan(self, ctx: Konteks, baris: Sequence[Baris]) -> None:
        """Vacancies of the file, in one query."""
        codes = {row.nilai["lowongan"].upper() for row in baris}
        ctx.memo["lowongan"] = {
            kode: (pk, status)
            for kode, pk, status in Lowongan.objects.filter(
                instansi=ctx.instansi, kode__in=codes
            ).values_list("kode", "pk", "status")
        }

    def tulis(self, ctx: Konteks, baris: Baris, pegawai_id: int) -> Tulis | Salah:
        """One test result; a closed vacancy takes none."""
        cells = baris.nilai
        found = ctx.memo["lowongan"].get(cells["lowongan"].upper())
        if found is None:
            return Salah("lowongan", "Kode lowongan ini tidak ada.")
        if found[1] != StatusLowongan.TERBUKA:
            return Salah("lowongan", "Lowongan ini sudah tidak terbuka.")
        key = {"lowongan_id": found[0], "pegawai_id": pegawai_id}
        values = {"nilai": int(cells["nilai"] * 100), "tanggal": cells["tanggal"]}
        return Tulis(NilaiTeknis, kunci=key, nilai=values)

    def ekspor(self, ctx: Konteks) -> Iterable[Mapping[str, Any]]:
        """Results of the open vacancies of the instansi."""
        rows = (
            NilaiTeknis.objects.filter(
                lowongan__instansi=ctx.instansi, lowongan__status=StatusLowongan.TERBUKA
            )
            .select_related("lowongan", "pegawai__orang")
            .order_by("lowongan__kode", "pegawai__nip")
        )
        for row in rows.iterator():
            yield {
                "lowongan": row.lowongan.kode,
                "nip": row.pegawai.nip,
                "nama": row.pegawai.orang.nama,
                "nilai": Decimal(row.nilai) / 100,
                "tanggal": row.tanggal,
            }
