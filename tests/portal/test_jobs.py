"""Background work: nothing lost, nothing doubled, a zombie writes nothing."""

import pytest
from django.db import connection, transaction

from asn_portal.core import jobs
from asn_portal.core.enums import StatusPekerjaan
from asn_portal.core.errors import DomainError, LeaseLostError
from asn_portal.core.models import Outbox, Pekerjaan
from tests.factories.core import InstansiFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kind(monkeypatch):
    """A kind of work for the tests; returns a setter of its handler."""
    monkeypatch.setattr("asn_portal.core.outbox.app.send_task", lambda *a, **k: None)

    def use(function):
        monkeypatch.setitem(jobs._handlers, "uji", function)

    use(lambda ctx: {"selesai": True})
    return use


def enqueue(**changes):
    values = {"judul": "Uji", "args": {}, "instansi_id": None, "orang": None, **changes}
    return jobs.enqueue("uji", **values)


def expire(job):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE core_pekerjaan SET lease_until = now() - interval '1 s' WHERE id = %s", [job.pk]
        )


def test_a_job_runs_once_however_often_its_message_is_delivered(kind):
    calls = []
    kind(lambda ctx: calls.append(1) or {"n": 1})
    job = enqueue()

    outcomes = [jobs.run(job.pk) for _ in range(3)]

    assert outcomes == ["SELESAI", "bukan_giliran", "bukan_giliran"]
    assert calls == [1]


def test_two_clicks_with_one_key_make_one_job(kind):
    assert enqueue(kunci="putaran:1") == enqueue(kunci="putaran:1")
    assert Pekerjaan.objects.count() == 1


def test_a_job_of_a_rolled_back_act_does_not_exist(kind):
    with pytest.raises(RuntimeError), transaction.atomic():
        enqueue()
        raise RuntimeError

    assert not Pekerjaan.objects.exists()
    assert not Outbox.objects.exists()


def test_an_abandoned_job_is_taken_over_and_the_zombie_writes_nothing(kind):
    seen = {}

    def half(ctx):
        seen["first"] = ctx
        expire(ctx.job)
        kind(lambda ctx2: {"oleh": "kedua"})
        assert jobs.run(ctx.job.pk) == "SELESAI"
        with transaction.atomic():
            ctx.fence()
        return {"oleh": "pertama"}

    kind(half)
    job = enqueue()

    assert jobs.run(job.pk) == "diambil_alih"
    job.refresh_from_db()
    assert job.hasil == {"oleh": "kedua"}
    with pytest.raises(LeaseLostError):
        seen["first"].progress(1, 2)


def test_the_sweeper_wakes_an_expired_job_and_a_lost_message(kind):
    running, waiting = enqueue(), enqueue()
    Outbox.objects.all().update(terkirim_at="2026-01-01T00:00Z")
    Pekerjaan.objects.filter(pk=running.pk).update(
        status=StatusPekerjaan.BERJALAN, lease_until="2026-01-01T00:00Z"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE core_pekerjaan SET updated_at = now() - interval '1 hour' WHERE id = %s",
            [waiting.pk],
        )

    assert jobs.sweep() == 2
    assert jobs.run(running.pk) == jobs.run(waiting.pk) == "SELESAI"


def test_a_broken_rule_ends_the_job_with_its_sentence_and_a_bug_is_repeated_at_most_five_times(
    kind, caplog
):
    def rule(ctx):
        raise DomainError("Kebijakan belum disegel.")

    kind(rule)
    job = enqueue()
    with caplog.at_level("WARNING", logger="asn_portal.core.jobs"):
        assert jobs.run(job.pk) == "GAGAL"
    job.refresh_from_db()
    assert job.pesan == "Kebijakan belum disegel."
    assert any(job.kode in line and job.pesan in line for line in caplog.messages)

    def bug(ctx):
        raise ZeroDivisionError

    kind(bug)
    broken = enqueue()
    for _ in range(4):
        with pytest.raises(ZeroDivisionError):
            jobs.run(broken.pk)
    assert jobs.run(broken.pk) == "GAGAL"
    broken.refresh_from_db()
    assert "Jalankan lagi" in broken.pesan


def test_cancelling_stops_a_waiting_job_at_once_and_a_running_one_at_its_next_step(kind):
    waiting = enqueue()
    jobs.request_cancel(waiting)
    assert jobs.run(waiting.pk) == "bukan_giliran"

    def steps(ctx):
        jobs.request_cancel(ctx.job)
        ctx.progress(1, 2, "Menghitung")
        return {}

    kind(steps)
    assert jobs.run(enqueue().pk) == "DIBATALKAN"


@pytest.mark.parametrize("ended", ["GAGAL", "DIBATALKAN"])
def test_a_job_that_failed_or_was_cancelled_runs_again_unless_another_took_its_place(kind, ended):
    job = enqueue(kunci="putaran:1")
    Pekerjaan.objects.filter(pk=job.pk).update(status=ended, percobaan=5, batal_diminta=True)
    other = enqueue(kunci="putaran:1")
    jobs.retry(job)
    job.refresh_from_db()
    assert job.status == ended

    assert jobs.run(other.pk) == "SELESAI"
    jobs.retry(job)
    assert jobs.run(job.pk) == "SELESAI"


def test_a_job_that_a_passing_fault_stopped_says_so_while_it_waits_for_the_sweeper(client, kind):
    user = UserFactory()

    def fault(ctx):
        raise TimeoutError

    kind(fault)
    job = enqueue(orang=user.orang)
    with pytest.raises(TimeoutError):
        jobs.run(job.pk)
    client.force_login(user)
    assert "Terhenti, akan dicoba lagi." in client.get(f"/pekerjaan/{job.kode}/").content.decode()
    assert jobs.sweep() == 0  # a pause first

    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_pekerjaan SET updated_at = now() - interval '1 hour'")
    kind(lambda ctx: {})
    assert jobs.sweep() == 1
    assert jobs.run(job.pk) == "SELESAI"


def test_a_broker_that_is_down_keeps_the_message_for_later(monkeypatch, kind):
    from kombu.exceptions import OperationalError as BrokerDown

    def down(*args, **kwargs):
        raise BrokerDown("down")

    monkeypatch.setattr("asn_portal.core.outbox.app.send_task", down)
    job = enqueue()
    assert Outbox.objects.filter(terkirim_at__isnull=True).count() == 1

    sent = []
    monkeypatch.setattr(
        "asn_portal.core.outbox.app.send_task", lambda name, kwargs: sent.append((name, kwargs))
    )
    from asn_portal.core import outbox

    assert outbox.publish() == 1
    assert sent == [("core.kerjakan", {"id": job.pk})]


def test_numbers_have_no_gaps_after_a_rollback():
    from asn_portal.core.numbering import next_number

    instansi = InstansiFactory()
    take = lambda: next_number(instansi_id=instansi.pk, jenis="SK", tahun=2026)  # noqa: E731
    assert take() == 1
    with pytest.raises(RuntimeError), transaction.atomic():
        take()
        raise RuntimeError
    assert take() == 2
