"""Decrees take effect on their date."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from jabatan.penempatan.services.pemberlakuan import berlakukan_jatuh_tempo


@shared_task(name="penempatan.berlakukan_sk")
def let_decrees_take_effect() -> int:
    """Apply what is due in every time zone; a second run finds nothing left."""
    return berlakukan_jatuh_tempo(at=timezone.now())
