"""Celery application.

Messages only wake workers; what is to be done stands in `core.Pekerjaan` (ADR 4).
"""

from __future__ import annotations

import logging
import os
from typing import Any

from celery import Celery, bootsteps
from django.apps import apps
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "asn_portal.settings")

logger = logging.getLogger(__name__)

app = Celery("asn_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")


def packages_with_tasks() -> list[str]:
    """Every component; none for the timetable, which sends by name and needs no engine loaded."""
    return [] if settings.PROCESS == "penjadwal" else [one.name for one in apps.get_app_configs()]


app.autodiscover_tasks(packages_with_tasks)


class LookForLostWork(bootsteps.StartStopStep):
    """Each worker asks for a sweep when it reaches the broker, and again every few seconds.

    A worker that can work must not need another process to be told of work: neither after a lost
    message nor while the timetable is away.
    """

    requires = ("celery.worker.consumer.tasks:Tasks",)

    def __init__(self, consumer: Any, **options: Any) -> None:
        super().__init__(consumer, **options)
        self.timer: Any = None

    def start(self, consumer: Any) -> None:
        """Called again after every lost connection."""
        queue = next(iter(app.amqp.queues.consume_from), None)
        _ask_for_sweep(queue)
        every = settings.JOB_SWEEP_SECONDS
        self.timer = consumer.timer.call_repeatedly(every, _ask_for_sweep, (queue,))

    def stop(self, consumer: Any) -> None:  # noqa: ARG002 -- the interface of the steps
        """Called when the connection is lost or the worker ends."""
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None


def _ask_for_sweep(queue: str | None) -> None:
    # Ticks expire: while all hands are busy they must not pile up before the next job.
    try:
        app.send_task("core.sapu", queue=queue, expires=60)
    except app.connection_for_write().transport.connection_errors as error:
        logger.warning("broker does not answer, no sweep now: %s", error)


app.steps["consumer"].add(LookForLostWork)
