"""The page that waits for a job: it always ends with the result, whatever comes between."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import connection

from asn_portal.core import jobs
from jabatan.penempatan import services
from jabatan.penempatan import tasks as _tasks  # noqa: F401 -- the kinds of work, as in the worker
from jabatan.penempatan.views import putaran as round_page
from tests.factories.putaran import Skenario
from tests.journeys.layar import Layar

pytestmark = pytest.mark.django_db(transaction=True)

NEWEST = "Belum ada data baru sejak perhitungan ini."


@pytest.fixture
def world(monkeypatch):
    """An open round that was never computed; messages go nowhere, the test is the worker."""
    monkeypatch.setattr("asn_portal.core.outbox.app.send_task", lambda *a, **k: None)
    made = Skenario()
    made.buka()
    return made


def ask(world):
    return services.minta_hitung(putaran=world.putaran, orang=world.operator.orang)


class EndsAfter:
    """The worker comes to its end right after the n-th statement of a page."""

    def __init__(self, n, job):
        self.n, self.job, self.seen, self.outcome = n, job, 0, None

    def __call__(self, execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        self.seen += 1
        if self.seen == self.n:
            worker = threading.Thread(target=self.work)
            worker.start()
            worker.join(30)
            assert self.outcome == "SELESAI"
        return result

    def work(self):
        try:
            self.outcome = jobs.run(self.job.pk)
        finally:
            connection.close()


@pytest.mark.parametrize("address", ["putaran", "lowongan"])
def test_a_job_that_ends_while_its_page_is_made_leaves_no_page_that_waits_for_nothing(
    client, world, address
):
    client.force_login(world.operator)
    kode = world.putaran.kode if address == "putaran" else world.lowongan.kode
    jobs.run(ask(world).pk)
    n, ended = 0, False
    while not ended:
        n += 1
        world.catat()
        job = ask(world)
        wrapper = EndsAfter(n, job)
        with connection.execute_wrapper(wrapper):
            text = client.get(f"/{address}/{kode}/").content.decode()
        ended = wrapper.seen < n
        follows = 'hx-trigger="every' in text
        current = "Ada data baru sejak perhitungan ini." not in text
        assert follows or current, f"the worker ended after statement {n}: a dead end"
        if ended:
            jobs.run(job.pk)
    assert n > 10


@pytest.fixture
def layar(browser, live_server, world):
    one = Layar(browser, live_server).masuk(world.operator)
    yield one
    one.tutup()


@pytest.fixture
def slow_pages(monkeypatch):
    """From the call on, pages about rounds take longer than the pause between two questions."""
    real = round_page.selectors.versi_sekarang

    def slow(*args):
        time.sleep(4)
        return real(*args)

    return lambda: monkeypatch.setattr(round_page.selectors, "versi_sekarang", slow)


def test_a_page_that_loads_slowly_still_shows_the_result(layar, world, slow_pages):
    job = ask(world)
    layar.buka(f"/putaran/{world.putaran.kode}/").baca("Anda boleh meninggalkan halaman ini")
    slow_pages()
    assert jobs.run(job.pk) == "SELESAI"
    layar.page.get_by_text(NEWEST, exact=True).first.wait_for(timeout=25_000)


def test_who_leaves_by_a_link_is_not_called_back_by_the_end_of_the_job(layar, world, slow_pages):
    job = ask(world)
    layar.buka(f"/putaran/{world.putaran.kode}/")
    slow_pages()
    layar.page.locator("main tbody a").first.click(no_wait_after=True)
    assert jobs.run(job.pk) == "SELESAI"
    layar.page.wait_for_url(f"**/lowongan/{world.lowongan.kode}/", timeout=20_000)


def test_a_page_that_waits_survives_lost_answers_and_says_so(layar, world):
    job = ask(world)
    page = layar.page
    layar.buka(f"/putaran/{world.putaran.kode}/")
    lost = page.locator(".kemajuan").get_by_text("Sambungan terputus, mencoba lagi.")
    assert lost.is_hidden()
    answers = iter([lambda one: one.abort(), lambda one: one.fulfill(status=503)])
    page.route("**/pekerjaan/**", lambda one: next(answers, lambda rest: rest.continue_())(one))
    lost.wait_for(timeout=10_000)
    jobs.run(job.pk)
    page.get_by_text(NEWEST, exact=True).first.wait_for(timeout=40_000)


def test_a_page_whose_session_has_ended_leads_to_the_login_and_back(layar, world):
    job = ask(world)
    page = layar.page
    layar.buka(f"/putaran/{world.putaran.kode}/")
    layar.context.clear_cookies()
    page.wait_for_url("**/akun/login/**", timeout=20_000)
    assert f"/putaran/{world.putaran.kode}/" in page.url
    assert page.locator("h1").count() == 1
    jobs.run(job.pk)


def test_the_keyboard_stays_on_the_button_while_the_progress_is_renewed(layar, world):
    job = ask(world)
    layar.buka(f"/putaran/{world.putaran.kode}/")
    layar.page.get_by_role("button", name="Batalkan").first.focus()
    with layar.page.expect_response(f"**/pekerjaan/{job.kode}/"):
        pass
    layar.page.wait_for_timeout(500)
    assert layar.page.evaluate("document.activeElement.textContent") == "Batalkan"
    jobs.request_cancel(job)
