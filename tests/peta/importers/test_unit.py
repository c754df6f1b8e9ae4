"""The unit tree: what SIASN writes, what an office writes, what must be refused."""

from __future__ import annotations

from datetime import date

from asn_portal.core.models import UnitKerja
from jabatan.peta.enums import JenisUnit
from jabatan.peta.models import VersiUnit
from tests.peta.importers.conftest import POHON


def test_the_tree_of_siasn_becomes_units_that_know_their_office(kantor, kota):
    report = kantor.impor("unit", POHON)
    assert report.hitungan == {"baru": 5, "berubah": 0, "sama": 0, "bermasalah": 0}
    units = {u.kode_siasn: u for u in UnitKerja.objects.filter(instansi=kota)}
    assert units["AKAR"].opd_id == units["AKAR"].pk
    assert units["PKM1"].opd_id == units["DINKES"].pk
    assert units["DINKES"].opd_id == units["DINKES"].pk
    names = {v.unit_id: v for v in VersiUnit.objects.all()}
    assert names[units["DINKES"].pk].nama == "Dinas Kesehatan"
    assert names[units["DINKES"].pk].jenis == JenisUnit.DINAS
    assert names[units["PKM1"].pk].jenis == JenisUnit.PUSKESMAS
    assert names[units["PKM1"].pk].induk_id == units["DINKES"].pk


def test_a_parent_that_stands_further_down_is_found(kantor):
    assert kantor.impor("unit", POHON[::-1]).hitungan["baru"] == 5


def test_a_parent_that_is_nowhere_is_refused_with_its_row(kantor):
    rows = [*POHON, {"ID": "X", "NAMA_UNOR": "Seksi X", "ID_ATASAN": "HILANG"}]
    report = kantor.impor("unit", rows)
    assert [(nomor, kolom) for nomor, kolom, _ in report.salah] == [(7, "ID_ATASAN")]
    assert not UnitKerja.objects.exists()


def test_a_ring_is_refused_and_named(kantor):
    rows = [
        POHON[0],
        {"ID": "A", "NAMA_UNOR": "Bidang A", "ID_ATASAN": "B"},
        {"ID": "B", "NAMA_UNOR": "Bidang B", "ID_ATASAN": "A"},
    ]
    report = kantor.impor("unit", rows, terapkan=False)
    assert [nomor for nomor, _, _ in report.salah] == [3, 4]
    assert "Bidang A → Bidang B → Bidang A" in report.salah[0][2]


def test_a_ring_through_a_unit_that_the_file_does_not_name_is_refused(unit):
    report = unit.impor(
        "unit", [{"ID": "DINKES", "NAMA_UNOR": "Dinas Kesehatan", "ID_ATASAN": "PKM1"}]
    )
    assert "atasan dirinya sendiri" in report.salah[0][2]


def test_two_units_may_have_one_name_but_not_one_id(kantor):
    rows = [*POHON, {"ID": "S2", "NAMA_UNOR": "Sekretariat", "ID_ATASAN": "PKM1"}]
    assert kantor.impor("unit", rows).salah == []
    report = kantor.impor("unit", [POHON[0], {"ID": "akar", "NAMA_UNOR": "Lain"}], terapkan=False)
    assert report.salah == [(3, "ID", "Sama dengan baris 2.")]


def test_a_renamed_unit_closes_its_version_and_opens_a_new_one(unit):
    rows = [dict(row) for row in POHON]
    rows[4] |= {"NAMA_UNOR": "Puskesmas Mawar", "TMT": date(2026, 7, 1)}
    report = unit.impor("unit", rows)
    assert report.hitungan == {"baru": 0, "berubah": 1, "sama": 4, "bermasalah": 0}
    versions = list(VersiUnit.objects.filter(unit__kode_siasn="PKM1").order_by("periode"))
    assert [v.nama for v in versions] == ["Puskesmas Melati", "Puskesmas Mawar"]
    assert versions[0].periode.upper == versions[1].periode.lower == date(2026, 7, 1)


def test_the_same_date_means_a_correction(unit):
    rows = [dict(row, TMT=date(2026, 1, 1)) for row in POHON]
    rows[4]["NAMA_UNOR"] = "Puskesmas Melati Indah"
    assert unit.impor("unit", rows).hitungan["berubah"] == 1
    assert VersiUnit.objects.filter(unit__kode_siasn="PKM1").count() == 1


def test_an_office_may_use_its_own_codes_and_kinds(kantor):
    rows = [
        {"KODE": "1", "NAMA UNIT": "Kota", "KODE INDUK": None, "JENIS": "Pemerintah daerah"},
        {"KODE": "1.10", "NAMA UNIT": "RSUD", "KODE INDUK": "1", "JENIS": "Rumah sakit"},
        {"KODE": "1.1", "NAMA UNIT": "Dinas", "KODE INDUK": "1", "JENIS": "Dinas"},
    ]
    assert kantor.impor("unit", rows).salah == []
    assert set(UnitKerja.objects.values_list("kode", flat=True)) == {"1", "1.10", "1.1"}


def test_a_dotted_code_that_excel_made_a_number_is_refused(kantor):
    report = kantor.impor("unit", [{"KODE": 1.1, "NAMA UNIT": "Dinas"}], terapkan=False)
    assert "Tersimpan sebagai angka" in report.salah[0][2]


def test_what_the_file_no_longer_has_is_listed_and_stays(unit):
    report = unit.impor("unit", POHON[:4])
    assert report.penilaian.hilang == ["Puskesmas Melati (PKM1)"]
    assert UnitKerja.objects.count() == 5


def test_export_and_import_again_is_the_same(unit):
    assert unit.pulang_pergi("unit")["sama"] == 5
    assert unit.pulang_pergi("unit", "csv")["sama"] == 5
