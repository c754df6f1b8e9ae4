"""History, upload, template and export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from asn_portal.berkas import exports, registry
from asn_portal.berkas.ekspor import Isi, daftarkan, sajikan, unduhan
from asn_portal.berkas.enums import StatusImpor
from asn_portal.berkas.forms import SaringForm, UnggahForm
from asn_portal.berkas.models import Impor
from asn_portal.berkas.services.baca import konteks
from asn_portal.berkas.services.unggah import unggah
from asn_portal.core.access import for_roles, require
from asn_portal.core.enums import Peran
from asn_portal.core.errors import DomainError
from asn_portal.core.idempotency import idempotent
from asn_portal.core.models import Instansi
from asn_portal.core.scope import scope_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse, QueryDict

    from asn_portal.berkas.registry import JenisImpor
    from asn_portal.core.models import User

PER_PAGE = 25
REMAH = {"judul": "Impor", "url": "/impor/"}


@require_GET
@for_roles(Peran.OPERATOR, Peran.VERIFIKATOR)
def daftar(request: HttpRequest) -> HttpResponse:
    """Imports of the instansi, newest first."""
    rows = Impor.objects.visible_to(request.user).select_related("oleh", "instansi")
    saring = SaringForm(request.GET or None)
    if saring.is_bound and saring.is_valid():
        pilih = saring.cleaned_data
        if pilih["q"]:
            rows = rows.filter(nama_berkas__icontains=pilih["q"])
        if pilih["jenis"]:
            rows = rows.filter(jenis=pilih["jenis"])
        if pilih["status"]:
            rows = rows.filter(status=pilih["status"])
    halaman = Paginator(rows.order_by("-created_at", "-pk"), PER_PAGE).get_page(
        request.GET.get("hal")
    )
    for impor in halaman:
        impor.judul_jenis = judul_jenis(impor.jenis)
    scope = scope_of(request.user)
    jenis = [j for j in registry.semua() if scope.has(*j.peran)]
    konteks_halaman = {
        "judul": "Impor",
        "halaman": halaman,
        "form_saring": saring,
        "boleh_unggah": bool(jenis),
        "jenis_ekspor": [j for j in jenis if j.bisa_ekspor],
        "menunggu": Impor.objects.visible_to(request.user)
        .filter(status=StatusImpor.MENUNGGU_VERIFIKASI)
        .count()
        if scope.has(Peran.VERIFIKATOR)
        else 0,
    }
    return render(request, "berkas/daftar.html", konteks_halaman)


def judul_jenis(kode: str) -> str:
    """Title of a kind; imports outlive kinds."""
    jenis = registry.ambil(kode)
    return jenis.judul if jenis else kode


@require_http_methods(["GET", "POST"])
@for_roles(Peran.OPERATOR)
@idempotent
def baru(request: HttpRequest) -> HttpResponse:
    """Choose kind and file; the header is read, nothing else is saved."""
    scope = scope_of(request.user)
    if request.method == "POST":
        form = UnggahForm(request.POST, request.FILES, scope=scope)
        if form.is_valid():
            data = form.cleaned_data
            jenis = registry.ambil(data["jenis"])
            boleh = jenis is not None and any(
                scope.holds(peran, instansi_id=data["instansi"].pk) for peran in jenis.peran
            )
            require(boleh)
            try:
                impor = unggah(
                    kode_jenis=data["jenis"],
                    instansi=data["instansi"],
                    actor=request.user,  # type: ignore[arg-type]
                    nama_berkas=data["berkas"].name,
                    isi=data["berkas"],
                )
            except DomainError as error:
                form.add_error("berkas", str(error))
            else:
                _sama_lagi(request, impor)
                return redirect("berkas:kolom", impor.kode)
    else:
        form = UnggahForm(initial={"jenis": request.GET.get("jenis", "")}, scope=scope)
    isi: dict[str, Any] = {
        "judul": "Impor berkas",
        "remah": [REMAH],
        "form": form,
        "daftar_jenis": [j for j in registry.semua() if scope.has(*j.peran)],
    }
    return render(request, "berkas/baru.html", isi)


def _sama_lagi(request: HttpRequest, impor: Impor) -> None:
    """Say so when these bytes were saved before."""
    dulu = (
        Impor.objects.filter(
            instansi_id=impor.instansi_id,
            jenis=impor.jenis,
            sha256=impor.sha256,
            status=StatusImpor.DITERAPKAN,
        )
        .order_by("-diterapkan_at")
        .first()
    )
    if dulu is not None and dulu.diterapkan_at is not None:
        hari = timezone.localtime(dulu.diterapkan_at)
        messages.info(
            request,
            f"Berkas yang sama persis sudah disimpan pada {hari:%d-%m-%Y %H.%M} "
            f"(impor {dulu.kode}).",
        )


def _jenis(kode: str) -> JenisImpor:
    jenis = registry.ambil(kode)
    if jenis is None:
        raise Http404
    return jenis


@require_GET
@for_roles(Peran.OPERATOR)
def templat(request: HttpRequest, jenis: str) -> HttpResponse:  # noqa: ARG001 -- view
    """Empty workbook with the columns of a kind."""
    satu = _jenis(jenis)
    return unduhan(exports.templat(satu), f"templat-{satu.kode}.xlsx", exports.XLSX)


@daftarkan("impor", Peran.OPERATOR)
def susun(user: User, query: QueryDict, param: Mapping[str, str]) -> Isi:
    """All rows of a kind in the columns of its import."""
    satu = _jenis(param["jenis"])
    if not satu.bisa_ekspor:
        raise Http404
    boleh = Instansi.objects.filter(pk__in=scope_of(user).instansi_ids(satu.peran)).order_by("pk")
    if kode := query.get("instansi"):
        boleh = boleh.filter(kode=kode)
    instansi = boleh.first()
    require(instansi is not None)
    assert instansi is not None  # noqa: S101 -- for the type checker
    ctx = konteks(instansi, oleh=user.orang, at=timezone.now())
    return Isi(
        judul=satu.judul,
        nama=f"{satu.kode}-{instansi.kode}-{ctx.hari_ini}",
        kolom=[k.judul for k in satu.kolom],
        baris=lambda: exports.baris_ekspor(satu, ctx),
        jumlah=satu.jumlah_ekspor(ctx),
        instansi=instansi,
    )


@require_GET
@for_roles(Peran.OPERATOR)
def ekspor(request: HttpRequest, jenis: str) -> HttpResponse:
    """A kind as a file; every export is logged."""
    return sajikan(request, "impor", jenis=jenis)
