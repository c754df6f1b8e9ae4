"""The list of people: filters in the address, numbers of persons never."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from asn_portal.berkas.ekspor import daftarkan, sajikan
from asn_portal.core.access import for_roles
from asn_portal.core.templatetags.portal import angka
from jabatan.peta import exports
from jabatan.peta.forms import CariNIPForm, SaringPegawaiForm, holds_a_number
from jabatan.peta.models import Pegawai
from jabatan.peta.permissions import MAP_ROLES, may_see_numbers
from jabatan.peta.selectors.pegawai import in_order, list_rows, people, sorted_people
from jabatan.peta.selectors.unit import PohonUnit, unit_tree

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse, QueryDict

    from asn_portal.berkas.ekspor import Isi

PER_PAGE = 50
COLUMNS = (
    ("jabatan", "Jabatan"),
    ("unit", "Unit"),
    ("golongan", "Pangkat"),
    ("status", "Status"),
    ("pendidikan", "Pendidikan"),
    ("pensiun", "Pensiun"),
)
SORTABLE = {"jabatan", "unit", "golongan", "pensiun"}
SAVED = (
    ("Semua pegawai", ""),
    ("Segera pensiun 12 bulan", "pensiun=12&urut=pensiun"),
    ("Tanpa jabatan definitif", "tanpa_jabatan=on"),
    ("Pimpinan tinggi", "jenjang=jpt_pratama"),
)


@dataclass(frozen=True, slots=True)
class Pencarian:
    """What the address asks for."""

    form: SaringPegawaiForm
    pohon: PohonUnit
    jumlah: int
    rows: QuerySet[Pegawai]


def _search(user: Any, query: QueryDict, on: date) -> Pencarian:
    pohon = unit_tree(user, on)
    opd = [(node.kode, node.nama) for node in pohon.opd()]
    form = SaringPegawaiForm(query, opd=opd)
    wanted: dict[str, Any] = dict(form.cleaned_data) if form.is_valid() else {}
    node = pohon.by_kode(str(wanted.get("opd") or ""))
    if node is not None:
        wanted["unit_ids"] = [n.unit_id for n in pohon.simpul.values() if n.opd_id == node.unit_id]
    found = people(user, on=on, saring=wanted)
    jumlah = found.count()
    rows = sorted_people(found, on=on, urut=query.get("urut", "nama"), jumlah=jumlah)
    return Pencarian(form, pohon, jumlah, rows)


@for_roles(*MAP_ROLES)
@require_safe
def pegawai(request: HttpRequest) -> HttpResponse:
    """People that the reader may see."""
    if holds_a_number(request.GET.get("q", "")):
        messages.info(request, "NIP dicari lewat kotak Cari NIP, agar tidak muncul di alamat.")
        return redirect("peta:pegawai")
    on = timezone.localdate()
    found = _search(request.user, request.GET, on)
    form, pohon = found.form, found.pohon
    paginator = Paginator(found.rows.values_list("pk", flat=True), PER_PAGE)
    paginator.count = found.jumlah
    halaman = paginator.get_page(request.GET.get("hal"))
    chosen = [c for c in request.GET.get("kolom", "").split(",") if c in dict(COLUMNS)]
    shown = chosen or [key for key, _ in COLUMNS]
    return render(
        request,
        "peta/pegawai.html",
        {
            "judul": "Pegawai",
            "form_saring": form,
            "keping": _chips(request, form),
            "hitung": f"{angka(halaman.paginator.count)} pegawai",
            "halaman": halaman,
            "baris": [
                {
                    "isi": row,
                    "unit": pohon.simpul.get(row.pegawai.unit_id) if row.pegawai.unit_id else None,
                    "nip_penuh": may_see_numbers(request.user, row.pegawai),
                }
                for row in list_rows(in_order(halaman), on=on)
            ],
            "kolom": [(key, title, key in SORTABLE) for key, title in COLUMNS if key in shown],
            "pilihan_kolom": _column_links(request, shown),
            "pandangan": _saved(request),
            "urut": request.GET.get("urut", "nama"),
            "form_nip": CariNIPForm(),
        },
    )


@daftarkan("pegawai", *MAP_ROLES)
def susun_pegawai(user: Any, query: QueryDict, _: Mapping[str, str]) -> Isi:
    """The filtered list, in its order."""
    on = timezone.localdate()
    found = _search(user, query, on)
    return exports.people_table(user, found.rows, found.jumlah, found.pohon, on)


@for_roles(*MAP_ROLES)
@require_safe
def pegawai_unduh(request: HttpRequest) -> HttpResponse:
    """The filtered list as a spreadsheet."""
    return sajikan(request, "pegawai")


@for_roles(*MAP_ROLES)
@require_POST
def pegawai_cari(request: HttpRequest) -> HttpResponse:
    """Find a person by NIP and go to the page under the public code."""
    form = CariNIPForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["nip"][0]))
        return redirect("peta:pegawai")
    found = Pegawai.objects.visible_to(request.user).filter(nip=form.cleaned_data["nip"]).first()
    if found is None:
        messages.warning(request, "Tidak ada pegawai dengan NIP itu dalam daftar Anda.")
        return redirect("peta:pegawai")
    return redirect("peta:pegawai-detail", kode=found.kode)


def _chips(request: HttpRequest, form: SaringPegawaiForm) -> list[dict[str, str]]:
    chips = []
    for name, text in form.active() if form.is_valid() else []:
        query = request.GET.copy()
        query.pop(name, None)
        query.pop("hal", None)
        chips.append({"teks": text, "url": f"?{query.urlencode()}"})
    return chips


def _column_links(request: HttpRequest, shown: list[str]) -> list[dict[str, Any]]:
    """One link per column that shows or hides it; the last one stays."""
    links = []
    for key, title in COLUMNS:
        wanted = [c for c, _ in COLUMNS if (c in shown) != (c == key)]
        query = request.GET.copy()
        query["kolom"] = ",".join(wanted)
        links.append(
            {"judul": title, "aktif": key in shown, "url": f"?{query.urlencode()}"}
            if wanted
            else {"judul": title, "aktif": True, "url": ""}
        )
    return links


def _saved(request: HttpRequest) -> list[dict[str, Any]]:
    present = urlencode([(k, v) for k, v in request.GET.items() if k not in {"hal", "kolom"} and v])
    base = reverse("peta:pegawai")
    return [
        {"judul": title, "url": f"{base}?{query}" if query else base, "aktif": present == query}
        for title, query in SAVED
    ]
