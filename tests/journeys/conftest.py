"""Screens of people, and a real Celery worker on the test database."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from urllib.parse import quote

import pytest
from django.conf import settings as portal
from django.db import connection

from asn_portal.celery import app
from tests.journeys.layar import DESKTOP, Layar


@pytest.fixture
def layar(browser, live_server):
    """Opens a screen for somebody; all are closed at the end."""
    opened, seen = [], {}

    def make(user=None, size=DESKTOP, *, js=True):
        one = Layar(browser, live_server, size, js=js, dilihat=seen)
        opened.append(one)
        return one.masuk(user) if user else one

    yield make
    for one in opened:
        one.tutup()


def _database_url():
    own = connection.settings_dict
    login = quote(own["USER"] or "postgres")
    if own["PASSWORD"]:
        login += f":{quote(own['PASSWORD'])}"
    if own["HOST"].startswith("/"):
        return f"postgres://{login}@/{own['NAME']}?host={quote(own['HOST'])}"
    return f"postgres://{login}@{own['HOST']}:{own['PORT'] or 5432}/{own['NAME']}"


@pytest.fixture
def pekerja(live_server, settings, tmp_path):
    """`celery worker` in a process of its own, on a queue of its own."""
    queue = f"perjalanan-{uuid.uuid4().hex}"
    routes = app.conf.task_routes
    _route({"core.kerjakan": {"queue": queue}})
    log = tmp_path / "pekerja.log"
    command = [sys.executable, "-m", "celery", "-A", "asn_portal", "worker", "-c", "1", "-Q", queue,
               "--without-gossip", "--without-mingle", "--loglevel", "WARNING"]  # fmt: skip
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "asn_portal.settings",
        "ASN_MODE": "uji",
        "ASN_PROSES": "pekerja",
        "JOB_QUEUE": queue,  # what its own sweep publishes
        "DATABASE_URL": _database_url(),
        "REDIS_URL": portal.REDIS_URL,
        "SECRET_KEY": portal.SECRET_KEY,
        "MEDIA_ROOT": settings.MEDIA_ROOT,
    }
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
        try:
            yield process
        finally:
            _route(routes)
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(timeout=5)


def _route(routes):
    app.conf.task_routes = routes
    app.amqp.flush_routes()
    app.amqp.__dict__.pop("router", None)
