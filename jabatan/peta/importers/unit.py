"""Unit tree: SIASN HierarkiUnor, or the office's own table with KODE and JENIS."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from psycopg.types.range import DateRange

from asn_portal.berkas import parsers as p
from asn_portal.berkas.registry import JenisImpor, Kolom, Rencana, Salah, Tulis, daftarkan
from asn_portal.core.enums import Sumber
from asn_portal.core.models import UnitKerja
from jabatan.peta.enums import JENIS_OPD, JenisUnit
from jabatan.peta.importers.kata import baku, jenis_unit
from jabatan.peta.models import VersiUnit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from django.db.models import Model

    from asn_portal.berkas.registry import Baris, Hasil, Konteks

KODE_SAH = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-")
SPASI_PER_TINGKAT = 6  # HierarkiUnor shows the depth by six blanks a level


def _names(pks: set[int]) -> dict[int, str]:
    """Units by the name of their newest version."""
    rows = VersiUnit.objects.filter(unit__in=pks).order_by("periode").values_list("unit_id", "nama")
    return dict(rows)


@dataclass(slots=True)
class Lama:
    """A unit as the portal knows it, with its newest version."""

    pk: int
    kode: str
    siasn: str | None
    versi: int | None = None
    nama: str = ""
    induk: int | None = None
    jenis: str = ""
    mulai: date | None = None


@dataclass(slots=True)
class Simpul:
    """A row of the file on its way."""

    baris: Baris
    lama: Lama | None
    tulis: Tulis | None
    induk: str | None  # key of the parent in the file
    induk_lama: Lama | None = None
    salah: Salah | None = None
    jenis: str = ""


@daftarkan
class Unit(JenisImpor):
    kode, judul, urutan = "unit", "Unit kerja (HierarkiUnor)", 10
    keterangan = (
        "Pohon unit kerja. Nama atau induk yang berubah membuka versi baru; versi lama tetap "
        "tersimpan. Unit yang tidak ada di berkas tidak dihapus."
    )
    sumber = Sumber.PETA
    lembar = ("hierarki_unor", "unit*")
    ringkas = ("nama",)
    nama_rujukan: ClassVar[Mapping[type[Model], Callable[[set[int]], dict[int, str]]]] = {
        UnitKerja: _names
    }
    kolom = (
        Kolom("id", "ID", p.kode(), alias=("UNOR ID", "ID UNOR", "ID BKN"),
              contoh="8ae482885aad58b1015aae130eb11255",
              keterangan="ID unit di SIASN. Boleh kosong jika KODE diisi."),
        Kolom("nama", "NAMA_UNOR", p.nama(250), wajib=True, contoh="Dinas Kesehatan",
              alias=("NAMA UNIT", "UNIT KERJA", "NAMA UNIT KERJA", "NAMA UNIT ORGANISASI")),
        Kolom("atasan", "ID_ATASAN", p.kode(), wajib=False,
              alias=("DIATASAN ID", "ID PARENT", "PARENT ID", "KODE INDUK", "ID INDUK",
                     "KODE ATASAN"),
              keterangan="ID atau KODE unit induk. Kosong untuk unit teratas."),
        Kolom("kode", "KODE", p.kode(), contoh="1.02.01", alias=("KODE UNIT",)),
        Kolom("jenis", "JENIS", p.pilihan(JenisUnit), alias=("JENIS UNIT",), contoh="Dinas",
              keterangan="Kosong: dibaca dari nama unit."),
        Kolom("tmt", "TMT", p.tanggal(), alias=("BERLAKU MULAI", "TMT BERLAKU"),
              keterangan="Kosong: 1 Januari tahun ini untuk unit baru, hari ini untuk perubahan. "
                         "Tanggal yang sama dengan versi tersimpan berarti koreksi."),
    )  # fmt: skip

    def rencanakan(self, ctx: Konteks, baris: Sequence[Baris]) -> list[Rencana]:
        """Units first, then versions, so that a parent may stand further down."""
        known = _read(ctx)
        nodes, by_key = _nodes(ctx, baris, known)
        _parents(nodes, by_key, known)
        _cycles(nodes, by_key, known)
        _kinds(nodes, by_key)
        return [self._plan(ctx, node, by_key) for node in nodes]

    def _plan(self, ctx: Konteks, node: Simpul, by_key: Mapping[str, Simpul]) -> Rencana:
        if node.salah or node.tulis is None:
            return Rencana(salah=[node.salah] if node.salah else [])
        parent: Any = node.induk_lama.pk if node.induk_lama else None
        if node.induk is not None:
            parent = by_key[node.induk].tulis
        nilai = {"nama": node.baris.nilai["nama"], "induk": parent, "jenis": node.jenis}
        known = node.lama is not None and node.lama.versi is not None
        mulai = node.baris.nilai.get("tmt") or (
            ctx.hari_ini if known else date(ctx.hari_ini.year, 1, 1)
        )
        baru = Tulis(
            VersiUnit,
            {},
            nilai,
            {
                "unit": node.tulis,
                "periode": DateRange(mulai, None, "[)"),
                "urutan": node.baris.nomor,
            },
        )
        lama = node.lama
        if lama is None or lama.versi is None or lama.mulai is None:
            return Rencana([node.tulis, baru])
        induk_pk = _pk(node, by_key)
        same = (lama.nama, lama.induk, lama.jenis) == (nilai["nama"], induk_pk, nilai["jenis"])
        if same or lama.mulai >= mulai:
            return Rencana([Tulis(VersiUnit, {"id": lama.versi}, nilai), node.tulis])
        closed = Tulis(
            VersiUnit, {"id": lama.versi}, {"periode": DateRange(lama.mulai, mulai, "[)")}
        )
        return Rencana([closed, baru, node.tulis])

    def hilang(self, ctx: Konteks, baris: Sequence[Baris]) -> list[str]:
        """Units that the file does not name."""
        seen = {
            str(value).lower()
            for row in baris
            for value in (row.nilai.get("id"), row.nilai.get("kode"))
            if value
        }
        return [
            f"{lama.nama or lama.kode} ({lama.siasn or lama.kode})"
            for lama in _read(ctx)
            if lama.kode.lower() not in seen and (lama.siasn or "").lower() not in seen
        ]

    def setelah(self, ctx: Konteks, hasil: Hasil) -> None:
        """Every unit knows its office; written through the import, so that undo takes it back."""
        offices = _offices(ctx)
        stored = UnitKerja.objects.filter(pk__in=offices).values_list("pk", "opd_id")
        hasil.tulis(
            [
                Tulis(UnitKerja, {"id": pk}, {"opd_id": offices[pk]})
                for pk, opd in stored
                if opd != offices[pk]
            ]
        )

    def ekspor(self, ctx: Konteks) -> Iterator[Mapping[str, Any]]:
        """Parents before children, names indented as SIASN does."""
        rows = [lama for lama in _read(ctx) if lama.versi]
        names = {lama.pk: lama.siasn or lama.kode for lama in rows}
        children: dict[int | None, list[Lama]] = {}
        for lama in rows:
            parent = lama.induk if lama.induk in names else None
            children.setdefault(parent, []).append(lama)
        stack = [(lama, 0) for lama in reversed(children.get(None, []))]
        while stack:
            lama, depth = stack.pop()
            yield {
                "id": lama.siasn,
                "nama": " " * SPASI_PER_TINGKAT * depth + lama.nama,
                "atasan": names.get(lama.induk) if lama.induk else None,
                "kode": lama.kode,
                "jenis": lama.jenis,
                "tmt": lama.mulai,
            }
            stack += [(child, depth + 1) for child in reversed(children.get(lama.pk, []))]


def _read(ctx: Konteks) -> list[Lama]:
    """Units with their newest version, in the order of the map."""
    if "unit_lama" in ctx.memo:
        kept: list[Lama] = ctx.memo["unit_lama"]
        return kept
    units = {
        pk: Lama(pk, kode, siasn)
        for pk, kode, siasn in UnitKerja.objects.filter(instansi=ctx.instansi).values_list(
            "pk", "kode", "kode_siasn"
        )
    }
    order: dict[int, tuple[int, str]] = {}
    versions = (
        VersiUnit.objects.filter(unit__instansi=ctx.instansi)
        .order_by("periode")
        .values_list("unit_id", "pk", "nama", "induk_id", "jenis", "periode", "urutan")
    )
    for unit, pk, nama, induk, jenis, periode, urutan in versions:
        lama = units[unit]
        lama.versi, lama.nama, lama.induk, lama.jenis = pk, nama, induk, jenis
        lama.mulai = periode.lower
        order[unit] = (urutan, nama)
    rows = sorted(units.values(), key=lambda lama: (order.get(lama.pk, (0, "")), lama.pk))
    ctx.memo["unit_lama"] = rows
    return rows


def _offices(ctx: Konteks) -> dict[int, int]:
    """The office of a unit: itself or the nearest unit above of an office kind, at last the root."""
    rows = (
        VersiUnit.objects.filter(unit__instansi=ctx.instansi)
        .order_by("periode")
        .values_list("unit_id", "induk_id", "jenis")
    )
    newest = {unit: (induk, jenis) for unit, induk, jenis in rows}
    found: dict[int, int] = {}
    for unit in newest:
        trail: list[int] = []
        step = unit
        while step not in found:
            trail.append(step)
            induk, jenis = newest[step]
            if jenis in JENIS_OPD or induk not in newest or induk in trail:
                found[step] = step
            else:
                step = induk
        found |= dict.fromkeys(trail, found[step])
    return found


def _nodes(
    ctx: Konteks, baris: Sequence[Baris], known: Sequence[Lama]
) -> tuple[list[Simpul], dict[str, Simpul]]:
    by_siasn = {lama.siasn.lower(): lama for lama in known if lama.siasn}
    by_kode = {lama.kode.lower(): lama for lama in known}
    nodes: list[Simpul] = []
    by_key: dict[str, Simpul] = {}
    taken: dict[int, int] = {}
    for row in baris:
        siasn, kode = row.nilai.get("id"), row.nilai.get("kode")
        lama = by_siasn.get(siasn.lower()) if siasn else None
        if lama is None and kode:
            lama = by_kode.get(kode.lower())
        node = Simpul(row, lama, None, None)
        nodes.append(node)
        node.salah = _refuse(row, lama, by_kode, by_key, taken)
        if node.salah:
            continue
        if lama is not None:
            taken[lama.pk] = row.nomor
        node.tulis = _identity(ctx, lama, siasn, kode)
        for key in (siasn, kode):
            if key:
                by_key[key.lower()] = node
    return nodes, by_key


def _refuse(
    row: Baris,
    lama: Lama | None,
    by_kode: Mapping[str, Lama],
    by_key: Mapping[str, Simpul],
    taken: Mapping[int, int],
) -> Salah | None:
    siasn, kode = row.nilai.get("id"), row.nilai.get("kode")
    if not siasn and not kode:
        return Salah("id", "Isi ID atau KODE unit.")
    if kode and not set(kode) <= KODE_SAH:
        return Salah("kode", "KODE hanya boleh berisi huruf, angka, titik, garis bawah, dan strip.")
    for kolom, key in (("id", siasn), ("kode", kode)):
        if key and key.lower() in by_key:
            earlier = by_key[key.lower()].baris.nomor
            return Salah(kolom, f"Sama dengan baris {earlier}.")
    if lama is not None and lama.pk in taken:
        return Salah("id", f"Unit ini sudah disebut di baris {taken[lama.pk]}.")
    owner = by_kode.get(kode.lower()) if kode else None
    if owner is not None and lama is not None and owner.pk != lama.pk:
        return Salah("kode", f"KODE ini sudah dipakai {owner.nama or owner.kode}.")
    if lama is not None and siasn and lama.siasn and lama.siasn.lower() != siasn.lower():
        return Salah("id", f"KODE ini milik unit dengan ID {lama.siasn}.")
    return None


def _identity(ctx: Konteks, lama: Lama | None, siasn: str | None, kode: str | None) -> Tulis:
    nilai = {"kode": kode} if kode else {}
    if lama is not None:
        if siasn and not lama.siasn:
            nilai["kode_siasn"] = siasn
        return Tulis(UnitKerja, {"id": lama.pk}, nilai)
    key = {"kode_siasn": siasn} if siasn else {"kode": kode}
    return Tulis(UnitKerja, {"instansi_id": ctx.instansi.pk, **key}, nilai if siasn else {})


def _parents(nodes: Sequence[Simpul], by_key: Mapping[str, Simpul], known: Sequence[Lama]) -> None:
    stored = {lama.kode.lower(): lama for lama in known}
    stored |= {lama.siasn.lower(): lama for lama in known if lama.siasn}
    for node in nodes:
        if node.salah:
            continue
        if "atasan" not in node.baris.nilai and node.lama is not None:
            node.induk_lama = next((x for x in known if x.pk == node.lama.induk), None)
            continue
        wanted = (node.baris.nilai.get("atasan") or "").lower()
        if not wanted:
            continue
        if wanted in by_key:
            node.induk = wanted
        elif wanted in stored:
            node.induk_lama = stored[wanted]
        else:
            node.salah = Salah(
                "atasan",
                "Unit atasan ini tidak ada di berkas maupun di portal. "
                "Tambahkan barisnya atau perbaiki kodenya.",
            )


def _cycles(nodes: Sequence[Simpul], by_key: Mapping[str, Simpul], known: Sequence[Lama]) -> None:
    """Refuse every row of a ring, in the file or through units of the portal."""
    above: dict[int, int | None] = {lama.pk: lama.induk for lama in known}
    names = {lama.pk: lama.nama for lama in known}
    for node in nodes:
        if not node.salah:
            parent = by_key[node.induk] if node.induk is not None else None
            above[_key(node)] = _key(parent) if parent else _pk(node, by_key)
            names[_key(node)] = node.baris.nilai["nama"]
    ringed: dict[int, list[int]] = {}
    clean: set[int] = set()
    for start in above:
        trail: dict[int, None] = {}
        step: int | None = start
        while step is not None and step not in clean and step not in ringed:
            if step in trail:
                passed = list(trail)
                ring = passed[passed.index(step) :]
                ringed |= dict.fromkeys(ring, ring)
                break
            trail[step] = None
            step = above.get(step)
        clean |= trail.keys() - ringed.keys()
    for node in nodes:
        found = ringed.get(_key(node)) if not node.salah else None
        if found is not None:
            path = " → ".join(names[key] for key in [*found, found[0]])
            node.salah = Salah("atasan", f"Unit ini menjadi atasan dirinya sendiri: {path}.")


def _key(node: Simpul) -> int:
    """One number per unit: its primary key, or a negative one for a new unit."""
    return node.lama.pk if node.lama else -node.baris.nomor


def _above(
    node: Simpul, by_key: Mapping[str, Simpul], by_pk: Mapping[int, Simpul]
) -> Simpul | None:
    if node.induk is not None:
        return by_key[node.induk]
    return by_pk.get(node.induk_lama.pk) if node.induk_lama else None


def _kinds(nodes: Sequence[Simpul], by_key: Mapping[str, Simpul]) -> None:
    """Kind as given, as known while the name stays, else from the name; parents first."""
    by_pk = {node.lama.pk: node for node in nodes if node.lama}
    for node in nodes:
        waiting: list[Simpul] = []
        step: Simpul | None = node
        while step is not None and not step.jenis and not step.salah:
            waiting.append(step)
            step = _above(step, by_key, by_pk)
        for pending in reversed(waiting):
            pending.jenis = _kind(pending, by_key, by_pk)


def _kind(node: Simpul, by_key: Mapping[str, Simpul], by_pk: Mapping[int, Simpul]) -> str:
    given = node.baris.nilai.get("jenis")
    if given:
        return str(given)
    nama = node.baris.nilai["nama"]
    if node.lama and node.lama.jenis and baku(node.lama.nama) == baku(nama):
        return node.lama.jenis
    office, step = False, _above(node, by_key, by_pk)
    while step is not None and not office:
        office = step.jenis in JENIS_OPD
        step = _above(step, by_key, by_pk)
    if node.induk_lama and not office:
        office = node.induk_lama.jenis in JENIS_OPD
    return jenis_unit(nama, di_bawah_opd=office)


def _pk(node: Simpul, by_key: Mapping[str, Simpul]) -> int | None:
    """Key of the parent where it is known already."""
    if node.induk is not None:
        lama = by_key[node.induk].lama
        return lama.pk if lama else -1
    return node.induk_lama.pk if node.induk_lama else None
