"""Refusals of the office as pages: 409 for a stale tab, 403 for the wrong person, 422 for a rule."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.shortcuts import render

from asn_portal.core.errors import ConflictError, DomainError, NotAllowedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

CONFLICT, FORBIDDEN, UNPROCESSABLE = 409, 403, 422


def says_no(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer a refusal with its sentence; the form's key stays unused, so it can be sent again."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except ConflictError as error:
            return _page(request, "Belum terkirim", error, CONFLICT)
        except NotAllowedError as error:
            return _page(request, "Bukan wewenang Anda", error, FORBIDDEN)
        except DomainError as error:
            return _page(request, "Belum dapat diteruskan", error, UNPROCESSABLE)

    return wrapper


def _page(request: HttpRequest, judul: str, error: Exception, status: int) -> HttpResponse:
    back = request.META.get("HTTP_REFERER", "")
    own = back.startswith(f"{request.scheme}://{request.get_host()}/")
    return render(
        request,
        "pesan.html",
        {"judul": judul, "pesan": str(error), "kembali": back if own else request.path},
        status=status,
    )
