"""The own case of a civil servant: read it, and say whether the move is welcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from asn_portal.core.access import for_roles
from asn_portal.core.enums import Peran
from asn_portal.core.idempotency import idempotent
from jabatan.penempatan import services
from jabatan.penempatan.enums import SisiPersetujuan, StatusUsulan
from jabatan.penempatan.forms.usulan import PernyataanForm
from jabatan.penempatan.selectors import usulan as selectors
from jabatan.penempatan.selectors.terpilih import pernyataan_terpilih
from jabatan.penempatan.views.masuk import login
from jabatan.penempatan.views.penolakan import UNPROCESSABLE, says_no
from jabatan.penempatan.views.usulan import get_usulan

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jabatan.penempatan.models import Usulan

OPEN_FOR_STATEMENT = (StatusUsulan.DIAJUKAN, StatusUsulan.DISETUJUI)
EVERYBODY = tuple(Peran.values)


def _mine(usulan: Usulan, orang_id: int | None) -> tuple[Any, bool, bool]:
    """What the reader has said, whether it may still be said, and whether the PPK chose the reader."""
    if usulan.pegawai.orang_id == orang_id:
        return selectors.pernyataan(usulan), usulan.status in OPEN_FOR_STATEMENT, False
    return (
        pernyataan_terpilih(selectors.keputusan(usulan)),
        usulan.status == StatusUsulan.DIPUTUSKAN,
        True,
    )


@require_GET
@for_roles(*EVERYBODY)
def daftar(request: HttpRequest) -> HttpResponse:
    """Proposals about the reader, and choices of the PPK; a draft is nobody's business yet."""
    orang = login(request).orang
    rows = (
        selectors.usulan_daftar(request.user, timezone.localdate())
        .filter(Q(pegawai__orang=orang) | Q(keputusan__pegawai__orang=orang))
        .exclude(status=StatusUsulan.DRAF)
        .order_by("-created_at", "-pk")
    )
    return render(
        request,
        "penempatan/usulan_saya.html",
        {
            "judul": "Usulan pemindahan Anda",
            "baris": [(one, *_mine(one, login(request).orang_id)[:2]) for one in rows],
        },
    )


@require_http_methods(["GET", "POST"])
@for_roles(*EVERYBODY)
@idempotent
@says_no
def rinci(request: HttpRequest, kode: str) -> HttpResponse:
    """One proposal about the reader, with the statement."""
    usulan = get_usulan(request, kode)
    decided = selectors.keputusan(usulan)
    orang_id = login(request).orang_id
    people = {usulan.pegawai.orang_id, decided.pegawai.orang_id if decided else None}
    if orang_id not in people or usulan.status == StatusUsulan.DRAF:
        raise Http404
    said, may_say, chosen = _mine(usulan, orang_id)
    initial = (
        {"bersedia": "ya" if said.bersedia else "tidak", "catatan": said.catatan} if said else None
    )
    form = PernyataanForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        facts = {"actor": login(request), "at": timezone.now(), **form.cleaned_data}
        if chosen:
            services.nyatakan_terpilih(keputusan=decided, **facts)
        else:
            services.nyatakan(usulan=usulan, **facts)
        messages.success(request, "Pernyataan Anda tersimpan dan dibaca oleh PPK.")
        return redirect("penempatan:saya-usulan-rinci", usulan.kode)
    verb = "PPK memilih Anda" if chosen else "Usulan Anda"
    return render(
        request,
        "penempatan/usulan_saya_rinci.html",
        {
            "judul": f"{verb} menjadi {usulan.kursi.jabatan}",
            "remah": [
                {"judul": "Usulan pemindahan Anda", "url": reverse("penempatan:saya-usulan")}
            ],
            "usulan": usulan,
            "pernyataan": said,
            "terbuka": may_say,
            "terpilih": chosen,
            "form": form,
            # The notice about another choice is nothing for the person proposed, and the answers
            # about the person proposed nothing for the person chosen.
            "persetujuan": [
                one
                for one in selectors.approvals_now(usulan)
                if (one.sisi == SisiPersetujuan.PILIHAN) == chosen
            ],
            "keputusan": decided,
        },
        status=UNPROCESSABLE if form.errors else 200,
    )
