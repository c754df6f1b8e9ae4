"""Background work of imports and exports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from celery import shared_task
from django.utils import timezone

from asn_portal.berkas import ekspor
from asn_portal.berkas.models import Impor
from asn_portal.berkas.services.ekspor import JENIS, bersihkan
from asn_portal.berkas.services.periksa import periksa
from asn_portal.berkas.services.terapkan import terapkan
from asn_portal.core import jobs

if TYPE_CHECKING:
    from asn_portal.core.jobs import JobContext


def _impor(ctx: JobContext) -> Impor:
    rows = Impor.objects.select_related("instansi", "oleh")
    impor: Impor = rows.get(pk=ctx.job.args["impor"])
    return impor


@jobs.handler("berkas.periksa")
def periksa_impor(ctx: JobContext) -> dict[str, Any]:
    """Check an uploaded file."""
    penilaian = periksa(impor=_impor(ctx), kemajuan=ctx.progress, pagar=ctx.fence)
    return {"hitungan": dict(penilaian.hitungan)}


@jobs.handler("berkas.terapkan")
def terapkan_impor(ctx: JobContext) -> dict[str, Any]:
    """Save a checked file."""
    penilaian = terapkan(
        impor=_impor(ctx), at=timezone.now(), kemajuan=ctx.progress, pagar=ctx.fence
    )
    return {"hitungan": dict(penilaian.hitungan)}


@jobs.handler(JENIS)
def tulis_ekspor(ctx: JobContext) -> dict[str, Any]:
    """Write an export that is too large for a request."""
    return ekspor.kerjakan(ctx)


@shared_task(name="berkas.bersihkan_ekspor")
def bersihkan_ekspor() -> None:
    """Remove exported files whose time is over."""
    bersihkan()
