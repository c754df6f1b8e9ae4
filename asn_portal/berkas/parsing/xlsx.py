"""Cells of one XLSX sheet: values by calamine, formulas and the window by a scan of the XML."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

import python_calamine as calamine

from asn_portal.berkas.parsing.arsip import (
    DitolakError,
    baca_bagian,
    bagian_lembar,
    periksa_arsip,
    periksa_xml,
)
from asn_portal.berkas.parsing.lembar import Penyandi, huruf

if TYPE_CHECKING:
    from pathlib import Path

CHUNK = 4_000
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_FORMULA_CELL = re.compile(
    rb"<(?:\w+:)?c\s[^>]*?\br\s*=\s*[\"']([A-Z]+)(\d+)[\"'][^>]*>\s*<(?:\w+:)?f[\s>/]"
)
_FAR = re.compile(rb"\sr\s*=\s*[\"'](?:[A-Z]*\d{6,}|[A-Z]{3,}\d+|[D-Z][A-Z]\d+|C[W-Z]\d+)[\"']")
_FAR_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br\s*=\s*[\"']([A-Z]+)(\d+)[\"'][^>]*?(/?)>")
_MAYBE_FORMULA = (b"<f", b":f")
_DIMENSION = re.compile(rb"<dimension\s+ref=\"[A-Z]+\d+:([A-Z]+)(\d+)\"")
_HIDDEN = re.compile(rb"<(?:\w+:)?row\s[^>]*?\bhidden\s*=\s*[\"'](?:1|true)[\"']")


def baca(
    path: Path, lembar: str | None, maks_baris: int, maks_kolom: int, hanya: int | None
) -> dict[str, object]:
    """Sheet names and, when a sheet is chosen, its columns."""
    with periksa_arsip(path) as archive:
        sheets = periksa_xml(archive)
        parts = bagian_lembar(archive)
        if not parts:
            raise DitolakError("Berkas ini tidak memuat lembar kerja.")
        names = list(parts)
        answer: dict[str, object] = {"lembar": names}
        if lembar is None and len(names) > 1:
            return answer
        nama = names[0] if lembar is None else lembar
        if nama not in parts:
            raise DitolakError(
                f"Lembar '{nama}' tidak ditemukan. Lembar di berkas ini: {', '.join(names)}."
            )
        data = sheets.get(parts[nama]) or baca_bagian(archive, parts[nama])
        sheets.clear()
        rumus, tersembunyi = _pindai(data, maks_baris, maks_kolom)
        del data  # the reader unpacks the sheet again; memory is limited
    return (
        answer
        | _nilai(path, nama, maks_baris, maks_kolom, hanya)
        | {
            "nama": nama,
            "rumus": rumus,
            "tersembunyi": tersembunyi,
        }
    )


def _pindai(data: bytes, maks_baris: int, maks_kolom: int) -> tuple[list[list[int]], int]:
    """Formula cells and hidden rows; refuse cells outside the window."""
    if not _declared_inside(data, maks_baris, maks_kolom) and _FAR.search(data):
        for match in _FAR_CELL.finditer(data):
            kolom, baris = _index(match[1]), int(match[2])
            if not match[3] and (kolom >= maks_kolom or baris > maks_baris):
                raise DitolakError(
                    _di_luar(match[1].decode() + match[2].decode(), maks_baris, maks_kolom)
                )
    rumus: list[list[int]] = []
    if any(mark in data for mark in _MAYBE_FORMULA):  # a plain search is ten times as fast
        rumus = [[int(m[2]), _index(m[1])] for m in _FORMULA_CELL.finditer(data)]
        if len(rumus) != sum(1 for _ in _FORMULA.finditer(data)):
            raise DitolakError(
                "Ada rumus yang letaknya tidak terbaca. Simpan nilainya saja, tanpa rumus."
            )
    tersembunyi = sum(1 for _ in _HIDDEN.finditer(data)) if b"hidden" in data else 0
    return rumus, tersembunyi


def _declared_inside(data: bytes, maks_baris: int, maks_kolom: int) -> bool:
    """Whether the sheet says that it fits; one that lies meets the size check or the memory limit."""
    match = _DIMENSION.search(data[:4096])
    return match is not None and _index(match[1]) < maks_kolom and int(match[2]) <= maks_baris


def _index(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _di_luar(alamat: str, maks_baris: int, maks_kolom: int) -> str:
    batas = f"{huruf(maks_kolom - 1)}{maks_baris}"
    return (
        f"Sel {alamat} berada di luar batas {maks_kolom} kolom dan {maks_baris} baris "
        f"(sampai {batas}). Hapus isi di luar tabel lalu unggah lagi."
    )


def _nilai(
    path: Path, nama: str, maks_baris: int, maks_kolom: int, hanya: int | None
) -> dict[str, object]:
    try:
        with calamine.CalamineWorkbook.from_path(str(path)) as book:
            sheet = book.get_sheet_by_name(nama)
            if sheet.total_height > maks_baris or sheet.total_width > maks_kolom:
                alamat = f"{huruf(sheet.total_width - 1)}{sheet.total_height}"
                raise DitolakError(_di_luar(alamat, maks_baris, maks_kolom))
            penyandi, rows = Penyandi(), sheet.iter_rows()
            # iter_rows starts at row 1, but at the first column that holds anything.
            kiri: list[Any] = [""] * (0 if sheet.start is None else sheet.start[1])
            while potongan := list(islice(rows, CHUNK if hanya is None else hanya)):
                penyandi.tambah_banyak([kiri + row for row in potongan] if kiri else potongan)
                if hanya is not None:
                    break
    except calamine.CalamineError as error:
        raise DitolakError(
            "Lembar ini tidak dapat dibaca. Buka di Excel, simpan ulang sebagai .xlsx, lalu unggah lagi."
        ) from error
    penyandi.pangkas()
    return {"kolom": penyandi.kolom, "jumlah": penyandi.jumlah}
