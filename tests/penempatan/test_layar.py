"""With real clicks in a browser: cancel a running ranking, cancel a decree, seasons, prints."""

import io
import threading
from datetime import date, timedelta

import pypdf
import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from asn_portal.core import jobs
from asn_portal.core.enums import Peran
from asn_portal.core.models import Pekerjaan
from jabatan.penempatan import pipeline, services
from jabatan.penempatan import tasks as _tasks  # noqa: F401 -- the kinds of work, as in the worker
from jabatan.penempatan.models import MasaLarangan, NilaiTeknis, Pemeringkatan, Usulan
from tests.factories.core import user_with
from tests.factories.penempatan import Kota
from tests.factories.putaran import Skenario
from tests.factories.talenta import nihil
from tests.journeys.layar import PHONE, Layar

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
REASON = "Pejabat yang diangkat mengundurkan diri sebelum pelantikan."
A4_LANDSCAPE = (841.89, 595.28)  # points
F4 = (609.45, 935.43)  # 215 × 330 mm


@pytest.fixture
def layar(browser, live_server, monkeypatch):
    """Screens of people; messages to workers go nowhere, the test is the worker."""
    monkeypatch.setattr("asn_portal.core.outbox.app.send_task", lambda *a, **k: None)
    opened = []

    def make(user, **more):
        opened.append(Layar(browser, live_server, **more).masuk(user))
        return opened[-1]

    yield make
    for one in opened:
        one.tutup()


def near(box, wanted):
    return all(abs(float(a) - b) < 0.5 for a, b in zip(box, wanted, strict=True))


def test_a_running_ranking_is_cancelled_and_run_again(layar, monkeypatch):
    world = Skenario()
    world.buka()
    job = services.minta_hitung(putaran=world.putaran, orang=world.operator.orang)
    begun, go_on, outcome = threading.Event(), threading.Event(), []
    real = jobs.JobContext.progress

    def held(context, *facts):
        begun.set()
        go_on.wait(60)
        real(context, *facts)

    monkeypatch.setattr(jobs.JobContext, "progress", held)

    def work():
        try:
            outcome.append(jobs.run(job.pk))
        finally:
            connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    try:
        assert begun.wait(30)
        one = layar(world.operator)
        one.buka(f"/putaran/{world.putaran.kode}/").baca("Anda boleh meninggalkan halaman ini")
        one.tekan("Batalkan").baca("Sedang dihentikan.")
    finally:
        go_on.set()
        worker.join(60)
    assert outcome == ["DIBATALKAN"]
    assert not Pemeringkatan.objects.exists()
    monkeypatch.setattr(jobs.JobContext, "progress", real)
    one.buka(f"/putaran/{world.putaran.kode}/")
    one.tekan("Jalankan lagi").baca("Anda boleh meninggalkan halaman ini")
    assert Pekerjaan.objects.get(pk=job.pk).status == "SIAP"
    assert jobs.run(job.pk) == "SELESAI"
    one.buka(f"/putaran/{world.putaran.kode}/").baca("Belum ada data baru sejak perhitungan ini.")


def test_a_decree_is_cancelled_before_it_takes_effect(layar):
    kota = Kota()
    people = kota.candidates(2)
    kota.ranked(*people)
    sk = kota.decreed(
        people[0], berlaku=timezone.localdate() + timedelta(days=20), at=timezone.now()
    )
    one = layar(kota.operator)
    one.buka(f"/sk/{sk.kode}/").ikuti("Batalkan SK")
    one.page.locator("[name=alasan]").fill("Batal.")
    one.tekan("Batalkan SK").baca("paling sedikit 20 huruf")
    one.page.locator("[name=alasan]").fill(REASON)
    one.tekan("Batalkan SK").baca("Nomornya tidak dipakai lagi", "Dibatalkan", REASON)
    assert one.page.get_by_role("link", name="Batalkan SK").count() == 0
    assert Usulan.objects.get().status == "DIBATALKAN"
    one.buka(f"/publik/periksa/{sk.kode}/").baca("dibatalkan")


@pytest.mark.parametrize("size", [(1440, 900), PHONE], ids=["desk", "phone"])
def test_a_season_is_entered_and_holds_proposals_back(layar, size):
    kota = Kota()
    people = kota.candidates(2)
    kota.ranked(*people)
    today = timezone.localdate()
    one = layar(kota.operator, size=size)
    one.buka("/usulan/").ikuti("Masa larangan").baca("Belum ada masa larangan yang dicatat.")
    one.page.get_by_label("Enam bulan sebelum penetapan pasangan calon").check()
    one.page.locator("[name=peristiwa]").fill(today.isoformat())
    one.tekan("Catat masa larangan").baca("Isi akhir masa jabatan kepala daerah")
    assert not MasaLarangan.objects.exists()
    one.page.get_by_label("Enam bulan sesudah pelantikan kepala daerah").check()
    one.tekan("Catat masa larangan").baca("Masa larangan dicatat.", "Belum ada")
    made = MasaLarangan.objects.get()
    assert made.tanggal_mulai == today
    one.buka(f"/usulan/baru/?lowongan={kota.lowongan.kode}&pegawai={people[0].kode}")
    one.page.locator("[name=tanggal_berlaku]").fill((today + timedelta(days=10)).isoformat())
    one.tekan("Lanjut ke pemeriksaan").baca("Belum ada izin tertulis Menteri Dalam Negeri.")
    assert not Usulan.objects.exists()


