"""Rows of every spreadsheet of the city, by the column codes of its kind."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from asn_portal.perintah.kota import kata
from asn_portal.perintah.kota.syarat import baris_profil
from asn_portal.perintah.kota.warga import geser_tahun
from jabatan.peta.importers.kata import TINGKAT_KODE, TINGKAT_NAMA, golongan_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from asn_portal.perintah.kota.bentuk import Kota, Posisi, Warga

    Isi = dict[str, Any]
    Baris = Iterator[Isi]

ESELON: Final = {"jpt_pratama": "22", "administrator": "31", "pengawas": "41"}
JENIS_ID: Final = {"STRUKTURAL": "1", "FUNGSIONAL": "2", "PELAKSANA": "4"}
PENUGASAN: Final = {"DEFINITIF": "D"}
BUP_GURU: Final = 60
KEDUDUKAN: Final = {
    "PPPK": ("71", "PPPK Aktif"),
    "PPPK_PARUH_WAKTU": ("101", "PPPK Paruh Waktu Aktif"),
}
AKTIF: Final = ("01", "Aktif")


def siasn(nama: str) -> str:
    """A SIASN-like id for a title."""
    return hashlib.sha256(f"jabatan:{nama}".encode()).hexdigest()[:32]


def unit(kota: Kota) -> Baris:
    """HierarkiUnor."""
    for one in kota.unit:
        yield {
            "id": one.siasn,
            "nama": one.nama,
            "atasan": one.induk.siasn if one.induk else None,
            "kode": one.kode,
            "jenis": one.jenis,
            "tmt": one.tmt,
        }


def struktural(kota: Kota) -> Baris:
    """Positions that lead a unit."""
    for one in kota.posisi:
        if one.memimpin:
            yield {
                "id": one.unit.siasn,
                "unor": one.unit.nama,
                "nama": one.nama,
                "eselon": ESELON[one.jenjang],
            }


def _judul(kota: Kota, jenis: str) -> list[Posisi]:
    found = {one.nama: one for one in kota.posisi if one.jenis == jenis}
    return [found[nama] for nama in sorted(found)]


def fungsional(kota: Kota) -> Baris:
    """Reference of functional titles."""
    for one in _judul(kota, "FUNGSIONAL"):
        bup = BUP_GURU if one.nama.startswith("Guru ") else None
        yield {"id": siasn(one.nama), "nama": one.nama, "bup": bup, "jenjang": one.jenjang}


def pelaksana(kota: Kota) -> Baris:
    """Reference of executors' titles."""
    for one in _judul(kota, "PELAKSANA"):
        yield {"id": siasn(one.nama), "nama": one.nama}


def bidang(_kota: Kota) -> Baris:
    """Fields of study; what nobody has mapped stays empty."""
    for nama, programs in kata.BIDANG.values():
        for _, program, _gelar in programs:
            yield {"program": program, "bidang": nama}
    for program in kata.BELUM_DIPETAKAN.values():
        yield {"program": program, "bidang": None}


def peta(kota: Kota) -> Baris:
    """The position map."""
    for nomor, one in enumerate(kota.posisi, 1):
        yield {
            "nomor": str(nomor),
            "unit": one.unit.kode,
            "nama_unit": one.unit.nama,
            "jabatan": one.nama,
            "jenis": one.jenis,
            "jenjang": one.jenjang,
            "kelas": one.kelas,
            "kebutuhan": one.kebutuhan,
            "memimpin": one.memimpin,
            "profil": one.profil,
        }


def abk(kota: Kota) -> Baris:
    """Workload sheets."""
    for one in kota.posisi:
        for nomor, task in enumerate(one.tugas, 1):
            need = Decimal(task.menit * task.volume) / 75_000
            yield {
                "nomor": nomor,
                "unit": one.unit.kode,
                "jabatan": one.nama,
                "uraian": task.uraian,
                "satuan": task.satuan,
                "menit": task.menit,
                "efektif": 75_000,
                "volume": task.volume,
                "cetak": need.quantize(Decimal("0.0001")),
            }


