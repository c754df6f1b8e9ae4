"""Forget what is no longer needed: files after the end, row details after a while."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from asn_portal.berkas.enums import TERBUKA
from asn_portal.berkas.models import BarisImpor, Impor
from asn_portal.berkas.services import simpanan

FILE_DAYS = 30
ROW_DAYS = 90


def bersihkan() -> int:
    """Remove old uploads and row details; returns how many files. Runs at every upload."""
    now = timezone.now()
    with transaction.atomic():
        basi = Impor.objects.exclude(lokasi="").filter(
            updated_at__lt=now - timedelta(days=FILE_DAYS)
        )
        lokasi = list(basi.select_for_update(skip_locked=True).values_list("lokasi", flat=True))
        Impor.objects.filter(lokasi__in=lokasi).update(lokasi="")
        lama = Impor.objects.exclude(status__in=TERBUKA).filter(
            updated_at__lt=now - timedelta(days=ROW_DAYS)
        )
        BarisImpor.objects.filter(impor__in=lama).delete()
        transaction.on_commit(lambda: simpanan.hapus_banyak(lokasi))
    return len(lokasi)
