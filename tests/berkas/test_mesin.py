"""What an import does to the data of the office."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from asn_portal.berkas import exports
from asn_portal.berkas.models import BarisImpor, Impor, JejakImpor
from asn_portal.berkas.services.baca import jenis_impor, konteks
from asn_portal.berkas.services.batalkan import batalkan
from asn_portal.berkas.services.jalankan import jalankan
from asn_portal.core.enums import Sumber
from asn_portal.core.errors import ConflictError, DomainError
from asn_portal.core.models import Peristiwa, UnitKerja
from asn_portal.core.models.bukti import PerubahanBukti
from jabatan.peta.models import VersiUnit
from kinerja.penilaian.models import SKP
from tests.berkas.conftest import csv, xlsx
from tests.factories.core import OrangFactory
from tests.factories.peta import JabatanFactory, PegawaiFactory

pytestmark = pytest.mark.django_db
POHON = ["D01,Dinas Satu,,01-01-2024", "B01,Bidang Satu,D01,01-01-2024", "B02,Bidang Dua,D01,01-01-2024"]  # fmt: skip


def jalan(berkas, kota, **lain):
    return jalankan("uji-unit", berkas, instansi=kota, nama=berkas.name, **lain)


def test_a_check_tells_the_counts_and_saves_nothing(kota):
    laporan = jalan(csv(*POHON), kota)
    assert laporan.hitungan == {"baru": 3, "berubah": 0, "sama": 0, "bermasalah": 0}
    assert not UnitKerja.objects.exists()
    assert not Impor.objects.exists()


def test_a_tree_with_parents_further_down_the_file_is_saved_whole(kota, operator):
    laporan = jalan(csv(*reversed(POHON)), kota, terapkan=True, oleh=operator.orang)
    assert laporan.impor.status == "DITERAPKAN"
    bidang = VersiUnit.objects.get(unit__kode="B02")
    assert bidang.induk.kode == "D01"
    assert bidang.unit.opd.kode == "D01"
    assert Peristiwa.objects.filter(jenis="impor.diterapkan").count() == 1
    assert PerubahanBukti.objects.filter(versi_bukti__sumber=Sumber.PETA).count() == 1


def test_the_same_file_again_is_the_same(kota):
    jalan(csv(*POHON), kota, terapkan=True)
    laporan = jalan(csv(*POHON), kota)
    assert laporan.hitungan["sama"] == 3


def test_a_change_is_shown_old_and_new_and_only_that_is_written(kota):
    jalan(csv(*POHON), kota, terapkan=True)
    laporan = jalan(csv(POHON[0], "B01,Bidang Perizinan,D01,01-01-2024", POHON[2]), kota, terapkan=True)  # fmt: skip
    assert laporan.hitungan == {"baru": 0, "berubah": 1, "sama": 2, "bermasalah": 0}
    assert laporan.penilaian.baris[1].perubahan == [
        {"nama": "nama", "lama": "Bidang Satu", "baru": "Bidang Perizinan"}
    ]
    assert VersiUnit.objects.get(unit__kode="B01").nama == "Bidang Perizinan"


def test_one_wrong_row_keeps_the_whole_file_out(kota):
    laporan = jalan(csv(*POHON, "B03,Bidang Tiga,X99,01-01-2024"), kota, terapkan=True)
    assert laporan.impor is None
    assert laporan.salah == [(5, "KODE INDUK", "Unit induk X99 tidak ditemukan.")]
    assert not UnitKerja.objects.exists()


def test_wrong_rows_are_skipped_only_when_asked_and_rows_that_need_them_too(kota):
    berkas = csv(*POHON, "B03,Bidang Tiga,X99,01-01-2024", "S31,Subbidang,B03,01-01-2024")
    laporan = jalan(berkas, kota, terapkan=True, lewati=True)
    assert laporan.hitungan == {"baru": 3, "berubah": 0, "sama": 0, "bermasalah": 2}
    assert "merujuk baris lain yang bermasalah" in laporan.salah[1][2]
    assert set(UnitKerja.objects.values_list("kode", flat=True)) == {"D01", "B01", "B02"}


def test_what_the_database_refuses_in_the_last_row_shows_at_the_check_and_nothing_stays(kota):
    pegawai = PegawaiFactory(unit__instansi=kota)
    isi = "NIP,TAHUN,PREDIKAT\r\n" + f"{pegawai.nip},2024,Baik\r\n{pegawai.nip},1995,Baik\r\n"
    laporan = jalankan("uji-skp", BytesIO(isi.encode()), nama="skp.csv", instansi=kota)
    assert laporan.hitungan == {"baru": 1, "berubah": 0, "sama": 0, "bermasalah": 1}
    assert laporan.salah[0][0] == 3
    assert "skp_tahun" in laporan.salah[0][2]
    assert not SKP.objects.exists()


def test_two_rows_for_one_key_name_each_other(kota):
    laporan = jalan(csv(*POHON, "B01,Bidang Lagi,D01,01-01-2024"), kota)
    assert laporan.salah == [(5, "KODE", "KODE sama dengan baris 3.")]


def test_rows_of_the_portal_that_the_file_lacks_are_named_and_kept(kota):
    jalan(csv(*POHON), kota, terapkan=True)
    laporan = jalan(csv(POHON[0]), kota, terapkan=True)
    assert laporan.penilaian.hilang == ["B01", "B02"]
    assert UnitKerja.objects.count() == 3


def test_export_edited_nowhere_and_read_again_is_the_same(kota):
    jalan(csv(*POHON), kota, terapkan=True)
    jenis, ctx = jenis_impor("uji-unit"), konteks(kota, oleh=None)
    for bentuk in ("xlsx", "csv"):
        isi = BytesIO(exports.ekspor(jenis, ctx, bentuk))
        laporan = jalankan("uji-unit", isi, nama=f"ekspor.{bentuk}", instansi=kota)
        assert laporan.hitungan == {"baru": 0, "berubah": 0, "sama": 3, "bermasalah": 0}


def test_scores_need_two_people(kota, operator, verifikator):
    pegawai = PegawaiFactory(unit__instansi=kota)
    isi = f"NIP,TAHUN,PREDIKAT\r\n{pegawai.nip},2024,Baik\r\n".encode()

    def coba(**lain):
        return jalankan("uji-skp", BytesIO(isi), nama="skp.csv", instansi=kota, terapkan=True, **lain)  # fmt: skip

    with pytest.raises(DomainError, match="dua orang yang berbeda"):
        coba(oleh=operator.orang, verifikator=operator.orang)
    laporan = coba(oleh=operator.orang, verifikator=verifikator.orang)
    assert SKP.objects.get().predikat == "BAIK"
    with (
        pytest.raises(IntegrityError, match="impor_pemeriksa_orang_lain"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "UPDATE berkas_impor SET diverifikasi_oleh_id = oleh_id WHERE id = %s",
            [laporan.impor.pk],
        )
    with (
        pytest.raises(IntegrityError, match="impor_nilai_diverifikasi"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "UPDATE berkas_impor SET diverifikasi_oleh_id = NULL WHERE id = %s", [laporan.impor.pk]
        )


def test_undo_puts_every_row_back(kota, operator):
    jalan(csv(*POHON), kota, terapkan=True)
    berkas = csv("B01,Bidang Baru,D01,01-01-2024", "D02,Dinas Dua,,01-01-2024")
    laporan = jalan(berkas, kota, terapkan=True, oleh=operator.orang)
    assert VersiUnit.objects.get(unit__kode="B01").nama == "Bidang Baru"
    batalkan(impor=laporan.impor, actor=operator, at=timezone.now())
    satu = VersiUnit.objects.get(unit__kode="B01")
    assert (satu.nama, satu.induk.kode, satu.periode.lower) == ("Bidang Satu", "D01", date(2024, 1, 1))  # fmt: skip
    assert not UnitKerja.objects.filter(kode="D02").exists()
    laporan.impor.refresh_from_db()
    assert laporan.impor.status == "DIBATALKAN"
    assert Peristiwa.objects.filter(jenis="impor.dibatalkan").exists()


def test_undo_is_refused_when_somebody_changed_a_row_since(kota, operator):
    laporan = jalan(csv(*POHON), kota, terapkan=True)
    VersiUnit.objects.filter(unit__kode="B01").update(nama="Diubah orang lain")
    with pytest.raises(ConflictError, match=r"1 data .* sudah diubah"):
        batalkan(impor=laporan.impor, actor=operator, at=timezone.now())
    assert UnitKerja.objects.count() == 3


def test_undo_is_refused_when_something_new_refers_to_an_imported_row(kota, operator):
    laporan = jalan(csv(*POHON), kota, terapkan=True)
    JabatanFactory(unit=UnitKerja.objects.get(kode="B01"))
    with (
        pytest.raises(ConflictError, match="sudah dipakai oleh data jabatan"),
        transaction.atomic(),
    ):
        batalkan(impor=laporan.impor, actor=operator, at=timezone.now())
    assert UnitKerja.objects.filter(kode="B02").exists()
    assert JejakImpor.objects.exists()


def test_undo_of_a_fact_of_a_person(kota, operator, verifikator):
    pegawai = PegawaiFactory(unit__instansi=kota)
    SKP.objects.create(pegawai=pegawai, tahun=2024, predikat="KURANG", nama_penilai="Ibu Null")
    isi = f"NIP,TAHUN,PREDIKAT,NAMA PENILAI\r\n{pegawai.nip},2024,Sangat baik,NA\r\n".encode()
    laporan = jalankan("uji-skp", BytesIO(isi), nama="s.csv", instansi=kota, terapkan=True, oleh=operator.orang, verifikator=verifikator.orang)  # fmt: skip
    assert {p["nama"]: (p["lama"], p["baru"]) for p in laporan.penilaian.baris[0].perubahan} == {
        "predikat": ("Kurang/Misconduct", "Sangat Baik"),
        "nama penilai": ("Ibu Null", "NA"),
    }
    assert PerubahanBukti.objects.get(versi_bukti__sumber=Sumber.PENILAIAN).orang_ids == [pegawai.orang_id]  # fmt: skip
    batalkan(impor=laporan.impor, actor=operator, at=timezone.now())
    assert SKP.objects.get().nama_penilai == "Ibu Null"


def test_columns_the_file_lacks_stay_untouched_and_unkept_ones_do_not_matter(kota):
    jalan(csv("D01,Dinas,,01-01-2024,x", kepala="KODE,NAMA UNIT,KODE INDUK,MULAI,AGAMA"), kota, terapkan=True)  # fmt: skip
    laporan = jalan(csv("D01,Dinas,,01-01-2024,lain", kepala="KODE,NAMA UNIT,KODE INDUK,MULAI,AGAMA"), kota)  # fmt: skip
    assert laporan.hitungan["sama"] == 1


def test_a_hundred_rows_take_as_many_queries_as_three(kota, django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        jalan(csv(*POHON), kota, terapkan=True)
    banyak = [f"X{i:03},Unit {i},,01-01-2024" for i in range(300)]
    with django_assert_max_num_queries(40):
        jalan(csv(*banyak), kota, terapkan=True)
    assert BarisImpor.objects.count() == 303


def test_xlsx_dates_are_cells_and_titles_above_are_skipped(kota):
    laporan = jalan(xlsx([["D01", "Dinas", None, date(2024, 1, 1)]]), kota, terapkan=True)
    assert laporan.hitungan["baru"] == 1
    isi = "PEMERINTAH KOTA\r\nDAFTAR UNIT,,,\r\n\r\nID,NAMA_UNOR,ID_ATASAN,MULAI\r\n1,2,3,4\r\nD01,Dinas,,2024-01-01\r\n\r\n,,,\r\n"  # fmt: skip
    berkas = BytesIO(isi.encode())
    laporan = jalankan("uji-unit", berkas, nama="u.csv", instansi=kota)
    assert laporan.hitungan == {"baru": 0, "berubah": 0, "sama": 1, "bermasalah": 0}
    assert laporan.penilaian.baris[0].nomor == 6


def test_a_person_of_another_place_is_nobody_here(kota):
    lain = PegawaiFactory()
    isi = f"NIP,TAHUN,PREDIKAT\r\n{lain.nip},2024,Baik\r\n".encode()
    laporan = jalankan("uji-skp", BytesIO(isi), nama="s.csv", instansi=kota)
    assert laporan.salah == [(2, "NIP", "NIP ini tidak ada di daftar pegawai.")]
    assert OrangFactory()  # the other city's people stay
