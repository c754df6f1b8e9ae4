"""Ten clicks, one effect, ten equal answers: every write form carries a random key."""

from __future__ import annotations

import hashlib
import secrets
from functools import wraps
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.db import OperationalError, connection, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from asn_portal.core.models import KunciIdempotensi

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from asn_portal.core.models import User

FIELD = "kunci_kirim"
HTTP_BAD_REQUEST, HTTP_CONFLICT, HTTP_UNPROCESSABLE = 400, 409, 422


def new_key() -> str:
    """Key for one rendering of a form (tag `{% kunci_kirim %}`)."""
    return secrets.token_urlsafe(24)


def _digest(request: HttpRequest) -> str:
    parts = [request.path]
    for name in sorted(request.POST):
        if name not in {FIELD, "csrfmiddlewaretoken"}:
            parts += [name, *request.POST.getlist(name)]
    for name in sorted(request.FILES):
        upload = request.FILES[name]
        parts += [name, str(getattr(upload, "name", "")), str(getattr(upload, "size", 0))]
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()


def idempotent(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """POST once: the effect, the audit entry and the answer are stored in one transaction.

    A view that answers with a redirect has done its work; any other answer (a form with errors)
    is rolled back, so that the same key can be sent again with better input.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        key = request.POST.get(FIELD, "")
        if not key or len(key) > 64:  # noqa: PLR2004 -- width of the column
            return _refuse(
                request,
                HTTP_BAD_REQUEST,
                "Formulir ini tidak lengkap. Muat ulang halaman lalu kirim lagi.",
            )
        try:
            with transaction.atomic():
                stored = _claim(request, key)
                if stored is not None:
                    return _replay(request, stored)
                response = view(request, *args, **kwargs)
                if isinstance(response, HttpResponseRedirect):
                    _store(request, key, response)
                else:
                    transaction.set_rollback(True)
                return response
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") in {"55P03", "40P01", "40001"}:
                return _refuse(
                    request, HTTP_CONFLICT, "Sedang diproses orang lain. Coba lagi sebentar lagi."
                )
            raise

    return wrapper


def _claim(request: HttpRequest, key: str) -> KunciIdempotensi | None:
    """Insert the key; whoever is second waits here for the first and gets its row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_kunciidempotensi (user_id, kunci, sidik, jawaban, pesan) "
            "VALUES (%s, %s, %s, '', '[]') ON CONFLICT ON CONSTRAINT kunciidempotensi_unik DO NOTHING",
            [request.user.pk, key, _digest(request)],
        )
        fresh = cursor.rowcount == 1
    return (
        None if fresh else KunciIdempotensi.objects.get(user=cast("User", request.user), kunci=key)
    )


def _replay(request: HttpRequest, stored: KunciIdempotensi) -> HttpResponse:
    if stored.sidik != _digest(request):
        return _refuse(
            request,
            HTTP_UNPROCESSABLE,
            "Formulir ini sudah pernah dikirim dengan isi lain. Muat ulang halaman.",
        )
    for level, text in stored.pesan:
        messages.add_message(request, level, text)
    return HttpResponseRedirect(stored.jawaban)


def _store(request: HttpRequest, key: str, response: HttpResponseRedirect) -> None:
    said = [[m.level, str(m.message)] for m in getattr(request._messages, "_queued_messages", [])]  # type: ignore[attr-defined]  # noqa: SLF001
    KunciIdempotensi.objects.filter(user=cast("User", request.user), kunci=key).update(
        jawaban=response.url[:400], pesan=said
    )


def _refuse(request: HttpRequest, status: int, text: str) -> HttpResponse:
    return render(request, "pesan.html", {"judul": "Belum terkirim", "pesan": text}, status=status)
