"""A workbook of one sheet, written row by row: memory does not grow with the rows."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import IO, TYPE_CHECKING, Any

import xlsxwriter
from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MAX_CELL = 32_767
CUT = " …[terpotong]"
EXACT = 10**15  # a spreadsheet keeps fifteen digits
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
# Nothing that a person typed becomes a formula, a link or another number.
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def aman(text: str) -> str:
    """No control characters, no more than a cell holds."""
    text = _CONTROL.sub("", text)
    return text if len(text) <= MAX_CELL else text[: MAX_CELL - len(CUT)] + CUT


def tulis_buku(
    ke: IO[bytes],
    judul: str,
    kolom: Sequence[str],
    baris: Iterable[Sequence[Any]],
    kepala: Sequence[str] = (),
) -> None:
    """One sheet: lines of `kepala` and a blank, the header, then the rows as they come."""
    with xlsxwriter.Workbook(ke, _OPTIONS) as buku:
        lembar = buku.add_worksheet(_SHEET_NAME.sub(" ", aman(judul))[:31].strip() or "Data")
        tebal = buku.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        gaya = {
            "hari": buku.add_format({"num_format": "dd-mm-yyyy"}),
            "saat": buku.add_format({"num_format": "dd-mm-yyyy hh:mm"}),
            "teks": buku.add_format({"num_format": "@"}),
        }
        atas = len(kepala) + 1 if kepala else 0  # place of the header row
        for x, nama in enumerate(kolom):
            lembar.set_column(x, x, min(max(len(nama) + 2, 10), 40))
        lembar.freeze_panes(atas + 1, 0)
        for y, text in enumerate(kepala):
            lembar.write_string(y, 0, aman(text), tebal if y == 0 else gaya["teks"])
        for x, nama in enumerate(kolom):
            lembar.write_string(atas, x, aman(nama), tebal)
        for y, row in enumerate(baris, atas + 1):
            for x, value in enumerate(row):
                _sel(lembar, y, x, value, gaya)


def _sel(lembar: Any, y: int, x: int, value: Any, gaya: dict[str, Any]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        lembar.write_string(y, x, "Ya" if value else "Tidak")
    elif isinstance(value, int | float | Decimal) and isfinite(value) and abs(float(value)) < EXACT:
        lembar.write_number(y, x, value)
    elif isinstance(value, datetime):
        lokal = timezone.localtime(value) if timezone.is_aware(value) else value
        lembar.write_datetime(y, x, lokal.replace(tzinfo=None), gaya["saat"])
    elif isinstance(value, date) and value.year >= 1900:  # noqa: PLR2004 -- Excel begins there
        lembar.write_datetime(y, x, value, gaya["hari"])
    else:
        lembar.write_string(y, x, aman(str(value)), gaya["teks"])
