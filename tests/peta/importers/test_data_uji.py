"""Public files as offices really write them; only where ASN_DATA_UJI names their folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from asn_portal.berkas.services.jalankan import jalankan
from asn_portal.core.errors import DomainError

FOLDER = os.environ.get("ASN_DATA_UJI", "")
pytestmark = pytest.mark.skipif(not FOLDER, reason="TANPA-DATA-UJI")

SIASN = {
    "unit": ("HierarkiUnor.xlsx", 946, 0),
    "jabatan-struktural": ("Referensi-Jabatan-Struktural.xlsx", 552, 394),
    "jabatan-fungsional": ("Referensi-Jabatan-Fungsional.xlsx", 1315, 0),
    "jabatan-pelaksana": ("Referensi-Jabatan-Pelaksana.xlsx", 316, 0),
}


@pytest.fixture
def siasn(kota, operator):
    """The reference files of SIASN, saved in the order of an office."""
    for kode, (nama, baru, sama) in SIASN.items():
        path = Path(FOLDER) / "siasn-unor-jabatan" / nama
        report = jalankan(kode, path, instansi=kota, oleh=operator, terapkan=True)
        assert (report.salah, report.hitungan["baru"], report.hitungan["sama"]) == ([], baru, sama)
    return kota


def test_an_e_formasi_workbook_gives_its_lines_and_every_refusal_says_why(siasn):
    nama = "bezetting-proyeksi-pensiun/rekap-bezetting-kebutuhan-proyeksi.xlsx"
    report = jalankan("peta-jabatan", Path(FOLDER) / nama, instansi=siasn)
    assert report.hitungan["baru"] > 1_200
    faulty = [row for row in report.penilaian.baris if row.status == "BERMASALAH"]
    assert len(faulty) == report.hitungan["bermasalah"]
    for row in faulty:
        for satu in row.kesalahan:
            assert satu["sel"], (row.nomor, satu)
            assert satu["pesan"].endswith("."), (row.nomor, satu)


@pytest.mark.parametrize(
    ("kode", "nama"),
    [
        ("abk", "abk-excel-contoh/contoh_excel_abk.xlsx"),
        ("abk", "anjab-abk-pusat/tugas_pokok_abk.csv"),
        ("abk", "anjab-abk-pusat/jabatan.csv"),
        ("riwayat-jabatan", "anjab-abk-pusat/peta_jabatan.csv"),
    ],
)
def test_a_file_of_another_shape_is_refused_with_the_missing_columns(siasn, kode, nama):
    with pytest.raises(DomainError, match=r"Kolom [A-Z, ]+ tidak ditemukan\. Judul kolom"):
        jalankan(kode, Path(FOLDER) / nama, instansi=siasn)


def test_a_map_of_unknown_units_names_every_cell(siasn):
    report = jalankan("peta-jabatan", Path(FOLDER) / "anjab-abk-pusat/peta_jabatan.csv", instansi=siasn)  # fmt: skip
    assert report.hitungan["bermasalah"] > 600
    first = report.penilaian.baris[0].kesalahan[0]
    assert (first["sel"], first["judul"]) == ("E2", "unit_kerja")
