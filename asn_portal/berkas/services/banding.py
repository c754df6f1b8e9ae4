"""Compares the plans of all rows with the database: what is new, what changes, from what."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import F, Model

from asn_portal.berkas.registry import Tulis
from asn_portal.berkas.services.bidang import Dalam, bidang

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from asn_portal.berkas.registry import Rencana

CHUNK = 20_000
FEW = 50  # a key column with so few values is filtered beside the most selective one


@dataclass(slots=True, eq=False)
class Simpul:
    """One row of the database that the file speaks about, perhaps from several rows."""

    model: type[Model]
    pk: int | None  # None: to be made
    nilai: dict[str, Any]  # attribute names; a value may be another Simpul that is new
    awal: dict[str, Any]
    kunci: dict[str, Any]
    sebutan: str
    baris: list[int] = field(default_factory=list)  # positions of plans
    lama: dict[str, Any] = field(default_factory=dict)  # changed attributes, old values
    baru: bool = False
    id_baru: int = 0

    @property
    def nomor(self) -> int:
        """Primary key, known or allotted."""
        return self.pk if self.pk is not None else self.id_baru


@dataclass(slots=True)
class Peta:
    """All nodes and which node a Tulis stands for."""

    simpul: list[Simpul] = field(default_factory=list)
    dari: dict[int, Simpul] = field(default_factory=dict)


# Types of values that refer to nothing: nearly all are of these, so they are looked at first.
BIASA = frozenset({str, int, float, bool, date, Decimal, type(None)})


def _rujukan(tulis: Tulis) -> list[Tulis]:
    return [
        value
        for bagian in (tulis.kunci, tulis.nilai, tulis.awal)
        for value in bagian.values()
        if type(value) not in BIASA and isinstance(value, Tulis)
    ]


def hidup(rencana: Sequence[Rencana], salah: Callable[[int], bool]) -> dict[int, int | None]:
    """Rows that refer to rows that fall away: position → position of that row.

    None where the Tulis referred to stands in no plan: its row was given up by the kind.
    """
    pemilik: dict[int, list[int]] = defaultdict(list)
    rujukan: dict[int, list[int]] = {}
    for posisi, satu in enumerate(rencana):
        for tulis in satu.tulis:
            pemilik[id(tulis)].append(posisi)
        if not salah(posisi):
            rujukan[posisi] = [id(lain) for tulis in satu.tulis for lain in _rujukan(tulis)]
    jatuh: dict[int, int | None] = {
        posisi: None for posisi, daftar in rujukan.items() if any(i not in pemilik for i in daftar)
    }
    while True:
        mati = {
            kunci for kunci, asal in pemilik.items() if all(p in jatuh or salah(p) for p in asal)
        }
        baru = {
            posisi: pemilik[kena[0]][0]
            for posisi, daftar in rujukan.items()
            if posisi not in jatuh and (kena := [i for i in daftar if i in mati])
        }
        if not baru:
            return jatuh
        jatuh |= baru


def bandingkan(
    kerja: Iterable[tuple[int, Tulis]],
    *,
    kunci_baris: bool,
    bentrok: Callable[[int, str, int], None],
) -> Peta:
    """Resolve keys in waves, merge what is the same row, note old values of what changes.

    `bentrok(position, name, first position)` is told when two rows want different things.
    """
    peta = Peta()
    menunggu = list(kerja)
    kenal: dict[tuple[Any, ...], Simpul] = {}
    while menunggu:
        siap: list[tuple[int, Tulis]] = []
        nanti: list[tuple[int, Tulis]] = []
        for posisi, tulis in menunggu:
            terjawab = all(id(v) in peta.dari for v in tulis.kunci.values() if isinstance(v, Tulis))
            (siap if terjawab else nanti).append((posisi, tulis))
        if not siap:
            raise LookupError("the keys of these plans refer to each other in a circle")
        _gelombang(siap, peta, kenal, kunci_baris=kunci_baris, bentrok=bentrok)
        menunggu = nanti
    for simpul in peta.simpul:
        simpul.nilai = _jawab(simpul.nilai, peta)
        simpul.awal = _jawab(simpul.awal, peta)
    nilai_lama(peta, kunci_baris=kunci_baris)
    return peta


def _jawab(isi: dict[str, Any], peta: Peta) -> dict[str, Any]:
    """References become primary keys, or nodes when the row is yet to be made."""
    hasil = isi
    for name, value in isi.items():
        if type(value) in BIASA:
            continue
        if isinstance(value, Tulis):
            simpul = peta.dari[id(value)]
            hasil = hasil if hasil is not isi else dict(isi)
            hasil[name] = simpul if simpul.pk is None else simpul.pk
        elif isinstance(value, Model):
            hasil = hasil if hasil is not isi else dict(isi)
            hasil[name] = value.pk
    return hasil


def _gelombang(
    siap: list[tuple[int, Tulis]],
    peta: Peta,
    kenal: dict[tuple[Any, ...], Simpul],
    *,
    kunci_baris: bool,
    bentrok: Callable[[int, str, int], None],
) -> None:
    kelompok: dict[tuple[type[Model], tuple[str, ...]], list[Any]] = defaultdict(list)
    for posisi, tulis in siap:
        info = bidang(tulis.model)
        kunci = _jawab(info.namai(tulis.kunci), peta)
        if not kunci:
            if id(tulis) not in peta.dari:
                _pasang(peta, posisi, tulis, kunci, None)
            else:
                peta.dari[id(tulis)].baris.append(posisi)
            continue
        names = tuple(sorted(kunci))
        kelompok[tulis.model, names].append((posisi, tulis, kunci, tuple(kunci[n] for n in names)))
    for (model, names), isi in kelompok.items():
        dikenal = {nilai for *_, nilai in isi if not any(isinstance(v, Simpul) for v in nilai)}
        ditemukan = cari(model, names, dikenal, kunci_baris=kunci_baris)
        for posisi, tulis, kunci, nilai in isi:
            pk = ditemukan.get(nilai)
            if pk is None and names == (bidang(model).pk,):
                raise LookupError(f"{model._meta.label} {nilai[0]} is gone")
            tanda = (model, pk) if pk is not None else (model, names, nilai)
            simpul = kenal.get(tanda)
            if simpul is None:
                kenal[tanda] = _pasang(peta, posisi, tulis, kunci, pk)
            else:
                _satukan(peta, simpul, posisi, tulis, bentrok)


def _pasang(peta: Peta, posisi: int, tulis: Tulis, kunci: dict[str, Any], pk: int | None) -> Simpul:
    info = bidang(tulis.model)
    simpul = Simpul(
        model=tulis.model,
        pk=pk,
        nilai=info.namai(tulis.nilai),
        awal=info.namai(tulis.awal),
        kunci=kunci,
        sebutan=tulis.sebutan,
        baris=[posisi],
        baru=pk is None,
    )
    peta.simpul.append(simpul)
    peta.dari[id(tulis)] = simpul
    return simpul


def _satukan(
    peta: Peta,
    simpul: Simpul,
    posisi: int,
    tulis: Tulis,
    bentrok: Callable[[int, str, int], None],
) -> None:
    """A second row speaks about the same row of the database."""
    info = bidang(tulis.model)
    for name, value in tulis.nilai.items():
        attname = info.nama(name)
        if attname not in simpul.nilai:
            simpul.nilai[attname] = value
        elif not _sama(simpul.nilai[attname], value, peta):
            label = str(info.by_nama[attname].verbose_name)
            bentrok(posisi, label, simpul.baris[0])
    for name, value in tulis.awal.items():
        simpul.awal.setdefault(info.nama(name), value)
    peta.dari[id(tulis)] = simpul
    if simpul.baris[-1] != posisi:
        simpul.baris.append(posisi)


def _sama(kiri: Any, kanan: Any, peta: Peta) -> bool:
    """Equal values; two references are equal when they stand for the same node."""
    sisi = [
        peta.dari.get(id(v)) or v if isinstance(v, Tulis) else v.pk if isinstance(v, Model) else v
        for v in (kiri, kanan)
    ]
    sisi = [v.pk if isinstance(v, Simpul) and v.pk is not None else v for v in sisi]
    return bool(sisi[0] == sisi[1])


def cari(
    model: type[Model],
    names: tuple[str, ...],
    dicari: set[tuple[Any, ...]],
    *,
    kunci_baris: bool,
) -> dict[tuple[Any, ...], int]:
    """Primary key of every wanted key that the database has."""
    if not dicari:
        return {}
    info = bidang(model)
    kolom = list(zip(*dicari, strict=True))
    beda = [len(set(values)) if None not in values else 0 for values in kolom]
    utama = max(range(len(names)), key=beda.__getitem__)
    syarat: dict[str, Any] = {
        f"{name}__in": list(set(values))
        for i, (name, values) in enumerate(zip(names, kolom, strict=True))
        if i != utama and 0 < beda[i] <= FEW
    }
    semua: list[Any] = list(set(kolom[utama])) if beda[utama] else [None]
    found: dict[tuple[Any, ...], int] = {}
    for awal in range(0, len(semua), CHUNK):
        rows = model._base_manager.filter(**syarat)
        if beda[utama]:
            rows = rows.filter(Dalam(F(names[utama]), semua[awal : awal + CHUNK]))
        if kunci_baris:
            rows = rows.order_by(info.pk).select_for_update()
        for pk, *values in rows.values_list(info.pk, *names):
            if tuple(values) in dicari:
                found[tuple(values)] = pk
    return found


def nilai_lama(peta: Peta, *, kunci_baris: bool) -> None:
    """Old values of the attributes that change, for all rows that are there already."""
    kelompok: dict[tuple[type[Model], tuple[str, ...]], list[Simpul]] = defaultdict(list)
    for simpul in peta.simpul:
        if simpul.pk is not None and simpul.nilai:
            kelompok[simpul.model, tuple(simpul.nilai)].append(simpul)
    for (model, names), daftar in kelompok.items():
        info = bidang(model)
        by_pk = {simpul.pk: simpul for simpul in daftar}
        pks = list(by_pk)
        for awal in range(0, len(pks), CHUNK):
            rows = model._base_manager.filter(Dalam(F(info.pk), pks[awal : awal + CHUNK]))
            if kunci_baris:
                rows = rows.order_by(info.pk).select_for_update()
            for pk, *values in rows.values_list(info.pk, *names):
                simpul = by_pk[pk]
                if tuple(values) == tuple(simpul.nilai.values()):
                    continue
                simpul.lama = {
                    name: old
                    for name, old in zip(names, values, strict=True)
                    if _beda(old, simpul.nilai[name])
                }


def _beda(old: Any, new: Any) -> bool:
    if isinstance(new, Simpul):
        return True
    if isinstance(old, memoryview):
        old = bytes(old)
    return bool(old != new)
