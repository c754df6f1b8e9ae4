"""Public pages of the calculators; they work without an account and without JavaScript."""

import json
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from asn_portal.halaman.kalkulator.dasar import Hasil
from asn_portal.halaman.kalkulator.formulir import Formulir, build
from asn_portal.halaman.kalkulator.galat import InputError
from asn_portal.halaman.kalkulator.registry import KALKULATOR


@login_not_required
@require_safe
def daftar(request: HttpRequest) -> HttpResponse:
    """List all calculators."""
    tools = [
        {"tool": tool, "url": reverse("kalkulator:rinci", args=[tool.nama])}
        for tool in KALKULATOR.values()
    ]
    return render(
        request,
        "halaman/kalkulator_daftar.html",
        {"judul": "Kalkulator", "daftar": tools, "tata_letak": _layout(request)},
    )


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rinci(request: HttpRequest, nama: str) -> HttpResponse:
    """Show one calculator with its example, or with what was sent and its result."""
    tool = KALKULATOR.get(nama)
    if tool is None:
        raise Http404
    # Data of a person is read from the body only: addresses end up in logs and histories.
    data = None if tool.rahasia else request.GET
    form = build(tool, request.POST if request.method == "POST" else data)
    result = _result(form)
    return render(request, "halaman/kalkulator.html", _context(request, form, result))


def _result(form: Formulir) -> Hasil | None:
    if form.galat:
        return None
    try:
        return form.tool.hitung(form.masukan, timezone.localdate())
    except InputError as error:
        if form.terkirim:
            form.add_error(error)
        return None


def _context(request: HttpRequest, form: Formulir, result: Hasil | None) -> dict[str, Any]:
    tool = form.tool
    sample = form.masukan if result else tool.contoh
    return {
        "judul": tool.judul,
        "remah": [{"judul": "Kalkulator", "url": reverse("kalkulator:daftar")}],
        "tata_letak": _layout(request),
        "tool": tool,
        "formulir": form,
        "galat": form.galat,
        "form_galat": bool(form.galat),
        "hasil": result,
        "butir": [{"nama": name, "nilai": value} for name, value in result.sorotan]
        if result
        else [],
        "alamat_api": reverse("kalkulator-api", args=[tool.nama]),
        "contoh_json": json.dumps(sample, ensure_ascii=False),
    }


def _layout(request: HttpRequest) -> str:
    return "base.html" if request.user.is_authenticated else "polos.html"
