"""Background work: enqueue in the transaction of the act, run under lease and fence (ADR 4)."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import close_old_connections, connection, transaction
from django.db.models.functions import Now

from asn_portal.core import outbox
from asn_portal.core.enums import StatusPekerjaan
from asn_portal.core.errors import DomainError, JobCancelledError, LeaseLostError
from asn_portal.core.models import Pekerjaan

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from asn_portal.core.models import Orang

logger = logging.getLogger(__name__)

TOPIC = "pekerjaan"
_handlers: dict[str, Callable[[JobContext], Mapping[str, Any]]] = {}


def handler(
    jenis: str,
) -> Callable[
    [Callable[[JobContext], Mapping[str, Any]]], Callable[[JobContext], Mapping[str, Any]]
]:
    """Register the function that does this kind of work; put it in the app's tasks module."""

    def register(
        function: Callable[[JobContext], Mapping[str, Any]],
    ) -> Callable[[JobContext], Mapping[str, Any]]:
        _handlers[jenis] = function
        return function

    return register


def enqueue(
    jenis: str,
    *,
    judul: str,
    args: Mapping[str, Any],
    instansi_id: int | None,
    orang: Orang | None,
    kunci: str | None = None,
) -> Pekerjaan:
    """Write job and outbox row in the caller's transaction; an open job with this key is returned."""
    with transaction.atomic():
        known = None if kunci is None else _open_job(kunci)
        if known is not None:
            return known
        job: Pekerjaan = Pekerjaan.objects.create(
            jenis=jenis,
            judul=judul,
            args=dict(args),
            instansi_id=instansi_id,
            dibuat_oleh=orang,
            kunci=kunci,
        )
        outbox.put(TOPIC, {"id": job.pk})
    return job


def request_cancel(job: Pekerjaan) -> None:
    """Ask a job to stop; one that has not started ends at once."""
    waiting = Pekerjaan.objects.filter(pk=job.pk, status=StatusPekerjaan.SIAP).update(
        status=StatusPekerjaan.DIBATALKAN, selesai_at=Now(), pesan="Dibatalkan sebelum mulai."
    )
    if not waiting:
        Pekerjaan.objects.filter(pk=job.pk, status=StatusPekerjaan.BERJALAN).update(
            batal_diminta=True
        )


def retry(job: Pekerjaan) -> None:
    """Run a job again that failed or was cancelled (button "Jalankan lagi")."""
    with transaction.atomic():
        if job.kunci is not None and _open_job(job.kunci) is not None:
            return
        ended = [StatusPekerjaan.GAGAL, StatusPekerjaan.DIBATALKAN]
        changed = Pekerjaan.objects.filter(pk=job.pk, status__in=ended).update(
            status=StatusPekerjaan.SIAP,
            percobaan=0,
            maju=0,
            tahap="",
            pesan="",
            mulai_at=None,
            selesai_at=None,
            batal_diminta=False,
            updated_at=Now(),
        )
        if changed:
            outbox.put(TOPIC, {"id": job.pk})


def _open_job(kunci: str) -> Pekerjaan | None:
    """The one open job of this key; until the transaction ends nobody else can make another."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 42))", [kunci])
    found: Pekerjaan | None = Pekerjaan.objects.filter(
        kunci=kunci, status__in=[StatusPekerjaan.SIAP, StatusPekerjaan.BERJALAN]
    ).first()
    return found


@dataclass(slots=True)
class JobContext:
    """What a handler gets: its job, progress, the wish to cancel, and the fence."""

    job: Pekerjaan
    lease_no: int

    def progress(self, done: int, total: int, tahap: str = "") -> None:
        """Show how far the work is; stops the work when it was cancelled or taken over."""
        row = (
            Pekerjaan.objects.filter(pk=self.job.pk, lease_no=self.lease_no)
            .values_list("batal_diminta", flat=True)
            .first()
        )
        if row is None:
            raise LeaseLostError
        if row:
            raise JobCancelledError
        Pekerjaan.objects.filter(pk=self.job.pk, lease_no=self.lease_no).update(
            maju=done, total=total, tahap=tahap
        )

    def fence(self) -> None:
        """Call inside the transaction that writes the result: a zombie writes nothing."""
        held = (
            Pekerjaan.objects.select_for_update()
            .filter(pk=self.job.pk, lease_no=self.lease_no, status=StatusPekerjaan.BERJALAN)
            .exists()
        )
        if not held:
            raise LeaseLostError


CLAIM = """
UPDATE core_pekerjaan
   SET status = 'BERJALAN', lease_no = lease_no + 1, percobaan = percobaan + 1,
       lease_until = now() + make_interval(secs => %(lease)s),
       mulai_at = COALESCE(mulai_at, now()), updated_at = now()
 WHERE id = %(id)s AND (status = 'SIAP' OR (status = 'BERJALAN' AND lease_until < now()))
