"""Doors of the worker: do one job, sweep what was left lying."""

from __future__ import annotations

from celery import shared_task
from django.db import connection

from asn_portal.core import jobs, outbox


@shared_task(name="core.kerjakan")
def work(*, id: int) -> None:  # noqa: A002 -- the key of the message
    """Run one job; repeating the call changes nothing."""
    jobs.run(id)


@shared_task(name="core.sapu")
def sweep() -> None:
    """Wake abandoned jobs and publish what is waiting; forget idempotency keys after a week."""
    jobs.sweep()
    outbox.publish()
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM core_kunciidempotensi WHERE created_at < now() - interval '7 days'"
        )
        cursor.execute("DELETE FROM core_outbox WHERE terkirim_at < now() - interval '7 days'")
