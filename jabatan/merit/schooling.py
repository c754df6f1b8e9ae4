"""The gate pendidikan on packed bitmaps: who has an education of some level in some field.

Vacancies name many sets of fields; each set is an OR of the bitmaps of its fields.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from jabatan.merit import bits
from jabatan.merit.bits import Column, Ints, Words
from jabatan.merit.codes import LOWEST, PENDIDIKAN_ORDER
from jabatan.merit.facts import Gate

NO_FIELD = -1


@dataclass(frozen=True, slots=True)
class Educations:
    """Finished educations by person: level code or 0, field code (into names) or -1."""

    ptr: Column
    jenjang: Column
    bidang: Column
    names: list[str]


class Schooling:
    """Educations of a shard sorted by field."""

    def __init__(self, table: Educations) -> None:
        self.n = len(table.ptr) - 1
        owner = np.repeat(np.arange(self.n), np.diff(table.ptr))
        order = np.argsort(table.bidang, kind="stable")
        self.owner = owner[order]
        self.level = np.array(PENDIDIKAN_ORDER, np.int8).take(table.jenjang[order])
        fields = table.bidang[order]
        codes = range(NO_FIELD, len(table.names) + 1)
        starts = np.searchsorted(fields, np.array(codes))
        self.rows = {
            code: slice(int(a), int(b))
            for code, a, b in zip(codes, starts[:-1], starts[1:], strict=False)
        }
        self.index = {name: code for code, name in enumerate(table.names)}
        self.empty = bits.pack(np.diff(table.ptr) == 0)
        self.everyone = bits.everyone(self.n)
        self.has_doubt = bool((fields == NO_FIELD).any() or (self.level == 0).any())
        self._found: dict[tuple[int | None, int, bool], Words] = {}

    def gate(self, gate: Gate) -> tuple[Words, Words]:
        """Fail and unknown bitmaps."""
        needed = PENDIDIKAN_ORDER[gate.minimal]
        fields: list[int | None] = [None]
        if gate.bidang is not None:
            known = set(gate.bidang) & self.index.keys()
            fields = [*sorted(self.index[name] for name in known)]
        met = self._any(fields, needed)
        if gate.bidang is None and needed == LOWEST:
            return np.zeros_like(met), np.zeros_like(met)  # any education at all is enough
        possible = met | self.empty
        if self.has_doubt:
            possible |= self._any([*fields, NO_FIELD], needed, unknown=True)
        return self.everyone & ~possible, possible & ~met

    def _any(self, fields: Iterable[int | None], needed: int, *, unknown: bool = False) -> Words:
        found = np.zeros_like(self.empty)
        for code in fields:
            found |= self._of(code, needed, unknown=unknown)
        return found

    def _of(self, code: int | None, needed: int, *, unknown: bool) -> Words:
        """Who has this field (None: any) at this level; `unknown` counts unknown levels too."""
        key = (code, needed, unknown)
        if key not in self._found:
            rows = slice(None) if code is None else self.rows[code]
            level = self.level[rows]
            enough = level >= needed
            if unknown or needed == LOWEST:
                enough |= level == 0
            owners: Ints = self.owner[rows]
            flags = np.zeros(self.n, np.bool_)
            flags[owners[enough]] = True
            self._found[key] = bits.pack(flags)
        return self._found[key]
