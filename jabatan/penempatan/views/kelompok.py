"""Groups of a desk on one page: one is read page by page, the others show their first rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.core.paginator import Page
    from django.db.models import QuerySet
    from django.http import HttpRequest

PER_PAGE, FIRST = 25, 5


@dataclass(frozen=True, slots=True)
class Kelompok:
    """One group: its rows on this page and how many there are."""

    kunci: str
    jumlah: int
    baris: list[Any]
    halaman: Page[Any] | None  # where its pages are turned here
    utuh: bool  # nothing more than these rows


def kelompok(
    request: HttpRequest, rows: Mapping[str, QuerySet[Any]], wanted: str
) -> dict[str, Kelompok]:
    """The wanted group alone, or all with the first one page by page (`hal` in the address)."""
    turned = wanted if wanted in rows else next(iter(rows))
    found = {}
    for kunci, queryset in rows.items():
        if wanted and kunci != turned:
            continue
        if kunci == turned:
            page = Paginator(queryset, PER_PAGE).get_page(request.GET.get("hal"))
            found[kunci] = Kelompok(kunci, page.paginator.count, list(page), page, utuh=True)
            continue
        count = queryset.count()
        found[kunci] = Kelompok(kunci, count, list(queryset[:FIRST]), None, utuh=count <= FIRST)
    return found
