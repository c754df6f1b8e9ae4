"""One round: policy in words, runs, computation with live progress, closing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from asn_portal.core.access import for_roles, require
from asn_portal.core.enums import Peran, StatusPekerjaan
from asn_portal.core.errors import DomainError
from asn_portal.core.idempotency import idempotent
from asn_portal.core.models import Pekerjaan
from jabatan import merit
from jabatan.penempatan import services
from jabatan.penempatan.enums import StatusPutaran
from jabatan.penempatan.forms import BatalkanForm
from jabatan.penempatan.models import Putaran
from jabatan.penempatan.permissions import READERS, may_compute, may_open_round
from jabatan.penempatan.selectors import kata
from jabatan.penempatan.selectors import putaran as selectors
from jabatan.penempatan.services.peringkat import job_key
from jabatan.penempatan.views.masuk import login
from jabatan.peta.enums import Jenjang

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

RUNS_SHOWN, PER_PAGE = 20, 50


def _round(request: HttpRequest, kode: str) -> Putaran:
    found: Putaran = get_object_or_404(
        Putaran.objects.visible_to(request.user)
        .select_related("instansi", "dibuka_oleh", "pemeringkatan")
        .defer("pemeringkatan__masukan", "pemeringkatan__pegawai_ids"),
        kode=kode,
    )
    return found


def pekerjaan_putaran(**putaran: Any) -> Pekerjaan | None:
    """Newest computation job of the round, shown while it runs or when it did not end well.

    Read it before the round: a job that ends in between must not leave a page with the old run and
    nothing that waits.
    """
    found = Putaran.objects.filter(**putaran).only("pk").first()
    if found is None:
        return None
    job: Pekerjaan | None = Pekerjaan.objects.filter(kunci=job_key(found)).order_by("-pk").first()
    return None if job is None or job.status == StatusPekerjaan.SELESAI else job


@require_GET
@for_roles(*READERS)
def detail(request: HttpRequest, kode: str) -> HttpResponse:
    """Everything about one round on one page."""
    pekerjaan = pekerjaan_putaran(kode=kode)
    putaran = _round(request, kode)
    today = timezone.localdate()
    vacancies = selectors.lowongan_daftar(request.user, today).filter(putaran=putaran)
    page = Paginator(vacancies.order_by(*selectors.ORDERS["unit"]), PER_PAGE).get_page(
        request.GET.get("hal")
    )
    levels = set(putaran.lowongan.values_list("jenjang", flat=True).distinct())
    versions = selectors.versi_sekarang([putaran.instansi_id]).get(putaran.instansi_id, {})
    runs = (
        putaran.riwayat_pemeringkatan.select_related("dihitung_oleh")
        .defer("masukan", "pegawai_ids")
        .order_by("-pk")[:RUNS_SHOWN]
    )
    return render(
        request,
        "penempatan/putaran.html",
        {
            "judul": putaran.nama,
            "remah": [{"judul": "Lowongan jabatan", "url": reverse("penempatan:lowongan")}],
            "putaran": putaran,
            "halaman": page,
            "baris": [{"lowongan": one, "tahap": selectors.tahap(one)} for one in page],
            "run": putaran.pemeringkatan,
            "riwayat": list(runs),
            "pekerjaan": pekerjaan,
            "basi": putaran.status == StatusPutaran.DIBUKA and selectors.basi(putaran, versions),
            "kebijakan": kebijakan_kata(putaran.kebijakan["kebijakan"], levels),
            "aturan": putaran.kebijakan["aturan"],
            "boleh_hitung": may_compute(request.user, putaran.instansi_id),
            "boleh_tutup": may_open_round(request.user, putaran.instansi_id),
            "form_batal": BatalkanForm(),
        },
    )


def persen(weight: int) -> str:
    """Hundredths of a percent → 12,5%."""
    whole, rest = divmod(weight, 100)
    tail = f",{rest:02d}".rstrip("0") if rest else ""
    return f"{whole}{tail}%"


def kebijakan_kata(kebijakan: Mapping[str, Any], jenjang: set[str]) -> dict[str, Any]:
    """Weights and mixes of the sealed policy in words."""
    poros, ambang = kebijakan["poros"], kebijakan["ambang"]
    unsur = [
        (label, kata.NAMA_UNSUR[name], persen(weight))
        for axis, label in (("kinerja", "Kinerja"), ("potensial", "Potensial"))
        for name in merit.COMPONENTS
        if (weight := kebijakan["bobot"][axis].get(name))
    ]
    campuran = [
        (
            Jenjang(name).label,
            persen(kebijakan["gabungan"][name]["talenta"]),
            persen(kebijakan["gabungan"][name]["teknis"]),
        )
        if name in kebijakan["gabungan"]
        else (Jenjang(name).label, "100%", "0%")
        for name in sorted(jenjang)
    ]
    return {
        "poros": (persen(poros["kinerja"]), persen(poros["potensial"])),
        "ambang": (persen(ambang["tinggi"])[:-1], persen(ambang["menengah"])[:-1]),
        "unsur": unsur,
        "campuran": campuran,
    }


@require_POST
@for_roles(Peran.OPERATOR, Peran.PANSEL)
@idempotent
def hitung(request: HttpRequest, kode: str) -> HttpResponse:
    """Ask for a computation; a second click finds the first job."""
    putaran = _round(request, kode)
    require(may_compute(request.user, putaran.instansi_id))
    back = request.POST.get("kembali", "")
    target = back if back.startswith("/lowongan/") else reverse("penempatan:putaran", args=[kode])
    try:
        with transaction.atomic():
            services.minta_hitung(putaran=putaran, orang=login(request).orang)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(target)
    messages.info(request, "Peringkat sedang dihitung. Anda boleh meninggalkan halaman ini.")
    return redirect(target)


@require_POST
@for_roles(Peran.OPERATOR)
@idempotent
def tutup(request: HttpRequest, kode: str) -> HttpResponse:
    """Close the round."""
    putaran = _round(request, kode)
    require(may_open_round(request.user, putaran.instansi_id))
    try:
        services.tutup_putaran(putaran=putaran, actor=login(request), at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Putaran ditutup. Peringkatnya tetap dapat dibaca.")
    return redirect("penempatan:putaran", kode=kode)


@require_POST
@for_roles(Peran.OPERATOR)
@idempotent
def batalkan(request: HttpRequest, kode: str) -> HttpResponse:
    """Cancel the round with a reason."""
    putaran = _round(request, kode)
    require(may_open_round(request.user, putaran.instansi_id))
    form = BatalkanForm(request.POST)
    if not form.is_valid():
        return render(
            request,
            "penempatan/putaran_batal.html",
            {"judul": f"Batalkan {putaran.nama}", "putaran": putaran, "form": form},
        )
    try:
        services.batalkan_putaran(
            putaran=putaran,
            alasan=form.cleaned_data["alasan"],
            actor=login(request),
            at=timezone.now(),
        )
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Putaran dibatalkan. Alasannya tercatat.")
    return redirect("penempatan:putaran", kode=kode)
