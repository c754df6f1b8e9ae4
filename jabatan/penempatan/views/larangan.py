"""Seasons in which officials may not be replaced: list and entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from asn_portal.core.access import for_roles, require
from asn_portal.core.enums import Peran
from asn_portal.core.errors import DomainError
from asn_portal.core.idempotency import idempotent
from asn_portal.core.models import Instansi
from asn_portal.core.scope import scope_of
from jabatan.penempatan import services
from jabatan.penempatan.forms.larangan import LaranganForm
from jabatan.penempatan.models import MasaLarangan
from jabatan.penempatan.permissions.usulan import PROPOSAL_READERS
from jabatan.penempatan.views.masuk import login

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*PROPOSAL_READERS)
@idempotent
def daftar(request: HttpRequest) -> HttpResponse:
    """Seasons of the own agencies, newest first; the personnel office adds one."""
    scope = scope_of(request.user)
    own = (
        Instansi.objects.filter(pk__in=scope.instansi_ids((Peran.OPERATOR,))).order_by("pk").first()
    )
    form = LaranganForm(request.POST or None)
    if request.method == "POST":
        require(own)
        if own is not None and form.is_valid():
            try:
                services.catat_masa_larangan(
                    instansi=own, actor=login(request), at=timezone.now(), **form.cleaned_data
                )
            except DomainError as error:
                form.add_error("akhir", str(error))
            else:
                messages.success(request, "Masa larangan dicatat.")
                return redirect("penempatan:larangan")
    rows = (
        MasaLarangan.objects.filter(instansi_id__in=scope.instansi_ids())
        .select_related("instansi")
        .order_by("-tanggal_mulai", "pk")[:100]
    )
    context = {
        "judul": "Masa larangan penggantian pejabat",
        "baris": rows,
        "form": form,
        "boleh": own,
    }
    return render(request, "penempatan/larangan.html", context)
