"""Compute a round; find the rounds that are stale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from celery import shared_task
from django.db import transaction

from asn_portal.core import jobs
from jabatan.penempatan import pipeline
from jabatan.penempatan.models import Putaran
from jabatan.penempatan.selectors.putaran import putaran_basi
from jabatan.penempatan.services.peringkat import JOB, minta_hitung

if TYPE_CHECKING:
    from asn_portal.core.jobs import JobContext


@jobs.handler(JOB)
def rank_round(ctx: JobContext) -> dict[str, Any]:
    """Rank one round; running twice finds the run that is already there."""
    putaran = Putaran.objects.select_related("instansi").get(pk=ctx.job.args["putaran"])
    run = pipeline.run(putaran, ctx, orang=ctx.job.dibuat_oleh)
    return {
        "pemeringkatan": run.kode,
        "nomor": run.nomor,
        "pegawai": run.jumlah_pegawai,
        "putaran": putaran.kode,
    }


@shared_task(name="penempatan.hitung_yang_basi")
def compute_stale() -> int:
    """One job for every open round whose evidence has moved; returns how many."""
    rounds = putaran_basi()
    for putaran in rounds:
        with transaction.atomic():
            minta_hitung(putaran=putaran, orang=None)
    return len(rounds)
