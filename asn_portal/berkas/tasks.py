"""Background work of imports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from asn_portal.berkas.models import Impor
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
