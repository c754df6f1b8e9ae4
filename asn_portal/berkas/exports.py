"""The only code that writes spreadsheets: text stays text, nothing becomes a formula."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import xlsxwriter
from django.utils import timezone

from asn_portal.berkas.parsing.lembar import TANGGAL, WAKTU, polos

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from asn_portal.berkas.parsing.lembar import Lembar
    from asn_portal.berkas.registry import JenisImpor, Konteks

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
MAX_CELL = 32_767
CUT = " …[terpotong]"
EXACT = 10**15
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_RISKY = ("=", "+", "-", "@", "\t", "\r", "|")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")


def aman(text: str) -> str:
    """No control characters, no more than a cell holds."""
    text = _CONTROL.sub("", text)
    return text if len(text) <= MAX_CELL else text[: MAX_CELL - len(CUT)] + CUT


def write_xlsx(judul: str, kolom: Sequence[str], baris: Iterable[Sequence[Any]]) -> bytes:
    """A workbook of one sheet: header row, then the rows as they come."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False, "constant_memory": False}  # fmt: skip
    book = xlsxwriter.Workbook(out, options)
    sheet = book.add_worksheet(_SHEET_NAME.sub(" ", aman(judul))[:31].strip() or "Data")
    tebal = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    gaya = {
        "hari": book.add_format({"num_format": "dd-mm-yyyy"}),
        "saat": book.add_format({"num_format": "dd-mm-yyyy hh:mm"}),
        "teks": book.add_format({"num_format": "@"}),
    }
    for x, nama in enumerate(kolom):
        sheet.write_string(0, x, aman(nama), tebal)
        sheet.set_column(x, x, min(max(len(nama) + 2, 10), 40))
    sheet.freeze_panes(1, 0)
    for y, row in enumerate(baris, 1):
        for x, value in enumerate(row):
            _sel(sheet, y, x, value, gaya)
    book.close()
    return out.getvalue()


def _sel(sheet: Any, y: int, x: int, value: Any, gaya: dict[str, Any]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(y, x, "Ya" if value else "Tidak")
    elif isinstance(value, int | float | Decimal) and abs(float(value)) < EXACT:
        sheet.write_number(y, x, value)
    elif isinstance(value, datetime):
        lokal = timezone.localtime(value) if timezone.is_aware(value) else value
        sheet.write_datetime(y, x, lokal.replace(tzinfo=None), gaya["saat"])
    elif isinstance(value, date) and value.year >= 1900:  # noqa: PLR2004 -- Excel begins there
        sheet.write_datetime(y, x, value, gaya["hari"])
    else:
        sheet.write_string(y, x, aman(str(value)), gaya["teks"])


def write_csv(kolom: Sequence[str], baris: Iterable[Sequence[Any]]) -> bytes:
    """CSV that Excel opens right: BOM, comma, no cell that a program would run."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerow([_csv(nama) for nama in kolom])
    for row in baris:
        writer.writerow([_csv(value) for value in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _csv(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%d-%m-%Y %H:%M")
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, Decimal | float):
        text = f"{value:f}".replace(".", ",")
        # Three decimals read like thousands; one more zero says which they are.
        return f"{text}0" if len(text.partition(",")[2]) == 3 else text  # noqa: PLR2004
    text = aman(str(value))
    if text.lstrip().startswith(_RISKY) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def ekspor(jenis: JenisImpor, ctx: Konteks, bentuk: str) -> bytes:
    """All rows of a kind with the columns of its import; reading it again changes nothing."""
    kolom = jenis.kolom
    rows = (
        [k.baca.tulis(isi.get(k.kode)) if k.simpan else None for k in kolom]
        for isi in jenis.ekspor(ctx)
    )
    judul = [k.judul for k in kolom]
    return write_csv(judul, rows) if bentuk == "csv" else write_xlsx(jenis.judul, judul, rows)


def templat(jenis: JenisImpor) -> bytes:
    """An empty workbook of a kind with one row of examples."""
    contoh = [k.contoh for k in jenis.kolom]
    return write_xlsx(jenis.judul, [k.judul for k in jenis.kolom], [contoh] if any(contoh) else [])


def perbaikan(
    lembar: Lembar, mulai: int, kesalahan: dict[int, list[dict[str, str]]], *, semua: bool
) -> bytes:
    """The original columns and `kesalahan`: the wrong rows, or the whole table."""
    lebar = len(lembar.kolom)
    kepala = [polos(cell) for cell in lembar.satu(mulai - 1)] if mulai else [""] * lebar

    def rows() -> Iterable[list[Any]]:
        for posisi in range(mulai, len(lembar.nomor)):
            salah = kesalahan.get(lembar.nomor[posisi], [])
            if salah or semua:
                cells = [_asli(cell) for cell in lembar.satu(posisi)]
                yield [*cells, " ".join(kalimat_salah(satu) for satu in salah)]

    return write_xlsx("Perbaikan", [*kepala, "kesalahan"], rows())


def kalimat_salah(satu: dict[str, str]) -> str:
    """One error with its cell: "Sel B7 (NIP): …"."""
    if not satu.get("sel"):
        return satu["pesan"]
    return f"Sel {satu['sel']} ({satu['judul']}): {satu['pesan']}"


def _asli(cell: Any) -> Any:
    """Raw cell as it was in the file."""
    if isinstance(cell, str) and cell.startswith(TANGGAL):
        return date.fromisoformat(cell[2:])
    if isinstance(cell, str) and cell.startswith(WAKTU):
        return datetime.fromisoformat(cell[2:])
    return polos(cell) if isinstance(cell, str) else cell
