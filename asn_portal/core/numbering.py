"""Gap-free numbers per instansi, kind and year."""

from __future__ import annotations

from django.db import connection


def next_number(*, instansi_id: int, jenis: str, tahun: int) -> int:
    """Take the next number; the row stays locked until the caller's transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_nomorurut AS n (instansi_id, jenis, tahun, terakhir) "
            "VALUES (%s, %s, %s, 1) ON CONFLICT ON CONSTRAINT nomorurut_unik "
            "DO UPDATE SET terakhir = n.terakhir + 1 RETURNING terakhir",
            [instansi_id, jenis, tahun],
        )
        return int(cursor.fetchone()[0])
