"""Health for machines; error pages for people."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET, require_POST

from asn_portal.core import jobs
from asn_portal.core.access import require
from asn_portal.core.enums import Peran
from asn_portal.core.errors import DomainError
from asn_portal.core.idempotency import idempotent
from asn_portal.core.logs import request_id
from asn_portal.core.middleware import database_is_away, unavailable
from asn_portal.core.models import Pekerjaan
from asn_portal.core.scope import scope_of

if TYPE_CHECKING:
    from django.http import HttpRequest

OUTBOX_LAG_SECONDS = 120


@login_not_required
@require_GET
def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The process answers."""
    return JsonResponse({"status": "ok"})


@login_not_required
@require_GET
def readyz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Database and migrations are there; a broker that is away degrades but does not stop us."""
    parts: dict[str, str] = {}
    ready = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT coalesce(extract(epoch FROM now() - min(created_at)), 0) "
                "FROM core_outbox WHERE terkirim_at IS NULL"
            )
            lag = float(cursor.fetchone()[0])
        parts["basis_data"] = "ok"
        parts["kotak_keluar"] = "ok" if lag < OUTBOX_LAG_SECONDS else "tertunda"
    except DatabaseError:
        ready, parts["basis_data"] = False, "tidak menjawab"
    try:
        cache.get("readyz")
        parts["valkey"] = "ok"
    except OSError:
        parts["valkey"] = "tidak menjawab"
    return JsonResponse(
        {"status": "ok" if ready else "belum siap", **parts}, status=200 if ready else 503
    )


@require_GET
def job_detail(request: HttpRequest, kode: str) -> HttpResponse:
    """Progress of one job; the fragment is polled until the job has ended."""
    job = get_object_or_404(Pekerjaan.objects.visible_to(request.user), kode=kode)
    fragment = getattr(request, "htmx", False)
    template = "components/_kemajuan.html" if fragment else "pekerjaan.html"
    return render(request, template, {"pekerjaan": job})


@require_POST
@idempotent
def job_cancel(request: HttpRequest, kode: str) -> HttpResponse:
    """Ask a job to stop."""
    job = get_object_or_404(Pekerjaan.objects.visible_to(request.user), kode=kode)
    require(_may_steer(request, job))
    jobs.request_cancel(job)
    return redirect(_way_back(request, job))


@require_POST
@idempotent
def job_retry(request: HttpRequest, kode: str) -> HttpResponse:
    """Run a failed job again."""
    job = get_object_or_404(Pekerjaan.objects.visible_to(request.user), kode=kode)
    require(_may_steer(request, job))
    if job.terbuka:
        raise DomainError("Pekerjaan ini masih berjalan.")
    jobs.retry(job)
    return redirect(_way_back(request, job))


def job_url(job: Pekerjaan) -> str:
    """Address of the progress page."""
    return f"/pekerjaan/{job.kode}/"


def _may_steer(request: HttpRequest, job: Pekerjaan) -> bool:
    """Who started a job, and the personnel office, may stop and repeat it; auditors only look."""
    scope = scope_of(request.user)
    return job.dibuat_oleh_id == scope.orang_id or (
        job.instansi_id in scope.instansi_ids((Peran.OPERATOR, Peran.PANSEL))
    )


def _way_back(request: HttpRequest, job: Pekerjaan) -> str:
    """Page that the button stood on, if it is one of ours."""
    path = str(request.POST.get("kembali", ""))
    own = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if own else job_url(job)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """400 page."""
    return render(request, "400.html", {"nomor_permintaan": request_id.get()}, status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """403 page for an act on a visible record."""
    return render(request, "403.html", {}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """404 page: not allowed looks like not existing."""
    return render(request, "404.html", {}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """500 page without context processors, since one of them may be what failed.

    A database that went away under the session or the user is 503, as it is inside a view.
    """
    if database_is_away(sys.exception()):
        return unavailable()
    return HttpResponse(
        render_to_string("500.html", {"nomor_permintaan": request_id.get()}), status=500
    )
