"""Messages leave the portal after commit; one that could not leave waits in its table."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models.functions import Now

from asn_portal.celery import app
from asn_portal.core.models import Outbox

if TYPE_CHECKING:
    from collections.abc import Mapping

logger = logging.getLogger(__name__)

TASK_OF_TOPIC = {"pekerjaan": "core.kerjakan"}


def put(topik: str, isi: Mapping[str, Any]) -> None:
    """Write the message in the caller's transaction and try to publish it right after commit."""
    Outbox.objects.create(topik=topik, isi=dict(isi))
    transaction.on_commit(publish, robust=True)


def publish(limit: int = 200) -> int:
    """Send what is waiting; returns how many. A broker that is down leaves the rows for the sweeper."""
    sent = 0
    with transaction.atomic():
        rows = list(
            Outbox.objects.select_for_update(skip_locked=True)
            .filter(terkirim_at__isnull=True)
            .order_by("id")[:limit]
        )
        for row in rows:
            try:
                app.send_task(TASK_OF_TOPIC[row.topik], kwargs=row.isi)
            except app.connection_for_write().transport.connection_errors as error:
                logger.warning("broker does not answer, message %s waits: %s", row.pk, error)
                break
            sent += 1
        Outbox.objects.filter(pk__in=[row.pk for row in rows[:sent]]).update(terkirim_at=Now())
    return sent
