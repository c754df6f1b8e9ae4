"""Files in memory, an office, and the round trip that every kind must survive."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.utils import timezone

from asn_portal.berkas import registry
from asn_portal.berkas.exports import ekspor, write_csv, write_xlsx
from asn_portal.berkas.services.baca import konteks
from asn_portal.berkas.services.jalankan import jalankan
from asn_portal.core.enums import Peran
from tests.factories.core import InstansiFactory, user_with


@pytest.fixture
def kota(db):
    return InstansiFactory(kode="kota-uji", nama="Pemerintah Kota Contoh")


@pytest.fixture
def operator(kota):
    return user_with(Peran.OPERATOR, instansi=kota).orang


@pytest.fixture
def verifikator(kota):
    return user_with(Peran.VERIFIKATOR, instansi=kota).orang


class Kantor:
    """Imports and exports in the name of one office."""

    def __init__(self, instansi, oleh, verifikator):
        self.instansi, self.oleh, self.verifikator = instansi, oleh, verifikator

    def impor(self, jenis, rows, *, terapkan=True, bentuk="xlsx", lembar="Data", lewati=False):
        """Rows as dictionaries by title; the union of their titles is the header."""
        titles = list(dict.fromkeys(title for row in rows for title in row))
        cells = [[row.get(title) for title in titles] for row in rows]
        return self.impor_sel(
            jenis, titles, cells, terapkan=terapkan, bentuk=bentuk, lembar=lembar, lewati=lewati
        )

    def impor_sel(
        self, jenis, titles, cells, *, terapkan=True, bentuk="xlsx", lembar="Data", lewati=False
    ):
        data = write_csv(titles, cells) if bentuk == "csv" else write_xlsx(lembar, titles, cells)
        return self.berkas(jenis, data, f"uji.{bentuk}", terapkan=terapkan, lewati=lewati)

    def berkas(self, jenis, data, nama, *, terapkan=True, lewati=False):
        return jalankan(
            jenis,
            io.BytesIO(data),
            nama=nama,
            instansi=self.instansi,
            oleh=self.oleh,
            verifikator=self.verifikator,
            terapkan=terapkan,
            lewati=lewati,
        )

    def ekspor(self, jenis, bentuk="xlsx"):
        ctx = konteks(self.instansi, oleh=self.oleh, at=timezone.now())
        return ekspor(registry.ambil(jenis), ctx, bentuk)

    def pulang_pergi(self, jenis, bentuk="xlsx"):
        """Export, import the bytes again, give the counts."""
        laporan = self.berkas(jenis, self.ekspor(jenis, bentuk), f"ulang.{bentuk}")
        assert laporan.salah == []
        return laporan.hitungan


@pytest.fixture
def kantor(kota, operator, verifikator):
    return Kantor(kota, operator, verifikator)


POHON = [
    {"ID": "AKAR", "NAMA_UNOR": "Pemerintah Kota Contoh", "ID_ATASAN": None},
    {"ID": "DINKES", "NAMA_UNOR": "      Dinas  Kesehatan", "ID_ATASAN": "AKAR"},
    {"ID": "SEKRET", "NAMA_UNOR": "            Sekretariat", "ID_ATASAN": "DINKES"},
    {"ID": "BIDANG1", "NAMA_UNOR": "            Bidang Pelayanan", "ID_ATASAN": "DINKES"},
    {"ID": "PKM1", "NAMA_UNOR": "            Puskesmas Melati", "ID_ATASAN": "DINKES"},
]
STRUKTURAL = [
    {"ID": "DINKES", "Nama_jabatan": "Kepala Dinas Kesehatan", "Eselon_id": "22"},
    {"ID": "SEKRET", "Nama_jabatan": "Sekretaris", "Eselon_id": "31"},
    {"ID": "BIDANG1", "Nama_jabatan": "Kepala Bidang Pelayanan", "Eselon_id": "32"},
]
FUNGSIONAL = [
    {"ID": "JF1", "Nama": "Perawat Ahli Muda", "BUP": "58", "JENJANG": "MU"},
    {"ID": "JF2", "Nama": "Dokter Ahli Utama", "BUP": "65", "JENJANG": "UT"},
]
PETA = [
    {"UNIT": "DINKES", "JABATAN": "Kepala Dinas Kesehatan", "KELAS": 14, "KEBUTUHAN": 1},
    {"UNIT": "SEKRET", "JABATAN": "Sekretaris", "KELAS": 12, "KEBUTUHAN": 1},
    {"UNIT": "BIDANG1", "JABATAN": "Kepala Bidang Pelayanan", "KELAS": 11, "KEBUTUHAN": 1},
    {"UNIT": "PKM1", "JABATAN": "Perawat Ahli Muda", "KELAS": 9, "KEBUTUHAN": 2},
    {"UNIT": "PKM1", "JABATAN": "Pengadministrasi Perkantoran", "JENIS": "Pelaksana",
     "KELAS": 5, "KEBUTUHAN": 1},
]  # fmt: skip


@pytest.fixture
def unit(kantor):
    """The unit tree of the office."""
    kantor.impor("unit", POHON)
    return kantor


@pytest.fixture
def peta(unit):
    """Units, references and the map."""
    unit.impor("jabatan-struktural", STRUKTURAL)
    unit.impor("jabatan-fungsional", FUNGSIONAL)
    assert unit.impor("peta-jabatan", PETA).salah == []
    return unit


def orang(nip="198609262015051001", **lain):
    """A row of Profil ASN."""
    return {
        "PNS ID": f"ID{nip}",
        "NIP BARU": f"'{nip}",
        "NAMA": "CONTOH PEGAWAI",
        "TANGGAL LAHIR": date(int(nip[:4]), int(nip[4:6]), int(nip[6:8])),
        "JENIS KELAMIN": "M" if nip[14] == "1" else "F",
        "KEDUDUKAN HUKUM ID": 1,
        "STATUS CPNS PNS": "P",
        "UNOR ID": "PKM1",
        **lain,
    }
