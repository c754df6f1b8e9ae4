"""Columns of SIASN Profil ASN in their order; the older 64 and 65 column files are a prefix."""

from __future__ import annotations

from asn_portal.berkas import parsers as p
from asn_portal.berkas.registry import Kolom
from jabatan.peta.enums import JenisJabatan, StatusASN
from jabatan.peta.importers.kata import JENIS_JABATAN_ALIAS, TINGKAT_NAMA

KELAMIN = p.pilihan(
    {"L": "M", "P": "F"},
    {"LAKI-LAKI": "L", "PRIA": "L", "PEREMPUAN": "P", "WANITA": "P"},
)
STATUS_SIASN = p.pilihan(
    {"C": "C", "P": "P"}, {"CPNS": "C", "PNS": "P", "PPPK": "P", "PPPK PARUH WAKTU": "P"}
)
JENIS_ID = p.pilihan(
    {JenisJabatan.STRUKTURAL: "1", JenisJabatan.FUNGSIONAL: "2", JenisJabatan.PELAKSANA: "4"},
    JENIS_JABATAN_ALIAS,
)
JENIS_NAMA = p.pilihan(
    {
        JenisJabatan.STRUKTURAL: "Jabatan Struktural",
        JenisJabatan.FUNGSIONAL: "Jabatan Fungsional",
        JenisJabatan.PELAKSANA: "Jabatan Pelaksana",
    },
    JENIS_JABATAN_ALIAS,
)
STATUS_ALIAS = {"Paruh Waktu": StatusASN.PPPK_PARUH_WAKTU, "P3K": StatusASN.PPPK}
JENIS_ASN = "JENIS ASN"


def _lewat(kode: str, judul: str, *alias: str) -> Kolom:
    """A column that the portal does not keep (UU 27/2022): read past, exported empty."""
    return Kolom(kode, judul, p.teks(), alias=alias, simpan=False)


