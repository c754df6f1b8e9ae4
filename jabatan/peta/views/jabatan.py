"""The page of one position."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from asn_portal.core.access import for_roles
from asn_portal.core.dates import local_date, long_date
from asn_portal.core.templatetags.portal import angka
from jabatan.peta.models import Jabatan
from jabatan.peta.permissions import MAP_ROLES
from jabatan.peta.selectors.jabatan import former_holders, position_brief, seats_of, workload
from jabatan.peta.selectors.unit import unit_tree

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from jabatan.peta.selectors.jabatan import RingkasJabatan
    from jabatan.peta.views.unit import Pelengkap


@for_roles(*MAP_ROLES)
@require_safe
def jabatan(request: HttpRequest, kode: str, pelengkap: Pelengkap | None = None) -> HttpResponse:
    """Requirements, seats, holders now and before, workload."""
    row = get_object_or_404(
        Jabatan.objects.visible_to(request.user).select_related(
            "nomenklatur", "profil", "instansi", "unit"
        ),
        kode=kode,
    )
    on = local_date(row.instansi, timezone.now())
    pohon = unit_tree(request.user, on)
    node = pohon.simpul.get(row.unit_id)
    trail = [*pohon.ancestors(node), node] if node else []
    brief = position_brief(request.user, jabatan=row, on=on)
    return render(
        request,
        "peta/jabatan.html",
        {
            "judul": row.nomenklatur.nama,
            "remah": [
                {"judul": "Peta Jabatan", "url": reverse("peta:ringkasan")},
                *({"judul": n.nama, "url": reverse("peta:unit", args=[n.kode])} for n in trail),
            ],
            "unit": node,
            "ringkas": brief,
            "peringkat": pelengkap(request, row) if pelengkap else {},
            "ket": _vacancy_sentence(brief, on),
            "kursi": seats_of(request.user, jabatan=row, on=on),
            "riwayat": former_holders(request.user, jabatan=row, on=on),
            "beban": workload(isi=brief.isi, pegawai=len(brief.definitif)),
            "butir": [
                {"nama": "Kelas jabatan", "nilai": brief.isi.kelas or "–" if brief.isi else "–"},
                {"nama": "Kebutuhan (K)", "nilai": brief.kebutuhan},
                {"nama": "Bezetting (B)", "nilai": len(brief.definitif)},
                {"nama": "Kurang", "nilai": brief.kurang, "nada": "b" if brief.kurang else ""},
                {"nama": "Lebih", "nilai": brief.lebih, "nada": "k" if brief.lebih else ""},
            ],
        },
    )


def _vacancy_sentence(brief: RingkasJabatan, on: date) -> str:
    """Since when nobody holds the position; nothing to say while somebody does."""
    if brief.definitif or not brief.kurang:
        return ""
    if brief.kosong_sejak is None:
        return "Kosong, sejak kapan belum tercatat."
    days = angka((on - brief.kosong_sejak).days)
    return f"Kosong {days} hari, sejak {long_date(brief.kosong_sejak)}."
