"""Who looked at my data: the person concerned reads the log of looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from asn_portal.core.access import for_roles
from asn_portal.core.enums import Peran
from asn_portal.core.models import AksesData
from asn_portal.core.scope import scope_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PER_PAGE = 50
HAL = {
    "nilai": "Nilai dan kinerja",
    "asesmen": "Hasil asesmen",
    "disiplin": "Hukuman disiplin",
    "nik": "NIK",
}
HALAMAN = {
    "peta:pegawai-detail": "Kartu pegawai",
    "peta:pegawai-nik": "Kartu pegawai",
    "berkas:kolom": "Impor berkas",
    "berkas:periksa": "Impor berkas",
    "berkas:perbaikan": "Impor berkas",
}


@for_roles(*Peran.values)
@require_safe
def akses(request: HttpRequest) -> HttpResponse:
    """Looks at the data of the person who asks, newest first."""
    rows = (
        AksesData.objects.filter(subjek_ids__contains=[scope_of(request.user).orang_id])
        .select_related("pelaku")
        .order_by("-at", "-pk")
    )
    halaman = Paginator(rows, PER_PAGE).get_page(request.GET.get("hal"))
    return render(
        request,
        "halaman/akses.html",
        {
            "judul": "Siapa melihat data saya",
            "halaman": halaman,
            "baris": [
                {
                    "waktu": row.at,
                    "nama": row.pelaku.nama_lengkap,
                    "hal": HAL.get(row.jenis, row.jenis),
                    "halaman": HALAMAN.get(row.halaman, row.halaman.replace(":", ", ")),
                }
                for row in halaman
            ],
        },
    )
