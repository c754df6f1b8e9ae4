"""All offices of the city with their numbers, and positions without a leader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from asn_portal.berkas.ekspor import daftarkan, sajikan
from asn_portal.core.access import for_roles
from asn_portal.core.scope import scope_of
from asn_portal.core.templatetags.portal import angka, bertanda
from jabatan.peta import exports
from jabatan.peta.models import VersiPeta
from jabatan.peta.permissions import MAP_ROLES
from jabatan.peta.selectors.angka import Baris, Jumlah, position_rows
from jabatan.peta.selectors.unit import PohonUnit, Simpul, unit_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpRequest, HttpResponse, QueryDict

    from asn_portal.berkas.ekspor import Isi

PER_PAGE = 50
PIMPINAN_KOSONG = "pimpinan-kosong"
ORDERS: dict[str, Callable[[tuple[Simpul, Jumlah]], Any]] = {
    "nama": lambda r: r[0].nama.lower(),
    "kebutuhan": lambda r: r[1].kebutuhan,
    "bezetting": lambda r: r[1].bezetting,
    "kurang": lambda r: r[1].kurang,
    "lebih": lambda r: r[1].lebih,
    "kosong": lambda r: r[1].kosong,
    "pensiun": lambda r: r[1].pensiun,
}
COLUMNS = (
    ("kebutuhan", "Kebutuhan (K)"),
    ("bezetting", "Bezetting (B)"),
    ("kurang", "Kurang"),
    ("lebih", "Lebih"),
    ("kosong", "Tanpa pejabat"),
    ("pensiun", "Pensiun ≤ 12 bulan"),
)


@dataclass(frozen=True, slots=True)
class Kota:
    """Everything that the overview needs, from four queries."""

    pohon: PohonUnit
    rows: list[Baris]
    opd: list[tuple[Simpul, Jumlah]]


def _load(user: Any) -> Kota:
    on = timezone.localdate()
    pohon = unit_tree(user, on)
    rows = position_rows(user, on=on)
    by_opd: dict[int, list[Baris]] = {}
    for row in rows:
        node = pohon.simpul.get(row.unit_id)
        if node is not None and node.opd_id is not None:
            by_opd.setdefault(node.opd_id, []).append(row)
    offices = [(node, Jumlah.of(by_opd.get(node.unit_id, []))) for node in pohon.opd()]
    return Kota(pohon, rows, offices)


def _offices(query: QueryDict, kota: Kota) -> list[tuple[Simpul, Jumlah]]:
    """Offices that match the search, in the wanted order; ties keep the order of the tree."""
    words = query.get("q", "").lower().split()
    found = [row for row in kota.opd if all(word in row[0].nama.lower() for word in words)]
    urut = query.get("urut", "")
    key = ORDERS.get(urut.removeprefix("-"))
    if key is not None:
        found.sort(key=key, reverse=urut.startswith("-"))
    return found


def _vacant_leaders(query: QueryDict, kota: Kota) -> list[Baris]:
    words = query.get("q", "").lower().split()
    return [
        row
        for row in kota.rows
        if row.pimpinan and row.kosong and all(word in row.nama.lower() for word in words)
    ]


@for_roles(*MAP_ROLES)
@require_safe
def ringkasan(request: HttpRequest) -> HttpResponse:
    """Overview of the offices that the reader may see."""
    kota = _load(request.user)
    chosen = kota.pohon.by_kode(request.GET.get("unit", ""))
    if chosen is not None:
        return redirect("peta:unit", kode=chosen.kode)
    pimpinan = request.GET.get("tampil") == PIMPINAN_KOSONG
    total = Jumlah.of(kota.rows)
    listed: list[Any]
    if pimpinan:
        listed = [
            (row, kota.pohon.simpul[row.unit_id], kota.pohon.opd_of(kota.pohon.simpul[row.unit_id]))
            for row in _vacant_leaders(request.GET, kota)
            if row.unit_id in kota.pohon.simpul
        ]
    else:
        listed = _offices(request.GET, kota)
    halaman = Paginator(listed, PER_PAGE).get_page(request.GET.get("hal"))
    return render(
        request,
        "peta/ringkasan.html",
        {
            "judul": "Peta Jabatan",
            "versi": _versions(request),
            "akar": [node for node in kota.pohon.akar if node.anak],
            "butir": number_strip(total),
            "ket": net_sentence(total),
            "halaman": halaman,
            "pimpinan": pimpinan,
            "kolom": COLUMNS,
            "urut": request.GET.get("urut", ""),
            "q": request.GET.get("q", ""),
            "jumlah_opd": len(kota.opd),
        },
    )


@daftarkan("peta-ringkasan", *MAP_ROLES)
def susun_ringkasan(user: Any, query: QueryDict, _: Mapping[str, str]) -> Isi:
    """The overview with its filter and order."""
    kota = _load(user)
    if query.get("tampil") == PIMPINAN_KOSONG:
        rows = _vacant_leaders(query, kota)
        return exports.position_table("Jabatan pimpinan kosong", rows, kota.pohon)
    return exports.office_table("Ringkasan peta jabatan", _offices(query, kota))


@for_roles(*MAP_ROLES)
@require_safe
def ringkasan_unduh(request: HttpRequest) -> HttpResponse:
    """The overview as a spreadsheet, with the same filter and order."""
    return sajikan(request, "peta-ringkasan")


def _versions(request: HttpRequest) -> list[VersiPeta]:
    """Map versions in force that the numbers rest on."""
    ids = {duty.instansi_id for duty in scope_of(request.user).duties}
    return list(
        VersiPeta.objects.filter(instansi_id__in=ids, status="BERLAKU").select_related("instansi")
    )


def number_strip(total: Jumlah) -> list[dict[str, Any]]:
    """The strip of the mock; shortage and surplus never as one number."""
    return [
        {"nama": "Kebutuhan (K)", "nilai": angka(total.kebutuhan)},
        {"nama": "Bezetting (B)", "nilai": angka(total.bezetting)},
        {"nama": "Kurang", "nilai": angka(total.kurang), "nada": "b" if total.kurang else ""},
        {"nama": "Lebih", "nilai": angka(total.lebih), "nada": "k" if total.lebih else ""},
        {
            "nama": "Jabatan tanpa pejabat",
            "nilai": angka(total.kosong),
            "nada": "b" if total.kosong else "",
        },
        {
            "nama": "Pensiun ≤ 12 bulan",
            "nilai": angka(total.pensiun),
            "nada": "k" if total.pensiun else "",
        },
    ]


def net_sentence(total: Jumlah) -> str:
    """Why the net difference alone misleads, where it does."""
    if total.kurang and total.lebih:
        return (
            f"Selisih bersih {bertanda(total.selisih)} menyembunyikan {angka(total.lebih)} "
            "kelebihan. Karena itu kekurangan dan kelebihan dihitung terpisah."
        )
    return "Kekurangan dan kelebihan dihitung terpisah untuk setiap jabatan."