RETURNING lease_no, percobaan
"""


def run(job_id: int) -> str:
    """Claim and run one job. Returns what happened: 'bukan_giliran', or the state at the end."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, {"id": job_id, "lease": settings.JOB_LEASE_SECONDS})
        claimed = cursor.fetchone()
    if claimed is None:
        return "bukan_giliran"
    lease_no, attempts = claimed
    job = Pekerjaan.objects.get(pk=job_id)
    context = JobContext(job=job, lease_no=lease_no)
    if attempts > settings.JOB_MAX_ATTEMPTS:
        logger.error("job %s (%s) was lost in every attempt", job.kode, job.jenis)
        pesan = f"Pekerjaan berhenti {settings.JOB_MAX_ATTEMPTS} kali berturut-turut. Data tidak berubah."
        return _finish(context, StatusPekerjaan.GAGAL, pesan=pesan)
    if job.batal_diminta:
        return _finish(context, StatusPekerjaan.DIBATALKAN, pesan="Dibatalkan. Data tidak berubah.")
    with _Heartbeat(job_id, lease_no):
        return _execute(context, attempts)


def _execute(context: JobContext, attempts: int) -> str:
    try:
        result = _handlers[context.job.jenis](context)
    except JobCancelledError:
        return _finish(context, StatusPekerjaan.DIBATALKAN, pesan="Dibatalkan. Data tidak berubah.")
    except LeaseLostError:
        logger.warning("job %s was taken over by another worker", context.job.pk)
        return "diambil_alih"
    except DomainError as error:
        job = context.job
        logger.warning("job %s (%s) cannot be done: %s", job.kode, job.jenis, error)
        return _finish(context, StatusPekerjaan.GAGAL, pesan=str(error)[:400])
    except Exception:
        # Last-resort handler of the worker: the failure is logged, shown and, up to the limit, repeated.
        logger.exception("job %s failed, attempt %s", context.job.pk, attempts)
        if attempts >= settings.JOB_MAX_ATTEMPTS:
            pesan = "Perhitungan berhenti karena gangguan. Data tidak berubah. Jalankan lagi."
            return _finish(context, StatusPekerjaan.GAGAL, pesan=pesan)
        _release(context)
        raise
    return _finish(context, StatusPekerjaan.SELESAI, hasil=dict(result))


def _finish(
    context: JobContext, status: str, *, pesan: str = "", hasil: dict[str, Any] | None = None
) -> str:
    changed = Pekerjaan.objects.filter(pk=context.job.pk, lease_no=context.lease_no).update(
        status=status, pesan=pesan, hasil=hasil or {}, selesai_at=Now(), lease_until=None
    )
    return str(status) if changed else "diambil_alih"


def _release(context: JobContext) -> None:
    with transaction.atomic():
        Pekerjaan.objects.filter(pk=context.job.pk, lease_no=context.lease_no).update(
            status=StatusPekerjaan.SIAP, lease_until=None, pesan="Terhenti, akan dicoba lagi."
        )


class _Heartbeat:
    """Renews the lease from a thread of its own connection while the handler works."""

    def __init__(self, job_id: int, lease_no: int) -> None:
        self.job_id, self.lease_no = job_id, lease_no
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        self.thread.join(timeout=5)

    def _beat(self) -> None:
        try:
            while not self.stop.wait(settings.JOB_LEASE_SECONDS / 3):
                try:
                    Pekerjaan.objects.filter(
                        pk=self.job_id, lease_no=self.lease_no, status=StatusPekerjaan.BERJALAN
                    ).update(lease_until=Now() + timedelta(seconds=settings.JOB_LEASE_SECONDS))
                except Exception:
                    # The database may be away for a moment; the next beat tries again.
                    logger.warning("lease of job %s not renewed", self.job_id, exc_info=True)
                    close_old_connections()
        finally:
            connection.close()


def sweep() -> int:
    """Put a wake-up for every job whose worker is gone or whose message was lost; returns how many."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM core_pekerjaan p WHERE (status = 'BERJALAN' AND lease_until < now()) "
            "OR (status = 'SIAP' AND updated_at < now() - make_interval(secs => %s) AND NOT EXISTS "
            "(SELECT 1 FROM core_outbox o WHERE o.topik = %s AND o.terkirim_at IS NULL "
            "AND (o.isi->>'id')::bigint = p.id)) FOR UPDATE SKIP LOCKED LIMIT 200",
            [settings.JOB_LEASE_SECONDS, TOPIC],
        )
        ids = [row[0] for row in cursor.fetchall()]
        for pk in ids:
            outbox.put(TOPIC, {"id": pk})
        Pekerjaan.objects.filter(pk__in=ids, status=StatusPekerjaan.SIAP).update(updated_at=Now())
    return len(ids)
