"""Inbox of a head of office and the one screen on which to answer (phone first)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from asn_portal.core.access import for_roles, log_look, require
from asn_portal.core.enums import Peran
from asn_portal.core.idempotency import idempotent
from jabatan.penempatan import services
from jabatan.penempatan.enums import SisiPersetujuan, StatusPersetujuan, StatusUsulan
from jabatan.penempatan.forms.usulan import SaringKotakForm, TidakForm
from jabatan.penempatan.permissions import may_read_discipline
from jabatan.penempatan.permissions.usulan import may_approve
from jabatan.penempatan.selectors import usulan as selectors
from jabatan.penempatan.selectors.dampak import dampak
from jabatan.penempatan.selectors.linimasa import linimasa
from jabatan.penempatan.selectors.mengapa import mengapa
from jabatan.penempatan.selectors.terpilih import pernyataan_terpilih
from jabatan.penempatan.services.terpilih import TOLD
from jabatan.penempatan.views.kelompok import kelompok
from jabatan.penempatan.views.masuk import login
from jabatan.penempatan.views.penolakan import UNPROCESSABLE, says_no
from jabatan.penempatan.views.usulan import asal_pindah, get_usulan

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jabatan.penempatan.models import Persetujuan, Usulan

ANSWERS = {
    "kembalikan": (services.kembalikan, "Kembalikan", "dikembalikan kepada pengusul"),
    "tolak": (services.tolak, "Tolak", "ditolak"),
}


@require_GET
@for_roles(Peran.KEPALA_OPD)
def daftar(request: HttpRequest) -> HttpResponse:
    """What waits for you, oldest deadline first; what waits for others; what is done."""
    today = timezone.localdate()
    form = SaringKotakForm(request.GET or None)
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    text = wanted.get("q", "").strip()
    rows = selectors.kotak(request.user, today, text)
    return render(
        request,
        "penempatan/persetujuan.html",
        {
            "judul": "Persetujuan",
            "form_saring": form,
            "kotak": kelompok(request, rows, wanted.get("kelompok", "")),
            "ada_saringan": bool(text),
            "terakhir": rows["selesai"].values_list("diputus_at", flat=True).first(),
            "hari_ini": today,
        },
    )


def _mine(request: HttpRequest, kode: str) -> tuple[Usulan, Persetujuan]:
    """The newest approval of this proposal that is addressed to the reader, or 404."""
    usulan = get_usulan(request, kode)
    rows = [
        row
        for row in usulan.persetujuan.all()
        if row.penyetuju_id == login(request).orang_id and row.sisi != "PPK"
    ]
    if not rows:
        raise Http404
    row = rows[-1]
    row.usulan = usulan
    return usulan, row


def _waits(usulan: Usulan, row: Persetujuan) -> bool:
    return row.status == StatusPersetujuan.MENUNGGU and usulan.status == StatusUsulan.DIAJUKAN


def _told(row: Persetujuan) -> bool:
    """Only a notice: the PPK chose one of the reader's people instead of the proposed one."""
    return row.sisi == SisiPersetujuan.PILIHAN


def _notice(request: HttpRequest, usulan: Usulan, row: Persetujuan) -> HttpResponse:
    """Whom the PPK chose, why, and what it leaves behind; nothing about the person proposed."""
    decided, today = selectors.keputusan(usulan), timezone.localdate()
    context = _context(usulan, row) | {
        "judul": f"Pilihan PPK: {decided.pegawai.orang.nama}",
        "keputusan": decided,
        "terpilih": pernyataan_terpilih(decided),
        "belum_dibaca": row.status == StatusPersetujuan.MENUNGGU and usulan.status in TOLD,
        "dampak": dampak(usulan.kursi, asal_pindah(usulan, today), today)
        if usulan.status != StatusUsulan.BERLAKU
        else [],
    }
    return render(request, "penempatan/persetujuan_pilihan.html", context)


def _context(usulan: Usulan, row: Persetujuan) -> dict[str, Any]:
    return {
        "usulan": usulan,
        "persetujuan": row,
        "menunggu": _waits(usulan, row),
        "remah": [{"judul": "Persetujuan", "url": reverse("penempatan:persetujuan")}],
        "lambat": bool(row.tenggat and row.tenggat < timezone.localdate()),
    }


