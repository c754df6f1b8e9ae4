"""Statements that PostgreSQL plans once per connection: for what is asked often about few rows.

Django quotes parameters on our side and plans every statement anew. For a few rows of many tables
the planning costs several times the reading.
"""

from __future__ import annotations

import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, Final

from django.db import DEFAULT_DB_ALIAS, connections
from psycopg import RawCursor
from psycopg.types.array import ListBinaryDumper
from psycopg.types.numeric import Int8

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

# No statement is prepared because it was seen often: only those that are asked for here.
_NEVER: Final = sys.maxsize


class _Array(list[Any]):
    """A list that is sent as it is, not as text with quotes."""


def fetch(statement: str, *params: Any) -> list[tuple[Any, ...]]:
    """Rows of the statement; parameters stand in it as $1, $2 …, whole numbers go as bigint.

    For reading, and for tables without row history: what wraps statements to tell history who acts
    is left out. Plans follow the values unless the transaction says otherwise, see `GENERIC`.
    """
    db = connections[DEFAULT_DB_ALIAS]
    db.close_if_health_check_failed()
    db.ensure_connection()
    raw: Any = db.connection
    if raw.prepare_threshold is None:
        raw.prepare_threshold = _NEVER
        raw.adapters.register_dumper(_Array, ListBinaryDumper)
    sized = [_sized(value) for value in params]
    with db.wrap_database_errors, RawCursor(raw) as cursor, _logged(db, cursor, statement):
        cursor.execute(statement.encode(), sized, prepare=True, binary=True)
        rows: list[tuple[Any, ...]] = cursor.fetchall() if cursor.description else []
    return rows


def _logged(db: Any, cursor: Any, statement: str) -> AbstractContextManager[None]:
    """Counted among the statements of a page where they are counted."""
    if not db.queries_logged:
        return nullcontext()
    found: AbstractContextManager[None] = db.make_debug_cursor(cursor).debug_sql(statement)
    return found


# An expression for a select list: until the end of the transaction plans do not look at the
# values, so that a list of one and a list of forty people share one plan.
GENERIC: Final = "set_config('plan_cache_mode', 'force_generic_plan', true)"


def _sized(value: Any) -> Any:
    """Whole numbers of one width: the width that fits would be another statement each time."""
    if type(value) is int:
        return Int8(value)
    if isinstance(value, list):
        return _Array(map(_sized, value))
    return value
