"""Rows of a CSV file: encoding, delimiter, quoted line feeds. No Django here."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from asn_portal.berkas.parsing.arsip import DitolakError
from asn_portal.berkas.parsing.lembar import Penyandi

if TYPE_CHECKING:
    from pathlib import Path

_TEXT_TRICK = re.compile(r'="([^"]*)"')


def baca(path: Path, maks_baris: int, maks_kolom: int, hanya: int | None) -> dict[str, object]:
    """Columns of the file; a cell that starts with "=" counts as a formula."""
    text = _teks(path.read_bytes())
    penyandi, rumus = Penyandi(), []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_pemisah(text), strict=True):
            nomor = penyandi.jumlah + 1
            while row and not row[-1].strip():
                row.pop()
            if len(row) > maks_kolom or (row and nomor > maks_baris):
                raise DitolakError(
                    f"Baris {nomor} berada di luar batas {maks_kolom} kolom dan {maks_baris} baris."
                )
            for index, cell in enumerate(row):
                if cell.startswith("="):
                    match = _TEXT_TRICK.fullmatch(cell)
                    if match:
                        row[index] = match[1]
                    else:
                        rumus.append([nomor, index])
            penyandi.tambah(row)
            if hanya is not None and nomor >= hanya:
                break
    except csv.Error as error:
        raise DitolakError(
            f"Baris {penyandi.jumlah + 1} tidak dapat dibaca: tanda kutipnya tidak lengkap."
        ) from error
    penyandi.pangkas()
    return {
        "lembar": ["CSV"],
        "nama": "CSV",
        "rumus": rumus,
        "tersembunyi": 0,
        "kolom": penyandi.kolom,
        "jumlah": penyandi.jumlah,
    }


def _teks(data: bytes) -> str:
    try:
        utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        text = data.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    if "\x00" in text:
        posisi = text.count("\n", 0, text.index("\x00")) + 1
        raise DitolakError(f"Baris {posisi} memuat karakter nol. Berkas ini bukan CSV yang utuh.")
    return text


def _pemisah(text: str) -> str:
    """Delimiter that cuts the first lines most evenly into most cells."""
    lines = [line for line in text[:65_536].splitlines()[:20] if line.strip()]
    best, score = ",", 0
    for candidate in ",;\t|":
        try:
            rows = list(csv.reader(lines, delimiter=candidate))
        except csv.Error:
            continue
        widths = [len(row) for row in rows]
        common = max(set(widths), key=lambda w: (widths.count(w), w), default=1)
        if common > 1 and widths.count(common) * common > score:
            best, score = candidate, widths.count(common) * common
    return best
