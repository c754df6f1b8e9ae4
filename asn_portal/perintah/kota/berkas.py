"""Spreadsheets on disk, with the columns of the kinds that will read them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from asn_portal.berkas import registry
from asn_portal.berkas.exports import write_csv, write_xlsx

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from asn_portal.berkas.registry import JenisImpor
    from asn_portal.perintah.kota.bentuk import Kota
    from asn_portal.perintah.kota.lembar import Lembar

MAKS_XLSX: Final = 20_000  # rows; a workbook of more takes minutes to write
MAKS_BARIS: Final = 90_000  # a kind takes 100,000 rows from one file


def tulis(kode: str, path: Path, isi: Iterable[Mapping[str, Any]], *, lembar: str = "") -> int:
    """One file of a kind; returns how many rows it has."""
    jenis = registry.ambil(kode)
    if jenis is None:
        raise LookupError(f"Jenis berkas {kode} tidak dikenal.")
    rows = list(_sel(jenis, isi))
    judul = [k.judul for k in jenis.kolom]
    data = (
        write_csv(judul, rows)
        if path.suffix == ".csv"
        else write_xlsx(lembar or path.stem, judul, rows)
    )
    path.write_bytes(data)
    return len(rows)


def _sel(jenis: JenisImpor, isi: Iterable[Mapping[str, Any]]) -> Iterator[list[Any]]:
    """Cells as the export of the same kind writes them; columns that are not kept stay empty."""
    writers = [(k.kode, k.baca.tulis if k.simpan else None) for k in jenis.kolom]
    for row in isi:
        yield [
            None if write is None or (value := row.get(kode)) is None else write(value)
            for kode, write in writers
        ]


def tulis_lembar(kota: Kota, lembar: Lembar, folder: Path) -> list[tuple[Path, int]]:
    """The files of one sheet: one, or several where a kind would refuse the number of rows."""
    rows = lembar.isi(kota)
    made: list[tuple[Path, int]] = []
    while chunk := list(islice(rows, MAKS_BARIS)):
        bentuk = "csv" if len(chunk) > MAKS_XLSX else lembar.bentuk
        nomor = f"-{len(made) + 1}" if made else ""
        path = folder / f"{lembar.nama}{nomor}.{bentuk}"
        sheet = lembar.nama.partition("-")[2]
        made.append((path, tulis(lembar.kode, path, chunk, lembar=sheet)))
    return made
