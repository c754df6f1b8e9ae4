"""The only code that writes spreadsheets: text stays text, nothing becomes a formula."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any

from django.utils import timezone

from asn_portal.berkas.engine.buku import aman, tulis_buku
from asn_portal.berkas.parsing.lembar import TANGGAL, WAKTU, polos

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from asn_portal.berkas.parsing.lembar import Lembar
    from asn_portal.berkas.registry import JenisImpor, Konteks

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
_RISKY = ("=", "+", "-", "@", "\t", "\r", "|")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


def write_xlsx(
    judul: str, kolom: Sequence[str], baris: Iterable[Sequence[Any]], kepala: Sequence[str] = ()
) -> bytes:
    """A workbook of one sheet: lines above the header, the header, then the rows as they come."""
    out = io.BytesIO()
    tulis_buku(out, judul, kolom, baris, kepala)
    return out.getvalue()


def write_csv(
    kolom: Sequence[str], baris: Iterable[Sequence[Any]], kepala: Sequence[str] = ()
) -> bytes:
    """CSV that Excel opens right: BOM, comma, no cell that a program would run."""
    out = io.BytesIO()
    tulis_csv(out, kolom, baris, kepala)
    return out.getvalue()


def tulis_csv(
    ke: IO[bytes],
    kolom: Sequence[str],
    baris: Iterable[Sequence[Any]],
    kepala: Sequence[str] = (),
) -> None:
    """The same into a file, row by row."""
    out = io.TextIOWrapper(ke, encoding="utf-8", newline="", write_through=False)
    out.write("\ufeff")
    writer = csv.writer(out, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    for text in kepala:
        writer.writerow([_csv(text)])
    writer.writerow([_csv(nama) for nama in kolom])
    for row in baris:
        writer.writerow([_csv(value) for value in row])
    out.flush()
    out.detach()


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


def baris_ekspor(jenis: JenisImpor, ctx: Konteks) -> Iterator[list[Any]]:
    """All rows of a kind in the columns of its import."""
    kolom = jenis.kolom
    for isi in jenis.ekspor(ctx):
        yield [k.baca.tulis(isi.get(k.kode)) if k.simpan else None for k in kolom]


def ekspor(jenis: JenisImpor, ctx: Konteks, bentuk: str) -> bytes:
    """The same as a file; reading it again changes nothing."""
    rows, judul = baris_ekspor(jenis, ctx), [k.judul for k in jenis.kolom]
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
