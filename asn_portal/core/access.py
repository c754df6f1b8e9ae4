"""Doors of pages: which role a kind of page is for, and the log of looks at personal data."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import render

from asn_portal.core.enums import Peran
from asn_portal.core.models import AksesData
from asn_portal.core.scope import scope_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.http import HttpRequest, HttpResponse


def for_roles(*peran: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Open a kind of page to these roles; others get a 403 page that names them.

    Whether one record is visible is another question, answered by `visible_to` with 404.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            scope = scope_of(request.user)
            if not scope.has(*peran):
                return render(
                    request,
                    "403.html",
                    {
                        "peran_halaman": [Peran(code).label for code in peran],
                        "peran_anda": [Peran(code).label for code in sorted(scope.peran)],
                    },
                    status=403,
                )
            return view(request, *args, **kwargs)

        wrapper.peran = frozenset(peran)  # type: ignore[attr-defined]
        return wrapper

    return decorate


def require(allowed: object) -> None:
    """Refuse an act on a visible record (403)."""
    if not allowed:
        raise PermissionDenied


def log_look(request: HttpRequest, jenis: str, orang_ids: Iterable[int]) -> None:
    """Note that the user looks at scores, discipline or NIK of these people; own data is no look."""
    match = request.resolver_match
    note_look(
        getattr(request.user, "orang_id", None),
        halaman=match.view_name if match else "",
        jenis=jenis,
        orang_ids=orang_ids,
    )


def note_look(orang_id: int | None, *, halaman: str, jenis: str, orang_ids: Iterable[int]) -> None:
    """The same where there is no request: a worker that writes a file for somebody."""
    others = sorted({pk for pk in orang_ids if pk != orang_id})
    if orang_id is not None and others:
        AksesData.objects.create(
            pelaku_id=orang_id, halaman=halaman[:80], jenis=jenis, subjek_ids=others
        )
