"""Background exports of the person who asks: the list, the page that waits, the download."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from asn_portal.berkas.ekspor import TIPE
from asn_portal.berkas.services import ekspor as layanan
from asn_portal.core import audit
from asn_portal.core.scope import scope_of

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from asn_portal.berkas.services.ekspor import BerkasEkspor

REMAH = {"judul": "Berkas ekspor", "url": "/ekspor/"}
JUDUL = {
    layanan.MENUNGGU: "Menyiapkan berkas ekspor",
    layanan.BERHENTI: "Berkas ekspor tidak selesai",
}
# A file that is over or that the person may no longer have.
STATUS = {layanan.LEWAT: 410, layanan.BERUBAH: 403}


def _milik(request: HttpRequest, kode: str) -> BerkasEkspor:
    """An export of the person who asks; that of anybody else does not exist."""
    scope = scope_of(request.user)
    rows = layanan.milik(scope).select_related("instansi", "dibuat_oleh")
    return layanan.lihat(get_object_or_404(rows, kode=kode), scope)


@require_GET
def ekspor_daftar(request: HttpRequest) -> HttpResponse:
    """Own exports whose file is being made or still there."""
    isi = {
        "judul": "Berkas ekspor",
        "daftar": layanan.terbaru(scope_of(request.user)),
        "jam": settings.EKSPOR_JAM_SIMPAN,
    }
    return render(request, "berkas/ekspor_daftar.html", isi)


@require_GET
def ekspor_hasil(request: HttpRequest, kode: str) -> HttpResponse:
    """Progress, then the link to the file."""
    return _halaman(request, _milik(request, kode))


@require_GET
def ekspor_unduh(request: HttpRequest, kode: str) -> HttpResponseBase:
    """The file, to its requester with the duties it was written for; every fetch is logged."""
    satu = _milik(request, kode)
    if not satu.siap:
        return _halaman(request, satu, status=STATUS.get(satu.keadaan, 409))
    job, isi = satu.pekerjaan, satu.isi
    file = layanan.lokasi(isi["lokasi"]).open("rb")
    with transaction.atomic():
        audit.record(
            "data.diunduh",
            job,
            actor=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
            data={"baris": isi["baris"], "sha256": isi["sha256"]},
        )
    return FileResponse(
        file, as_attachment=True, filename=isi["nama"], content_type=TIPE[isi["bentuk"]]
    )


def _halaman(request: HttpRequest, satu: BerkasEkspor, status: int = 200) -> HttpResponse:
    isi = {
        "judul": JUDUL.get(satu.keadaan, satu.pekerjaan.judul),
        "remah": [REMAH],
        "ekspor": satu,
        "pekerjaan": satu.pekerjaan,
        "jam": settings.EKSPOR_JAM_SIMPAN,
    }
    return render(request, "berkas/ekspor_hasil.html", isi, status=status)
