"""The page of one person, composed from the components that own the facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from asn_portal.core.access import log_look, require
from asn_portal.core.crypto import decrypt_nik
from asn_portal.core.dates import local_date
from asn_portal.core.idempotency import idempotent
from asn_portal.core.scope import scope_of
from jabatan.peta.models import Pegawai, VersiUnit
from jabatan.peta.permissions import MAP_ROLES, may_see_discipline, may_see_numbers
from jabatan.peta.selectors.pegawai import employee_card
from kinerja.penilaian.models import SKP, HukumanDisiplin, Penghargaan, PenugasanTim, UmpanBalik
from pelatihan.models import RiwayatPelatihan

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from jabatan.talenta.selectors import KartuMerit, KomponenKartu

PARTS = (
    ("riwayat", "Riwayat"),
    ("kinerja", "Kinerja dan pelatihan"),
    ("merit", "Kartu merit"),
)
# A number that was asked for stays open so long, for this person and this login.
NIK_KEY, NIK_SHOWN = "nik_terbuka", timedelta(minutes=1)
ASPEK_POTENSI = (
    "Kemampuan intelektual",
    "Kemampuan interpersonal",
    "Kesadaran diri",
    "Berpikir kritis dan strategis",
    "Menyelesaikan permasalahan",
    "Kecerdasan emosional",
    "Kemampuan belajar cepat",
    "Motivasi dan komitmen",
)


def _person(request: HttpRequest, kode: str) -> Pegawai:
    rows = Pegawai.objects.visible_to(request.user).select_related("orang", "unit", "instansi")
    found: Pegawai = get_object_or_404(rows, kode=kode)
    return found


@require_safe
def pegawai_detail(request: HttpRequest, kode: str) -> HttpResponse:
    """Card of a visible person; each part is read, and logged, only when it is opened."""
    return _render(request, _person(request, kode))


@require_POST
@idempotent
def pegawai_nik(request: HttpRequest, kode: str) -> HttpResponse:
    """Open the NIK for a minute; the look is logged once and the person can see it."""
    person = _person(request, kode)
    require(may_see_numbers(request.user, person))
    log_look(request, "nik", [person.orang_id])
    until = timezone.now() + NIK_SHOWN
    request.session[NIK_KEY] = [person.kode, until.isoformat()]
    bagian = request.POST.get("bagian", "")
    query = f"?bagian={bagian}" if bagian in dict(PARTS) else ""
    return redirect(reverse("peta:pegawai-detail", args=[person.kode]) + query)


def _opened_nik(request: HttpRequest, person: Pegawai) -> str | None:
    """The NIK while it is open for this login; None when it is not."""
    kode, until = request.session.get(NIK_KEY, ("", ""))
    if kode != person.kode or timezone.now() > datetime.fromisoformat(until):
        return None
    if not may_see_numbers(request.user, person):
        return None
    token = person.orang.nik_tersandi
    return decrypt_nik(bytes(token)) if token else ""


def _render(request: HttpRequest, person: Pegawai) -> HttpResponse:
    on = local_date(person.instansi, timezone.now())
    bagian = request.GET.get("bagian", "riwayat")
    if bagian not in dict(PARTS):
        bagian = "riwayat"
    own = scope_of(request.user).orang_id == person.orang_id
    unit = VersiUnit.objects.filter(unit_id=person.unit_id, periode__contains=on).first()
    context: dict[str, Any] = {
        "judul": person.orang.nama_lengkap,
        "remah": _trail(request),
        "pegawai": person,
        "unit": unit,
        "sendiri": own,
        "bagian": bagian,
        "tab": [
            {"judul": title, "url": f"?bagian={key}", "aktif": key == bagian}
            for key, title in PARTS
        ],
        "nomor_penuh": may_see_numbers(request.user, person),
        "punya_nik": person.orang.nik_tersandi is not None,
        "nik": _opened_nik(request, person),
        "pada": on,
        **{"riwayat": _history, "kinerja": _performance, "merit": _merit}[bagian](
            request, person, on
        ),
    }
    return render(request, "halaman/pegawai.html", context)


def _trail(request: HttpRequest) -> list[dict[str, str]]:
    """Back to the list, for those who have one."""
    if scope_of(request.user).has(*MAP_ROLES):
        return [{"judul": "Pegawai", "url": reverse("peta:pegawai")}]
    return []


def _history(request: HttpRequest, person: Pegawai, on: date) -> dict[str, Any]:
    card = employee_card(request.user, pegawai=person, on=on)
    if card.asesmen or card.potensi:
        log_look(request, "asesmen", [person.orang_id])
    potensi = list(zip(ASPEK_POTENSI, card.potensi.nilai, strict=False)) if card.potensi else []
    boleh_peta = scope_of(request.user).has(*MAP_ROLES)
    return {"kartu": card, "potensi": potensi, "boleh_peta": boleh_peta}


def _performance(request: HttpRequest, person: Pegawai, on: date) -> dict[str, Any]:
    """SKP, feedback, teams, awards, training; discipline only for those who may see it."""
    user = request.user
    discipline = may_see_discipline(user, person)
    log_look(request, "nilai", [person.orang_id])
    if discipline:
        log_look(request, "disiplin", [person.orang_id])
    return {
        "skp": SKP.objects.visible_to(user).filter(pegawai=person).order_by("-tahun"),
        "umpan_balik": UmpanBalik.objects.visible_to(user)
        .filter(pegawai=person)
        .order_by("-tahun"),
        "tim": PenugasanTim.objects.visible_to(user)
        .filter(pegawai=person)
        .order_by("-mulai", "pk"),
        "penghargaan": Penghargaan.objects.visible_to(user)
        .filter(pegawai=person)
        .order_by("-tanggal", "pk"),
        "pelatihan": RiwayatPelatihan.objects.visible_to(user)
        .filter(pegawai=person)
        .order_by("-selesai", "pk"),
        "boleh_disiplin": discipline,
        "hukuman": HukumanDisiplin.objects.visible_to(user)
        .filter(pegawai=person)
        .order_by("-mulai", "pk")
        if discipline
        else [],
        "nihil": {row.hal: row for row in person.pernyataan_nihil.all()},
        "tahun_ini": on.year,
    }


def _merit(request: HttpRequest, person: Pegawai, on: date) -> dict[str, Any]:
    from jabatan.talenta.selectors import kartu_merit  # noqa: PLC0415 -- loads NumPy

    log_look(request, "nilai", [person.orang_id])
    card = kartu_merit(person, on)
    if may_see_discipline(request.user, person):
        log_look(request, "disiplin", [person.orang_id])
    else:
        card = _without_discipline(card)
    return {"merit": card}


def _without_discipline(card: KartuMerit) -> KartuMerit:
    """The potential axis as one sum: from its other lines the line of integrity could be worked out."""
    closed = {one.nama for one in card.komponen if one.sumbu == "potensial"}
    return replace(
        card,
        komponen=tuple(_closed(one) if one.nama in closed else one for one in card.komponen),
        langkah=tuple(one for one in card.langkah if one.nama not in closed),
    )


def _closed(one: KomponenKartu) -> KomponenKartu:
    kurang = "Hanya tampil bagi yang boleh melihat hukuman disiplin"
    return replace(one, nilai=None, sumbangan=None, bukti="", kurang=kurang, pemasok="")