def test_the_decree_has_the_size_of_its_paper(layar):
    kota = Kota()
    people = kota.candidates(1)
    kota.ranked(*people)
    keputusan = kota.decided(people[0])
    one = layar(kota.operator)
    one.buka(f"/sk/baru/{keputusan.usulan.kode}/")
    one.page.locator("[name=tanggal_berlaku]").fill(timezone.localdate().isoformat())
    assert one.page.get_by_label("F4 (215 × 330 mm)").is_checked()
    one.tekan("Tetapkan SK").baca("ditetapkan.")
    with one.page.expect_download() as waiting:
        one.page.get_by_role("link", name="Unduh PDF").click()
    pages = pypdf.PdfReader(waiting.value.path()).pages
    assert len(pages) <= 2
    assert all(near(page.mediabox.upper_right, F4) for page in pages)


def many(count):
    """The scenario with so many candidates, all of them ranked."""
    world = Skenario()
    tests = []
    for i in range(count - 2):
        person = world._orang(f"Kandidat {i:02d} Panjang Namanya", "pengawas", date(2021, 3, 1),
                              gelar=("S1", "AKUNTANSI"))  # fmt: skip
        world._kinerja(person, ("BAIK", "BAIK"), "INSTANSI", "KETUA_INTERNAL")
        world._potensial(person, jpm=40 + i % 4, potensi=24 + i % 8, sertifikat=4, diklat=1)
        nihil(person, "HUKUMAN")
        tests.append((person, 6000 + 50 * i))
    world.buka()
    for person, value in tests:
        NilaiTeknis.objects.create(
            lowongan=world.lowongan, pegawai=person, nilai=value, tanggal=date(2026, 10, 2)
        )
    world.catat()
    pipeline.run(world.putaran)
    return world


def test_the_ranking_of_forty_is_printed_on_three_pages_at_most(layar):
    world = many(40)
    one = layar(world.operator)
    address = reverse("penempatan:lowongan-detail", args=[world.lowongan.kode])
    one.buka(address).baca("Peringkat kandidat", "Perbandingan 3 kandidat")
    pages = pypdf.PdfReader(io.BytesIO(one.page.pdf(prefer_css_page_size=True))).pages
    assert all(near(page.mediabox.upper_right, A4_LANDSCAPE) for page in pages)
    words = [page.extract_text() for page in pages]
    assert len(pages) <= 3, [text[:80] for text in words]
    for part in ("Peringkat kandidat", "Mengapa", "Perbandingan 3", "Keputusan tetap pada manusia"):
        assert part in "".join(words), part


LINES = """rows => rows.map(cell => {
  const range = document.createRange(); range.selectNodeContents(cell);
  const box = [...range.getClientRects()].pop();
  return [Math.round(box.bottom), Math.round(cell.getBoundingClientRect().right)];
})"""


def test_the_heads_of_the_list_of_vacancies_stand_on_one_line_over_their_numbers(layar):
    world = Skenario()
    world.buka()
    one = layar(world.operator)
    one.buka("/lowongan/")
    heads = one.page.locator(".tabel thead th").evaluate_all(LINES)
    assert len({bottom for bottom, _ in heads}) == 1, heads
    for kind in ("th", "td"):
        sides = one.page.locator(f".tabel {kind}.nl").evaluate_all(
            "cells => cells.map(one => getComputedStyle(one).textAlign)"
        )
        assert set(sides) == {"right"}, kind


def test_the_desk_of_the_ppk_draws_the_bars_it_speaks_of(layar):
    world = Skenario()
    pipeline.run(world.buka())
    world.putaran.refresh_from_db()
    usulan = Usulan.objects.create(
        instansi=world.instansi, lowongan=world.lowongan, kursi=world.kursi, pegawai=world.p,
        pemeringkatan=world.putaran.pemeringkatan, urutan=1, nilai="80.5899", status="DISETUJUI",
        alasan_kode="PERINGKAT_SATU", tanggal_berlaku=timezone.localdate(),
        pengusul=world.operator.orang,
    )  # fmt: skip
    one = layar(user_with(Peran.PPK, instansi=world.instansi))
    for size in ((1440, 900), PHONE):
        one.page.set_viewport_size({"width": size[0], "height": size[1]})
        one.buka(f"/keputusan/{usulan.kode}/").baca("garis tegak = syarat", "Level 4, kurang 1")
        bars = one.page.locator(".sejajar svg.bul")
        assert bars.count() == 20  # ten competences of two candidates
        assert bars.first.locator("line.tegak").count() == 1
