"""Evidence versions: services bump, rankings compare (ADR 5)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.db import connection

from asn_portal.core.models import PerubahanBukti, VersiBukti

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
    return dict(VersiBukti.objects.filter(instansi_id=instansi_id).values_list("sumber", "versi"))


def changed_since(instansi_id: int, seen: dict[str, int]) -> set[int] | None:
    """People touched since `seen`; None when everybody may be touched."""
    touched: set[int] = set()
    with connection.cursor() as cursor:
        cursor.execute(_CHANGED, [json.dumps(seen), instansi_id])
        for (ids,) in cursor.fetchall():
            if not ids:
                return None
            touched.update(ids)
    return touched


# Compared in the database: the log of changes only grows, what is new of it is short.
_CHANGED = """
SELECT p.orang_ids FROM core_perubahanbukti p JOIN core_versibukti v ON v.id = p.versi_bukti_id
 WHERE p.versi > coalesce((%s::jsonb ->> v.sumber::text)::bigint, 0) AND v.instansi_id = %s
"""
