"""Celery application and its timetable.

Messages only wake workers; what is to be done stands in `core.Pekerjaan` (ADR 4).
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "asn_portal.settings")

app = Celery("asn_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
