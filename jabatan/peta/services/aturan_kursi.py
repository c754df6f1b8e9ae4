"""The rule of seats, the only one: numbers 1…max(K, holders), formasi up to K, reporting lines.

It reads plain rows and works the rest out here, because it runs right after tables were filled in
the same transaction, of which the planner of the database knows nothing yet. Whoever calls it says
how seats are written: at once, or through an import that can be undone.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from jabatan.peta.enums import JenisJabatan, JenisPemangku
from jabatan.peta.models import IsiPeta, Jabatan, Kursi, PemangkuJabatan, VersiUnit

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import date


@dataclass(frozen=True, slots=True)
class BarisKursi:
    """A seat as it stands or shall stand; without `pk` it is yet to be made."""

    pk: int | None
    jabatan_id: int
    nomor: int
    formasi: bool
    atasan_id: int | None


@dataclass(frozen=True, slots=True)
class Posisi:
    """A position as far as its seats are concerned."""

    pk: int
    unit_id: int
    memimpin: bool
    kursi: int  # seats that there must be
    formasi: int  # seats that count


@dataclass(frozen=True, slots=True)
class Garis:
    """Seats that the staff and the head of a unit report to."""

    kepala: int | None
    atas: int | None


def atur_kursi(
    *,
    instansi_id: int,
    versi_id: int | None,
    on: date,
    tulis: Callable[[list[BarisKursi]], None],
    pemegang: Mapping[int, int] | None = None,
) -> int:
    """Make the seats of an instansi fit the map version; returns how many seats are new.

    `pemegang` says how many people a position (by id) must be able to seat, also above its K.
    `tulis` is given the seats that are new or change; it may be called twice. Seats are never
    deleted: a seat beyond K only loses its formasi.
    """
    positions = _positions(instansi_id, versi_id, pemegang or {})
    seats = _seats(instansi_id)
    held = _held(instansi_id, on)
    leading = [posisi for posisi in positions if posisi.memimpin]
    # Leading seats first, so that the others are born with their reporting line.
    first = [seat for p in leading if not seats[p.pk] for seat in _changes(p, [], held, None)]
    if first:
        tulis(first)
        seats |= _seats(instansi_id, {seat.jabatan_id for seat in first})
    lines = _lines(instansi_id, on, {p.unit_id: seats[p.pk] for p in leading})
    writes = [
        seat
        for posisi in positions
        for seat in _changes(posisi, seats[posisi.pk], held, lines.get(posisi.unit_id))
    ]
    if writes:
        tulis(writes)
    return len(first) + sum(seat.pk is None for seat in writes)


def atur_formasi(
    *,
    instansi_id: int,
    versi_id: int | None,
    on: date,
    tulis: Callable[[list[BarisKursi]], None],
    jabatan_ids: Collection[int],
) -> None:
    """After a change of holders: which seats of these positions are formasi."""
    seats = _seats(instansi_id, jabatan_ids)
    held = _held(instansi_id, on, jabatan_ids)
    writes = [
        seat
        for posisi in _positions(instansi_id, versi_id, {}, jabatan_ids)
        for seat in _changes(posisi, seats[posisi.pk], held, None)
        if seat.pk is not None
    ]
    if writes:
        tulis(writes)


def _positions(
    instansi_id: int,
    versi_id: int | None,
    pemegang: Mapping[int, int],
    hanya: Collection[int] | None = None,
) -> list[Posisi]:
    rows = Jabatan.objects.filter(instansi_id=instansi_id).order_by("pk")
    lines = IsiPeta.objects.filter(versi_id=versi_id)
    if hanya is not None:
        rows, lines = rows.filter(pk__in=hanya), lines.filter(jabatan_id__in=hanya)
    need = dict(lines.values_list("jabatan_id", "kebutuhan"))
    found = []
    for pk, unit, memimpin, jenis in rows.values_list(
        "pk", "unit_id", "memimpin", "nomenklatur__jenis"
    ):
        k, holders = need.get(pk, 0), pemegang.get(pk, 0)
        if jenis == JenisJabatan.STRUKTURAL:  # one seat, whatever the map says
            found.append(Posisi(pk, unit, memimpin, int(pk in need or holders > 0), min(k, 1)))
        else:
            found.append(Posisi(pk, unit, memimpin, max(k, holders), k))
    return found


def _seats(
    instansi_id: int, hanya: Collection[int] | None = None
) -> defaultdict[int, list[BarisKursi]]:
    """Stored seats by position, lowest number first."""
    seats: defaultdict[int, list[BarisKursi]] = defaultdict(list)
    rows = Kursi.objects.filter(instansi_id=instansi_id).order_by("jabatan_id", "nomor")
    if hanya is not None:
        rows = rows.filter(jabatan_id__in=hanya)
    for values in rows.values_list("pk", "jabatan_id", "nomor", "formasi", "atasan_id").iterator(
        chunk_size=10_000
    ):
        seat = BarisKursi(*values)
        seats[seat.jabatan_id].append(seat)
    return seats


def _held(instansi_id: int, on: date, hanya: Collection[int] | None = None) -> set[int | None]:
    """Seats with a definitive holder on this day or later."""
    rows = PemangkuJabatan.objects.filter(
        Q(periode__endswith__isnull=True) | Q(periode__endswith__gt=on),
        instansi_id=instansi_id,
        jenis=JenisPemangku.DEFINITIF,
        kursi__isnull=False,
    )
    if hanya is not None:
        rows = rows.filter(kursi__jabatan_id__in=hanya)
    return set(rows.values_list("kursi_id", flat=True))


def _lines(
    instansi_id: int, on: date, heads: Mapping[int, Sequence[BarisKursi]]
) -> dict[int, Garis]:
    """Per unit: staff report to its head, a head to the head of the unit above.

    A unit without a leading seat hands the question to its parent.
    """
    parent: dict[int, int | None] = dict(
        VersiUnit.objects.in_force(on)
        .filter(unit__instansi_id=instansi_id)
        .values_list("unit_id", "induk_id")
    )
    leader = {unit: own[0].pk for unit, own in heads.items() if own}

    def nearest(unit: int | None) -> int | None:
        seen: set[int] = set()
        while unit is not None and unit not in seen:
            if unit in leader:
                return leader[unit]
            seen.add(unit)
            unit = parent.get(unit)
        return None

    units: Iterable[int] = parent.keys() | leader.keys()
    return {unit: Garis(nearest(unit), nearest(parent.get(unit))) for unit in units}


def _changes(
    posisi: Posisi, own: Sequence[BarisKursi], held: set[int | None], garis: Garis | None
) -> list[BarisKursi]:
    """Seats of the position that are new or change; without `garis` the line stays as it is.

    The K seats that count are the held ones first, then the lowest numbers: when a formasi seat
    falls free beside a surplus holder, that holder takes the formasi, otherwise the map would show
    a vacancy that the numbers deny.
    """
    taken = {seat.nomor for seat in own}
    new = [
        BarisKursi(None, posisi.pk, nomor, formasi=False, atasan_id=None)
        for nomor in range(1, posisi.kursi + 1)
        if nomor not in taken
    ]
    found = []
    ranked = sorted([*own, *new], key=lambda seat: (seat.pk not in held, seat.nomor))
    for place, seat in enumerate(ranked):
        line = seat.atasan_id
        if garis is not None:
            line = garis.atas if posisi.memimpin else garis.kepala
            if line is not None and line == seat.pk:  # a ring of units: nobody is his own superior
                line = seat.atasan_id
        counts = place < posisi.formasi
        if seat.pk is None or (counts, line) != (seat.formasi, seat.atasan_id):
            found.append(BarisKursi(seat.pk, posisi.pk, seat.nomor, counts, line))
    return sorted(found, key=lambda seat: seat.nomor)
