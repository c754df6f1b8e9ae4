"""Files about training: old and new names, end dates, certificates."""

from io import BytesIO

import pytest

from asn_portal.berkas.services.jalankan import jalankan
from pelatihan.kalkulator import program_code
from pelatihan.models import RiwayatPelatihan
from tests.factories.core import OrangFactory
from tests.factories.peta import PegawaiFactory

NIP = "198609262015051001"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Diklatpim Tingkat III", "PKA"),
        ("Diklat PIM Tk. IV", "PKP"),
        ("Pelatihan Kepemimpinan Administrator", "PKA"),
        ("PELATIHAN KEPEMIMPINAN PENGAWAS ANGKATAN II", "PKP"),
        ("Pelatihan Kepemimpinan Nasional (PKN) Tingkat II", "PKN2"),
        ("PKN Tingkat I", "PKN1"),
        ("Diklatpim Tk. II", "PKN2"),
        ("SEPADYA", ""),
        ("Bimtek Pengadaan", ""),
    ],
)
def test_old_and_new_names_of_leadership_training_are_recognised(name, code):
    assert program_code(name) == code


def run(kode, pegawai, *lines):
    return jalankan(
        kode, BytesIO("\n".join(lines).encode()), instansi=pegawai.instansi, oleh=OrangFactory(),
        verifikator=OrangFactory(), terapkan=True, nama="berkas.csv",
    )  # fmt: skip


@pytest.mark.django_db
def test_courses_and_structural_programmes_are_taken():
    pegawai = PegawaiFactory(nip=NIP)
    laporan = run(
        "kursus", pegawai, "NIP;NAMA PELATIHAN;JENIS PELATIHAN;NOMOR SERTIFIKAT;TANGGAL SELESAI;JP",
        f"{NIP};Pengadaan Barang dan Jasa;T;0012/LKPP/2025;2 Januari 2026;20",
    )  # fmt: skip
    run(
        "diklat", pegawai, "NIP;latihanStrukturalNama;tanggalSelesai;jumlahJam",
        f"{NIP};Diklatpim Tingkat III;30-11-2016;360",
    )  # fmt: skip

    assert "Pengadaan Barang dan Jasa · 02-01-2026" in laporan.penilaian.baris[0].ringkas
    kursus, diklat = RiwayatPelatihan.objects.order_by("-selesai")
    assert (kursus.jenis, kursus.jp, kursus.selesai.year) == ("TEKNIS", 20, 2026)
    assert (diklat.jenis, diklat.kode_program) == ("STRUKTURAL", "PKA")


@pytest.mark.django_db
def test_a_structural_programme_that_nobody_knows_is_refused():
    laporan = jalankan(
        "diklat", BytesIO(f"NIP;NAMA PELATIHAN;TANGGAL SELESAI\n{NIP};Diklat Ajaib;30-11-2016".encode()),
        instansi=PegawaiFactory(nip=NIP).instansi, oleh=OrangFactory(), terapkan=False, nama="a.csv",
    )  # fmt: skip

    assert laporan.hitungan["bermasalah"] == 1
    assert not RiwayatPelatihan.objects.exists()
