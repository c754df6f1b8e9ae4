"""The PPK: what is ready, the three best side by side, another choice with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from asn_portal.core.access import for_roles, log_look, require
from asn_portal.core.enums import Peran
from asn_portal.core.errors import DomainError
from asn_portal.core.idempotency import idempotent
from jabatan.penempatan import services
from jabatan.penempatan.enums import AlasanPPK, StatusUsulan
from jabatan.penempatan.forms.usulan import (
    AlasanForm,
    KeputusanForm,
    SaringKeputusanForm,
    TidakForm,
)
from jabatan.penempatan.permissions import may_read_discipline
from jabatan.penempatan.permissions.usulan import may_decide
from jabatan.penempatan.selectors import usulan as selectors
from jabatan.penempatan.selectors.dampak import dampak
from jabatan.penempatan.selectors.kedudukan import Hasil
from jabatan.penempatan.selectors.linimasa import linimasa
from jabatan.penempatan.selectors.orang import identities
from jabatan.penempatan.selectors.perbandingan import banding
from jabatan.penempatan.selectors.peringkat import kata_poin, untuk_pembaca
from jabatan.penempatan.selectors.terpilih import (
    daftar_pendek,
    menunggu_terpilih,
    orang_lain,
    penegasan,
    pernyataan_terpilih,
)
from jabatan.penempatan.services.keputusan import differs
from jabatan.penempatan.services.pemeriksaan import BLOKIR, periksa_usulan
from jabatan.penempatan.views.kelompok import kelompok
from jabatan.penempatan.views.masuk import login
from jabatan.penempatan.views.penolakan import UNPROCESSABLE, says_no
from jabatan.penempatan.views.sandi import require_fresh_password
from jabatan.penempatan.views.usulan import asal_pindah, get_usulan
from jabatan.peta.models import Pegawai

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jabatan.penempatan.models import Usulan


@require_GET
@for_roles(Peran.PPK, Peran.AUDITOR)
def daftar(request: HttpRequest) -> HttpResponse:
    """Only what is ready; when nothing is, what is still under way and with whom."""
    form = SaringKeputusanForm(request.GET or None)
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    text = wanted.get("q", "").strip()
    groups = kelompok(
        request,
        selectors.untuk_ppk(request.user, timezone.localdate(), text),
        wanted.get("kelompok", ""),
    )
    return render(
        request,
        "penempatan/keputusan.html",
        {
            "judul": "Keputusan",
            "form_saring": form,
            "meja": groups,
            "giliran": {
                one.pk: selectors.giliran(one) for part in groups.values() for one in part.baris
            },
            "ada_saringan": bool(text),
        },
    )


def _shortlist(usulan: Usulan, *, disiplin: bool) -> list[dict[str, Any]]:
    """The proposed person first, then the others of the best three, with the same rows."""
    hasil = Hasil(usulan.lowongan, usulan.pemeringkatan_id)
    rows = untuk_pembaca(daftar_pendek(hasil, usulan), disiplin=disiplin)
    who = identities([one.pegawai_id for one in rows], timezone.localdate())
    chosen = [(one, who[one.pegawai_id]) for one in rows if one.pegawai_id in who]
    if not chosen:
        return []
    table = banding(usulan.lowongan, hasil.frozen, chosen, disiplin=disiplin)
    first = rows[0].total if rows else 0
    found = []
    for column, (place, person) in enumerate(chosen):
        found.append(
            {
                "peserta": place,
                "siapa": person,
                "diusulkan": place.pegawai_id == usulan.pegawai_id,
                "berbeda": differs(usulan, place),
                "setara": place.pegawai_id != usulan.pegawai_id and not differs(usulan, place),
                "selisih": kata_poin(abs(first - place.total)),
                "di_bawah": place.total < first,
                "kelompok": [
                    (title, [(row.nama, row.sel[column]) for row in lines])
                    for title, lines in table.kelompok
                ],
            }
        )
    return found


@require_GET
@for_roles(Peran.PPK, Peran.AUDITOR)
def rinci(request: HttpRequest, kode: str) -> HttpResponse:
    """Recommended on the left, the others beside it; a decision taken is shown instead."""
    usulan = get_usulan(request, kode)
    if usulan.status == StatusUsulan.DRAF:
        raise Http404
    open_cases = may_read_discipline(request.user, usulan.instansi_id)
    candidates = _shortlist(usulan, disiplin=open_cases)
    for jenis in ("nilai", "disiplin") if open_cases else ("nilai",):
        log_look(request, jenis, [one["siapa"].orang_id for one in candidates])
    ready = usulan.status == StatusUsulan.DISETUJUI and selectors.pernyataan(usulan) is not None
    able = may_decide(request.user, usulan)
    decided = selectors.keputusan(usulan)
    waits = menunggu_terpilih(decided) if usulan.status == StatusUsulan.DIPUTUSKAN else ""
    today = timezone.localdate()
    return render(
        request,
        "penempatan/keputusan_rinci.html",
        {
            "judul": f"Keputusan {usulan.kursi.jabatan}",
            "remah": [{"judul": "Keputusan", "url": reverse("penempatan:keputusan")}],
            "usulan": usulan,
            "keputusan": decided,
            "terpilih": pernyataan_terpilih(decided) if orang_lain(decided) else None,
            "penegasan": penegasan(decided) if decided else None,
            "kandidat": candidates,
            "siap": ready,
            "giliran": selectors.giliran(usulan),
            "boleh_putus": ready and able,
            "boleh_batal": usulan.status == StatusUsulan.DIPUTUSKAN and able,
            "menunggu_terpilih": waits,
            "boleh_tegas": bool(waits) and able,
            "pernyataan": selectors.pernyataan(usulan),
            "persetujuan": selectors.approvals_now(usulan),
            "dampak": dampak(usulan.kursi, asal_pindah(usulan, today), today)
            if usulan.status != StatusUsulan.BERLAKU
            else [],
            "peristiwa": linimasa(usulan),
        },
    )


@require_http_methods(["GET", "POST"])
@for_roles(Peran.PPK)
@says_no
def periksa(request: HttpRequest, kode: str) -> HttpResponse:
    """Check page; for another choice first the purple section. Nothing is stored here."""
    usulan = get_usulan(request, kode)
    require(may_decide(request.user, usulan))
    if usulan.status != StatusUsulan.DISETUJUI:
        return redirect("penempatan:keputusan-rinci", usulan.kode)
    candidates = {one["siapa"].kode: one for one in _shortlist(usulan, disiplin=False)}
    choice = (request.POST if request.method == "POST" else request.GET).get("pegawai", "")
    if choice not in candidates:
        return redirect("penempatan:keputusan-rinci", usulan.kode)
    one = candidates[choice]
    log_look(request, "nilai", [usulan.pegawai.orang_id, one["siapa"].orang_id])
    choices = {code: row["berbeda"] for code, row in candidates.items()}
    bound = request.method == "POST" or not one["berbeda"]
    data = request.POST if request.method == "POST" else {"pegawai": choice, "versi": usulan.versi}
    form = KeputusanForm(
        data if bound else None,
        pilihan=choices,
        initial={"pegawai": choice, "versi": usulan.versi},
    )
    checked = bound and form.is_valid()
    findings = (
        []
        if one["diusulkan"]
        else periksa_usulan(
            kursi=usulan.kursi,
            pegawai=Pegawai.objects.select_related("orang").get(kode=choice),
            tanggal_berlaku=usulan.tanggal_berlaku or timezone.localdate(),
            at=timezone.now(),
        )
    )
    words = form.cleaned_data.get("alasan_kode", "") if checked else ""
    return render(
        request,
        "penempatan/keputusan_periksa.html" if checked else "penempatan/keputusan_alasan.html",
        {
            "judul": "Periksa keputusan" if checked else f"Pilih {one['siapa'].nama}",
            "remah": [
                {
                    "judul": f"Keputusan {usulan.kursi.jabatan}",
                    "url": reverse("penempatan:keputusan-rinci", args=[usulan.kode]),
                }
            ],
            "usulan": usulan,
            "kandidat": one,
            "form": form,
            "alasan_utama": dict(AlasanPPK.choices).get(words, ""),
            "temuan": findings,
            "terblokir": any(found.tingkat == BLOKIR for found in findings),
        },
        status=UNPROCESSABLE if bound and not checked else 200,
    )


@require_POST
@for_roles(Peran.PPK)
@idempotent
@says_no
def tetapkan(request: HttpRequest, kode: str) -> HttpResponse:
    """Decide, after the password of the last ten minutes."""
    usulan = get_usulan(request, kode)
    require(may_decide(request.user, usulan))
    require_fresh_password(request)
    pegawai = (
        Pegawai.objects.visible_to(request.user)
        .filter(kode=request.POST.get("pegawai", ""))
        .first()
    )
    versi = request.POST.get("versi", "")
    if pegawai is None:
        raise DomainError("Pilih kandidat yang ditetapkan.")
    services.putuskan(
        usulan=usulan,
        pegawai=pegawai,
        alasan_kode=request.POST.get("alasan_kode", ""),
        alasan=request.POST.get("alasan", ""),
        versi=int(versi) if versi.isdecimal() else 0,
        actor=login(request),
        at=timezone.now(),
    )
    messages.success(request, "Keputusan tersimpan. Pengelola Kepegawaian menetapkan SK-nya.")
    return redirect("penempatan:keputusan-rinci", usulan.kode)


@require_http_methods(["GET", "POST"])
@for_roles(Peran.PPK)
@idempotent
@says_no
def kembalikan(request: HttpRequest, kode: str) -> HttpResponse:
    """Send it back to the personnel office with a reason."""
    return _no(request, kode, services.kembalikan_ppk, "Kembalikan")


@require_http_methods(["GET", "POST"])
@for_roles(Peran.PPK)
@idempotent
@says_no
def tolak(request: HttpRequest, kode: str) -> HttpResponse:
    """Refuse with a reason."""
    return _no(request, kode, services.tolak_ppk, "Tolak")


@require_http_methods(["GET", "POST"])
@for_roles(Peran.PPK)
@idempotent
@says_no
def batal(request: HttpRequest, kode: str) -> HttpResponse:
    """Cancel a decision that has no decree yet."""
    usulan = get_usulan(request, kode)
    require(may_decide(request.user, usulan))
    require_fresh_password(request)
    decided = selectors.keputusan(usulan)
    if decided is None:
        return redirect("penempatan:keputusan-rinci", usulan.kode)
    form = AlasanForm(request.POST or None, initial={"versi": usulan.versi})
    if request.method == "POST" and form.is_valid():
        services.batalkan_keputusan(
            keputusan=decided,
            alasan=form.cleaned_data["alasan"],
            versi=form.cleaned_data["versi"] or 0,
            actor=login(request),
            at=timezone.now(),
        )
        return redirect("penempatan:keputusan-rinci", usulan.kode)
    return _form_page(request, usulan, form, "Batalkan keputusan", bahaya=True)


@require_http_methods(["GET", "POST"])
@for_roles(Peran.PPK)
@idempotent
@says_no
def tegaskan(request: HttpRequest, kode: str) -> HttpResponse:
    """Keep the choice without the yes of the person chosen, with a reason."""
    usulan = get_usulan(request, kode)
    require(may_decide(request.user, usulan))
    require_fresh_password(request)
    decided = selectors.keputusan(usulan)
    waits = usulan.status == StatusUsulan.DIPUTUSKAN and menunggu_terpilih(decided)
    if not waits and request.method == "GET":
        return redirect("penempatan:keputusan-rinci", usulan.kode)
    form = AlasanForm(request.POST or None, initial={"versi": usulan.versi})
    if request.method == "POST" and decided is not None and form.is_valid():
        services.tegaskan(
            keputusan=decided,
            alasan=form.cleaned_data["alasan"],
            versi=form.cleaned_data["versi"] or 0,
            actor=login(request),
            at=timezone.now(),
        )
        messages.success(request, "Keputusan ditegaskan. SK-nya dapat ditetapkan.")
        return redirect("penempatan:keputusan-rinci", usulan.kode)
    return _form_page(request, usulan, form, "Tegaskan keputusan", bahaya=False)


def _no(request: HttpRequest, kode: str, act: Any, verb: str) -> HttpResponse:
    usulan = get_usulan(request, kode)
    require(may_decide(request.user, usulan))
    require_fresh_password(request)
    form = TidakForm(request.POST or None, initial={"versi": usulan.versi})
    if request.method == "POST" and form.is_valid():
        act(usulan=usulan, actor=login(request), at=timezone.now(), **form.cleaned_data)
        return redirect("penempatan:keputusan-rinci", usulan.kode)
    return _form_page(request, usulan, form, f"{verb} usulan", bahaya=verb == "Tolak")


def _about(usulan: Usulan) -> str:
    """Whom the form is about: the person chosen, before that the person proposed."""
    decided = selectors.keputusan(usulan)
    name: str = (decided or usulan).pegawai.orang.nama
    return name


def _form_page(
    request: HttpRequest, usulan: Usulan, form: Any, verb: str, *, bahaya: bool
) -> HttpResponse:
    url = reverse("penempatan:keputusan-rinci", args=[usulan.kode])
    return render(
        request,
        "penempatan/usulan_formulir.html",
        {
            "judul": f"{verb}: {_about(usulan)}",
            "remah": [{"judul": f"Keputusan {usulan.kursi.jabatan}", "url": url}],
            "form": form,
            "tombol": verb,
            "bahaya": bahaya,
            "kembali": url,
        },
        status=UNPROCESSABLE if form.errors else 200,
    )
