"""References, position map and ABK: needs, seats, what is compared and what is refused."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
from django.utils import timezone

from asn_portal.berkas.services.batalkan import batalkan
from jabatan.peta.enums import JenisJabatan, Jenjang, StatusPeta
from jabatan.peta.models import (
    IsiPeta,
    Jabatan,
    Kursi,
    NomenklaturJabatan,
    TugasABK,
    VersiPeta,
)
from jabatan.peta.services import sesuaikan_kursi
from tests.peta.importers.conftest import FUNGSIONAL, PETA, STRUKTURAL


def test_a_structural_reference_makes_the_position_that_leads_the_unit(unit):
    report = unit.impor("jabatan-struktural", STRUKTURAL)
    assert report.hitungan["baru"] == 3
    kepala = Jabatan.objects.get(unit__kode_siasn="DINKES", memimpin=True)
    assert kepala.nomenklatur.jenjang == Jenjang.JPT_PRATAMA
    assert unit.pulang_pergi("jabatan-struktural")["sama"] == 3


def test_one_title_on_two_levels_keeps_both_levels(unit):
    rows = [
        STRUKTURAL[1],
        {"ID": "PKM1", "Nama_jabatan": "SEKRETARIS", "Eselon_id": "41"},
        {"ID": "BIDANG1", "Nama_jabatan": "Sekretaris", "Eselon_id": "31"},
    ]
    assert unit.impor("jabatan-struktural", rows).salah == []
    levels = dict(NomenklaturJabatan.objects.values_list("nama", "jenjang"))
    assert levels == {
        "Sekretaris": Jenjang.ADMINISTRATOR,
        "SEKRETARIS (Pengawas)": Jenjang.PENGAWAS,
    }
    assert unit.pulang_pergi("jabatan-struktural")["sama"] == 3


def test_an_echelon_that_is_no_managerial_post_is_passed_over(unit):
    rows = [{"ID": "PKM1", "Nama_jabatan": "Kepala Puskesmas", "Eselon_id": "99"}]
    report = unit.impor("jabatan-struktural", rows)
    assert report.hitungan["sama"] == 1
    assert "bukan jabatan manajerial" in report.penilaian.baris[0].peringatan[0]


def test_a_structural_position_of_an_unknown_unit_is_refused(unit):
    rows = [{"ID": "ENTAH", "Nama_jabatan": "Kepala Entah", "Eselon_id": "31"}]
    assert "Impor unit lebih dulu" in unit.impor("jabatan-struktural", rows).salah[0][2]


def test_functional_and_pelaksana_references_carry_level_and_retirement_age(kantor):
    kantor.impor("jabatan-fungsional", FUNGSIONAL)
    kantor.impor("jabatan-pelaksana", [{"ID": "P1", "Nama": "PENGELOLA DATA"}])
    dokter = NomenklaturJabatan.objects.get(nama="Dokter Ahli Utama")
    assert (dokter.jenjang, dokter.bup) == (Jenjang.AHLI_UTAMA, 65)
    assert NomenklaturJabatan.objects.get(kode_siasn="P1").jenis == JenisJabatan.PELAKSANA
    assert kantor.pulang_pergi("jabatan-fungsional")["sama"] == 2
    assert kantor.pulang_pergi("jabatan-pelaksana", "csv")["sama"] == 1


def test_the_map_makes_the_version_in_force_and_its_seats(peta, kota):
    versi = VersiPeta.objects.get(instansi=kota)
    assert (versi.nomor, versi.status) == (1, StatusPeta.BERLAKU)
    assert IsiPeta.objects.filter(versi=versi).count() == 5
    perawat = Kursi.objects.filter(jabatan__nomenklatur__nama="Perawat Ahli Muda")
    assert sorted(perawat.values_list("nomor", "formasi")) == [(1, True), (2, True)]
    kepala = Kursi.objects.get(jabatan__nomenklatur__nama="Kepala Dinas Kesehatan")
    assert all(seat.atasan == kepala for seat in perawat)
    assert peta.pulang_pergi("peta-jabatan")["sama"] == 5
    assert peta.pulang_pergi("peta-jabatan", "csv")["sama"] == 5


def test_a_smaller_need_takes_the_formasi_but_no_seat(peta):
    peta.impor("peta-jabatan", [dict(PETA[3], KEBUTUHAN=1)])
    seats = Kursi.objects.filter(jabatan__nomenklatur__nama="Perawat Ahli Muda")
    assert sorted(seats.values_list("nomor", "formasi")) == [(1, True), (2, False)]


def test_undo_takes_map_and_seats_back(unit, operator):
    (actor,) = operator.akun.all()
    unit.impor("jabatan-struktural", STRUKTURAL)
    unit.impor("jabatan-fungsional", FUNGSIONAL)
    report = unit.impor("peta-jabatan", PETA)
    batalkan(impor=report.impor, actor=actor, at=timezone.now())
    assert not Kursi.objects.exists()
    assert not IsiPeta.objects.exists()


def test_the_names_of_another_tool_are_understood(peta):
    rows = [
        {"nomor": "1.1", "nama": "Perawat Ahli Muda", "unit_kerja": "Puskesmas Melati",
         "keb": 3, "eksisting": 0},
        {"nomor": "1.10", "nama": "Dokter Ahli Utama", "unit_kerja": "Puskesmas Melati",
         "keb": 1, "eksisting": 0},
    ]  # fmt: skip
    report = peta.impor("peta-jabatan", rows)
    assert report.hitungan == {"baru": 1, "berubah": 1, "sama": 0, "bermasalah": 0}


def test_an_outline_number_that_excel_shortened_is_refused(peta):
    rows = [dict(PETA[3], NOMOR=1.1)]
    assert "1.10 dan 1.1" in peta.impor("peta-jabatan", rows).salah[0][2]
    rows = [dict(PETA[0], NOMOR="1.10"), dict(PETA[3], NOMOR="1.10")]
    assert peta.impor("peta-jabatan", rows).salah[0][2] == "Nomor sama dengan baris 2."


def test_printed_totals_and_holders_are_recomputed_and_reported(peta):
    rows = [
        dict(PETA[3], BEZETTING=2),
        dict(PETA[4], BEZETTING=0),
        {"UNIT": None, "JABATAN": "JUMLAH SELURUHNYA", "KEBUTUHAN": 5, "BEZETTING": 2},
    ]
    report = peta.impor("peta-jabatan", rows)
    warnings = [text for row in report.penilaian.baris for text in row.peringatan]
    assert warnings == [
        "Bezetting di berkas 2, pemangku yang tercatat 0.",
        "Jumlah kebutuhan tercetak 5, jumlah baris yang sebenarnya 3.",
    ]


def test_a_line_that_cannot_stand_on_the_map_says_why(peta):
    rows = [
        {"UNIT": "ENTAH", "JABATAN": "Perawat Ahli Muda", "KEBUTUHAN": 1},
        {"UNIT": "PKM1", "JABATAN": "Kepala Anu", "KEBUTUHAN": 1},
        {"UNIT": "SEKRET", "JABATAN": "Sekretaris", "KEBUTUHAN": 2},
        {"UNIT": "PKM1", "JABATAN": "Perawat Ahli Muda", "KEBUTUHAN": None},
        {"UNIT": "PKM1", "JABATAN": "perawat  ahli muda", "KEBUTUHAN": 1},
        {"UNIT": "PKM1", "JABATAN": "Dokter Ahli Utama", "KEBUTUHAN": 1, "PROFIL SYARAT": "Tiada"},
    ]
    report = peta.impor("peta-jabatan", rows)
    assert [(nomor, kolom) for nomor, kolom, _ in report.salah] == [
        (2, "UNIT"), (3, "JABATAN"), (4, "KEBUTUHAN"), (5, "KEBUTUHAN"), (6, "JABATAN"),
        (7, "PROFIL SYARAT"),
    ]  # fmt: skip


def test_two_units_of_one_name_need_a_code_or_a_path(peta):
    peta.impor("unit", [{"ID": "PKM2", "NAMA_UNOR": "Puskesmas Melati", "ID_ATASAN": "BIDANG1"}])
    row = dict(PETA[3], UNIT="Puskesmas Melati")
    assert "Ada 2 unit bernama" in peta.impor("peta-jabatan", [row]).salah[0][2]
    row["UNIT"] = "Bidang Pelayanan > Puskesmas Melati"
    assert peta.impor("peta-jabatan", [row]).salah == []


ABK = {"UNIT": "PKM1", "JABATAN": "Perawat Ahli Muda", "SATUAN HASIL": "berkas"}


def test_the_need_is_computed_from_the_tasks_and_rounded_once(peta):
    rows = [
        dict(ABK, NO=1, **{"URAIAN TUGAS": "Merawat", "WAKTU PENYELESAIAN (MENIT)": 50_000,
                           " VOLUME KERJA": 2, "WAKTU KERJA EFEKTIF": 75_000}),
        dict(ABK, NO=2, **{"URAIAN TUGAS": "Melapor", "WAKTU PENYELESAIAN (MENIT)": 12_500,
                           " VOLUME KERJA": 1, "WAKTU KERJA EFEKTIF": 75_000}),
    ]  # fmt: skip
    report = peta.impor("abk", rows)
    assert report.hitungan["baru"] == 2
    line = IsiPeta.objects.get(jabatan__nomenklatur__nama="Perawat Ahli Muda")
    assert (line.kebutuhan, line.kebutuhan_eksak, line.beban_menit) == (2, 15_000, 112_500)
    assert peta.pulang_pergi("abk")["sama"] == 2
    assert peta.pulang_pergi("abk", "csv")["sama"] == 2


def _abk_book(menit):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["NO", "UNIT", "JABATAN", "URAIAN TUGAS", "SATUAN HASIL",
                  "WAKTU PENYELESAIAN (MENIT)", "WAKTU KERJA EFEKTIF", " VOLUME KERJA",
                  "PEGAWAI YANG DIBUTUHKAN"])  # fmt: skip
    sheet.append([1, "PKM1", "Perawat Ahli Muda", "Merawat", "berkas", menit, 72_000, 6,
                  "=F2*H2/G2"])  # fmt: skip
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_formula_is_fine_for_the_printed_need_and_refused_for_data(peta):
    report = peta.berkas("abk", _abk_book(6000), "abk.xlsx")
    assert report.salah == []
    assert "72000 menit" in report.penilaian.baris[0].peringatan[0]
    report = peta.berkas("abk", _abk_book("=60*100"), "abk.xlsx", terapkan=False)
    assert "rumus" in report.salah[0][2]


def test_a_position_with_a_faulty_task_falls_as_a_whole(peta):
    task = dict(ABK, **{"WAKTU PENYELESAIAN (MENIT)": 75_000, "VOLUME KERJA": 3})
    rows = [
        dict(task, NO=1, **{"URAIAN TUGAS": "Satu"}),
        dict(task, NO=2, **{"URAIAN TUGAS": "Dua", "VOLUME KERJA": "banyak"}),
    ]
    report = peta.impor("abk", rows, lewati=True)
    assert [nomor for nomor, _, _ in report.salah] == [2, 3]
    assert not TugasABK.objects.exists()


def test_a_printed_need_that_is_wrong_is_reported(peta):
    row = dict(ABK, **{"URAIAN TUGAS": "Satu", "WAKTU PENYELESAIAN (MENIT)": 75_000,
                       "VOLUME KERJA": "1,5", "PEGAWAI YANG DIBUTUHKAN": 2})  # fmt: skip
    report = peta.impor("abk", [row])
    assert report.penilaian.baris[0].peringatan == [
        "Pegawai yang dibutuhkan tercetak 2, hasil hitungan 1,5."
    ]
    assert IsiPeta.objects.get(tugas__isnull=False).kebutuhan == 2


def test_the_version_starts_on_the_day_of_the_office(peta):
    assert VersiPeta.objects.get().berlaku_mulai <= date.today()  # noqa: DTZ011 -- office day


TAK_DIKENAL = (
    "Jabatan ini tidak ada di referensi jabatan. Perbaiki namanya, atau isi kolom JENIS "
    "(pelaksana) atau JENJANG."
)


def _eformasi(rows):
    """The workbook "Proyeksi kebutuhan": units, headings and positions in one column."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "PROYEKSI KEBUTUHAN 5 TAHUN"
    sheet.append(["NO", "NAMA UNIT ORGANISASI DAN NAMA JABATAN", "EKSISTING", "KEBUTUHAN"])
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_e_formasi_workbook_is_read_as_an_office_writes_it(peta):
    peta.impor(
        "unit",
        [{"ID": "CAMAT", "NAMA_UNOR": "Kecamatan Melur", "ID_ATASAN": "AKAR"},
         {"ID": "KEUANGAN", "NAMA_UNOR": "Bagian Perekonomian dan Sumber Daya Alam",
          "ID_ATASAN": "AKAR"}],
    )  # fmt: skip
    title = "Kepala Bagian Perekonomian dan Sumber Daya Alam"
    peta.impor("jabatan-struktural", [{"ID": "KEUANGAN", "Nama_jabatan": title, "Eselon_id": 31}])
    report = peta.berkas(
        "peta-jabatan",
        _eformasi(
            [
                [1, "BAGIAN PEREKONOMIAN DAN SUMBER DAYA ALAM", None, None],
                [None, "KEPALA BAGIAN PEREKONOMIAN DAN SDA", 1, 1],
                [None, "PELAKSANA/PERMENPAN 41 TAHUN 2018", None, None],
                [None, "Pengadministrasi Umum", 2, None],
                [None, "FUNGSIONAL TERTENTU/PENYETARAAN JABATAN", None, None],
                [None, "Perawat", 1, 2],
                [None, "Analis Lebijakan", 1, 2],
                [2, "KANTOR KECAMATAN MELUR KABUPATEN CONTOH", None, None],
                [None, "JABATAN PELAKSANA", None, None],
                [None, "Pengelola Data", 1, 3],
            ]
        ),
        "eformasi.xlsx",
        lewati=True,
    )
    assert report.salah == [
        (7, "JABATAN", "Sebutkan jenjang jabatan fungsional ini: Ahli Muda."),
        (8, "JABATAN", TAK_DIKENAL),
    ]
    lines = {
        isi.jabatan.nomenklatur.nama: (isi.jabatan.unit.kode_siasn, isi.kebutuhan)
        for isi in IsiPeta.objects.filter(jabatan__unit__kode_siasn__in=["CAMAT", "KEUANGAN"])
    }
    assert lines == {
        title: ("KEUANGAN", 1),
        "Pengadministrasi Umum": ("KEUANGAN", 0),
        "Pengelola Data": ("CAMAT", 3),
    }
    warnings = {baris.nomor: baris.peringatan[0] for baris in report.penilaian.baris if baris.peringatan}  # fmt: skip
    assert warnings[3] == f'Dibaca sebagai "{title}", pemimpin unit ini.'
    assert warnings[5] == "KEBUTUHAN kosong dan BEZETTING terisi: dibaca 0."


def test_an_empty_need_never_lowers_a_known_one(peta):
    report = peta.impor("peta-jabatan", [dict(PETA[3], KEBUTUHAN=None, BEZETTING=1)])
    assert report.hitungan["sama"] == 1
    line = IsiPeta.objects.get(jabatan__nomenklatur__nama="Perawat Ahli Muda")
    assert line.kebutuhan == 2


def test_the_service_has_nothing_left_to_do_after_an_import(peta):
    peta.impor("peta-jabatan", [dict(PETA[3], KEBUTUHAN=1), dict(PETA[4], KEBUTUHAN=3)])
    before = list(Kursi.objects.order_by("pk").values_list("pk", "formasi", "atasan_id"))
    assert len(before) == 8
    assert sesuaikan_kursi(versi=VersiPeta.objects.get()) == 0
    assert list(Kursi.objects.order_by("pk").values_list("pk", "formasi", "atasan_id")) == before
