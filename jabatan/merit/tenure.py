"""Months served for everybody at once: the period rule of `periods` on columns."""

from dataclasses import dataclass

import numpy as np

from jabatan.merit.bits import Column, Flags, Ints
from jabatan.merit.codes import DAY_UNKNOWN
from jabatan.merit.periods import DAYS_PER_MONTH

_SHIFT = 32
_OFFSET = 1 << 31
_MASK = (1 << _SHIFT) - 1
_FEW_DAYS = 1000  # below this the days are worked out one by one


@dataclass(frozen=True, slots=True)
class History:
    """Periods in posts, grouped by person: person i owns rows ptr[i] to ptr[i + 1].

    jenjang: code or 0; mulai: day or DAY_UNKNOWN; akhir: the day after the last one or DAY_OPEN;
    definitif: flag; known: one flag per person, False when nothing is known of the history.
    """

    ptr: Column
    jenjang: Column
    mulai: Column
    akhir: Column
    definitif: Flags
    known: Flags


def _calendar(days: Ints) -> Column:
    """Rows: month number, day of the month, length of the month and of the one before."""
    month = days.astype("M8[D]").astype("M8[M]")
    first = month.astype("M8[D]").astype(np.int64)
    length = (month + 1).astype("M8[D]").astype(np.int64) - first
    before = first - (month - 1).astype("M8[D]").astype(np.int64)
    return np.stack([month.astype(np.int64), days - first + 1, length, before]).astype(np.int32)


class Service:
    """The history of a shard, sorted and ready to be summed for any set of jenjang."""

    def __init__(self, history: History, cut_off: int) -> None:
        self.n = len(history.known)
        self.cut_off = cut_off
        who = np.repeat(np.arange(self.n, dtype=np.int64), np.diff(history.ptr))
        start = history.mulai.astype(np.int64)
        end = np.minimum(history.akhir.astype(np.int64), cut_off)
        jenjang = history.jenjang
        undated = start == DAY_UNKNOWN
        definite = history.definitif
        self.undated_who = who[undated & definite]
        self.undated_jenjang = jenjang[undated & definite]
        keep = np.flatnonzero(definite & ~undated & (start < end))
        who, start, end, jenjang = who[keep], start[keep], end[keep], jenjang[keep]
        key = (who << _SHIFT) + (start + _OFFSET)
        if len(key) > 1 and bool((key[1:] < key[:-1]).any()):
            order = np.argsort(key, kind="stable")
            who, start, end, jenjang = who[order], start[order], end[order], jenjang[order]
        self.who, self.start, self.end, self.jenjang = who, start, end, jenjang
        self.has_nameless = bool((jenjang == 0).any())
        self._first_day = int(start.min()) if len(start) else cut_off
        self._months: Column | None = None
        self._found: dict[tuple[frozenset[int], bool], Ints] = {}

    def months(self, jenjang: frozenset[int], *, nameless: bool = False) -> Ints:
        """Completed months per person in any of these jenjang; `nameless` adds unknown ones."""
        key = (jenjang, nameless and self.has_nameless)
        if key not in self._found:
            wanted = np.zeros(256, np.bool_)
            wanted[sorted(jenjang)] = True
            wanted[0] = key[1]
            self._found[key] = self._sum(np.flatnonzero(wanted.take(self.jenjang)))
        return self._found[key]

    def undated(self, jenjang: frozenset[int]) -> Flags:
        """People with a period of unknown start that may count for these jenjang."""
        found = np.zeros(self.n, np.bool_)
        if jenjang:
            counts = np.isin(self.undated_jenjang, [0, *sorted(jenjang)])
            found[self.undated_who[counts]] = True
        return found

    def _on(self, days: Ints, rows: int) -> Column:
        """The first rows of the calendar on these days; a table of all days once it pays."""
        if self._months is None:
            if len(days) < _FEW_DAYS:
                return _calendar(days)[:rows]
            self._months = _calendar(np.arange(self._first_day, self.cut_off + 1))
        return self._months[:rows].take(days - self._first_day, axis=1)

    def _sum(self, rows: Ints) -> Ints:
        total = np.zeros(self.n, np.int64)
        if not len(rows):
            return total
        who, start, end = self._merge(rows)
        month, wanted = self._on(start, 2)
        last, day, size, previous = self._on(end, 4)
        reached = np.minimum(wanted, size)
        short = day < reached
        months = (last - month - short).astype(np.int64)
        rest = np.where(short, day + previous - np.minimum(wanted, previous), day - reached)
        heads = np.flatnonzero(np.r_[True, who[1:] != who[:-1]])
        several = np.diff(np.r_[heads, len(who)]) > 1
        days = np.add.reduceat(rest.astype(np.int64), heads)
        total[who[heads]] = np.add.reduceat(months, heads) + several * (days // DAYS_PER_MONTH)
        return total

    def _merge(self, rows: Ints) -> tuple[Ints, Ints, Ints]:
        """Join overlapping and adjacent spans of each person (rows are sorted by start)."""
        who, start = self.who.take(rows), self.start.take(rows)
        running = np.maximum.accumulate((who << _SHIFT) + (self.end.take(rows) + _OFFSET))
        reach = (running[:-1] & _MASK) - _OFFSET
        fresh = np.r_[True, (who[1:] != who[:-1]) | (start[1:] > reach)]
        heads = np.flatnonzero(fresh)
        tails = np.r_[heads[1:], len(rows)] - 1
        return who.take(heads), start.take(heads), (running.take(tails) & _MASK) - _OFFSET
