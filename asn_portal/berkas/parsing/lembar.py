"""A sheet as read: columns of distinct raw cells, row numbers as in Excel. No Django here."""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from datetime import date, datetime
from itertools import count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Mentah = str | int | float

# Marks of typed cells; a NUL can never be part of a text cell (refused by the reader).
TANGGAL, WAKTU, LAMA, LOGIS, GALAT = "\x00d", "\x00t", "\x00u", "\x00b", "\x00e"
MARKED = re.compile(r"\x00[dtube][^\x00]*\Z")


def sandi(value: object) -> Mentah:
    """One cell of the spreadsheet library as plain text or number with a mark of its type."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return LOGIS + ("1" if value else "0")
    if isinstance(value, int | float):
        return value
    if isinstance(value, datetime):
        if value.hour == value.minute == value.second == 0:
            return TANGGAL + value.date().isoformat()
        return WAKTU + value.isoformat()
    if isinstance(value, date):
        return TANGGAL + value.isoformat()
    return LAMA + str(value) if value is not None else ""


def polos(cell: Mentah) -> str:
    """Cell as a person reads it."""
    if isinstance(cell, str):
        return cell[2:] if cell.startswith("\x00") else cell
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**15:
        return str(int(cell))
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)


def huruf(index: int) -> str:
    """Letters of a column: 0 → A, 26 → AA."""
    text, index = "", index + 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text


class Lembar:
    """Cells of a sheet. `kolom[c]` = (distinct raw cells, index of each row)."""

    def __init__(
        self,
        nama: str,
        baris: Iterable[tuple[int, Sequence[Mentah]]] = (),
        rumus: Iterable[tuple[int, int]] = (),
        tersembunyi: int = 0,
    ) -> None:
        self.nama = nama
        self.rumus = frozenset(rumus)  # (row number as in Excel, column index)
        self.tersembunyi = tersembunyi
        self.nomor: Sequence[int] = []
        self.kolom: list[tuple[list[Mentah], array[int]]] = []
        self._fill(list(baris))

    def _fill(self, baris: list[tuple[int, Sequence[Mentah]]]) -> None:
        self.nomor = [nomor for nomor, _ in baris]
        lebar = max((len(cells) for _, cells in baris), default=0)
        penyandi = Penyandi()
        for _, cells in baris:
            penyandi.tambah([*cells, *[""] * (lebar - len(cells))])
        self.kolom = penyandi.kolom

    @classmethod
    def dari_kolom(
        cls,
        nama: str,
        kolom: list[tuple[list[Mentah], array[int]]],
        jumlah: int,
        rumus: Iterable[tuple[int, int]],
        tersembunyi: int,
    ) -> Lembar:
        """Sheet from the columns that the child process sent; rows are numbered from 1."""
        lembar = cls(nama, (), rumus, tersembunyi)
        lembar.kolom, lembar.nomor = kolom, range(1, jumlah + 1)
        return lembar

    def sel(self, baris: int, kolom: int) -> Mentah:
        """Raw cell of the row with this position (not number)."""
        if kolom >= len(self.kolom):
            return ""
        unik, index = self.kolom[kolom]
        return unik[index[baris]]

    def satu(self, baris: int) -> list[Mentah]:
        """Raw cells of one row."""
        return [unik[index[baris]] for unik, index in self.kolom]

    @property
    def baris(self) -> list[tuple[int, list[Mentah]]]:
        """All rows as lists; for layouts that must be re-arranged."""
        return [(nomor, self.satu(i)) for i, nomor in enumerate(self.nomor)]


class Penyandi:
    """Collects rows into columns of distinct cells: each spelling is parsed once later.

    Cells are told apart as the library gives them and get their marks at the end, so that a
    million cells cost a look-up each and only the distinct ones a call.
    """

    def __init__(self) -> None:
        self._peta: list[defaultdict[Any, int]] = []
        self._index: list[array[int]] = []
        self.jumlah = 0

    def tambah(self, cells: Sequence[object]) -> None:
        """Append one row; a longer row widens all."""
        self.tambah_banyak([cells])

    def tambah_banyak(self, rows: Sequence[Sequence[object]]) -> None:
        """Append rows of equal width, column by column."""
        kolom = list(zip(*rows, strict=True))
        while len(self._peta) < len(kolom):
            self._peta.append(_peta_baru())
            self._index.append(array("I", bytes(4 * self.jumlah)))
        for peta, index, isi in zip(self._peta, self._index, kolom, strict=False):
            # True would be found under 1.0 and None is no cell, so anything unusual is marked first.
            cells = isi if set(map(type, isi)) <= APA_ADANYA else map(sandi, isi)
            index.extend(map(peta.__getitem__, cells))
        kosong = array("I", bytes(4 * len(rows)))
        for index in self._index[len(kolom) :]:
            index.extend(kosong)
        self.jumlah += len(rows)

    @property
    def kolom(self) -> list[tuple[list[Mentah], array[int]]]:
        """Distinct cells with the mark of their type, and the index of every row."""
        return [
            (_bertanda_semua(peta), index)
            for peta, index in zip(self._peta, self._index, strict=True)
        ]

    def pangkas(self) -> None:
        """Drop empty rows and columns at the end."""
        while self._peta and len(self._peta[-1]) == 1:
            self._peta.pop()
            self._index.pop()
        akhir = max(map(_last_filled, self._index), default=0)
        for index in self._index:
            del index[akhir:]
        self.jumlah = akhir


APA_ADANYA = {str, float, int, date, datetime}


def _peta_baru() -> defaultdict[Any, int]:
    """Number of every distinct cell in order of appearance; the empty one is 0."""
    nomor = count()
    peta: defaultdict[Any, int] = defaultdict(nomor.__next__)
    peta[""]
    return peta


def _bertanda_semua(cells: Iterable[Any]) -> list[Mentah]:
    cells = list(cells)
    if set(map(type, cells)) == {str} and "\x00" not in "".join(cells):
        return cells
    return list(map(_bertanda, cells))


def _bertanda(cell: object) -> Mentah:
    tanda = sandi(cell)
    nul = isinstance(cell, str) and "\x00" in cell and not MARKED.match(cell)
    return GALAT + "NUL" if nul else tanda


def _last_filled(index: array[int]) -> int:
    position = len(index)
    while position and index[position - 1] == 0:
        position -= 1
    return position