KOLOM = (
    Kolom("pns_id", "PNS ID", p.kode(), alias=("ID PNS", "PNS ORANG ID")),
    Kolom("nip", "NIP BARU", p.nip(), alias=("NIP",), wajib=True, kunci=True,
          contoh="198609262015051001"),
    _lewat("nip_lama", "NIP LAMA"),
    Kolom("nama", "NAMA", p.nama(), wajib=True, contoh="CONTOH NAMA", alias=("NAMA PEGAWAI",)),
    Kolom("gelar_depan", "GELAR DEPAN", p.teks(60)),
    Kolom("gelar_belakang", "GELAR BELAKANG", p.teks(100)),
    _lewat("tempat_lahir_id", "TEMPAT LAHIR ID"),
    _lewat("tempat_lahir", "TEMPAT LAHIR NAMA", "TEMPAT LAHIR"),
    Kolom("tanggal_lahir", "TANGGAL LAHIR", p.tanggal(masa_depan=False),
          alias=("TGL LAHIR",), contoh="26-09-1986"),
    Kolom("kelamin", "JENIS KELAMIN", KELAMIN, alias=("L/P",), contoh="M"),
    _lewat("agama_id", "AGAMA ID"),
    _lewat("agama", "AGAMA NAMA", "AGAMA"),
    _lewat("kawin_id", "JENIS KAWIN ID"),
    _lewat("kawin", "JENIS KAWIN NAMA", "STATUS KAWIN"),
    Kolom("nik", "NIK", p.nik(), keterangan="Disimpan tersandi; tidak ikut diekspor."),
    _lewat("hp", "NOMOR HP", "TELPON", "TELEPON"),
    _lewat("email", "EMAIL"),
    _lewat("email_gov", "EMAIL GOV"),
    _lewat("alamat", "ALAMAT"),
    _lewat("npwp", "NPWP NOMOR", "NPWP"),
    _lewat("bpjs", "BPJS"),
    _lewat("jenis_pegawai_id", "JENIS PEGAWAI ID"),
    Kolom("jenis_pegawai", "JENIS PEGAWAI NAMA", p.teks()),
    Kolom("kedudukan_id", "KEDUDUKAN HUKUM ID", p.kode(4, 2), contoh="01"),
    Kolom("kedudukan", "KEDUDUKAN HUKUM NAMA", p.teks(60), alias=("KEDUDUKAN HUKUM",)),
    Kolom("status", "STATUS CPNS PNS", STATUS_SIASN, contoh="P"),
    _lewat("kartu", "KARTU ASN VIRTUAL"),
    _lewat("sk_cpns", "NOMOR SK CPNS"),
    _lewat("tanggal_sk_cpns", "TANGGAL SK CPNS", "TGL SK CPNS"),
    Kolom("tmt_cpns", "TMT CPNS", p.tanggal(), contoh="01-05-2015"),
    _lewat("sk_pns", "NOMOR SK PNS"),
    _lewat("tanggal_sk_pns", "TANGGAL SK PNS", "TGL SK PNS"),
    Kolom("tmt_pns", "TMT PNS", p.tanggal()),
    _lewat("gol_awal_id", "GOL AWAL ID"),
    _lewat("gol_awal", "GOL AWAL NAMA"),
    Kolom("gol_id", "GOL AKHIR ID", p.kode(4, 2), alias=("GOL RUANG AKHIR ID", "GOLONGAN ID")),
    Kolom("gol", "GOL AKHIR NAMA", p.teks(20), contoh="III/c",
          alias=("GOL RUANG AKHIR", "GOL RUANG", "GOLONGAN NAMA", "GOLONGAN")),
    Kolom("tmt_gol", "TMT GOLONGAN", p.tanggal(), contoh="01-04-2022",
          alias=("TMT GOLONGAN AKHIR", "TMT GOL AKHIR", "TMT PANGKAT")),
    Kolom("mk_tahun", "MK TAHUN", p.bulat(0, 60), alias=("MASA KERJA TAHUN",)),
    Kolom("mk_bulan", "MK BULAN", p.bulat(0, 11), alias=("MASA KERJA BULAN",)),
    Kolom("jenis_jabatan", "JENIS JABATAN ID", JENIS_ID),
    Kolom("jenis_jabatan_nama", "JENIS JABATAN NAMA", JENIS_NAMA,
          alias=("JENIS JABATAN",)),
    Kolom("jabatan_id", "JABATAN ID", p.kode(), alias=("JFT ID", "JFU ID")),
    Kolom("jabatan", "JABATAN NAMA", p.nama(250), alias=("JABATAN", "NAMA JABATAN"),
          contoh="Analis Kebijakan Ahli Muda"),
    Kolom("tmt_jabatan", "TMT JABATAN", p.tanggal(), contoh="01-01-2023"),
    Kolom("tingkat_id", "TINGKAT PENDIDIKAN ID", p.kode(4, 2), contoh="40",
          alias=("TK PENDIDIKAN TERAKHIR ID",)),
    Kolom("tingkat", "TINGKAT PENDIDIKAN NAMA", p.teks(60),
          alias=("TINGKAT PENDIDIKAN", "TK PENDIDIKAN TERAKHIR"), contoh=TINGKAT_NAMA["40"]),
    Kolom("pendidikan_id", "PENDIDIKAN ID", p.kode(), alias=("PENDIDIKAN TERAKHIR ID",)),
    Kolom("pendidikan", "PENDIDIKAN NAMA", p.nama(250),
          alias=("PENDIDIKAN TERAKHIR NAMA", "PENDIDIKAN"), contoh="S-1 ILMU PEMERINTAHAN"),
    Kolom("lulus", "TAHUN LULUS", p.tahun(1950, 2100), contoh="2009"),
    _lewat("kpkn_id", "KPKN ID"),
    _lewat("kpkn", "KPKN NAMA"),
    _lewat("lokasi_id", "LOKASI KERJA ID"),
    _lewat("lokasi", "LOKASI KERJA NAMA", "LOKASI KERJA"),
    Kolom("unor_id", "UNOR ID", p.kode(), alias=("UNIT ORGANISASI ID",)),
    Kolom("unor", "UNOR NAMA", p.nama(500), contoh="Bidang Anggaran - Badan Keuangan",
          alias=("UNIT ORGANISASI NAMA", "UNIT ORGANISASI", "UNIT KERJA")),
    _lewat("instansi_induk_id", "INSTANSI INDUK ID"),
    _lewat("instansi_induk", "INSTANSI INDUK NAMA"),
    _lewat("instansi_kerja_id", "INSTANSI KERJA ID"),
    _lewat("instansi_kerja", "INSTANSI KERJA NAMA"),
    _lewat("satker_induk_id", "SATUAN KERJA INDUK ID"),
    _lewat("satker_induk", "SATUAN KERJA INDUK NAMA"),
    _lewat("satker_id", "SATUAN KERJA KERJA ID"),
    _lewat("satker", "SATUAN KERJA KERJA NAMA"),
    _lewat("nik_benar", "IS VALID NIK"),
    Kolom("sekolah", "NAMA SEKOLAH", p.nama(250)),
    _lewat("ikd", "FLAG IKD"),
    Kolom("jenis_asn", JENIS_ASN, p.pilihan(StatusASN, STATUS_ALIAS),
          alias=("STATUS ASN", "STATUS PEGAWAI"),
          keterangan="Tidak ada di unduhan SIASN; kosong: dari nama lembar atau kolom lain."),
)  # fmt: skip
