"""The chart of a unit: its head, the units below with their positions, deeper ones on demand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jabatan.peta.selectors.angka import Baris, Jumlah
from jabatan.peta.selectors.pejabat import Pejabat, holders, vacant_since

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from jabatan.peta.selectors.unit import Simpul

# More boxes than this are a list: nobody reads a chart of three hundred schools.
KOTAK_PALING_BANYAK = 24


@dataclass(slots=True)
class KotakUnit:
    """One box: unit and head together, positions of the unit, totals with everything below."""

    simpul: Simpul
    kepala: Baris | None
    jabatan: list[Baris]
    jumlah: Jumlah
    pejabat: list[Pejabat] = field(default_factory=list)
    kosong_sejak: date | None = None
    terbuka: bool = False
    cocok: int = 0
    redup: bool = False
    url_buka: str = ""
    anak: list[KotakUnit] = field(default_factory=list)

    @property
    def definitif(self) -> Pejabat | None:
        """Holder of the head seat."""
        return next((p for p in self.pejabat if p.definitif), None)

    @property
    def pelaksana_tugas(self) -> Pejabat | None:
        """Acting head."""
        return next((p for p in self.pejabat if not p.definitif and p.sebutan), None)

    @property
    def jumlah_anak(self) -> int:
        """Units directly below."""
        return len(self.simpul.anak)

    def boxes(self) -> Iterator[KotakUnit]:
        """The box itself and the open ones below it."""
        yield self
        for child in self.anak:
            yield from child.boxes()

    @property
    def kolom(self) -> int:
        """Columns of the branch: as many as there are boxes, up to five."""
        return min(len(self.anak), 5)


@dataclass(frozen=True, slots=True)
class Bagan:
    """The chart, or its twin list where there are too many boxes."""

    puncak: KotakUnit
    daftar: list[KotakUnit]  # units below as a list, when they are too many for boxes


def build_chart(
    *, user: Any, simpul: Simpul, rows: Iterable[Baris], on: date, buka: set[str], saring: str
) -> Bagan:
    """Two levels, and deeper where a unit is named in `buka`; two queries for the people."""
    by_unit: dict[int, list[Baris]] = {}
    for row in rows:
        by_unit.setdefault(row.unit_id, []).append(row)
    top = _box(simpul, by_unit, saring)
    many = len(simpul.anak) > KOTAK_PALING_BANYAK
    below = [_box(child, by_unit, saring) for child in simpul.anak]
    top.anak = [] if many else below
    shown = [top, *top.anak]
    for box in top.anak:
        shown += _open(box, by_unit, buka, saring)
    _seat_people(user, shown, on)
    return Bagan(puncak=top, daftar=below if many else [])


def _open(
    box: KotakUnit, by_unit: dict[int, list[Baris]], buka: set[str], saring: str
) -> list[KotakUnit]:
    """Boxes below a unit that the reader has opened, at any depth."""
    if box.simpul.kode not in buka:
        return []
    box.terbuka = True
    box.anak = [_box(child, by_unit, saring) for child in box.simpul.anak]
    shown = list(box.anak)
    for child in box.anak:
        shown += _open(child, by_unit, buka, saring)
    return shown


def _box(simpul: Simpul, by_unit: dict[int, list[Baris]], saring: str) -> KotakUnit:
    own = by_unit.get(simpul.unit_id, [])
    head = next((row for row in own if row.memimpin), None)
    everything = [
        row for node in simpul.with_descendants() for row in by_unit.get(node.unit_id, [])
    ]
    return KotakUnit(
        simpul=simpul,
        kepala=head,
        jabatan=[row for row in own if row is not head and row.cocok(saring)],
        jumlah=Jumlah.of(everything),
        cocok=sum(row.cocok(saring) for row in everything if row.unit_id != simpul.unit_id),
        redup=bool(saring) and (head is None or not head.cocok(saring)),
    )


def _seat_people(user: Any, boxes: list[KotakUnit], on: date) -> None:
    heads = [box.kepala.jabatan_id for box in boxes if box.kepala is not None]
    people = holders(user, on=on, jabatan_ids=heads)
    empty = [box.kepala.jabatan_id for box in boxes if box.kepala and box.kepala.kosong]
    since = vacant_since(on=on, jabatan_ids=empty)
    for box in boxes:
        if box.kepala is not None:
            box.pejabat = people.get(box.kepala.jabatan_id, [])
            box.kosong_sejak = since.get(box.kepala.jabatan_id)
