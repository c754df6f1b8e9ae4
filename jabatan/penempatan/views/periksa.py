"""Public check of a decree: what was announced, and whether a PDF is the one we issued."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from jabatan.penempatan.forms.usulan import BerkasForm, KodeForm
from jabatan.penempatan.models import SuratKeputusan
from jabatan.penempatan.selectors.isi_sk import nama_unit

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_not_required
@require_GET
def cari(request: HttpRequest) -> HttpResponse:
    """Type the code that stands beside the QR code."""
    form = KodeForm(request.GET or None)
    if form.is_bound and form.is_valid():
        kode = "".join(form.cleaned_data["kode"].split()).upper()
        return redirect("penempatan:periksa-sk", kode)
    return render(
        request,
        "publik/periksa.html",
        {"judul": "Periksa keaslian surat keputusan", "form": form},
    )


@login_not_required
@require_http_methods(["GET", "POST"])
def sk(request: HttpRequest, kode: str) -> HttpResponse:
    """Number, date, post and name as announced; never NIP, score or birth date."""
    found: SuratKeputusan | None = (
        SuratKeputusan.objects.filter(kode=kode)
        .defer("pdf", "isi")
        .select_related(
            "instansi", "pegawai__orang", "kursi__jabatan__nomenklatur", "kursi__jabatan__unit"
        )
        .first()
    )
    if found is None:
        form = KodeForm(initial={"kode": kode[:20]})
        context = {
            "judul": "SK dengan kode ini tidak ada",
            "form": form,
            "tidak_ada": True,
            "kode": kode[:20],
        }
        return render(request, "publik/periksa.html", context, status=404)
    form_berkas = BerkasForm(request.POST or None, request.FILES or None)
    cocok = sidik = None
    if request.method == "POST" and form_berkas.is_valid():
        sidik = hashlib.sha256(form_berkas.cleaned_data["berkas"].read()).hexdigest()
        cocok = sidik == found.pdf_sha256
    return render(
        request,
        "publik/periksa_sk.html",
        {
            "judul": "Surat keputusan ini tercatat",
            "sk": found,
            "unit": nama_unit(found.kursi.jabatan.unit_id, timezone.localdate()),
            "form": form_berkas,
            "cocok": cocok,
            "sidik_berkas": sidik,
            "instansi_nama": found.instansi.nama,
        },
        status=422 if form_berkas.errors else 200,
    )
