"""Courses and other training, in the shape of SIASN rw-kursus and of the regencies' tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asn_portal.berkas import parsers as p
from asn_portal.berkas.registry import JenisImpor, Kolom, RencanaKolom, Salah, daftarkan
from asn_portal.core.enums import Sumber
from jabatan.peta.importers.fakta import NAMA, NIP, pegawai_kolom
from pelatihan.enums import JenisPelatihan
from pelatihan.kalkulator import program_code
from pelatihan.models import RiwayatPelatihan

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from asn_portal.berkas.registry import Konteks

JENIS_ALIAS = {
    "T": "TEKNIS",
    "F": "FUNGSIONAL",
    "KEPEMIMPINAN": "STRUKTURAL",
    "SOSIALISASI": "SEMINAR",
    "WORKSHOP": "SEMINAR",
    "LOKAKARYA": "SEMINAR",
    "BIMTEK": "TEKNIS",
    "BIMBINGAN TEKNIS": "TEKNIS",
    "P": "LAINNYA",
}


TERBALIK = Salah("mulai", "Tanggal mulai lebih lambat dari tanggal selesai.")


class Pelatihan(JenisImpor):
    """What courses and structural programmes share."""

    nilai = True  # certificates are points
    sumber = Sumber.PELATIHAN

    def golongkan(
        self, kolom: Mapping[str, list[Any]]
    ) -> tuple[list[str], list[str], dict[int, Salah]]:
        """Kind and programme code of every row, and rows whose programme is not known."""
        raise NotImplementedError

    def rencanakan_kolom(self, ctx: Konteks, kolom: Mapping[str, list[Any]]) -> RencanaKolom:
        """One finished course per row; files of a hundred thousand rows are common."""
        orang = pegawai_kolom(ctx, kolom["nip"])
        jenis, kode_program, salah = self.golongkan(kolom)
        values: dict[str, list[Any]] = {"jenis": jenis, "kode_program": kode_program}
        for column, name in (("penyelenggara", "penyelenggara"), ("nomor", "nomor_sertifikat")):
            if column in kolom:
                values[name] = [text or "" for text in kolom[column]]
        values |= {name: kolom[name] for name in ("mulai", "jp") if name in kolom}
        for i, (mulai, selesai) in enumerate(
            zip(kolom.get("mulai", ()), kolom["selesai"], strict=False)
        ):
            if mulai is not None and mulai > selesai:
                salah.setdefault(i, TERBALIK)
        key = {"pegawai_id": orang.pegawai, "nama": kolom["kursus"], "selesai": kolom["selesai"]}
        # A row of nobody says only that.
        return RencanaKolom(RiwayatPelatihan, key, values, orang.orang, salah | orang.salah)

    def baris_ekspor(self, row: RiwayatPelatihan) -> dict[str, Any]:
        """Columns that both kinds write."""
        return {
            "nip": row.pegawai.nip,
            "nama": row.pegawai.orang.nama,
            "kursus": row.nama,
            "penyelenggara": row.penyelenggara or None,
            "nomor": row.nomor_sertifikat or None,
            "mulai": row.mulai,
            "selesai": row.selesai,
            "jp": row.jp,
        }


def rows_of(ctx: Konteks, *, struktural: bool) -> Iterable[RiwayatPelatihan]:
    """Records of the instansi, structural programmes or all others."""
    rows = RiwayatPelatihan.objects.filter(pegawai__instansi=ctx.instansi)
    rows = (
        rows.filter(jenis=JenisPelatihan.STRUKTURAL)
        if struktural
        else rows.exclude(jenis=JenisPelatihan.STRUKTURAL)
    )
    ordered = rows.select_related("pegawai__orang").order_by("pegawai__nip", "selesai", "nama")
    found: Iterable[RiwayatPelatihan] = ordered.iterator()
    return found


SELESAI = Kolom(
    "selesai",
    "TANGGAL SELESAI",
    p.tanggal(masa_depan=False),
    alias=("tanggalSelesaiKursus", "tanggalSelesai"),
    wajib=True,
    kunci=True,
    contoh="14-03-2025",
    keterangan="Jam pelajaran dihitung pada tahun tanggal ini.",
)
MULAI = Kolom("mulai", "TANGGAL MULAI", p.tanggal(), alias=("tanggalKursus", "tanggal"))
PENYELENGGARA = Kolom(
    "penyelenggara", "PENYELENGGARA", p.teks(200), alias=("institusiPenyelenggara",)
)
NOMOR = Kolom(
    "nomor",
    "NOMOR SERTIFIKAT",
    p.teks(120),
    alias=("noSertipikat", "nomorSertipikat", "nomor", "NO SERTIFIKAT"),
)
JP = Kolom(
    "jp",
    "JUMLAH JAM (JP)",
    p.bulat(1, 1000),
    alias=("jumlahJam", "JP", "DURASI (JAM)", "DURASI"),
    contoh="20",
)


@daftarkan
class Kursus(Pelatihan):
    """All training except structural programmes."""

    kode, judul, urutan = "kursus", "Kursus dan sertifikat", 80
    keterangan = "Satu baris per kursus yang sudah selesai (rw-kursus)."
    kolom = (
        NIP,
        NAMA,
        Kolom(
            "kursus", "NAMA PELATIHAN", p.teks(300),
            alias=("namaKursus", "nama_pelatihan", "NAMA DIKLAT", "NAMA KURSUS"),
            wajib=True, kunci=True, contoh="Pengadaan Barang dan Jasa Level 1",
        ),
        Kolom(
            "jenis", "JENIS PELATIHAN", p.pilihan(JenisPelatihan, alias=JENIS_ALIAS),
            alias=("jenisKursusSertifikat", "jenis_pelatihan", "JENIS DIKLAT"),
            wajib=True, contoh="Pelatihan teknis",
        ),
        PENYELENGGARA, NOMOR, MULAI, SELESAI, JP,
    )  # fmt: skip

    def golongkan(
        self, kolom: Mapping[str, list[Any]]
    ) -> tuple[list[str], list[str], dict[int, Salah]]:
        """Any kind; only a structural programme has a code."""
        struktural = JenisPelatihan.STRUKTURAL
        kode = [
            program_code(nama) if jenis == struktural else ""
            for jenis, nama in zip(kolom["jenis"], kolom["kursus"], strict=True)
        ]
        return kolom["jenis"], kode, {}

    def ekspor(self, ctx: Konteks) -> Iterable[Mapping[str, Any]]:
        """All courses of the instansi."""
        for row in rows_of(ctx, struktural=False):
            yield {**self.baris_ekspor(row), "jenis": row.jenis}
