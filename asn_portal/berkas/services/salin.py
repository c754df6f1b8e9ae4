"""Columns of Python values into a table by COPY; every column is written as text in one go."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from django.db import connection
from psycopg import sql
from psycopg.adapt import PyFormat, Transformer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

CHUNK = 5_000
NULL = "\\N"
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_NONE = type(None)


def salin(tabel: str, kolom: Mapping[str, Sequence[Any]]) -> None:
    """Append rows; `kolom` = column of the table → value of every row."""
    perintah = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(tabel), sql.SQL(", ").join(map(sql.Identifier, kolom))
    )
    rows = map("\t".join, zip(*map(_teks, kolom.values()), strict=True))
    with connection.cursor() as cursor, cursor.copy(perintah) as copy:
        for potongan in _potong(rows):
            copy.write(("\n".join(potongan) + "\n").encode())


def _potong(rows: Iterator[str]) -> Iterator[list[str]]:
    while potongan := list(islice(rows, CHUNK)):
        yield potongan


def _teks(kolom: Sequence[Any]) -> Iterable[str]:
    """The column as COPY reads it; the common types without a call per value."""
    jenis = set(map(type, kolom))
    ada_kosong = _NONE in jenis
    jenis.discard(_NONE)
    if all(issubclass(satu, str) for satu in jenis):
        return _aman(kolom, ada_kosong=ada_kosong)
    if jenis == {int} and not ada_kosong:
        return map(str, kolom)
    ubah = Transformer(connection.connection).get_dumper
    if len(jenis) == 1 and all(issubclass(satu, Hashable) for satu in jenis):
        # Few values in many rows: each is written once. Of one type, so that True is not 1.
        peta = {value: _satu(value, ubah) for value in set(kolom)}
        return map(peta.__getitem__, kolom)
    return [_satu(value, ubah) for value in kolom]


def _aman(kolom: Sequence[str | None], *, ada_kosong: bool) -> Iterable[str]:
    """Text with what COPY would take for its own signs written out."""
    if ada_kosong:
        return [NULL if text is None else text.translate(_ESCAPES) for text in kolom]
    teks = cast("Sequence[str]", kolom)
    semua = "\n".join(teks)
    if semua.count("\n") == len(teks) - 1 and not any(c in semua for c in "\\\t\r"):
        return teks
    return [text.translate(_ESCAPES) for text in teks]


def _satu(value: Any, ubah: Callable[[Any, PyFormat], Any]) -> str:
    if value is None:
        return NULL
    isi = ubah(value, PyFormat.TEXT).dump(value)
    return NULL if isi is None else bytes(isi).decode().translate(_ESCAPES)
