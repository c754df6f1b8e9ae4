"""Disciplinary punishments, in the shape of SIASN rw-hukdis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asn_portal.berkas import parsers as p
from asn_portal.berkas.registry import Kolom, Salah, Tulis, daftarkan
from jabatan.peta.importers.fakta import NAMA, NIP
from kinerja.penilaian.enums import TingkatHukuman
from kinerja.penilaian.importers.dasar import FaktaKinerja, isi_kolom
from kinerja.penilaian.models import HukumanDisiplin

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asn_portal.berkas.registry import Baris, Konteks


@daftarkan
class HukumanDisiplinImpor(FaktaKinerja):
    """One row per punishment or running case; a cancelled decree blocks nobody."""

    kode, judul, urutan = "hukdis", "Hukuman disiplin", 72
    keterangan = "Satu baris per hukuman atau kasus yang masih diproses (PP 94/2021)."
    hal = "disiplin"
    model, urut = HukumanDisiplin, ("mulai", "nama")
    kolom = (
        NIP,
        NAMA,
        Kolom(
            "tingkat",
            "TINGKAT HUKUMAN",
            p.pilihan(TingkatHukuman, alias={"R": "ringan", "S": "sedang", "B": "berat"}),
            alias=("jenisTingkatHukumanId", "TINGKAT"),
            wajib=True,
            kunci=True,
            contoh="Ringan",
        ),
        Kolom(
            "jenis",
            "JENIS HUKUMAN",
            p.teks(200),
            alias=("jenisHukumanNama", "NAMA HUKUMAN"),
            wajib=True,
            kunci=True,
            contoh="Teguran tertulis",
        ),
        Kolom(
            "mulai",
            "TMT HUKUMAN",
            p.tanggal(),
            alias=("hukumanTanggal", "TANGGAL MULAI"),
            wajib=True,
            kunci=True,
            contoh="10-01-2022",
        ),
        Kolom(
            "selesai",
            "AKHIR HUKUMAN",
            p.tanggal(),
            alias=("akhirHukumTanggal", "akhirHukumanTanggal", "TANGGAL SELESAI"),
            keterangan="Hari terakhir hukuman, termasuk hari itu.",
        ),
        Kolom("proses", "MASIH PROSES", p.ya_tidak(), contoh="Tidak"),
        Kolom("nomor_sk", "NOMOR SK", p.teks(100), alias=("skNomor",)),
        Kolom("tanggal_sk", "TANGGAL SK", p.tanggal(), alias=("skTanggal",)),
        Kolom(
            "batal",
            "NOMOR SK PEMBATALAN",
            p.teks(100),
            alias=("skPembatalanNomor",),
            keterangan="Diisi bila SK hukuman dibatalkan.",
        ),
    )

    def tulis(self, ctx: Konteks, baris: Baris, pegawai_id: int) -> Tulis | Salah:  # noqa: ARG002
        """One punishment."""
        cells = baris.nilai
        mulai, selesai = cells["mulai"], cells.get("selesai")
        if selesai is not None and selesai < mulai:
            return Salah("selesai", "Akhir hukuman lebih awal dari TMT hukuman.")
        values = isi_kolom(cells, teks=["nomor_sk"], lain=["selesai", "tanggal_sk"])
        if "proses" in cells:
            values["proses"] = bool(cells["proses"])
        if "batal" in cells:
            values["dibatalkan"] = bool(cells["batal"])
        key = {
            "pegawai_id": pegawai_id,
            "tingkat": cells["tingkat"],
            "nama": cells["jenis"],
            "mulai": mulai,
        }
        return Tulis(HukumanDisiplin, kunci=key, nilai=values)

    def sel(self, row: HukumanDisiplin) -> Mapping[str, Any]:
        """A punishment."""
        return {
            "tingkat": row.tingkat,
            "jenis": row.nama,
            "mulai": row.mulai,
            "selesai": row.selesai,
            "proses": row.proses,
            "nomor_sk": row.nomor_sk or None,
            "tanggal_sk": row.tanggal_sk,
            "batal": "Dibatalkan" if row.dibatalkan else None,
        }
