"""Which seats a rival ranks, and how its lists are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jabatan.penempatan.models import Lowongan, Putaran

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TERATAS = 100


def putaran(pk: int) -> Putaran:
    """The round with its sealed policy."""
    found: Putaran = Putaran.objects.select_related("instansi").get(pk=pk)
    return found


def lowongan(pk: int, banyak: int) -> list[Lowongan]:
    """Some seats of the round, evenly spread."""
    semua = list(Lowongan.objects.filter(putaran_id=pk).order_by("pk"))
    step = max(1, len(semua) // banyak)
    return semua[::step][:banyak]


def syarat(one: Lowongan) -> dict[str, dict[str, Any]]:
    """Gates by kind; every kind stands at most once in this city."""
    return {gate["kode"]: gate for gate in one.syarat}


def daftar(layak: Sequence[tuple[Any, ...]], baris: Iterable[tuple[int, int]]) -> list[Any]:
    """How many are eligible, and the best hundred."""
    return [len(layak), [list(row) for row in baris]]
