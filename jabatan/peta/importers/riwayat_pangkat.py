"""History of ranks, with SIASN names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asn_portal.berkas import parsers as p
from asn_portal.berkas.registry import JenisImpor, Kolom, Rencana, Salah, Tulis, daftarkan
from asn_portal.core.enums import Sumber
from jabatan.peta.importers.kata import golongan, golongan_id
from jabatan.peta.importers.rujukan import TIDAK_ADA
from jabatan.peta.models import Pegawai, RiwayatPangkat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from asn_portal.berkas.registry import Baris, Konteks


@daftarkan
class RiwayatPangkatBerkas(JenisImpor):
    kode, judul, urutan = "riwayat-pangkat", "Riwayat pangkat dan golongan", 53
    keterangan = "Satu baris per golongan sejak TMT-nya."
    nilai = True  # ranks open gates and break ties
    sumber = Sumber.PETA
    kolom = (
        Kolom("pns_id", "PNS ID", p.teks(), simpan=False),
        Kolom("nip", "NIP BARU", p.nip(), wajib=True, kunci=True, alias=("NIP",),
              contoh="198609262015051001"),
        Kolom("gol_id", "GOLONGAN ID", p.kode(4, 2), contoh="33"),
        Kolom("gol", "GOLONGAN NAMA", p.teks(20), alias=("GOLONGAN", "GOL RUANG"),
              contoh="III/c"),
        Kolom("tmt", "TMT GOLONGAN", p.tanggal(), wajib=True, kunci=True, alias=("TMT PANGKAT",),
              contoh="01-04-2022"),
        Kolom("nomor", "NOMOR SK", p.teks(100), alias=("SK NOMOR",)),
        Kolom("tanggal", "TANGGAL SK", p.tanggal(), alias=("SK TANGGAL",)),
        Kolom("mk_tahun", "MASA KERJA GOLONGAN TAHUN", p.bulat(0, 60), alias=("MK TAHUN",)),
        Kolom("mk_bulan", "MASA KERJA GOLONGAN BULAN", p.bulat(0, 11), alias=("MK BULAN",)),
    )  # fmt: skip

    def rencanakan(self, ctx: Konteks, baris: Sequence[Baris]) -> list[Rencana]:
        """The scale is that of the person's employment."""
        nips = {row.nilai["nip"] for row in baris}
        people = {
            nip: (pk, orang, status)
            for nip, pk, orang, status in Pegawai.objects.filter(
                instansi=ctx.instansi, nip__in=nips
            ).values_list("nip", "pk", "orang_id", "status")
        }
        plans = []
        for row in baris:
            found = people.get(row.nilai["nip"])
            if found is None:
                plans.append(Rencana(salah=[Salah("nip", TIDAK_ADA)]))
                continue
            plans.append(self._plan(row, *found))
        return plans

    @staticmethod
    def _plan(row: Baris, pegawai: int, orang: int, status: str) -> Rencana:
        nilai = row.nilai
        try:
            gol = golongan(nilai.get("gol_id"), nilai.get("gol"), status)
        except ValueError as error:
            return Rencana(salah=[Salah("gol" if nilai.get("gol") else "gol_id", str(error))])
        if gol is None:
            return Rencana(salah=[Salah("gol", "Isi golongan.")])
        isi: dict[str, Any] = {}
        for kolom in ("mk_tahun", "mk_bulan"):
            if kolom in nilai:
                isi[kolom] = nilai[kolom]
        if "nomor" in nilai:
            isi["nomor_sk"] = nilai["nomor"] or ""
        if "tanggal" in nilai:
            isi["tanggal_sk"] = nilai["tanggal"]
        key = {"pegawai_id": pegawai, "golongan": gol, "tmt": nilai["tmt"]}
        return Rencana([Tulis(RiwayatPangkat, key, isi)], orang=orang)

    def ekspor(self, ctx: Konteks) -> Iterator[Mapping[str, Any]]:
        """All ranks."""
        rows = (
            RiwayatPangkat.objects.filter(pegawai__instansi=ctx.instansi)
            .select_related("pegawai")
            .order_by("pegawai__nip", "tmt", "pk")
        )
        for row in rows.iterator(chunk_size=5_000):
            yield {
                "nip": row.pegawai.nip,
                "gol_id": golongan_id(row.golongan, row.pegawai.status),
                "gol": row.golongan,
                "tmt": row.tmt,
                "nomor": row.nomor_sk,
                "tanggal": row.tanggal_sk,
                "mk_tahun": row.mk_tahun,
                "mk_bulan": row.mk_bulan,
            }
