"""The public pages: without an account, without JavaScript, with every step shown."""

import pytest
from django.test import Client

from asn_portal.halaman.kalkulator.registry import KALKULATOR

NAMES = [
    "predikat",
    "predikat-pp30",
    "angka-kredit",
    "pola-distribusi",
    "talenta",
    "kesesuaian-jabatan",
    "jpm",
    "abk",
    "proyeksi-pegawai",
    "nip",
    "nik",
    "bup",
    "masa-kerja",
    "tenggat",
]


def text(response):
    return " ".join(response.content.decode().split())


def test_the_list_leads_to_every_calculator():
    page = text(Client().get("/kalkulator/"))
    assert list(KALKULATOR) == NAMES
    for name in NAMES:
        assert f'href="/kalkulator/{name}/"' in page


@pytest.mark.parametrize("name", NAMES)
def test_each_page_opens_with_its_example_and_the_result_of_it(name):
    tool = KALKULATOR[name]
    response = Client().get(f"/kalkulator/{name}/")
    page = text(response)
    assert response.status_code == 200
    assert "Hasil untuk isian contoh" in page
    assert tool.dasar in page
    assert f"/api/v1/kalkulator/{name}/" in page
    assert 'class="salah"' not in page


def test_an_unknown_calculator_does_not_exist():
    assert Client().get("/kalkulator/zodiak/").status_code == 404


def test_rows_of_tasks_are_added_up_and_empty_rows_left_out():
    page = text(
        Client().get(
            "/kalkulator/abk/",
            {
                "tugas.volume": ["1.200", "4", "", "1"],
                "tugas.periode": ["TAHUN", "BULAN", "TAHUN", "HARI"],
                "tugas.menit": ["30", "300", "", "60"],
                "pegawai": "1",
                "waktu_efektif_menit": "75.000",
            },
        )
    )
    assert "65.400 / 75.000 = 0,8720" in page
    assert "<dd>1 orang</dd>" in page


def test_a_mistake_keeps_what_was_typed_and_names_the_row():
    page = text(
        Client().get(
            "/kalkulator/abk/",
            {
                "tugas.volume": ["10", "dua"],
                "tugas.periode": ["TAHUN", "HARI"],
                "tugas.menit": ["5", "5"],
                "pegawai": "",
            },
        )
    )
    assert "Ada kesalahan:" in page
    assert "Baris 2: volume harus bilangan bulat." in page
    assert "Isi pegawai yang ada." in page
    assert 'value="dua"' in page
    assert "<h2>Langkah</h2>" not in page


def test_more_rows_come_without_javascript_and_without_complaints():
    page = text(
        Client().get(
            "/kalkulator/jpm/", {"standar": ["4", "3"], "capaian": ["4", ""], "tambah": "7"}
        )
    )
    assert page.count('name="standar"') == 9
    assert "Ada kesalahan" not in page


def test_points_are_typed_with_a_comma():
    data = {f"kinerja.{k}": "80" for k in ("predikat", "penghargaan", "tim_kerja", "umpan_balik")}
    data |= {
        f"potensial.{k}": "73,33"
        for k in (
            "kompetensi",
            "pengembangan",
            "pengalaman",
            "potensi",
            "pendidikan",
            "bidang_ilmu",
            "integritas",
        )
    }
    page = text(Client().get("/kalkulator/talenta/", data))
    assert "<dt>Kotak talenta</dt><dd>7</dd>" in page
    assert "76,665" in page
    del data["potensial.potensi"]
    assert "Belum diketahui: potensi." in text(Client().get("/kalkulator/talenta/", data))


def test_the_number_of_a_person_is_read_from_the_body_only():
    """An address ends up in logs and histories."""
    page = text(Client().get("/kalkulator/nip/", {"nip": "199312282025212001", "jenis": "PPPK"}))
    assert "199312282025212001" not in page
    page = text(
        Client().post(
            "/kalkulator/nip/", {"nip": "199312282025212001", "jenis": "PPPK", "tanggal_lahir": ""}
        )
    )
    assert "<dd>Sesuai aturan</dd>" in page
    assert "28 Desember 1993" in page


def test_dates_are_typed_the_indonesian_way():
    page = text(
        Client().get(
            "/kalkulator/tenggat/",
            {
                "mulai": "6-3-2026",
                "hari_kerja": "14",
                "libur": "19-3-2026\r\n20/03/2026",
                "hari_per_minggu": "5",
            },
        )
    )
    assert "Senin, 30 Maret 2026" in page


def test_overlapping_periods_are_explained():
    page = text(
        Client().post(
            "/kalkulator/masa-kerja/",
            {
                "periode.mulai": ["1-1-2020", "1-6-2020", ""],
                "periode.selesai": ["31-12-2020", "31-12-2021", ""],
                "sampai": "1-1-2026",
            },
        )
    )
    assert "1 Januari 2020 sampai 31 Desember 2021: 2 tahun 0 bulan 0 hari." in page
    assert "dihitung sekali" in page


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("value", ["\x00", "💥" * 50, "-1", "9" * 400, "1e9", "<script>"])
def test_nonsense_in_every_box_is_never_a_traceback(name, value):
    keys = [item.key for item in KALKULATOR[name].fields]
    nested = [
        "tugas.volume",
        "tugas.menit",
        "tugas.periode",
        "periode.mulai",
        "periode.selesai",
        "kinerja.predikat",
        "tambah",
    ]
    response = Client().post(f"/kalkulator/{name}/", dict.fromkeys([*keys, *nested], value))
    assert response.status_code == 200
    assert "<script>" not in response.content.decode().split("<main", 1)[1].split("</main>")[0]
