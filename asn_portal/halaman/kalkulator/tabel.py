"""Repeatable rows on a calculator page, working without JavaScript."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from asn_portal.halaman.kalkulator.galat import InputError
from asn_portal.halaman.kalkulator.isian import Choice, Day, Field, Items, Optional, Rows, Whole

SPARE = 2  # empty rows after the filled ones
STEP = 5  # more of them when "Tambah baris" is pressed
MAX_ROWS_SHOWN = 300
_PLACE = re.compile(r"^(\w+)\[(\d+)\](?:\.(\w+)|\[(\d+)\])?$")


@dataclass(slots=True)
class Sel:
    """One input of a row."""

    nama: str
    label: str
    nilai: str
    pilihan: tuple[tuple[str, str], ...] = ()
    angka: bool = False
    salah: bool = False


@dataclass(slots=True)
class Tabel:
    id: str
    judul: str
    kolom: tuple[tuple[str, Field], ...]  # (input name, field)
    keys: tuple[str, ...]
    baris: list[list[Sel]]
    tambah: int
    galat: list[str] = field(default_factory=list)

    def add_error(self, error: InputError) -> None:
        """Say it with the row number that the person sees."""
        place = _PLACE.match(error.key)
        if place is None:
            self.galat.append(f"{self._label(error.key)} {error.reason}.")
            return
        key, row, member, index = place.groups()
        name = f"{key}.{member}" if member else key
        column = int(index) if index else self._column(name)
        label = self.kolom[column][1].label
        self.galat.append(f"Baris {int(row) + 1}: {label[:1].lower()}{label[1:]} {error.reason}.")
        if int(row) < len(self.baris):
            self.baris[int(row)][column].salah = True

    def _column(self, name: str) -> int:
        return next((n for n, (key, _item) in enumerate(self.kolom) if key == name), 0)

    def _label(self, name: str) -> str:
        return next((item.label for key, item in self.kolom if key == name), self.judul)


def is_column(item: Field) -> bool:
    """Lists of numbers stand side by side as columns; lists of dates are typed in one box."""
    return isinstance(item, Items) and not isinstance(item.item, Day)


def make_tables(
    fields: tuple[Field, ...], masukan: Mapping[str, Any], data: QueryDict
) -> list[Tabel]:
    """One table per list of objects, one for all parallel lists together."""
    found = [_of_rows(item, masukan, data) for item in fields if isinstance(item, Rows)]
    columns = [item for item in fields if isinstance(item, Items) and is_column(item)]
    if columns:
        found.append(_of_columns(columns, masukan, data))
    return found


def _of_rows(item: Rows, masukan: Mapping[str, Any], data: QueryDict) -> Tabel:
    names = tuple((f"{item.key}.{column.key}", column) for column in item.columns)
    values = [_texts(item, row) for row in masukan.get(item.key) or ()]
    return _table(item.label, names, (item.key,), values, data)


def _texts(item: Rows, row: Any) -> list[str]:
    if isinstance(row, dict):
        row = [row.get(column.key) for column in item.columns]
    return [column.to_text(value) for column, value in zip(item.columns, row, strict=True)]


def _of_columns(items: list[Items], masukan: Mapping[str, Any], data: QueryDict) -> Tabel:
    names = tuple((item.key, item.item) for item in items)
    lists = [masukan.get(item.key) or [] for item in items]
    longest = max(len(one) for one in lists)
    values = [
        [
            item.item.to_text(one[n]) if n < len(one) else ""
            for item, one in zip(items, lists, strict=True)
        ]
        for n in range(longest)
    ]
    title = " dan ".join(item.label.lower() for item in items).capitalize()
    keys = tuple(item.key for item in items)
    return _table(title, names, keys, values, data)


def _table(
    title: str,
    names: tuple[tuple[str, Field], ...],
    keys: tuple[str, ...],
    values: list[list[str]],
    data: QueryDict,
) -> Tabel:
    asked = data.get("tambah", "")
    spare = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else SPARE  # noqa: PLR2004 - digits
    shown = values[:MAX_ROWS_SHOWN]
    shown += [[""] * len(names)] * min(spare, MAX_ROWS_SHOWN - len(shown))
    rows = [
        [_cell(name, item, text, n) for (name, item), text in zip(names, row, strict=True)]
        for n, row in enumerate(shown, start=1)
    ]
    return Tabel(f"tabel-{keys[0]}", title, names, keys, rows, spare + STEP)


def _cell(name: str, item: Field, text: str, row: int) -> Sel:
    inner = item.inner if isinstance(item, Optional) else item
    options: tuple[tuple[str, str], ...] = ()
    if isinstance(inner, Choice):
        options = tuple((str(value), label) for value, label in inner.options)
    return Sel(name, f"{item.label}, baris {row}", text, options, isinstance(inner, Whole))
