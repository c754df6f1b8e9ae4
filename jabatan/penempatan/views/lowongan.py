"""List of vacancies; opening a round."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from asn_portal.core.access import for_roles, require
from asn_portal.core.dates import local_date
from asn_portal.core.enums import Peran
from asn_portal.core.errors import DomainError
from asn_portal.core.idempotency import idempotent
from jabatan.penempatan import services
from jabatan.penempatan.enums import StatusLowongan
from jabatan.penempatan.forms import BukaPutaranForm, SaringLowonganForm
from jabatan.penempatan.models import Putaran
from jabatan.penempatan.permissions import READERS, may_open_round
from jabatan.penempatan.selectors import putaran as selectors
from jabatan.penempatan.views.masuk import login
from jabatan.peta.enums import Jenjang
from jabatan.peta.models import Kursi, PemangkuJabatan
from jabatan.peta.selectors.pensiun import bup_of, tanggal_pensiun

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

PER_PAGE = 25
SEATS_SHOWN = 100
YEAR = timedelta(days=365)


@require_GET
@for_roles(*READERS)
def daftar(request: HttpRequest) -> HttpResponse:
    """Vacancies with round, stage and freshness; filters, search, order and page in the URL."""
    today = timezone.localdate()
    rounds = list(Putaran.objects.visible_to(request.user).order_by("-tahun", "-nomor")[:50])
    form = SaringLowonganForm(request.GET or None, putaran=[(one.kode, one.nama) for one in rounds])
    found = selectors.lowongan_daftar(request.user, today)
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    if text := wanted.get("q", "").strip():
        found = found.filter(
            Q(kursi__jabatan__nomenklatur__nama__icontains=text)
            | Q(nama_unit__icontains=text)
            | Q(nama_opd__icontains=text)
        )
    if wanted.get("status"):
        found = found.filter(status=wanted["status"])
    if wanted.get("jenjang"):
        found = found.filter(jenjang=wanted["jenjang"])
    if wanted.get("putaran"):
        found = found.filter(putaran__kode=wanted["putaran"])
    order = request.GET.get("urut", "")
    order = order if order in selectors.ORDERS else "kosong"
    page = Paginator(found.order_by(*selectors.ORDERS[order]), PER_PAGE).get_page(
        request.GET.get("hal")
    )
    versions = selectors.versi_sekarang({one.instansi_id for one in page})
    rows = [_row(one, versions.get(one.instansi_id, {})) for one in page]
    return render(
        request,
        "penempatan/lowongan.html",
        {
            "judul": "Lowongan jabatan",
            "form_saring": form,
            "keping": _chips(request, form, wanted),
            "halaman": page,
            "baris": rows,
            "urut": order,
            "akan_kosong": 0 if rows else _retiring(request.user, today),
            "boleh_buka": _opens(request.user),
            "ada_saringan": bool(wanted and any(wanted.values())),
        },
    )


def _opens(user: Any) -> bool:
    from asn_portal.core.scope import scope_of  # noqa: PLC0415 -- one predicate

    return scope_of(user).has(Peran.OPERATOR)


def _row(one: Any, versions: dict[str, int]) -> dict[str, Any]:
    number, words = selectors.tahap(one)
    return {
        "lowongan": one,
        "jenjang": Jenjang(one.jenjang).label,
        "tahap": number,
        "tahap_kata": words,
        "dilepas": one.dipegang and one.status == StatusLowongan.TERBUKA,
        "basi": one.layak is not None
        and one.putaran.status == "DIBUKA"
        and selectors.basi(one.putaran, versions),
    }


def _chips(request: HttpRequest, form: SaringLowonganForm, wanted: dict[str, Any]) -> list[Any]:
    chips = []
    for name, value in wanted.items():
        if not value:
            continue
        query = request.GET.copy()
        query.pop(name, None)
        query.pop("hal", None)
        label = dict(getattr(form.fields[name], "choices", [])).get(value, value)
        chips.append(
            {"teks": f"{form.fields[name].label}: {label}", "url": f"?{query.urlencode()}"}
        )
    return chips


def _retiring(user: Any, today: date) -> int:
    """Posts whose holder retires within twelve months, for the empty list."""
    found: int = (
        PemangkuJabatan.objects.visible_to(user)
        .in_force(today)
        .definitive()
        .filter(kursi__formasi=True)
        .annotate(
            pensiun=tanggal_pensiun(
                "pegawai__orang__tanggal_lahir", bup_of("kursi__jabatan__nomenklatur")
            )
        )
        .filter(pensiun__gt=today, pensiun__lte=today + YEAR)
        .count()
    )
    return found


def _seats(request: HttpRequest) -> Any:
    return selectors.kursi_kosong(request.user, timezone.localdate())


@require_GET
@for_roles(Peran.OPERATOR)
def putaran_baru(request: HttpRequest) -> HttpResponse:
    """Choose vacant seats and the cut-off; nothing is written."""
    chosen = request.GET.getlist("kursi")
    # A search, or the way back from the check page, carries what was typed.
    data: dict[str, Any] = {"tanggal_acuan": timezone.localdate()}
    for name in ("nama", "tanggal_acuan", "tanggal_pelantikan"):
        if name in request.GET:
            data[name] = request.GET[name]
    form = BukaPutaranForm(kursi=_seats(request), initial=data)
    return _form_page(request, form, chosen)


def _form_page(request: HttpRequest, form: BukaPutaranForm, chosen: list[str]) -> HttpResponse:
    seats = _seats(request)
    text = request.GET.get("q", "").strip()
    jenjang = request.GET.get("jenjang", "")
    shown = seats.exclude(kode__in=chosen)
    if text:
        shown = shown.filter(
            Q(jabatan__nomenklatur__nama__icontains=text) | Q(nama_unit__icontains=text)
        )
    if jenjang in Jenjang.values:
        shown = shown.filter(jabatan__nomenklatur__jenjang=jenjang)
    listed = list(shown[: SEATS_SHOWN + 1])
    return render(
        request,
        "penempatan/putaran_baru.html",
        {
            "judul": "Buka putaran pengisian jabatan",
            "remah": [{"judul": "Lowongan jabatan", "url": reverse("penempatan:lowongan")}],
            "form": form,
            "terpilih": list(seats.filter(kode__in=chosen)) if chosen else [],
            "kursi": listed[:SEATS_SHOWN],
            "masih_ada": len(listed) > SEATS_SHOWN,
            "q": text,
            "jenjang": jenjang,
            "pilihan_jenjang": Jenjang.choices,
        },
    )


@require_GET
@for_roles(Peran.OPERATOR)
def putaran_periksa(request: HttpRequest) -> HttpResponse:
    """Show the answers and the rules that will be copied; nothing is written yet."""
    form = BukaPutaranForm(request.GET, kursi=_seats(request))
    if not form.is_valid():
        return _form_page(request, form, request.GET.getlist("kursi"))
    seats = list(form.cleaned_data["kursi"])
    try:
        rules = services.aturan_berlaku(seats[0].instansi, form.cleaned_data["tanggal_acuan"])
    except DomainError as error:
        form.add_error(None, str(error))
        return _form_page(request, form, request.GET.getlist("kursi"))
    return render(
        request,
        "penempatan/putaran_periksa.html",
        {
            "judul": "Periksa putaran",
            "remah": [{"judul": "Lowongan jabatan", "url": reverse("penempatan:lowongan")}],
            "isian": form.cleaned_data,
            "kursi": seats,
            "aturan": sorted(rules.values(), key=lambda row: row.kode),
            "url_ubah": f"{reverse('penempatan:putaran-baru')}?{request.GET.urlencode()}",
        },
    )


@require_POST
@for_roles(Peran.OPERATOR)
@idempotent
def putaran_buka(request: HttpRequest) -> HttpResponse:
    """Open the round and start its first computation."""
    form = BukaPutaranForm(request.POST, kursi=_seats(request))
    if not form.is_valid():
        return _form_page(request, form, request.POST.getlist("kursi"))
    seats = list(form.cleaned_data["kursi"])
    require(may_open_round(request.user, seats[0].instansi_id))
    try:
        putaran = services.buka_putaran(
            instansi=seats[0].instansi,
            nama=form.cleaned_data["nama"],
            kursi_list=seats,
            tanggal_acuan=form.cleaned_data["tanggal_acuan"],
            tanggal_pelantikan=form.cleaned_data["tanggal_pelantikan"],
            actor=login(request),
            at=timezone.now(),
        )
        services.minta_hitung(putaran=putaran, orang=login(request).orang)
    except DomainError as error:
        form.add_error(None, str(error))
        return _form_page(request, form, request.POST.getlist("kursi"))
    messages.success(request, f"Putaran {putaran.nama} dibuka. Peringkat sedang dihitung.")
    return redirect("penempatan:putaran", kode=putaran.kode)


@require_http_methods(["POST"])
@for_roles(Peran.OPERATOR)
@idempotent
def kursi_buka(request: HttpRequest, kode: str) -> HttpResponse:
    """Open a round for one vacant seat with the rules of today (button on the map)."""
    seat = get_object_or_404(
        Kursi.objects.visible_to(request.user).select_related("instansi", "jabatan__nomenklatur"),
        kode=kode,
    )
    require(may_open_round(request.user, seat.instansi_id))
    now = timezone.now()
    try:
        putaran = services.buka_putaran(
            instansi=seat.instansi,
            nama=f"Pengisian {seat.jabatan}"[:200],
            kursi_list=[seat],
            tanggal_acuan=local_date(seat.instansi, now),
            actor=login(request),
            at=now,
        )
        services.minta_hitung(putaran=putaran, orang=login(request).orang)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("penempatan:lowongan")
    messages.success(request, "Putaran dibuka. Peringkat sedang dihitung.")
    return redirect("penempatan:lowongan-detail", kode=putaran.lowongan.get().kode)
