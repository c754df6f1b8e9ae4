"""The map of one unit: chart, table, competence gap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from asn_portal.berkas.ekspor import daftarkan, sajikan
from asn_portal.core.access import for_roles
from asn_portal.core.models import Instansi
from jabatan.peta import exports
from jabatan.peta.enums import StatusPeta
from jabatan.peta.forms import SaringJabatanForm
from jabatan.peta.models import Jabatan, VersiPeta
from jabatan.peta.permissions import MAP_ROLES
from jabatan.peta.selectors.angka import Baris, Jumlah, position_rows
from jabatan.peta.selectors.bagan import build_chart
from jabatan.peta.selectors.jabatan import RingkasJabatan, position_brief
from jabatan.peta.selectors.kesenjangan import competence_gap
from jabatan.peta.selectors.unit import PohonUnit, Simpul, unit_tree
from jabatan.peta.views.ringkasan import net_sentence, number_strip

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from django.http import HttpRequest, HttpResponse, QueryDict

    from asn_portal.berkas.ekspor import Isi

    Pelengkap = Callable[[HttpRequest, Jabatan], dict[str, Any]]

PER_PAGE = 50
VIEWS = (("bagan", "Bagan"), ("tabel", "Tabel"), ("kesenjangan", "Kesenjangan"))
ORDERS: dict[str, Callable[[Baris], Any]] = {
    "jabatan": lambda r: r.nama.lower(),
    "kelas": lambda r: r.kelas or 0,
    "b": lambda r: r.bezetting,
    "k": lambda r: r.kebutuhan,
    "kurang": lambda r: r.kurang,
    "lebih": lambda r: r.lebih,
    "pensiun": lambda r: r.pensiun,
}
COLUMNS = (
    ("kelas", "Kelas"),
    ("b", "B"),
    ("k", "K"),
    ("kurang", "Kurang"),
    ("lebih", "Lebih"),
    ("pensiun", "Pensiun ≤ 12 bulan"),
)


@dataclass(frozen=True, slots=True)
class PetaUnit:
    """A unit with everything below it and the numbers of all positions there."""

    pohon: PohonUnit
    simpul: Simpul
    rows: list[Baris]
    on: date


def _load(user: Any, kode: str) -> PetaUnit:
    on = timezone.localdate()
    pohon = unit_tree(user, on)
    simpul = pohon.by_kode(kode)
    if simpul is None:
        raise Http404
    ids = [node.unit_id for node in simpul.with_descendants()]
    return PetaUnit(pohon, simpul, position_rows(user, on=on, unit_ids=ids), on)


@for_roles(*MAP_ROLES)
@require_safe
def unit(request: HttpRequest, kode: str, pelengkap: Pelengkap | None = None) -> HttpResponse:
    """One unit in the chosen view; the state of the page stands in its address.

    `pelengkap` tells what a higher component knows of the chosen position.
    """
    peta = _load(request.user, kode)
    tampilan = request.GET.get("tampilan", "bagan")
    if tampilan not in dict(VIEWS):
        tampilan = "bagan"
    total = Jumlah.of(peta.rows)
    instansi = Instansi.objects.get(pk=peta.simpul.instansi_id)
    panel = _panel(request, peta)
    context = {
        "judul": f"Peta Jabatan: {peta.simpul.nama}",
        "remah": [
            {"judul": "Peta Jabatan", "url": reverse("peta:ringkasan")},
            *(
                {"judul": node.nama, "url": reverse("peta:unit", args=[node.kode])}
                for node in peta.pohon.ancestors(peta.simpul)
            ),
        ],
        "simpul": peta.simpul,
        "instansi_nama": instansi.nama,
        "zona": instansi.zona_waktu,
        "sekarang": timezone.now(),
        "versi": VersiPeta.objects.filter(instansi=instansi, status=StatusPeta.BERLAKU).first(),
        "butir": number_strip(total),
        "ket": net_sentence(total),
        "tampilan": tampilan,
        "tab": _tabs(request, tampilan),
        "saring": request.GET.get("saring", ""),
        "keping_saring": _chips(total),
        "pilihan_unit": _choices(peta),
        "panel": panel,
        "peringkat": pelengkap(request, panel.jabatan) if panel and pelengkap else {},
        **{"bagan": _chart, "tabel": _table, "kesenjangan": _gap}[tampilan](request, peta),
    }
    return render(request, "peta/unit.html", context)


@daftarkan("peta-unit", *MAP_ROLES)
def susun_unit(user: Any, query: QueryDict, param: Mapping[str, str]) -> Isi:
    """The positions of the view: same filter, same order."""
    peta = _load(user, param["unit"])
    rows = _matching(query, peta)
    return exports.position_table(f"Peta jabatan {peta.simpul.nama}", rows, peta.pohon)


@for_roles(*MAP_ROLES)
@require_safe
def unit_unduh(request: HttpRequest, kode: str) -> HttpResponse:
    """The positions of the view as a spreadsheet."""
    return sajikan(request, "peta-unit", unit=kode)


def _tabs(request: HttpRequest, tampilan: str) -> list[dict[str, Any]]:
    kept = _without(request.GET, "tampilan", "hal", "urut", "buka")
    return [
        {"judul": title, "url": f"?{_with(kept, tampilan=key)}", "aktif": key == tampilan}
        for key, title in VIEWS
    ]


def _chips(total: Jumlah) -> list[tuple[str, str, int | None]]:
    return [
        ("", "Semua", None),
        ("kosong", "Kosong", total.kosong),
        ("kurang", "Kurang", total.jabatan_kurang),
        ("lebih", "Lebih", total.jabatan_lebih),
        ("pensiun", "Segera pensiun", total.jabatan_pensiun),
    ]


def _choices(peta: PetaUnit) -> list[Simpul]:
    """Offices, and the units of the present office, in the order of the tree."""
    own = peta.pohon.opd_of(peta.simpul)
    listed = {node.unit_id: node for node in (*peta.pohon.akar, *peta.pohon.opd())}
    listed |= {node.unit_id: node for node in (own.with_descendants() if own else [])}
    return [
        node
        for root in peta.pohon.akar
        for node in root.with_descendants()
        if node.unit_id in listed
    ]


def _chart(request: HttpRequest, peta: PetaUnit) -> dict[str, Any]:
    opened = set(request.GET.getlist("buka"))
    bagan = build_chart(
        user=request.user,
        simpul=peta.simpul,
        rows=peta.rows,
        on=peta.on,
        buka=opened,
        saring=request.GET.get("saring", ""),
    )
    base = _without(request.GET, "buka", "tampilan")
    for box in bagan.puncak.boxes():
        kode = box.simpul.kode
        base.setlist("buka", sorted(opened ^ {kode}))
        box.url_buka = f"?{base.urlencode()}#u-{kode}"
    return {"bagan": bagan}


def _matching(query: QueryDict, peta: PetaUnit) -> list[Baris]:
    """Positions that answer the chip and the filters, in the wanted order."""
    form = SaringJabatanForm(query)
    wanted = form.cleaned_data if form.is_valid() else {}
    words = str(wanted.get("q") or "").lower().split()
    saring = query.get("saring", "")
    found = [
        row
        for row in peta.rows
        if row.cocok(saring)
        and all(word in row.nama.lower() for word in words)
        and wanted.get("jenjang") in {None, "", row.jenjang}
    ]
    order = {node.unit_id: i for i, node in enumerate(peta.simpul.with_descendants())}
    found.sort(key=lambda row: order.get(row.unit_id, len(order)))
    urut = query.get("urut", "")
    key = ORDERS.get(urut.removeprefix("-"))
    if key is not None:
        found.sort(key=key, reverse=urut.startswith("-"))
    return found


def _table(request: HttpRequest, peta: PetaUnit) -> dict[str, Any]:
    rows = _matching(request.GET, peta)
    page = Paginator([(row, peta.pohon.simpul[row.unit_id]) for row in rows], PER_PAGE).get_page(
        request.GET.get("hal")
    )
    return {
        "halaman": page,
        "form_saring": SaringJabatanForm(request.GET),
        "kolom": COLUMNS,
        "urut": request.GET.get("urut", ""),
        "hitung": len(rows),
    }


def _gap(request: HttpRequest, peta: PetaUnit) -> dict[str, Any]:
    groups: dict[str, list[int]] = {}
    if peta.simpul.anak:
        groups[f"{peta.simpul.nama} (langsung)"] = [peta.simpul.unit_id]
        for child in peta.simpul.anak:
            groups[child.nama] = [node.unit_id for node in child.with_descendants()]
    else:
        groups[peta.simpul.nama] = [peta.simpul.unit_id]
    columns, rows = competence_gap(
        request.user, on=peta.on, groups=groups, instansi_id=peta.simpul.instansi_id
    )
    measured = [row for row in rows if any(cell.jumlah for cell in row[1])]
    return {
        "kompetensi": columns,
        "baris_panas": measured,
        "unit_tanpa_data": len(rows) - len(measured),
    }


def _panel(request: HttpRequest, peta: PetaUnit) -> RingkasJabatan | None:
    """The chosen position; one outside this unit or out of sight is no choice."""
    kode = request.GET.get("pilih", "")
    if not any(row.kode == kode for row in peta.rows):
        return None
    chosen = (
        Jabatan.objects.visible_to(request.user)
        .select_related("nomenklatur", "profil")
        .filter(kode=kode)
        .first()
    )
    return position_brief(request.user, jabatan=chosen, on=peta.on) if chosen else None


def _without(query: QueryDict, *names: str) -> QueryDict:
    kept = query.copy()
    for name in names:
        kept.pop(name, None)
    return kept


def _with(query: QueryDict, **values: str) -> str:
    changed = query.copy()
    for name, value in values.items():
        changed[name] = value
    return changed.urlencode()
