"""The own case of a civil servant: read it, and say whether the move is welcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from asn_portal.core.access import for_roles
from asn_portal.core.enums import Peran
from asn_portal.core.idempotency import idempotent
from jabatan.penempatan import services
from jabatan.penempatan.enums import StatusUsulan
from jabatan.penempatan.forms.usulan import PernyataanForm
from jabatan.penempatan.selectors import usulan as selectors
from jabatan.penempatan.views.masuk import login
from jabatan.penempatan.views.penolakan import UNPROCESSABLE, says_no
from jabatan.penempatan.views.usulan import get_usulan

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

OPEN_FOR_STATEMENT = (StatusUsulan.DIAJUKAN, StatusUsulan.DISETUJUI)
EVERYBODY = tuple(Peran.values)


@require_GET
@for_roles(*EVERYBODY)
def daftar(request: HttpRequest) -> HttpResponse:
    """Proposals about the reader; a draft is nobody's business yet."""
    rows = (
        selectors.usulan_daftar(request.user, timezone.localdate())
        .filter(pegawai__orang=login(request).orang)
        .exclude(status=StatusUsulan.DRAF)
        .order_by("-created_at", "-pk")
    )
    return render(
        request,
        "penempatan/usulan_saya.html",
        {
            "judul": "Usulan pemindahan Anda",
            "baris": [
                (one, selectors.pernyataan(one), one.status in OPEN_FOR_STATEMENT) for one in rows
            ],
        },
    )


@require_http_methods(["GET", "POST"])
@for_roles(*EVERYBODY)
@idempotent
@says_no
def rinci(request: HttpRequest, kode: str) -> HttpResponse:
    """One proposal about the reader, with the statement."""
    usulan = get_usulan(request, kode)
    if usulan.pegawai.orang_id != login(request).orang_id or usulan.status == StatusUsulan.DRAF:
        raise Http404
    said = selectors.pernyataan(usulan)
    initial = (
        {"bersedia": "ya" if said.bersedia else "tidak", "catatan": said.catatan} if said else None
    )
    form = PernyataanForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.nyatakan(
            usulan=usulan, actor=login(request), at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, "Pernyataan Anda tersimpan dan dibaca oleh PPK.")
        return redirect("penempatan:saya-usulan-rinci", usulan.kode)
    return render(
        request,
        "penempatan/usulan_saya_rinci.html",
        {
            "judul": f"Usulan Anda menjadi {usulan.kursi.jabatan}",
            "remah": [
                {"judul": "Usulan pemindahan Anda", "url": reverse("penempatan:saya-usulan")}
            ],
            "usulan": usulan,
            "pernyataan": said,
            "terbuka": usulan.status in OPEN_FOR_STATEMENT,
            "form": form,
            "persetujuan": selectors.approvals_now(usulan),
            "keputusan": selectors.keputusan(usulan),
        },
        status=UNPROCESSABLE if form.errors else 200,
    )