def profil(kota: Kota, status: tuple[str, ...]) -> Baris:
    """Profil ASN of one kind of employment, as SIASN hands it out."""
    for w in kota.warga:
        if w.status not in status:
            continue
        posisi, rank, degree = w.posisi, w.pangkat[-1], w.pendidikan[-1]
        kedudukan = KEDUDUKAN.get(w.status, AKTIF)
        kode = TINGKAT_KODE[degree.jenjang]
        yield {
            "pns_id": w.pns_id,
            "nip": w.nip,
            "nama": w.nama,
            "gelar_depan": w.gelar_depan or None,
            "gelar_belakang": w.gelar_belakang or None,
            "tanggal_lahir": w.lahir,
            "kelamin": w.kelamin,
            "nik": w.nik,
            "kedudukan_id": kedudukan[0],
            "kedudukan": kedudukan[1],
            "status": "C" if w.status == "CPNS" else "P",
            "tmt_cpns": w.tmt,
            "tmt_pns": geser_tahun(w.tmt, 1) if w.status == "PNS" else None,
            "gol_id": golongan_id(rank.golongan, w.status),
            "gol": rank.golongan,
            "tmt_gol": rank.tmt,
            "mk_tahun": rank.mk_tahun,
            "mk_bulan": rank.mk_bulan,
            "jenis_jabatan": JENIS_ID[posisi.jenis],
            "jenis_jabatan_nama": posisi.jenis,
            "jabatan_id": posisi.unit.siasn if posisi.memimpin else _id(posisi),
            "jabatan": posisi.nama,
            "tmt_jabatan": w.tmt_jabatan,
            "tingkat_id": kode,
            "tingkat": TINGKAT_NAMA[kode],
            "pendidikan": degree.program,
            "lulus": degree.tahun,
            "unor_id": posisi.unit.siasn,
            "unor": posisi.unit.nama,
        }


def _id(posisi: Posisi) -> str | None:
    return None if posisi.jenis == "STRUKTURAL" else siasn(posisi.nama)


def riwayat_jabatan(kota: Kota) -> Baris:
    """Posts, the present one with its decree; acting posts apart."""
    for w in kota.warga:
        for one in w.riwayat:
            yield {
                "nip": w.nip,
                "jabatan": one.jabatan,
                "jenjang": one.jenjang,
                "eselon": ESELON.get(one.jenjang),
                "penugasan": PENUGASAN.get(one.jenis, one.jenis),
                "tmt": one.mulai,
                "selesai": one.selesai,
                "nomor": one.nomor_sk,
                "tanggal": one.mulai,
                "unor": one.unit,
                "instansi": one.instansi or kota.ciri.nama,
            }


def riwayat_pangkat(kota: Kota) -> Baris:
    """Ranks."""
    for w in kota.warga:
        for one in w.pangkat:
            yield {
                "nip": w.nip,
                "gol_id": golongan_id(one.golongan, w.status),
                "gol": one.golongan,
                "tmt": one.tmt,
                "nomor": f"823/{one.tmt:%m%y}/{w.nomor}",
                "tanggal": one.tmt,
                "mk_tahun": one.mk_tahun,
                "mk_bulan": one.mk_bulan,
            }


def riwayat_pendidikan(kota: Kota) -> Baris:
    """Degrees."""
    for w in kota.warga:
        for one in w.pendidikan:
            kode = TINGKAT_KODE[one.jenjang]
            yield {
                "nip": w.nip,
                "pendidikan": one.program,
                "tingkat_id": kode,
                "tingkat": TINGKAT_NAMA[kode],
                "lulus": one.tahun,
            }


def asesmen(kota: Kota) -> Baris:
    """Assessments with potential."""
    for w in kota.warga:
        for day, levels, potensi in w.asesmen:
            yield {
                "nip": w.nip,
                "nama": w.nama,
                "tanggal": day,
                "penyelenggara": "UPT Penilaian Kompetensi Provinsi Nusa Samantara",
                **{f"k{i}": level for i, level in enumerate(levels, 1)},
                **{f"p{i}": value for i, value in enumerate(potensi or (), 1)},
            }


def skp(kota: Kota) -> Baris:
    """Yearly appraisals."""
    for w in kota.warga:
        for tahun, hasil, perilaku, found in w.skp:
            yield {
                "nip": w.nip,
                "nama": w.nama,
                "tahun": tahun,
                "hasil_kerja": hasil,
                "perilaku_kerja": perilaku,
                "predikat": found,
            }


def umpan_balik(kota: Kota) -> Baris:
    """360° feedback."""
    for w in kota.warga:
        for tahun, found, jumlah in w.umpan_balik:
            yield {
                "nip": w.nip,
                "nama": w.nama,
                "tahun": tahun,
                "predikat": found,
                "jumlah": jumlah,
            }


