"""Seats follow an import: written through the import itself, so that undo takes them back.

The same rules as `peta.services.kursi`, but worked out here: the planner of the database knows
nothing of tables that were filled a moment ago in the same transaction.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from asn_portal.berkas.registry import Tulis
from jabatan.peta.enums import JenisJabatan, JenisPemangku
from jabatan.peta.models import IsiPeta, Jabatan, Kursi, PemangkuJabatan, VersiUnit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asn_portal.berkas.registry import Hasil, Konteks


@dataclass(frozen=True, slots=True)
class Butir:
    """A position as far as its seats are concerned."""

    pk: int
    unit: int
    memimpin: bool
    kursi: int  # seats that there must be
    formasi: int  # seats that count


@dataclass(slots=True)
class Duduk:
    """A stored seat."""

    pk: int
    nomor: int
    formasi: bool
    atasan: int | None


def susun_kursi(ctx: Konteks, hasil: Hasil) -> None:
    """Seats 1…K of every line in force, formasi up to K (held seats first), reporting lines."""
    touched = {*hasil.dibuat, *hasil.diubah}
    if not touched & {IsiPeta, Kursi, PemangkuJabatan}:
        return
    positions, seats = _positions(ctx), _seats(ctx)
    leading = [p for p in positions.values() if p.memimpin]
    first = [made for p in leading for made in _missing(ctx, p, seats[p.pk], None)]
    if first:
        hasil.tulis(first)
        seats = _seats(ctx)
    heads = _heads(ctx, positions.values(), seats)
    held = _held(ctx)
    writes: list[Tulis] = []
    for posisi in positions.values():
        kepala, atas = heads.get(posisi.unit, (None, None))
        line = atas if posisi.memimpin else kepala
        own = seats[posisi.pk]
        writes += _changes(posisi, own, held, line)
        writes += _missing(ctx, posisi, own, line)
    if writes:
        hasil.tulis(writes)


def _positions(ctx: Konteks) -> dict[int, Butir]:
    need = dict(
        IsiPeta.objects.in_force(ctx.instansi.pk)
        .order_by("pk")
        .values_list("jabatan_id", "kebutuhan")
    )
    rows = Jabatan.objects.filter(instansi=ctx.instansi).order_by("pk")
    found = {}
    for pk, unit, memimpin, jenis in rows.values_list(
        "pk", "unit_id", "memimpin", "nomenklatur__jenis"
    ):
        k = need.get(pk, 0)
        if jenis == JenisJabatan.STRUKTURAL:  # one seat, whatever the sheet says
            found[pk] = Butir(pk, unit, memimpin, int(pk in need), min(k, 1))
        else:
            found[pk] = Butir(pk, unit, memimpin, k, k)
    return found


def _seats(ctx: Konteks) -> dict[int, list[Duduk]]:
    seats: dict[int, list[Duduk]] = defaultdict(list)
    rows = Kursi.objects.filter(instansi=ctx.instansi).order_by("jabatan_id", "nomor")
    for jabatan, *values in rows.values_list(
        "jabatan_id", "pk", "nomor", "formasi", "atasan_id"
    ).iterator(chunk_size=10_000):
        seats[jabatan].append(Duduk(*values))
    return seats


def _held(ctx: Konteks) -> set[int | None]:
    return set(
        PemangkuJabatan.objects.filter(
            Q(periode__endswith__isnull=True) | Q(periode__endswith__gt=ctx.hari_ini),
            instansi=ctx.instansi,
            jenis=JenisPemangku.DEFINITIF,
            kursi__isnull=False,
        ).values_list("kursi_id", flat=True)
    )


def _heads(
    ctx: Konteks, positions: Iterable[Butir], seats: dict[int, list[Duduk]]
) -> dict[int, tuple[int | None, int | None]]:
    """Per unit: the seat its staff report to, and the one its head reports to."""
    parent = dict(
        VersiUnit.objects.in_force(ctx.hari_ini)
        .filter(unit__instansi=ctx.instansi)
        .values_list("unit_id", "induk_id")
    )
    leader = {
        p.unit: seat.pk for p in positions if p.memimpin for seat in seats[p.pk][:1]
    }  # the first seat by number

    def nearest(unit: int | None) -> int | None:
        seen: set[int] = set()
        while unit is not None and unit not in seen:
            if unit in leader:
                return leader[unit]
            seen.add(unit)
            unit = parent.get(unit)
        return None

    return {
        unit: (nearest(unit), nearest(parent.get(unit))) for unit in parent.keys() | leader.keys()
    }


def _changes(
    posisi: Butir, own: list[Duduk], held: set[int | None], line: int | None
) -> list[Tulis]:
    """Formasi goes to held seats first, then to the lowest numbers."""
    writes = []
    for place, seat in enumerate(sorted(own, key=lambda seat: (seat.pk not in held, seat.nomor))):
        isi: dict[str, object] = {}
        if seat.formasi != (place < posisi.formasi):
            isi["formasi"] = place < posisi.formasi
        if line not in (seat.atasan, seat.pk):
            isi["atasan_id"] = line
        if isi:
            writes.append(Tulis(Kursi, {"id": seat.pk}, isi))
    return writes


def _missing(ctx: Konteks, posisi: Butir, own: list[Duduk], line: int | None) -> list[Tulis]:
    """Seats that the map asks for and that nobody made yet."""
    taken = {seat.nomor for seat in own}
    left = posisi.formasi - len(own)
    made = []
    for nomor in range(1, posisi.kursi + 1):
        if nomor not in taken:
            awal: dict[str, object] = {
                "instansi_id": ctx.instansi.pk,
                "jabatan_id": posisi.pk,
                "nomor": nomor,
                "formasi": left > 0,
                "atasan_id": line,
            }
            made.append(Tulis(Kursi, {}, {}, awal))
            left -= 1
    return made