@require_GET
@for_roles(Peran.KEPALA_OPD)
def rinci(request: HttpRequest, kode: str) -> HttpResponse:
    """What, why, impact, risk, documents, and three buttons; an answer given is shown instead."""
    usulan, row = _mine(request, kode)
    if _told(row):
        return _notice(request, usulan, row)
    log_look(request, "nilai", [usulan.pegawai.orang_id])
    context = _context(usulan, row)
    context |= {
        "judul": f"Pemindahan {usulan.pegawai.orang.nama}",
        "mengapa": mengapa(usulan, disiplin=may_read_discipline(request.user, usulan.instansi_id)),
        "dampak": dampak(usulan.kursi, usulan.kursi_asal, timezone.localdate()),
        "pernyataan": selectors.pernyataan(usulan),
        "peristiwa": linimasa(usulan, catatan=False),
    }
    return render(request, "penempatan/persetujuan_rinci.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(Peran.KEPALA_OPD)
@idempotent
@says_no
def setujui(request: HttpRequest, kode: str) -> HttpResponse:
    """The sentence once more, then yes."""
    usulan, row = _mine(request, kode)
    if request.method == "POST" and _told(row):
        services.ketahui(persetujuan=row, actor=login(request), at=timezone.now())
        messages.success(request, "Tercatat bahwa Anda mengetahui pilihan PPK.")
        return redirect("penempatan:persetujuan-rinci", usulan.kode)
    if request.method == "POST":
        require(may_approve(request.user, row))
        versi = request.POST.get("versi", "")
        services.setujui(
            persetujuan=row,
            versi=int(versi) if versi.isdecimal() else 0,
            catatan=request.POST.get("catatan", "")[:4000],
            actor=login(request),
            at=timezone.now(),
        )
        messages.success(request, f"Anda menyetujui pemindahan {usulan.pegawai.orang.nama}.")
        return redirect("penempatan:persetujuan-rinci", usulan.kode)
    if not _waits(usulan, row):
        return redirect("penempatan:persetujuan-rinci", usulan.kode)
    context = _context(usulan, row) | {"judul": "Periksa persetujuan Anda"}
    return render(request, "penempatan/persetujuan_setujui.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(Peran.KEPALA_OPD)
@idempotent
@says_no
def kembalikan(request: HttpRequest, kode: str) -> HttpResponse:
    """Send it back with a reason."""
    return _no(request, kode, "kembalikan")


@require_http_methods(["GET", "POST"])
@for_roles(Peran.KEPALA_OPD)
@idempotent
@says_no
def tolak(request: HttpRequest, kode: str) -> HttpResponse:
    """Refuse with a reason."""
    return _no(request, kode, "tolak")


def _no(request: HttpRequest, kode: str, what: str) -> HttpResponse:
    usulan, row = _mine(request, kode)
    if _told(row):
        return redirect("penempatan:persetujuan-rinci", usulan.kode)
    act, verb, done = ANSWERS[what]
    form = TidakForm(request.POST or None, initial={"versi": usulan.versi})
    if request.method == "POST" and form.is_valid():
        act(persetujuan=row, actor=login(request), at=timezone.now(), **form.cleaned_data)
        messages.success(request, f"Usulan {usulan.kode} {done}.")
        return redirect("penempatan:persetujuan-rinci", usulan.kode)
    if request.method == "GET" and not _waits(usulan, row):
        return redirect("penempatan:persetujuan-rinci", usulan.kode)
    context = _context(usulan, row) | {
        "judul": f"{verb} pemindahan {usulan.pegawai.orang.nama}",
        "form": form,
        "tombol": f"{verb} usulan",
        "bahaya": what == "tolak",
        "kembali": reverse("penempatan:persetujuan-rinci", args=[usulan.kode]),
    }
    return render(
        request,
        "penempatan/usulan_formulir.html",
        context,
        status=UNPROCESSABLE if form.errors else 200,
    )
