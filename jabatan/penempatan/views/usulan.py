"""Proposals: list, new, check answers, send, timeline, withdraw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from asn_portal.core import evidence
from asn_portal.core.access import for_roles, log_look, require
from asn_portal.core.dates import local_date
from asn_portal.core.enums import Peran
from asn_portal.core.errors import ConflictError, DomainError, NotAllowedError
from asn_portal.core.idempotency import idempotent
from asn_portal.core.scope import scope_of
from jabatan.penempatan import services
from jabatan.penempatan.enums import OPEN_STATES, SisiPersetujuan, StatusUsulan
from jabatan.penempatan.forms.usulan import (
    AlasanForm,
    PerbaikiForm,
    SaringUsulanForm,
    UsulanForm,
)
from jabatan.penempatan.models import Lowongan, Usulan
from jabatan.penempatan.permissions import may_read_discipline
from jabatan.penempatan.permissions.usulan import PROPOSAL_READERS, may_change, may_propose
from jabatan.penempatan.selectors import usulan as selectors
from jabatan.penempatan.selectors.dampak import dampak
from jabatan.penempatan.selectors.isi_sk import nama_unit
from jabatan.penempatan.selectors.kedudukan import Hasil
from jabatan.penempatan.selectors.linimasa import linimasa
from jabatan.penempatan.selectors.mengapa import mengapa
from jabatan.penempatan.selectors.putaran import basi
from jabatan.penempatan.selectors.terpilih import menunggu_terpilih, orang_lain
from jabatan.penempatan.services.pemeriksaan import BLOKIR, jabatan_sekarang, periksa_usulan
from jabatan.penempatan.services.usulan import DEADLINE_WORKDAYS, penyetuju
from jabatan.penempatan.views.masuk import login
from jabatan.penempatan.views.penolakan import UNPROCESSABLE, says_no
from jabatan.peta.models import Pegawai

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from jabatan.peta.models import Kursi

PER_PAGE = 25
# Who reads what the person chosen wrote beside yes or no.
NOTE_READERS = (Peran.OPERATOR, Peran.PPK, Peran.AUDITOR)
DETAIL_READERS = (*PROPOSAL_READERS, Peran.KEPALA_OPD)


def get_usulan(request: HttpRequest, kode: str) -> Usulan:
    """The proposal with everything its pages show, or 404."""
    found: Usulan = get_object_or_404(
        selectors.usulan_daftar(request.user, timezone.localdate()), kode=kode
    )
    return found


def asal_pindah(usulan: Usulan, on: date) -> Kursi | None:
    """The seat left by whoever moves: the person chosen by the PPK, else the person proposed."""
    decided = selectors.keputusan(usulan)
    if decided is None or not orang_lain(decided):
        return usulan.kursi_asal
    now = jabatan_sekarang(decided.pegawai, on)
    return now.kursi if now else None


def only_told(request: HttpRequest, usulan: Usulan) -> bool:
    """A head who reads this only because the PPK chose one of the own people: no values of others."""
    if scope_of(request.user).has(*PROPOSAL_READERS):
        return False
    mine = [one for one in usulan.persetujuan.all() if one.penyetuju_id == login(request).orang_id]
    return all(one.sisi == SisiPersetujuan.PILIHAN for one in mine)


@require_GET
@for_roles(*PROPOSAL_READERS)
def daftar(request: HttpRequest) -> HttpResponse:
    """Proposals, newest first, with whose turn it is."""
    today = timezone.localdate()
    form = SaringUsulanForm(request.GET or None)
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = selectors.usulan_daftar(request.user, today)
    if text := wanted.get("q", "").strip():
        found = found.filter(
            Q(pegawai__orang__nama__icontains=text)
            | Q(kursi__jabatan__nomenklatur__nama__icontains=text)
            | Q(kode__iexact=text)
        )
    status = wanted.get("status", "")
    if status == "terbuka":
        found = found.filter(status__in=OPEN_STATES)
    elif status:
        found = found.filter(status=status)
    page = Paginator(found.order_by("-created_at", "-pk"), PER_PAGE).get_page(
        request.GET.get("hal")
    )
    return render(
        request,
        "penempatan/usulan.html",
        {
            "judul": "Usulan penempatan",
            "form_saring": form,
            "halaman": page,
            "baris": [
                {
                    "usulan": one,
                    "giliran": selectors.giliran(one),
                    "hari": selectors.hari_menunggu(one, today),
                }
                for one in page
            ],
            "ada_saringan": bool(wanted.get("q") or status),
        },
    )


@require_http_methods(["GET", "POST"])
@for_roles(Peran.OPERATOR)
@idempotent
@says_no
def baru(request: HttpRequest) -> HttpResponse:
    """Write a proposal for one candidate of one vacancy; without both, go and choose them."""
    if not (request.GET.get("lowongan") and request.GET.get("pegawai")):
        return redirect("penempatan:lowongan")
    lowongan = get_object_or_404(
        Lowongan.objects.visible_to(request.user).select_related(
            "instansi", "putaran", "kursi__jabatan__nomenklatur", "kursi__jabatan__unit"
        ),
        kode=request.GET.get("lowongan", ""),
    )
    pegawai = get_object_or_404(
        Pegawai.objects.visible_to(request.user).select_related("orang"),
        kode=request.GET.get("pegawai", ""),
    )
    require(may_propose(request.user, lowongan.instansi_id))
    run_id = lowongan.putaran.pemeringkatan_id
    hasil = Hasil(lowongan, run_id) if run_id else None
    place = hasil.kedudukan(pegawai.pk) if hasil else None
    if hasil is None or place is None:
        raise DomainError("Pegawai ini tidak memenuhi syarat pada perhitungan terakhir.")
    log_look(request, "nilai", [pegawai.orang_id])
    stale = basi(lowongan.putaran, evidence.versions(lowongan.instansi_id))
    form = UsulanForm(request.POST or None, pertama=place.urutan == 1, basi=stale)
    if request.method == "POST" and form.is_valid():
        usulan = _write(form, lowongan, pegawai, request)
        if usulan is not None:
            return redirect("penempatan:usulan-periksa", usulan.kode)
    today = timezone.localdate()
    return render(
        request,
        "penempatan/usulan_baru.html",
        {
            "judul": "Susun usulan penempatan",
            "remah": [
                {
                    "judul": str(lowongan.kursi.jabatan),
                    "url": reverse("penempatan:lowongan-detail", args=[lowongan.kode]),
                }
            ],
            "form": form,
            "lowongan": lowongan,
            "pegawai": pegawai,
            "unit": nama_unit(lowongan.kursi.jabatan.unit_id, today),
            "kedudukan": place,
            "layak": hasil.layak,
        },
        status=UNPROCESSABLE if form.errors else 200,
    )


def _write(
    form: UsulanForm, lowongan: Lowongan, pegawai: Pegawai, request: HttpRequest
) -> Usulan | None:
    """A broken rule of the office is shown above the form that broke it."""
    data = form.cleaned_data
    try:
        return services.susun_usulan(
            lowongan=lowongan,
            pegawai=pegawai,
            alasan_kode=data.get("alasan_kode", ""),
            alasan=data["alasan"],
            tanggal_berlaku=data["tanggal_berlaku"],
            alasan_data_lama=data.get("alasan_data_lama", ""),
            actor=login(request),
            at=timezone.now(),
        )
    except (ConflictError, NotAllowedError):
        raise
    except DomainError as error:
        form.add_error(None, str(error))
        return None


@require_http_methods(["GET", "POST"])
@for_roles(Peran.OPERATOR)
@idempotent
@says_no
def periksa(request: HttpRequest, kode: str) -> HttpResponse:
    """Check answers: what will be sent, to whom, by when."""
    usulan = get_usulan(request, kode)
    require(may_change(request.user, usulan))
    now = timezone.now()
    if request.method == "POST":
        versi = request.POST.get("versi", "")
        services.ajukan(
            usulan=usulan,
            versi=int(versi) if versi.isdecimal() else 0,
            actor=login(request),
            at=now,
        )
        messages.success(request, f"Usulan {usulan.kode} terkirim untuk persetujuan.")
        return redirect("penempatan:usulan-rinci", usulan.kode)
    if usulan.status not in (StatusUsulan.DRAF, StatusUsulan.DIKEMBALIKAN):
        return redirect("penempatan:usulan-rinci", usulan.kode)
    galat, chain = "", []
    try:
        chain = penyetuju(usulan, now)
    except DomainError as error:
        galat = str(error)
    log_look(request, "nilai", [usulan.pegawai.orang_id])
    findings = periksa_usulan(
        kursi=usulan.kursi,
        pegawai=usulan.pegawai,
        tanggal_berlaku=usulan.tanggal_berlaku or local_date(usulan.instansi, now),
        at=now,
    )
    return render(
        request,
        "penempatan/usulan_periksa.html",
        {
            "judul": "Periksa usulan",
            "remah": [{"judul": "Usulan", "url": reverse("penempatan:usulan")}],
            "usulan": usulan,
            "rantai": chain,
            "galat_rantai": galat,
            "hari_kerja": DEADLINE_WORKDAYS,
            "temuan": findings,
            "terblokir": any(one.tingkat == BLOKIR for one in findings) or bool(galat),
            "dampak": dampak(usulan.kursi, usulan.kursi_asal, local_date(usulan.instansi, now)),
        },
    )


@require_http_methods(["GET", "POST"])
@for_roles(Peran.OPERATOR)
@idempotent
@says_no
def ubah(request: HttpRequest, kode: str) -> HttpResponse:
    """Change reason and date before sending."""
    usulan = get_usulan(request, kode)
    require(may_change(request.user, usulan))
    initial = {
        "versi": usulan.versi,
        "alasan": usulan.alasan,
        "tanggal_berlaku": usulan.tanggal_berlaku,
    }
    form = PerbaikiForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.perbaiki(
            usulan=usulan, actor=login(request), at=timezone.now(), **form.cleaned_data
        )
        return redirect("penempatan:usulan-periksa", usulan.kode)
    return _form_page(request, usulan, form, "Perbaiki usulan", "Simpan")


@require_http_methods(["GET", "POST"])
@for_roles(Peran.OPERATOR)
@idempotent
@says_no
def tarik(request: HttpRequest, kode: str) -> HttpResponse:
    """Withdraw with a reason."""
    usulan = get_usulan(request, kode)
    require(may_change(request.user, usulan))
    form = AlasanForm(request.POST or None, initial={"versi": usulan.versi})
    if request.method == "POST" and form.is_valid():
        services.tarik(
            usulan=usulan,
            alasan=form.cleaned_data["alasan"],
            versi=form.cleaned_data["versi"] or 0,
            actor=login(request),
            at=timezone.now(),
        )
        messages.success(request, f"Usulan {usulan.kode} ditarik.")
        return redirect("penempatan:usulan-rinci", usulan.kode)
    return _form_page(request, usulan, form, "Tarik usulan", "Tarik usulan", bahaya=True)


def _form_page(
    request: HttpRequest,
    usulan: Usulan,
    form: Any,
    judul: str,
    tombol: str,
    *,
    bahaya: bool = False,
) -> HttpResponse:
    url = reverse("penempatan:usulan-rinci", args=[usulan.kode])
    return render(
        request,
        "penempatan/usulan_formulir.html",
        {
            "judul": f"{judul} {usulan.pegawai.orang.nama}",
            "remah": [{"judul": f"Usulan {usulan.kode}", "url": url}],
            "form": form,
            "tombol": tombol,
            "bahaya": bahaya,
            "kembali": url,
        },
        status=UNPROCESSABLE if form.errors else 200,
    )


@require_GET
@for_roles(*DETAIL_READERS)
def rinci(request: HttpRequest, kode: str) -> HttpResponse:
    """Timeline of a proposal: what happened, whose turn it is, how long already."""
    usulan = get_usulan(request, kode)
    decided = selectors.keputusan(usulan)
    own = {usulan.pegawai.orang_id, decided.pegawai.orang_id if decided else None}
    if login(request).orang_id in own:
        # The own case is read on the own page: without the values of other candidates.
        return redirect("penempatan:saya-usulan-rinci", usulan.kode)
    if only_told(request, usulan):
        return redirect("penempatan:persetujuan-rinci", usulan.kode)
    today = timezone.localdate()
    log_look(request, "nilai", [usulan.pegawai.orang_id])
    mine = may_change(request.user, usulan)
    return render(
        request,
        "penempatan/usulan_rinci.html",
        {
            "judul": f"Usulan {usulan.pegawai.orang.nama}",
            "remah": [{"judul": "Usulan", "url": reverse("penempatan:usulan")}],
            "usulan": usulan,
            "peristiwa": linimasa(usulan, catatan=scope_of(request.user).has(*NOTE_READERS)),
            "giliran": selectors.giliran(usulan),
            "hari": selectors.hari_menunggu(usulan, today),
            "keputusan": decided,
            "mengapa": mengapa(
                usulan, disiplin=may_read_discipline(request.user, usulan.instansi_id)
            ),
            "dampak": dampak(usulan.kursi, asal_pindah(usulan, today), today)
            if usulan.status != StatusUsulan.BERLAKU
            else [],
            "boleh_kirim": mine and usulan.status in (StatusUsulan.DRAF, StatusUsulan.DIKEMBALIKAN),
            "boleh_tarik": mine
            and usulan.status
            in (
                StatusUsulan.DRAF,
                StatusUsulan.DIAJUKAN,
                StatusUsulan.DISETUJUI,
                StatusUsulan.DIKEMBALIKAN,
            ),
            "boleh_sk": usulan.status == StatusUsulan.DIPUTUSKAN
            and not menunggu_terpilih(decided)
            and may_propose(request.user, usulan.instansi_id),
            "menunggu_terpilih": usulan.status == StatusUsulan.DIPUTUSKAN
            and menunggu_terpilih(decided),
        },
    )
