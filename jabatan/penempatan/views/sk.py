"""Decrees: list, issue, read, download, cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from asn_portal.core.access import for_roles, require
from asn_portal.core.dates import local_date
from asn_portal.core.enums import Peran
from asn_portal.core.idempotency import idempotent
from asn_portal.core.scope import scope_of
from jabatan.penempatan import services
from jabatan.penempatan.documents.sk import cetak
from jabatan.penempatan.enums import KertasSK, StatusSK, StatusUsulan
from jabatan.penempatan.forms.usulan import AlasanForm, SaringSKForm, SKForm
from jabatan.penempatan.models import SuratKeputusan
from jabatan.penempatan.permissions.usulan import (
    DECREE_READERS,
    may_cancel_decree,
    may_download,
    may_issue,
)
from jabatan.penempatan.selectors import usulan as selectors
from jabatan.penempatan.selectors.kursi_dilepas import penahan
from jabatan.penempatan.selectors.peran_kepala import peran_ditolak, tanpa_peran
from jabatan.penempatan.selectors.terpilih import menunggu_terpilih
from jabatan.penempatan.views.masuk import login
from jabatan.penempatan.views.penolakan import UNPROCESSABLE, says_no
from jabatan.penempatan.views.usulan import get_usulan

if TYPE_CHECKING:
    from django.http import HttpRequest

PER_PAGE = 25
READERS = (*DECREE_READERS, Peran.ASN)


def _decree(request: HttpRequest, kode: str) -> SuratKeputusan:
    found: SuratKeputusan = get_object_or_404(
        selectors.sk_daftar(request.user, timezone.localdate()), kode=kode
    )
    return found


@require_GET
@for_roles(*DECREE_READERS)
def daftar(request: HttpRequest) -> HttpResponse:
    """Decrees by number, newest first; decisions that wait for one on top."""
    today = timezone.localdate()
    form = SaringSKForm(request.GET or None)
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = selectors.sk_daftar(request.user, today)
    if text := wanted.get("q", "").strip():
        found = found.filter(
            Q(nomor_lengkap__icontains=text)
            | Q(pegawai__orang__nama__icontains=text)
            | Q(kursi__jabatan__nomenklatur__nama__icontains=text)
            | Q(kode__iexact=text)
        )
    if wanted.get("status"):
        found = found.filter(status=wanted["status"])
    waiting = selectors.usulan_daftar(request.user, today).filter(status=StatusUsulan.DIPUTUSKAN)
    return render(
        request,
        "penempatan/sk.html",
        {
            "judul": "Surat keputusan",
            "form_saring": form,
            "halaman": Paginator(found.order_by("-tahun", "-nomor", "-pk"), PER_PAGE).get_page(
                request.GET.get("hal")
            ),
            "menunggu": [
                (one, menunggu_terpilih(one.keputusan))
                for one in waiting.order_by("keputusan__diputuskan_at", "pk")[:PER_PAGE]
                if may_issue(request.user, one.keputusan)
            ],
            "menunggu_semua": waiting.count(),
            "tanpa_peran": list(
                tanpa_peran(selectors.sk_daftar(request.user, today), today).order_by("pk")[
                    :PER_PAGE
                ]
            )
            if scope_of(request.user).has(Peran.OPERATOR)
            else [],
            "ada_saringan": bool(wanted.get("q") or wanted.get("status")),
        },
    )


@require_http_methods(["GET", "POST"])
@for_roles(Peran.OPERATOR)
@idempotent
@says_no
def baru(request: HttpRequest, kode: str) -> HttpResponse:
    """Number and seal the decree of a decision."""
    usulan = get_usulan(request, kode)
    decided = selectors.keputusan(usulan)
    if decided is None:
        return redirect("penempatan:usulan-rinci", usulan.kode)
    require(may_issue(request.user, decided))
    if usulan.status != StatusUsulan.DIPUTUSKAN and request.method == "GET":
        return redirect("penempatan:usulan-rinci", usulan.kode)
    now = timezone.now()
    today = local_date(usulan.instansi, now)
    form = SKForm(
        request.POST or None,
        initial={
            "versi": usulan.versi,
            "tanggal_berlaku": max(usulan.tanggal_berlaku or today, today),
            "kertas": KertasSK.F4,
        },
    )
    if request.method == "POST" and form.is_valid():
        sk = services.tetapkan_sk(
            keputusan=decided, actor=login(request), at=now, cetak=cetak, **form.cleaned_data
        )
        messages.success(request, f"SK {sk.nomor_lengkap} ditetapkan.")
        return redirect("penempatan:sk-rinci", sk.kode)
    return render(
        request,
        "penempatan/sk_baru.html",
        {
            "judul": f"Tetapkan SK {decided.pegawai.orang.nama}",
            "remah": [{"judul": "Surat keputusan", "url": reverse("penempatan:sk")}],
            "usulan": usulan,
            "keputusan": decided,
            "form": form,
            "menunggu_terpilih": menunggu_terpilih(decided),
        },
        status=UNPROCESSABLE if form.errors else 200,
    )


@require_GET
@for_roles(*READERS)
def rinci(request: HttpRequest, kode: str) -> HttpResponse:
    """The decree word by word, its number, hash and state."""
    sk = _decree(request, kode)
    return render(
        request,
        "penempatan/sk_rinci.html",
        {
            "judul": f"SK {sk.nomor_lengkap}",
            "remah": [{"judul": "Surat keputusan", "url": reverse("penempatan:sk")}],
            "sk": sk,
            "isi": sk.isi,
            "boleh_unduh": may_download(request.user, sk),
            "boleh_batal": sk.status == StatusSK.DITETAPKAN and may_cancel_decree(request.user, sk),
            "sidik_jari": sk.pdf_sha256,
            "penahan": penahan(sk, local_date(sk.instansi, timezone.now())),
            "peran_ditolak": _missing_duty(request, sk),
        },
    )


def _missing_duty(request: HttpRequest, sk: SuratKeputusan) -> str:
    """Why the new head has no duty yet, for the personnel office that has it put right."""
    if not scope_of(request.user).holds(Peran.OPERATOR, instansi_id=sk.instansi_id):
        return ""
    today = local_date(sk.instansi, timezone.now())
    if not tanpa_peran(SuratKeputusan.objects.filter(pk=sk.pk), today).exists():
        return ""
    refused = peran_ditolak(sk)
    return refused[1] if refused else ""


@require_GET
@for_roles(*READERS)
def pdf(request: HttpRequest, kode: str) -> HttpResponse:
    """The stored bytes, never printed again."""
    sk = _decree(request, kode)
    require(may_download(request.user, sk))
    content = SuratKeputusan.objects.values_list("pdf", flat=True).get(pk=sk.pk)
    response = HttpResponse(bytes(content), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="SK-{sk.tahun}-{sk.nomor:04d}.pdf"'
    return response


@require_http_methods(["GET", "POST"])
@for_roles(Peran.OPERATOR)
@idempotent
@says_no
def batal(request: HttpRequest, kode: str) -> HttpResponse:
    """Cancel before it takes effect."""
    sk = _decree(request, kode)
    require(may_cancel_decree(request.user, sk))
    form = AlasanForm(request.POST or None)
    url = reverse("penempatan:sk-rinci", args=[sk.kode])
    if request.method == "POST" and form.is_valid():
        services.batalkan_sk(
            sk=sk, alasan=form.cleaned_data["alasan"], actor=login(request), at=timezone.now()
        )
        messages.success(request, f"SK {sk.nomor_lengkap} dibatalkan. Nomornya tidak dipakai lagi.")
        return redirect(url)
    return render(
        request,
        "penempatan/usulan_formulir.html",
        {
            "judul": f"Batalkan SK {sk.nomor_lengkap}",
            "remah": [{"judul": f"SK {sk.nomor_lengkap}", "url": url}],
            "form": form,
            "tombol": "Batalkan SK",
            "bahaya": True,
            "kembali": url,
        },
        status=UNPROCESSABLE if form.errors else 200,
    )
