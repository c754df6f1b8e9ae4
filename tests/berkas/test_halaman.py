"""The pages of an import, from upload to undo, in the browser's order."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from django.urls import reverse

from asn_portal.berkas import tasks
from asn_portal.berkas.models import Impor, PemetaanKolom
from asn_portal.core import jobs
from asn_portal.core.enums import Peran
from asn_portal.core.models import Pekerjaan, Peristiwa, UnitKerja
from jabatan.peta.models import VersiUnit
from kinerja.penilaian.models import SKP
from tests.berkas.conftest import csv, xlsx
from tests.factories.berkas import BarisImporFactory, ImporFactory
from tests.factories.core import InstansiFactory, user_with
from tests.factories.peta import PegawaiFactory

pytestmark = pytest.mark.django_db
_urut = iter(range(10_000))


def kirim(client, nama, *args, **isi):
    alamat = reverse(f"berkas:{nama}", args=args)
    return client.post(alamat, {"kunci_kirim": f"k{next(_urut)}", **isi})


def kerjakan():
    """Run what waits, as the worker would (it loads the module of the tasks)."""
    assert tasks
    for job in Pekerjaan.objects.filter(status="SIAP"):
        jobs.run(job.pk)


def unggah(client, kota, berkas, jenis="uji-unit"):
    jawaban = kirim(client, "baru", jenis=jenis, instansi=kota.pk, berkas=berkas)
    assert jawaban.status_code == 302, jawaban.content.decode()[:3000]
    return Impor.objects.latest("pk")


def periksa(client, impor):
    pemetaan = {f"k{i}": kode for i, kode in impor.pemetaan.items()}
    assert kirim(client, "kolom", impor.kode, **pemetaan).status_code == 302
    kerjakan()
    impor.refresh_from_db()
    return client.get(reverse("berkas:periksa", args=[impor.kode])).content.decode()


def test_from_upload_to_undo(client, kota, operator, django_capture_on_commit_callbacks):
    client.force_login(operator)
    isi = client.get(reverse("berkas:baru")).content.decode()
    assert "NAMA_UNOR" in isi
    impor = unggah(client, kota, csv("D01,Dinas Satu,,01-01-2024", "B01,Bidang,D01,01-01-2024"))
    assert not UnitKerja.objects.exists()
    assert Path(impor.instansi.kode).name not in impor.lokasi
    isi = client.get(reverse("berkas:kolom", args=[impor.kode])).content.decode()
    assert "Judul sama" in isi
    assert "Dinas Satu · Bidang" in isi
    isi = periksa(client, impor)
    assert "Tidak ada yang tersimpan sebelum Anda menekan Simpan." in isi
    assert "Simpan 2 baris" in isi
    assert not UnitKerja.objects.exists()
    kirim(client, "simpan", impor.kode)
    with django_capture_on_commit_callbacks(execute=True):
        kerjakan()
    isi = client.get(reverse("berkas:impor", args=[impor.kode])).content.decode()
    assert "Impor tersimpan" in isi
    assert VersiUnit.objects.get(unit__kode="B01").induk.kode == "D01"
    impor.refresh_from_db()
    assert impor.lokasi == ""
    jawaban = client.post(reverse("berkas:batalkan", args=[impor.kode]), {"kunci_kirim": "u"}, follow=True)  # fmt: skip
    assert "Impor dibatalkan." in jawaban.content.decode()
    assert not UnitKerja.objects.exists()


def test_the_address_of_a_form_opened_again_is_a_page_that_says_nothing_changed(
    client, kota, operator
):
    client.force_login(operator)
    impor = unggah(client, kota, xlsx([["D01", "Dinas", None, "01-01-2024"]]))

    jawaban = client.get(reverse("berkas:simpan", args=[impor.kode]))

    assert jawaban.status_code == 405
    assert jawaban["Allow"] == "POST"
    assert "Tidak ada yang berubah." in jawaban.content.decode()


def test_wrong_rows_show_cell_and_reason_and_saving_waits_for_a_choice(client, kota, operator):
    client.force_login(operator)
    berkas = xlsx([["D01", "Dinas", None, "31-02-2024"], ["D02", "Dinas Dua", None, "01-01-2024"]])
    impor = unggah(client, kota, berkas)
    isi = periksa(client, impor)
    assert "Sel D2 (MULAI):" in isi
    assert "tidak ada di kalender" in isi
    jawaban = kirim(client, "simpan", impor.kode)
    assert jawaban.status_code == 409
    assert "Masih ada 1 baris bermasalah" in jawaban.content.decode()
    jawaban = client.get(reverse("berkas:perbaikan", args=[impor.kode]))
    lembar = openpyxl.load_workbook(BytesIO(jawaban.content)).active
    rows = list(lembar.iter_rows(values_only=True))
    assert rows[0] == ("KODE", "NAMA UNIT", "KODE INDUK", "MULAI", "kesalahan")
    assert len(rows) == 2
    assert rows[1][0] == "D01"
    assert "Sel D2 (MULAI)" in rows[1][4]
    kirim(client, "simpan", impor.kode, lewati="ya")
    kerjakan()
    assert list(UnitKerja.objects.values_list("kode", flat=True)) == ["D02"]
    isi = client.get(reverse("berkas:impor", args=[impor.kode])).content.decode()
    assert "Baris bermasalah dilewati" in isi


def test_a_confirmed_match_is_remembered_for_the_same_header(client, kota, operator):
    client.force_login(operator)
    kepala = "nomor,sebutan,tgl"
    impor = unggah(client, kota, csv("D01,Dinas,01-01-2024", kepala=kepala))
    assert impor.pemetaan == {}
    isi = client.get(reverse("berkas:kolom", args=[impor.kode])).content.decode()
    assert "belum dicocokkan" in isi
    jawaban = kirim(client, "kolom", impor.kode, k0="kode", k1="nama")
    assert "Kolom MULAI tidak ditemukan. Judul kolom yang terbaca: nomor, sebutan, tgl." in jawaban.content.decode()  # fmt: skip
    jawaban = kirim(client, "kolom", impor.kode, k0="kode", k1="nama", k2="nama")
    assert "Dua kolom dicocokkan dengan NAMA UNIT" in jawaban.content.decode()
    kirim(client, "kolom", impor.kode, k0="kode", k1="nama", k2="mulai")
    kerjakan()
    assert PemetaanKolom.objects.count() == 1
    lagi = unggah(client, kota, csv("D02,Dinas Dua,01-01-2024", kepala=kepala.upper()))
    assert lagi.pemetaan == {"0": "kode", "1": "nama", "2": "mulai"}


def test_a_title_that_stands_twice_is_not_guessed(client, kota, operator):
    client.force_login(operator)
    impor = unggah(client, kota, csv("D01,Dinas,01-01-2024,D02", kepala="KODE,NAMA UNIT,MULAI,KODE"))  # fmt: skip
    assert impor.pemetaan == {"1": "nama", "2": "mulai"}
    isi = client.get(reverse("berkas:kolom", args=[impor.kode])).content.decode()
    assert "Ada dua kolom dengan judul ini" in isi


def test_a_workbook_of_several_sheets_asks_which(client, kota, operator):
    buku = openpyxl.Workbook()
    buku.active.title = "Rekap"
    buku.create_sheet("Isi").append(["KODE", "NAMA UNIT", "MULAI"])
    buku["Isi"].append(["D01", "Dinas", "01-01-2024"])
    out = BytesIO()
    buku.save(out)
    out.seek(0)
    out.name = "dua.xlsx"
    client.force_login(operator)
    impor = unggah(client, kota, out)
    assert "Pilih lembar" in client.get(reverse("berkas:kolom", args=[impor.kode])).content.decode()
    kirim(client, "lembar", impor.kode, lembar="Isi")
    impor.refresh_from_db()
    assert set(impor.pemetaan.values()) == {"kode", "nama", "mulai"}
    jawaban = kirim(client, "lembar", impor.kode, lembar="Data")
    assert "Lembar &#x27;Data&#x27; tidak ditemukan. Lembar di berkas ini: Rekap, Isi." in jawaban.content.decode()  # fmt: skip


def test_a_file_of_scores_waits_for_another_person(client, kota, operator, verifikator):
    pegawai = PegawaiFactory(unit__instansi=kota)
    berkas = BytesIO(f"NIP,TAHUN,PREDIKAT\r\n{pegawai.nip},2024,Baik\r\n".encode())
    berkas.name = "skp.csv"
    client.force_login(operator)
    impor = unggah(client, kota, berkas, jenis="uji-skp")
    periksa(client, impor)
    kirim(client, "simpan", impor.kode)
    kerjakan()
    impor.refresh_from_db()
    assert impor.status == "MENUNGGU_VERIFIKASI"
    assert kirim(client, "setujui", impor.kode).status_code == 403
    client.force_login(verifikator)
    assert "1 berkas nilai menunggu" in client.get(reverse("berkas:daftar")).content.decode()
    jawaban = kirim(client, "kembalikan", impor.kode, alasan="salah")
    assert "Alasan paling sedikit 10 huruf. Sekarang 5." in jawaban.content.decode()
    kirim(client, "setujui", impor.kode)
    kerjakan()
    assert SKP.objects.get().predikat == "BAIK"
    impor.refresh_from_db()
    assert impor.diverifikasi_oleh == verifikator.orang
    assert Peristiwa.objects.filter(jenis="impor.diverifikasi").exists()


def test_a_returned_file_can_be_sent_again(client, kota, operator, verifikator):
    pegawai = PegawaiFactory(unit__instansi=kota)
    berkas = BytesIO(f"NIP,TAHUN,PREDIKAT\r\n{pegawai.nip},2024,Baik\r\n".encode())
    berkas.name = "skp.csv"
    client.force_login(operator)
    impor = unggah(client, kota, berkas, jenis="uji-skp")
    periksa(client, impor)
    kirim(client, "simpan", impor.kode)
    client.force_login(verifikator)
    kirim(client, "kembalikan", impor.kode, alasan="Periksa lagi predikat tahun 2024")
    client.force_login(operator)
    isi = client.get(reverse("berkas:periksa", args=[impor.kode])).content.decode()
    assert "Periksa lagi predikat" in isi
    assert not SKP.objects.exists()


def test_data_that_changed_between_check_and_saving_stop_the_saving(client, kota, operator):
    client.force_login(operator)
    impor = unggah(client, kota, csv("D01,Dinas,,01-01-2024"))
    periksa(client, impor)
    kirim(client, "simpan", impor.kode)
    UnitKerja.objects.create(instansi=kota, kode="D01")
    kerjakan()
    impor.refresh_from_db()
    assert impor.status == "DIPERIKSA"
    assert impor.pekerjaan.status == "GAGAL"
    assert "Data portal berubah" in impor.pekerjaan.pesan
    assert not VersiUnit.objects.exists()


def test_the_same_file_again_says_so(client, kota, operator):
    client.force_login(operator)
    impor = unggah(client, kota, csv("D01,Dinas,,01-01-2024"))
    periksa(client, impor)
    kirim(client, "simpan", impor.kode)
    kerjakan()
    kedua = unggah(client, kota, csv("D01,Dinas,,01-01-2024"))
    isi = client.get(reverse("berkas:kolom", args=[kedua.kode])).content.decode()
    assert f"(impor {impor.kode})" in isi


def test_a_pdf_with_another_name_is_refused_with_a_sentence_and_leaves_no_file(
    client, kota, operator, settings
):
    client.force_login(operator)
    for nama, kata in (("data.xlsx", "isinya bukan lembar kerja Excel"), ("data.pdf", "Yang dipilih .pdf")):  # fmt: skip
        berkas = BytesIO(b"%PDF-1.7 bukan tabel")
        berkas.name = nama
        jawaban = kirim(client, "baru", jenis="uji-unit", instansi=kota.pk, berkas=berkas)
        assert kata in jawaban.content.decode()
    assert not Impor.objects.exists()
    assert not list(Path(settings.MEDIA_ROOT).rglob("*") if Path(settings.MEDIA_ROOT).exists() else [])[1:]  # fmt: skip


def test_a_stopped_job_leads_one_step_back(client, kota, operator):
    client.force_login(operator)
    impor = unggah(client, kota, csv("D01,Dinas,,01-01-2024"))
    pemetaan = {f"k{i}": kode for i, kode in impor.pemetaan.items()}
    kirim(client, "kolom", impor.kode, **pemetaan)
    impor.refresh_from_db()
    jobs.request_cancel(impor.pekerjaan)
    isi = client.get(reverse("berkas:periksa", args=[impor.kode])).content.decode()
    assert "Kembali ke langkah sebelumnya" in isi
    kirim(client, "buka", impor.kode)
    impor.refresh_from_db()
    assert impor.status == "DIUNGGAH"


def test_another_city_sees_nothing(client, kota, operator):
    impor = ImporFactory()
    client.force_login(operator)
    for nama in ("impor", "kolom", "periksa", "perbaikan"):
        assert client.get(reverse(f"berkas:{nama}", args=[impor.kode])).status_code == 404
    for nama in ("simpan", "buang", "batalkan", "lembar", "buka"):
        assert kirim(client, nama, impor.kode).status_code == 404
    asn = user_with(Peran.ASN, instansi=kota)
    client.force_login(asn)
    assert client.get(reverse("berkas:daftar")).status_code == 403


def test_exports_are_downloads_and_logged(client, kota, operator):
    client.force_login(operator)
    jawaban = client.get(reverse("berkas:ekspor", args=["uji-unit"]) + "?bentuk=csv")
    assert jawaban["Content-Disposition"].startswith("attachment")
    assert jawaban.content.decode("utf-8-sig").startswith("KODE,NAMA UNIT")
    assert Peristiwa.objects.filter(jenis="data.diekspor").count() == 1
    assert client.get(reverse("berkas:templat", args=["uji-unit"])).status_code == 200
    assert client.get(reverse("berkas:ekspor", args=["tidak-ada"])).status_code == 404


def test_pages_ask_the_database_as_often_for_many_rows(client, operator, kota, django_assert_max_num_queries):  # fmt: skip
    client.force_login(operator)
    for jumlah in (1, 60):
        impor = ImporFactory(instansi=kota, oleh=operator.orang, jenis="uji-unit")
        BarisImporFactory.create_batch(jumlah, impor=impor)
        InstansiFactory()
        for nama in ("impor", "periksa", "kolom"):
            with django_assert_max_num_queries(15):
                client.get(reverse(f"berkas:{nama}", args=[impor.kode]) + "?saring=SEMUA")
    ImporFactory.create_batch(20, instansi=kota, oleh=operator.orang)
    with django_assert_max_num_queries(15):
        client.get(reverse("berkas:daftar"))
