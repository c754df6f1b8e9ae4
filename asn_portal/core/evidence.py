"""Evidence versions: services bump, rankings compare (ADR 5)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.db import connection

from asn_portal.core import prepared
from asn_portal.core.models import PerubahanBukti

if TYPE_CHECKING:
    from collections.abc import Iterable


def bump(sumber: str, *, instansi_id: int, orang_ids: Iterable[int]) -> int:
    """Note, in the caller's transaction, whose evidence of this source changed.

    An empty list means that everybody may be touched (a rule, a reference table).
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_versibukti AS v (instansi_id, sumber, versi) VALUES (%s, %s, 1) "
            "ON CONFLICT ON CONSTRAINT versibukti_unik DO UPDATE SET versi = v.versi + 1 "
            "RETURNING id, versi",
            [instansi_id, sumber],
        )
        pk, versi = cursor.fetchone()
    PerubahanBukti.objects.create(versi_bukti_id=pk, versi=versi, orang_ids=sorted(set(orang_ids)))
    return int(versi)


def versions(instansi_id: int) -> dict[str, int]:
    """Version of every source of the instansi; read it before reading the evidence itself."""
    return dict(prepared.fetch(_VERSIONS, instansi_id))


def changed_since(instansi_id: int, seen: dict[str, int]) -> set[int] | None:
    """People touched since `seen`; None when everybody may be touched."""
    return news(instansi_id, seen)[1]


def news(instansi_id: int, seen: dict[str, int]) -> tuple[dict[str, int], set[int] | None]:
    """Versions and who was touched since `seen`, of one moment."""
    now: dict[str, int] = {}
    touched: set[int] = set()
    everybody = False
    for sumber, versi, ids in prepared.fetch(_NEWS, instansi_id, json.dumps(seen)):
        now[sumber] = versi
        touched.update(ids or ())
        everybody |= ids == []
    return now, None if everybody else touched


_VERSIONS = "SELECT sumber, versi FROM core_versibukti WHERE instansi_id = $1"
# Compared in the database: the log of changes only grows, what is new of it is short.
_NEWS = """
WITH sumber AS MATERIALIZED (
    SELECT id, sumber, versi, coalesce(($2::jsonb ->> sumber::text)::bigint, 0) AS dilihat
      FROM core_versibukti WHERE instansi_id = $1
)
SELECT s.sumber, s.versi, p.orang_ids FROM sumber s
  LEFT JOIN core_perubahanbukti p
    ON p.versi_bukti_id = s.id AND p.versi > s.dilihat AND s.versi > s.dilihat
"""
