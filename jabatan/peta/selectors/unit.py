"""The tree of units as it is on a day, cut to what the reader may see."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jabatan.peta.enums import JENIS_OPD, JenisUnit
from jabatan.peta.models import VersiUnit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


@dataclass(slots=True)
class Simpul:
    """One unit with its place in the tree."""

    unit_id: int
    kode: str
    nama: str
    jenis: str
    induk_id: int | None
    opd_id: int | None
    instansi_id: int
    urutan: int
    anak: list[Simpul] = field(default_factory=list)

    @property
    def is_opd(self) -> bool:
        """Whether the unit is an office of its own."""
        return self.opd_id == self.unit_id or self.jenis in JENIS_OPD

    def with_descendants(self) -> Iterator[Simpul]:
        """The unit and everything below it, parents first."""
        yield self
        for child in self.anak:
            yield from child.with_descendants()


@dataclass(frozen=True, slots=True)
class PohonUnit:
    """All visible units of a day, from one query."""

    simpul: dict[int, Simpul]

    @property
    def akar(self) -> list[Simpul]:
        """Units without a visible parent."""
        return [node for node in self.simpul.values() if node.induk_id not in self.simpul]

    def by_kode(self, kode: str) -> Simpul | None:
        """Unit with this public code."""
        return next((node for node in self.simpul.values() if node.kode == kode), None)

    def ancestors(self, node: Simpul) -> list[Simpul]:
        """Parents from the outermost inwards."""
        chain: list[Simpul] = []
        seen = {node.unit_id}
        parent = self.simpul.get(node.induk_id) if node.induk_id else None
        while parent is not None and parent.unit_id not in seen:
            chain.append(parent)
            seen.add(parent.unit_id)
            parent = self.simpul.get(parent.induk_id) if parent.induk_id else None
        return chain[::-1]

    def opd(self) -> list[Simpul]:
        """Offices in the order of the tree; the root of a city is not an office."""
        return [
            node
            for root in self.akar
            for node in root.with_descendants()
            if node.jenis != JenisUnit.PEMDA and node.opd_id == node.unit_id
        ]

    def opd_of(self, node: Simpul) -> Simpul | None:
        """The office that the unit belongs to."""
        return self.simpul.get(node.opd_id) if node.opd_id is not None else None


def unit_tree(user: Any, on: date) -> PohonUnit:
    """Units that the reader may see, with the names and parents of the day."""
    rows = (
        VersiUnit.objects.visible_to(user)
        .in_force(on)
        .order_by("unit__instansi_id", "urutan", "nama", "unit_id")
        .values_list(
            "unit_id",
            "unit__kode",
            "nama",
            "jenis",
            "induk_id",
            "unit__opd_id",
            "unit__instansi_id",
            "urutan",
        )
    )
    nodes = {row[0]: Simpul(*row) for row in rows}
    for node in nodes.values():
        parent = nodes.get(node.induk_id) if node.induk_id is not None else None
        if parent is not None and not _closes_ring(nodes, parent, node):
            parent.anak.append(node)
    return PohonUnit(nodes)


def _closes_ring(nodes: dict[int, Simpul], parent: Simpul, node: Simpul) -> bool:
    """Two units that name each other as parent would make the walk endless."""
    step: Simpul | None = parent
    for _ in range(len(nodes)):
        if step is None:
            return False
        if step is node:
            return True
        step = nodes.get(step.induk_id) if step.induk_id is not None else None
    return True
