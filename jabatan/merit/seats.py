"""The stored result of one seat: a few hundred numbers that explain every row exactly."""

import struct
from dataclasses import dataclass

import numpy as np

from jabatan.merit.bits import Column, Ints
from jabatan.merit.boxes import BOXES, PER_HUNDREDTH
from jabatan.merit.codes import N_COMPONENTS
from jabatan.merit.rules import N_KINERJA, Coefficients
from jabatan.merit.scoring import Score, score

_MAGIC = b"MR01"
_N_PARTS = N_COMPONENTS + 1
_HEAD = struct.Struct(f"<4sIH{N_COMPONENTS}H2H2H2H5I")
_ROW_BYTES = 8 + 4 + 2 * _N_PARTS


@dataclass(frozen=True, slots=True, eq=False)
class SeatResult:
    """Best people of a seat, the values weighed, and the numbers of its funnel.

    ids int64, urutan int32, values int16 (rows, 12) in the order of codes.PARTS; everything else
    follows exactly from values and rule.
    """

    rule: Coefficients
    ids: Column
    urutan: Column
    values: Column
    n: int
    funnel: tuple[int, ...]
    failed_by_gate: tuple[int, ...]
    n_failed: int
    n_unknown: int
    n_incomplete: int
    n_eligible: int

    def __len__(self) -> int:
        return len(self.ids)

    def _axes(self) -> tuple[Ints, Ints]:
        known = np.maximum(self.values[:, :N_COMPONENTS], 0).astype(np.int64)
        weighted = known * np.array(self.rule.bobot, np.int64)
        return weighted[:, :N_KINERJA].sum(axis=1), weighted[:, N_KINERJA:].sum(axis=1)

    @property
    def kinerja(self) -> Ints:
        """Axis kinerja in 1/AXIS_SCALE point."""
        return self._axes()[0]

    @property
    def potensial(self) -> Ints:
        """Axis potensial in 1/AXIS_SCALE point."""
        return self._axes()[1]

    @property
    def talenta(self) -> Ints:
        """Nilai talenta in 1/TALENT_SCALE point."""
        kinerja, potensial = self._axes()
        return kinerja * np.int64(self.rule.poros[0]) + potensial * np.int64(self.rule.poros[1])

    @property
    def contributions(self) -> Ints:
        """Exact contribution of the twelve parts in 1/FINAL_SCALE point; rows sum to totals."""
        known = np.maximum(self.values, 0).astype(np.int64)
        parts: Ints = known * np.array(self.rule.parts, np.int64)
        return parts

    @property
    def totals(self) -> Ints:
        """Nilai akhir in 1/FINAL_SCALE point."""
        total: Ints = self.contributions.sum(axis=1, dtype=np.int64)
        return total

    @property
    def kotak(self) -> Column:
        """Nine-box of every row."""
        edges = np.array(self.rule.ambang[::-1], np.int64) * PER_HUNDREDTH
        levels = [np.searchsorted(edges, axis, side="right") for axis in self._axes()]
        return np.array(BOXES, np.uint8)[levels[0], levels[1]]

    def score(self, row: int) -> Score:
        """One row with its parts, for a page."""
        return score([int(value) for value in self.values[row]], self.rule)

    def to_bytes(self) -> bytes:
        """Little-endian bytes for one stored row."""
        rule = self.rule
        counts = (self.n, self.n_failed, self.n_unknown, self.n_incomplete, self.n_eligible)
        head = _HEAD.pack(
            _MAGIC,
            len(self),
            len(self.funnel),
            *rule.bobot,
            *rule.poros,
            *rule.gabungan,
            *rule.ambang,
            *counts,
        )
        steps = np.array([*self.funnel, *self.failed_by_gate], "<u4")
        columns = (
            self.ids.astype("<i8"),
            self.urutan.astype("<i4"),
            self.values.astype("<i2"),
        )
        return head + steps.tobytes() + b"".join(column.tobytes() for column in columns)

    @classmethod
    def from_bytes(cls, data: bytes) -> "SeatResult":
        """The inverse of to_bytes."""
        magic, rows, gates, *rest = _HEAD.unpack_from(data)
        if magic != _MAGIC or len(data) != _HEAD.size + 8 * gates + _ROW_BYTES * rows:
            raise ValueError("These bytes are not a stored seat result.")
        numbers = iter(rest)

        def take(count: int) -> tuple[int, ...]:
            return tuple(next(numbers) for _ in range(count))

        bobot = take(N_COMPONENTS)
        poros, gabungan, ambang = take(2), take(2), take(2)
        rule = Coefficients(
            bobot, (poros[0], poros[1]), (gabungan[0], gabungan[1]), (ambang[0], ambang[1])
        )
        n, failed, unknown, incomplete, eligible = take(5)
        steps = np.frombuffer(data, "<u4", 2 * gates, _HEAD.size)
        start = _HEAD.size + 8 * gates
        ids = np.frombuffer(data, "<i8", rows, start)
        urutan = np.frombuffer(data, "<i4", rows, start + 8 * rows)
        values = np.frombuffer(data, "<i2", _N_PARTS * rows, start + 12 * rows)
        return cls(
            rule=rule,
            ids=ids,
            urutan=urutan,
            values=values.reshape(rows, _N_PARTS),
            n=n,
            funnel=tuple(steps[:gates].tolist()),
            failed_by_gate=tuple(steps[gates:].tolist()),
            n_failed=failed,
            n_unknown=unknown,
            n_incomplete=incomplete,
            n_eligible=eligible,
        )