def penghargaan(kota: Kota) -> Baris:
    """Awards."""
    for w in kota.warga:
        for nama, tingkat, day in w.penghargaan:
            yield {
                "nip": w.nip,
                "nama": w.nama,
                "penghargaan": nama,
                "tingkat": tingkat,
                "tanggal": day,
            }


def tim_kerja(kota: Kota) -> Baris:
    """Team work."""
    for w in kota.warga:
        for nama, peran, mulai, selesai in w.tim:
            yield {"nip": w.nip, "nama": w.nama, "tim": nama, "peran": peran, "mulai": mulai,
                   "selesai": selesai}  # fmt: skip


def hukdis(kota: Kota) -> Baris:
    """Discipline."""
    for w in kota.warga:
        for one in w.hukuman:
            yield {
                "nip": w.nip,
                "nama": w.nama,
                "tingkat": one.tingkat,
                "jenis": one.jenis,
                "mulai": one.mulai,
                "selesai": one.selesai,
                "proses": one.proses,
                "nomor_sk": None if one.proses else f"862/{w.nomor}/{one.mulai.year}",
                "tanggal_sk": None if one.proses else one.mulai,
            }


def _pelatihan(kota: Kota, pick: Callable[[Warga], list[Any]]) -> Baris:
    for w in kota.warga:
        for one in pick(w):
            yield {
                "nip": w.nip,
                "nama": w.nama,
                "kursus": one.nama,
                "jenis": one.jenis,
                "penyelenggara": one.penyelenggara,
                "nomor": one.nomor,
                "mulai": one.mulai,
                "selesai": one.selesai,
                "jp": one.jp,
            }


def nihil(kota: Kota) -> Baris:
    """Statements that there is nothing to enter."""
    for w in kota.warga:
        for hal, day in w.nihil:
            yield {"nip": w.nip, "hal": hal, "tanggal": day, "oleh": w.nama}


@dataclass(frozen=True, slots=True)
class Lembar:
    """A file of the city: kind, name without ending, sheet name, preferred form, rows."""

    kode: str
    nama: str
    isi: Callable[[Kota], Baris]
    bentuk: str = "xlsx"


# In the order in which an office loads them.
LEMBAR: Final = (
    Lembar("unit", "01-unit", unit),
    Lembar("jabatan-struktural", "02-jabatan-struktural", struktural),
    Lembar("jabatan-fungsional", "03-jabatan-fungsional", fungsional),
    Lembar("jabatan-pelaksana", "04-jabatan-pelaksana", pelaksana),
    Lembar("bidang-ilmu", "05-bidang-ilmu", bidang, "csv"),
    Lembar("profil-syarat", "06-profil-syarat", baris_profil),
    Lembar("peta-jabatan", "07-peta-jabatan", peta),
    Lembar("abk", "08-abk", abk),
    Lembar("profil-asn", "09-pns", lambda kota: profil(kota, ("PNS", "CPNS"))),
    Lembar("profil-asn", "10-pppk", lambda kota: profil(kota, ("PPPK",))),
    Lembar(
        "profil-asn", "11-pppk_paruh_waktu", lambda kota: profil(kota, ("PPPK_PARUH_WAKTU",)), "csv"
    ),
    Lembar("riwayat-jabatan", "12-riwayat-jabatan", riwayat_jabatan, "csv"),
    Lembar("riwayat-pangkat", "13-riwayat-pangkat", riwayat_pangkat, "csv"),
    Lembar("riwayat-pendidikan", "14-riwayat-pendidikan", riwayat_pendidikan),
    Lembar("asesmen", "15-asesmen", asesmen),
    Lembar("skp", "16-skp", skp),
    Lembar("umpan-balik", "17-umpan-balik", umpan_balik, "csv"),
    Lembar("penghargaan", "18-penghargaan", penghargaan),
    Lembar("tim-kerja", "19-tim-kerja", tim_kerja),
    Lembar("hukdis", "20-hukdis", hukdis),
    Lembar("kursus", "21-kursus", lambda kota: _pelatihan(kota, lambda w: w.kursus), "csv"),
    Lembar("diklat", "22-diklat", lambda kota: _pelatihan(kota, lambda w: w.diklat)),
    Lembar("nihil", "23-nihil", nihil, "csv"),
)
