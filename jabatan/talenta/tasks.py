"""Periodic work of talent management."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from asn_portal.core.dates import local_date
from asn_portal.core.models import Instansi
from jabatan.talenta.pipeline import hangatkan


@shared_task(name="talenta.hangatkan")
def hangatkan_peta() -> None:
    """Keep the map of every instansi ready: after an import of everybody it takes seconds."""
    now = timezone.now()
    for instansi in Instansi.objects.filter(pegawai__aktif=True).distinct():
        hangatkan(instansi.pk, local_date(instansi, now))
