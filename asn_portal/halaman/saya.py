"""Pages of the civil servant: own merit card, and the own place for each open vacancy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from asn_portal.core.dates import local_date
from jabatan.penempatan.selectors import diri, kata
from jabatan.penempatan.selectors.peringkat import corong
from jabatan.peta.enums import Jenjang
from jabatan.peta.models import Pegawai
from jabatan.talenta.selectors import kartu_merit

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

WORDS = {
    "peringkat": "Anda memenuhi semua syarat dan diperingkat",
    "tidak_memenuhi": "Anda belum memenuhi semua syarat",
    "perlu_verifikasi": "Data Anda perlu verifikasi",
    "belum_lengkap": "Nilai Anda belum lengkap",
}


def _self(request: HttpRequest) -> Pegawai | None:
    """Employment of the person who is logged in; nobody else's."""
    orang_id: int | None = getattr(request.user, "orang_id", None)
    if orang_id is None:
        return None
    found: Pegawai | None = (
        Pegawai.objects.filter(orang_id=orang_id, aktif=True)
        .select_related("instansi", "orang", "unit")
        .first()
    )
    return found


@require_GET
def kartu(request: HttpRequest) -> HttpResponse:
    """Own merit card and the open vacancies."""
    pegawai = _self(request)
    if pegawai is None:
        return render(request, "halaman/saya_bukan_pegawai.html", {"judul": "Kartu merit"})
    today = local_date(pegawai.instansi, timezone.now())
    card = kartu_merit(pegawai, today)
    vacancies = [
        {"lowongan": one, "jenjang": Jenjang(one.jenjang).label}
        for one in diri.lowongan_terbuka(pegawai, today)[:100]
    ]
    return render(
        request,
        "halaman/saya.html",
        {"judul": "Kartu merit", "pegawai": pegawai, "kartu": card, "lowongan": vacancies},
    )


@require_GET
def lowongan(request: HttpRequest, kode: str) -> HttpResponse:
    """Why I am here, or why not: own gates and own values, never a name of somebody else."""
    pegawai = _self(request)
    if pegawai is None:
        raise Http404
    today = local_date(pegawai.instansi, timezone.now())
    vacancy: Any = get_object_or_404(diri.lowongan_terbuka(pegawai, today), kode=kode)
    found = diri.posisi(vacancy, pegawai)
    context: dict[str, Any] = {
        "judul": str(vacancy.kursi.jabatan),
        "remah": [{"judul": "Kartu merit", "url": reverse("saya:kartu")}],
        "lowongan": vacancy,
        "jenjang": Jenjang(vacancy.jenjang).label,
        "zona": pegawai.instansi.zona_waktu,
        "posisi": found,
        "syarat_kata": [
            {"aturan": kata.aturan(gate), "dasar": gate.get("dasar", "")} for gate in vacancy.syarat
        ],
    }
    if found is not None:
        context["corong"] = corong(vacancy, found.hasil, None)
        context["keadaan"] = WORDS.get(found.keadaan, "")
        context["sidik_jari"] = found.run.sidik_jari
    return render(request, "halaman/saya_lowongan.html", context)
