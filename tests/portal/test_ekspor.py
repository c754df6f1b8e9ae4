"""Exports: small ones at once, large ones by a worker, each with its owner, its time and its trace."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import time
from datetime import date, datetime, timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from asn_portal.berkas import exports, tasks
from asn_portal.berkas.services import ekspor as layanan
from asn_portal.core import jobs
from asn_portal.core.enums import Peran
from asn_portal.core.models import AksesData, IsiPeristiwa, Pekerjaan, Penugasan, Peristiwa
from tests.factories.core import user_with
from tests.factories.peta import PegawaiFactory, VersiUnitFactory
from tests.factories.talenta import orang_lengkap, profil_lengkap

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _few_rows(settings, tmp_path):
    """More than three rows are many."""
    settings.EKSPOR_LANGSUNG_BARIS = 3
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def unit():
    return VersiUnitFactory(nama="Dinas Kesehatan").unit


@pytest.fixture
def operator(client, unit):
    user = user_with(Peran.OPERATOR, instansi=unit.instansi)
    client.force_login(user)
    return user


def people(unit, n):
    return [PegawaiFactory(unit=unit) for _ in range(n)]


def kerjakan():
    """Run what waits, as the worker would (it loads the module of the tasks)."""
    assert tasks
    return [jobs.run(job.pk) for job in Pekerjaan.objects.filter(status="SIAP")]


def rows_of(content):
    return list(openpyxl.load_workbook(io.BytesIO(content)).active.values)


def hasil(job, what="hasil"):
    return reverse(f"berkas:ekspor-{what}", args=[job.kode])


def minta(client, **query):
    """Ask for the list of people; gives the job that was queued."""
    answer = client.get(reverse("peta:pegawai-unduh"), query)
    assert answer.status_code == 302, answer.content[:300]
    job = Pekerjaan.objects.latest("pk")
    assert answer.url == hasil(job)
    return job


def unduh(client, job):
    return b"".join(client.get(hasil(job, "unduh")).streaming_content)


def events(jenis):
    found = IsiPeristiwa.objects.filter(peristiwa__jenis=jenis).order_by("pk")
    return [json.loads(one.data) for one in found]


def test_a_small_list_is_downloaded_at_once_and_logged_with_filter_rows_and_fingerprint(
    client, unit, operator
):
    people(unit, 3)
    answer = client.get(reverse("peta:pegawai-unduh"), {"opd": unit.kode, "urut": "nama"})
    assert answer["Content-Disposition"].startswith("attachment")
    assert len(rows_of(answer.content)) == 4
    assert not Pekerjaan.objects.exists()
    assert events("data.diekspor") == [
        {
            "ekspor": "pegawai",
            "saring": {"opd": [unit.kode], "urut": ["nama"]},
            "bentuk": "xlsx",
            "baris": 3,
            "sha256": hashlib.sha256(answer.content).hexdigest(),
        }
    ]


def test_a_large_list_waits_for_the_worker_and_is_the_same_list(client, unit, operator, settings):
    people(unit, 5)
    job = minta(client, urut="-nama")
    assert job.instansi == unit.instansi
    page = client.get(hasil(job)).content.decode()
    assert 'hx-trigger="every 2s"' in page
    assert "Unduh berkas" not in page
    assert kerjakan() == ["SELESAI"]
    assert "Unduh berkas" in client.get(hasil(job)).content.decode()
    content = unduh(client, job)
    settings.EKSPOR_LANGSUNG_BARIS = 100
    direct = client.get(reverse("peta:pegawai-unduh"), {"urut": "-nama"}).content
    assert rows_of(content) == rows_of(direct)
    made, _ = events("data.diekspor")
    assert (made["baris"], made["saring"]) == (5, {"urut": ["-nama"]})
    assert made["sha256"] == hashlib.sha256(content).hexdigest()
    assert [one["sha256"] for one in events("data.diunduh")] == [made["sha256"]]
    assert Peristiwa.objects.get(jenis="data.diunduh").pelaku == operator.orang


def test_a_second_click_finds_the_first_job_and_another_filter_is_another_one(
    client, unit, operator
):
    people(unit, 4)
    assert minta(client) == minta(client)
    assert minta(client, urut="-nama").pk == Pekerjaan.objects.latest("pk").pk
    assert Pekerjaan.objects.count() == 2


def test_nobody_keeps_the_worker_busy_with_more_than_three_exports(client, unit, operator):
    people(unit, 4)
    for urut in ("nama", "-nama", "golongan"):
        minta(client, urut=urut)
    answer = client.get(reverse("peta:pegawai-unduh"), {"urut": "pensiun"}, follow=True)
    assert "Masih ada 3 ekspor Anda yang disiapkan." in answer.content.decode()
    assert Pekerjaan.objects.count() == 3


def test_only_the_requester_finds_the_file(client, unit, operator):
    people(unit, 4)
    job = minta(client)
    kerjakan()
    other = user_with(Peran.OPERATOR, instansi=unit.instansi)
    client.force_login(other)
    assert client.get(hasil(job)).status_code == 404
    assert client.get(hasil(job, "unduh")).status_code == 404
    page = client.get(reverse("berkas:ekspor-daftar")).content.decode()
    assert "Tidak ada berkas ekspor." in page
    client.force_login(operator)
    assert "Siap diunduh" in client.get(reverse("berkas:ekspor-daftar")).content.decode()


def test_who_lost_the_duty_before_the_worker_came_gets_nothing(client, unit, operator):
    people(unit, 4)
    job = minta(client)
    Penugasan.objects.filter(orang=operator.orang).delete()
    assert kerjakan() == ["GAGAL"]
    assert "sudah berakhir" in client.get(hasil(job)).content.decode()
    assert not events("data.diekspor")


def test_a_file_written_for_other_duties_is_not_handed_out(client, unit, operator):
    people(unit, 4)
    job = minta(client)
    kerjakan()
    Penugasan.objects.filter(orang=operator.orang).update(peran=Peran.VERIFIKATOR)
    answer = client.get(hasil(job, "unduh"))
    assert answer.status_code == 403
    assert "Tugas Anda berubah" in answer.content.decode()
    assert not events("data.diunduh")


def test_the_file_holds_what_the_requester_may_see_and_no_full_number_for_others(client, unit):
    people(unit, 4)
    PegawaiFactory(unit=VersiUnitFactory().unit)  # another instansi
    client.force_login(user_with(Peran.PANSEL, instansi=unit.instansi))
    job = minta(client)
    kerjakan()
    _, *rows = rows_of(unduh(client, job))
    assert len(rows) == 4
    assert all("********" in row[1] for row in rows)


def test_a_file_is_gone_after_its_time_and_the_page_says_so(client, unit, operator, settings):
    people(unit, 4)
    job = minta(client)
    kerjakan()
    job.refresh_from_db()
    path = layanan.lokasi(job.hasil["lokasi"])
    assert path.stat().st_mode & 0o077 == 0
    assert layanan.bersihkan() == 0
    hours = settings.EKSPOR_JAM_SIMPAN
    Pekerjaan.objects.update(selesai_at=timezone.now() - timedelta(hours=hours))
    answer = client.get(hasil(job, "unduh"))
    assert answer.status_code == 410
    assert "Berkas sudah dihapus" in answer.content.decode()
    old = time.time() - (hours + 2) * 3600
    os.utime(path, (old, old))
    assert layanan.bersihkan() == 1
    assert not path.exists()


def test_a_cancelled_export_leaves_no_file(client, unit, operator, monkeypatch):
    people(unit, 4)
    job = minta(client)
    # The wish to stop is seen in the middle of the rows.
    monkeypatch.setattr("asn_portal.berkas.ekspor.PER_KEMAJUAN", 2)
    write = layanan.berkas_baru

    def asked(*args):
        jobs.request_cancel(job)
        return write(*args)

    monkeypatch.setattr("asn_portal.berkas.ekspor.berkas_baru", asked)
    assert kerjakan() == ["DIBATALKAN"]
    assert not list(layanan.lokasi("x").parent.glob("*"))
    assert not events("data.diekspor")


def test_an_import_kind_of_unknown_length_is_queued_after_the_first_rows(client, unit, operator):
    for _ in range(4):
        VersiUnitFactory(unit__instansi=unit.instansi)
    address = reverse("berkas:ekspor", args=["unit"])
    answer = client.get(address, {"bentuk": "csv"})
    job = Pekerjaan.objects.get()
    assert answer.url == hasil(job)
    assert kerjakan() == ["SELESAI"]
    text = unduh(client, job).decode("utf-8-sig")
    assert len(list(csv.reader(text.splitlines()))) == 6


def test_values_in_a_queued_talent_map_are_noted_as_a_look_at_everybody_in_it(
    client, unit, operator
):
    profil = profil_lengkap(unit.instansi)
    listed = [orang_lengkap(unit, profil, acuan=timezone.localdate()) for _ in range(4)]
    answer = client.get(reverse("talenta:unduh"))
    assert answer.url == hasil(Pekerjaan.objects.get())
    assert not AksesData.objects.exists()
    kerjakan()
    look = AksesData.objects.get()
    assert (look.pelaku, look.halaman, look.jenis) == (operator.orang, "talenta:unduh", "nilai")
    assert set(look.subjek_ids) == {one.orang_id for one in listed}


def test_a_workbook_keeps_text_as_text_and_numbers_and_days_as_such():
    moment = datetime(2026, 11, 21, 8, 15)  # noqa: DTZ001 -- what a file holds
    row = ["=1+1", '  dua < tiga & "empat" ', "_x0041_", "0123", "a\x00b\x0bc", None, "",
           True, 7, Decimal("1.25"), date(2026, 11, 21), moment, date(1890, 1, 1), "x" * 40_000,
           10**15, "baris\nbaru", date(1900, 2, 1)]  # fmt: skip
    kolom = [f"K{i}" for i in range(len(row))]
    content = exports.write_xlsx("Judul: [a]/b", kolom, [row], kepala=("Satu & dua", "Tiga"))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet.title == "Judul   a  b"
    lines = list(sheet.values)
    assert lines[0][0] == "Satu & dua"
    assert lines[3] == tuple(kolom)
    assert sheet.freeze_panes == "A5"
    found = lines[4]
    assert found[:2] == ("=1+1", '  dua < tiga & "empat" ')
    assert sheet.cell(5, 1).data_type in {"s", "inlineStr"}
    assert found[3:10] == ("0123", "abc", None, None, "Ya", 7, 1.25)
    assert found[10].date() == date(2026, 11, 21)
    assert found[11] == moment
    assert found[12] == "1890-01-01"
    assert len(found[13]) == 32_767
    assert found[14] == str(10**15)
    assert found[15] == "baris\nbaru"
    assert found[16].date() == date(1900, 2, 1)
