"""The talent map: nine boxes, the people in them, and those who cannot be placed yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from asn_portal.berkas.ekspor import daftarkan, sajikan
from asn_portal.core.access import for_roles, log_look
from asn_portal.core.dates import local_date
from asn_portal.core.models import Instansi
from asn_portal.core.scope import scope_of
from asn_portal.core.templatetags.portal import angka
from jabatan.merit import AXIS_SCALE, BOXES, JENJANG
from jabatan.peta.forms import holds_a_number
from jabatan.peta.models import Pegawai
from jabatan.peta.selectors.unit import PohonUnit, unit_tree
from jabatan.talenta import exports
from jabatan.talenta.engine.kotak import KINERJA_NAMA, NAMA, REKOMENDASI
from jabatan.talenta.forms import SaringTalentaForm
from jabatan.talenta.permissions import TALENT_ROLES, instansi_of
from jabatan.talenta.pipeline import Daftar, PetaTalenta, baris_talenta, peta_talenta

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse, QueryDict

    from asn_portal.berkas.ekspor import Isi

PER_PAGE = 50
# So many points are drawn one by one; more are drawn once per whole point of both axes.
MAX_POINTS = 2000
ORDERS = ("nama", "kotak", "kinerja", "potensial", "talenta")


@dataclass(frozen=True, slots=True)
class Pilihan:
    """What the address asks for: rows of the map by position, in order."""

    instansi: Instansi
    peta: PetaTalenta
    pohon: PohonUnit
    form: SaringTalentaForm
    semua: Any  # everybody that the filters leave, whatever the box
    baris: Any  # of these, the people of the chosen list
    urut: str

    @property
    def belum(self) -> bool:
        """Whether the list shows the people who cannot be placed."""
        return self.form.chosen().get("daftar") == "belum"


@for_roles(*TALENT_ROLES)
@require_safe
def peta(request: HttpRequest) -> HttpResponse:
    """Nine boxes with counts, the scatter, and a page of the list."""
    if holds_a_number(request.GET.get("q", "")):
        messages.info(request, "NIP dicari lewat halaman Pegawai, agar tidak muncul di alamat.")
        return redirect("talenta:peta")
    pilihan = _choose(request.user, request.GET)
    halaman = Paginator(pilihan.baris, PER_PAGE).get_page(request.GET.get("hal"))
    daftar = _rows(pilihan, np.asarray(halaman.object_list))
    log_look(request, "nilai", [one.pegawai.orang_id for one in daftar])
    chosen = pilihan.form.chosen()
    kotak = int(chosen.get("kotak", 0))
    return render(
        request,
        "talenta/peta.html",
        {
            "judul": "Peta talenta",
            "instansi_nama": pilihan.instansi.nama,
            "pilihan": pilihan,
            "aturan": pilihan.peta.aturan,
            "form_saring": pilihan.form,
            "keping": _chips(request, pilihan.form),
            "hitung": f"{angka(len(pilihan.semua))} pegawai",
            "kisi": _grid(request, pilihan, kotak),
            "titik": _points(pilihan, daftar),
            "tab": _tabs(request, pilihan),
            "halaman": halaman,
            "daftar": daftar,
            "kotak": kotak,
            "nama_kotak": NAMA.get(kotak, ""),
            "rekomendasi": REKOMENDASI.get(kotak, ()),
            "semua_rekomendasi": [(box, NAMA[box], REKOMENDASI[box]) for box in range(9, 0, -1)],
            "kolom": [
                ("kotak", "Kotak"),
                ("kinerja", "Kinerja"),
                ("potensial", "Potensial"),
                ("talenta", "Nilai talenta"),
            ],
        },
    )


@daftarkan("talenta", *TALENT_ROLES)
def susun(user: Any, query: QueryDict, _: Mapping[str, str]) -> Isi:
    """The filtered list, incomplete people included."""
    pilihan = _choose(user, query)
    rows = pilihan.baris if "kotak" in pilihan.form.chosen() else pilihan.semua
    return exports.talent_table(
        user,
        pilihan.instansi,
        peta=pilihan.peta,
        rows=rows,
        daftar=lambda part: _rows(pilihan, part, evidence=True),
        pohon=pilihan.pohon,
    )


@for_roles(*TALENT_ROLES)
@require_safe
def unduh(request: HttpRequest) -> HttpResponse:
    """The filtered list as a spreadsheet."""
    return sajikan(request, "talenta")


def _choose(user: Any, query: QueryDict) -> Pilihan:
    instansi = _instansi(user, query)
    on = local_date(instansi, timezone.now())
    pohon = unit_tree(user, on)
    offices = [node for node in pohon.opd() if node.instansi_id == instansi.pk]
    form = SaringTalentaForm(query, opd=[(node.kode, node.nama) for node in offices])
    chosen = form.chosen()
    found = peta_talenta(instansi.pk, on)
    semua = _filtered(user, instansi, pohon, found, chosen)
    urut = query.get("urut", "-talenta")
    urut = urut if urut.removeprefix("-") in ORDERS else "-talenta"
    complete = found.kotak[semua] > 0
    if chosen.get("daftar") == "belum":
        baris = semua[~complete]
    elif "kotak" in chosen:
        baris = _sorted(semua[found.kotak[semua] == int(chosen["kotak"])], found, urut)
    else:
        baris = _sorted(semua[complete], found, urut)
    return Pilihan(instansi, found, pohon, form, semua, baris, urut)


def _instansi(user: Any, query: QueryDict) -> Instansi:
    """The agency of the reader; who serves several names one in the address."""
    allowed = Instansi.objects.filter(pk__in=instansi_of(scope_of(user))).order_by("pk")
    wanted = query.get("instansi")
    found = (allowed.filter(kode=wanted) if wanted else allowed).first()
    if found is None:
        raise Http404
    return found


def _filtered(
    user: Any,
    instansi: Instansi,
    pohon: PohonUnit,
    found: PetaTalenta,
    chosen: dict[str, str],
) -> Any:
    """Positions of visible people that the filters leave, by name."""
    people = Pegawai.objects.visible_to(user).filter(instansi=instansi, aktif=True)
    for word in chosen.get("q", "").lower().split():
        people = people.filter(orang__nama_urut__contains=word)
    node = pohon.by_kode(chosen.get("opd", ""))
    if node is not None:
        people = people.filter(unit__opd_id=node.unit_id)
    ids = np.fromiter(
        people.order_by("orang__nama_urut", "pk").values_list("pk", flat=True), np.int64
    )
    order = np.argsort(found.ids, kind="stable")
    place = np.searchsorted(found.ids, ids, sorter=order)
    place = order[np.minimum(place, max(len(order) - 1, 0))] if len(order) else place[:0]
    positions = place[found.ids[place] == ids[: len(place)]]
    if "jenjang" in chosen:
        positions = positions[found.jenjang[positions] == JENJANG[chosen["jenjang"]]]
    return positions


def _sorted(rows: Any, found: PetaTalenta, urut: str) -> Any:
    """By the chosen column; equal values stay in the order of names."""
    name = urut.removeprefix("-")
    if name == "nama":
        return rows[::-1] if urut.startswith("-") else rows
    key = getattr(found, name)[rows].astype(np.int64)
    return rows[np.argsort(-key if urut.startswith("-") else key, kind="stable")]


def _rows(pilihan: Pilihan, rows: Any, *, evidence: bool = False) -> list[Daftar]:
    return baris_talenta(
        pilihan.instansi.pk, pilihan.peta, rows, evidence=evidence or pilihan.belum
    )


def _grid(request: HttpRequest, pilihan: Pilihan, kotak: int) -> list[dict[str, Any]]:
    """The 3×3 twin of the scatter; every cell filters the list."""
    counts = np.bincount(pilihan.peta.kotak[pilihan.semua], minlength=10)
    return [
        {
            "nama": f"Kinerja {KINERJA_NAMA[row]}",
            "sel": [
                {
                    "kotak": box,
                    "nama": NAMA[box],
                    "jumlah": int(counts[box]),
                    "url": _link(request, kotak="" if box == kotak else str(box), daftar=""),
                    "aktif": box == kotak,
                }
                for box in BOXES[row]
            ],
        }
        for row in (2, 1, 0)
    ]


def _points(pilihan: Pilihan, daftar: list[Daftar]) -> dict[str, Any]:
    """Points of the scatter; only people of the list below, whose look is logged, have a name."""
    found = pilihan.peta
    tinggi, menengah = found.aturan.talenta.ambang
    named = {one.pegawai.pk: one.pegawai for one in daftar}
    rows = pilihan.semua[found.kotak[pilihan.semua] > 0]
    points = []
    seen = set()
    for row in rows.tolist():
        person = named.get(int(found.ids[row]))
        x, y = (round(int(axis[row]) / AXIS_SCALE, 2) for axis in (found.potensial, found.kinerja))
        if person is None:
            spot = (round(x), round(y)) if len(rows) > MAX_POINTS else None
            if spot in seen:
                continue
            if spot:
                seen.add(spot)
        points.append(
            {
                "x": x,
                "y": y,
                "kotak": int(found.kotak[row]),
                "nama": str(person.orang) if person else "Pegawai di luar halaman daftar ini",
                "url": reverse("peta:pegawai-detail", args=[person.kode]) if person else "",
            }
        )
    return {"ambang": {"tinggi": tinggi / 100, "menengah": menengah / 100}, "titik": points}


def _tabs(request: HttpRequest, pilihan: Pilihan) -> list[dict[str, Any]]:
    complete = int((pilihan.peta.kotak[pilihan.semua] > 0).sum())
    return [
        {
            "judul": f"Di dalam kotak ({angka(complete)})",
            "url": _link(request, daftar=""),
            "aktif": not pilihan.belum,
        },
        {
            "judul": f"Belum lengkap ({angka(len(pilihan.semua) - complete)})",
            "url": _link(request, daftar="belum", kotak=""),
            "aktif": pilihan.belum,
        },
    ]


def _chips(request: HttpRequest, form: SaringTalentaForm) -> list[dict[str, str]]:
    return [{"teks": words, "url": _link(request, **{name: ""})} for name, words in form.chips()]


def _link(request: HttpRequest, **changes: str) -> str:
    """Present address with some parameters changed, back on the first page."""
    query = request.GET.copy()
    query.pop("hal", None)
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"?{query.urlencode()}"
