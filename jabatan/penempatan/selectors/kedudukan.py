"""Where a person stands in a frozen run: the stored best hundred, then the run itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from jabatan import merit
from jabatan.penempatan.models import HasilLowongan, Pemeringkatan
from jabatan.penempatan.selectors import beku
from jabatan.penempatan.selectors.peringkat import buka_hasil, peserta

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jabatan.merit import SeatResult
    from jabatan.penempatan.models import Lowongan
    from jabatan.penempatan.selectors.peringkat import Peserta


@dataclass(frozen=True, slots=True)
class Eksak:
    """One row for machines: exact decimal texts with a point."""

    pegawai_id: int
    urutan: int
    nilai: str
    kinerja: str
    potensial: str
    kotak: int


class Hasil:
    """Result of one vacancy in one run, opened once for a page."""

    def __init__(self, lowongan: Lowongan, run_id: int) -> None:
        self.lowongan, self.run_id = lowongan, run_id

    @cached_property
    def row(self) -> HasilLowongan | None:
        """The stored row; None when the vacancy was not part of the run."""
        found: HasilLowongan | None = HasilLowongan.objects.filter(
            pemeringkatan_id=self.run_id, lowongan=self.lowongan
        ).first()
        return found

    @cached_property
    def stored(self) -> list[Peserta]:
        """The best hundred, in order."""
        return [] if self.row is None else peserta(buka_hasil(self.row))

    @cached_property
    def frozen(self) -> merit.Frozen:
        """What the run read."""
        return beku.thawed(Pemeringkatan.objects.only("pk", "masukan_sha256").get(pk=self.run_id))

    def teratas(self, n: int) -> list[Eksak]:
        """The best n with both axes."""
        if self.row is None:
            return []
        seat = buka_hasil(self.row)
        rows = zip(
            seat.ids.tolist(),
            seat.urutan.tolist(),
            seat.totals.tolist(),
            seat.kinerja.tolist(),
            seat.potensial.tolist(),
            seat.kotak.tolist(),
            strict=True,
        )
        return [
            Eksak(
                pegawai_id=pk,
                urutan=place,
                nilai=merit.points(total, merit.FINAL_SCALE),
                kinerja=merit.points(kinerja, merit.AXIS_SCALE),
                potensial=merit.points(potensial, merit.AXIS_SCALE),
                kotak=box,
            )
            for pk, place, total, kinerja, potensial, box in rows
        ][:n]

    @property
    def layak(self) -> int:
        """How many are eligible."""
        return self.row.jumlah_layak if self.row else 0

    @cached_property
    def _everybody(self) -> list[Peserta]:
        return peserta(full_seat(self.frozen, self.lowongan.kode))

    def kedudukan(self, pegawai_id: int) -> Peserta | None:
        """Place of one person among all eligible, also beyond the stored hundred."""
        found = next((one for one in self.stored if one.pegawai_id == pegawai_id), None)
        if found is None and self.layak > len(self.stored):
            found = next((one for one in self._everybody if one.pegawai_id == pegawai_id), None)
        return found

    def teratas_dan(self, n: int, pegawai_ids: Iterable[int]) -> list[Peserta]:
        """The best n and these people, in order, each once."""
        rows = {one.pegawai_id: one for one in self.stored[:n]}
        for pegawai_id in pegawai_ids:
            place = self.kedudukan(pegawai_id)
            if place is not None:
                rows.setdefault(pegawai_id, place)
        return list(rows.values())


def full_seat(frozen: merit.Frozen, kode: str) -> SeatResult:
    """All eligible people of one vacancy, computed again from the frozen input of the run."""
    import numpy as np

    number, n = frozen.seats.index(kode), frozen.shard.n
    values = frozen.vacancies.test_values(number, n)
    tests = None
    if values is not None:
        tests = merit.Tests(np.array([0, n]), np.arange(n, dtype=np.int32), values)
    template = np.asarray(frozen.vacancies.template)[number : number + 1]
    one = merit.Vacancies(frozen.vacancies.templates, template, tests)
    return merit.rank_all(frozen.shard, one, frozen.policy, top=max(n, 1)).seat(0)
