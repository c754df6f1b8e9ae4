"""Whole columns into real tables by COPY; fields that are not named take the model's default."""

from __future__ import annotations

from itertools import islice, repeat
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db import connection, models
from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Column = Any

KOSONG = "\\N"
_CHUNK = 20_000


def salin(model: type[models.Model], kolom: Mapping[str, Column]) -> int:
    """Append rows; a column is an array, a list, or one value for all rows. Gives their number."""
    fields = {
        field.attname: field
        for field in model._meta.concrete_fields
        if isinstance(field.column, str)
    }
    given = dict(kolom)
    for name, field in fields.items():
        if (
            name not in given
            and not isinstance(field, models.AutoField)
            and not _by_database(field)
        ):
            given[name] = field.get_default()
    size = max(len(column) for column in given.values() if isinstance(column, list | np.ndarray))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table),
        sql.SQL(", ").join(sql.Identifier(str(fields[name].column)) for name in given),
    )
    rows = map("\t".join, zip(*(_text(column) for column in given.values()), strict=False))
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for chunk in _chunks(islice(rows, size)):
            copy.write("\n".join(chunk) + "\n")
    if isinstance(fields.get("id"), models.AutoField) and "id" in given:
        _advance(model)
    return size


def _by_database(field: models.Field[Any, Any]) -> bool:
    return field.has_db_default()


def _text(column: Column) -> Iterable[str]:
    if isinstance(column, np.ndarray) and column.dtype.kind == "M":
        words: list[str] = np.datetime_as_string(column.astype("M8[D]")).tolist()
        return [KOSONG if word == "NaT" else word for word in words]
    if isinstance(column, np.ndarray):
        return map(_word, column.tolist())
    if isinstance(column, list):
        return map(_word, column)
    return repeat(_word(column))


def _word(value: Any) -> str:
    if value is None:
        return KOSONG
    if isinstance(value, bool):
        return "t" if value else "f"
    return str(value)


def _chunks(rows: Iterator[str]) -> Iterator[list[str]]:
    while chunk := list(islice(rows, _CHUNK)):
        yield chunk


def _advance(model: type[models.Model]) -> None:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
        )
