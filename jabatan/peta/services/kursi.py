"""Seats follow the map version and its holders, written at once; the rule is `aturan_kursi`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils import timezone

from asn_portal.core.dates import local_date
from asn_portal.core.models import random_code
from jabatan.peta.enums import StatusPeta
from jabatan.peta.models import VersiPeta
from jabatan.peta.services.aturan_kursi import atur_formasi, atur_kursi

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from jabatan.peta.services.aturan_kursi import BarisKursi

INSERT = """
INSERT INTO peta_kursi (instansi_id, kode, jabatan_id, nomor, formasi, atasan_id)
SELECT %s, b.* FROM unnest(%s::text[], %s::bigint[], %s::int[], %s::bool[], %s::bigint[]) AS b
"""
UPDATE = """
UPDATE peta_kursi k SET formasi = b.formasi, atasan_id = b.atasan_id, updated_at = now()
  FROM unnest(%s::bigint[], %s::bool[], %s::bigint[]) AS b(id, formasi, atasan_id)
 WHERE k.id = b.id
"""


@transaction.atomic
def sesuaikan_kursi(
    *, versi: VersiPeta, pemegang: Mapping[int, int] | None = None, on: date | None = None
) -> int:
    """Make the seats of the whole instansi fit the map version; returns how many seats are new.

    `pemegang` says how many people a position (by id) must be able to seat, also above its K.
    """
    return atur_kursi(
        instansi_id=versi.instansi_id,
        versi_id=versi.pk,
        on=on or local_date(versi.instansi, timezone.now()),
        tulis=partial(_write, versi.instansi_id),
        pemegang=pemegang,
    )


@transaction.atomic
def tandai_formasi(*, instansi_id: int, jabatan_ids: Iterable[int], on: date) -> None:
    """After a change of holders: which seats of these positions are formasi."""
    atur_formasi(
        instansi_id=instansi_id,
        versi_id=versi_berlaku(instansi_id),
        on=on,
        tulis=partial(_write, instansi_id),
        jabatan_ids=set(jabatan_ids),
    )


def versi_berlaku(instansi_id: int) -> int | None:
    """The map version in force."""
    versi: int | None = (
        VersiPeta.objects.filter(instansi_id=instansi_id, status=StatusPeta.BERLAKU)
        .values_list("pk", flat=True)
        .first()
    )
    return versi


def _write(instansi_id: int, seats: list[BarisKursi]) -> None:
    """Two statements, however many seats."""
    new = [seat for seat in seats if seat.pk is None]
    old = [seat for seat in seats if seat.pk is not None]
    with connection.cursor() as cursor:
        if new:
            cursor.execute(
                INSERT,
                [
                    instansi_id,
                    [random_code() for _ in new],
                    [seat.jabatan_id for seat in new],
                    [seat.nomor for seat in new],
                    [seat.formasi for seat in new],
                    [seat.atasan_id for seat in new],
                ],
            )
        if old:
            cursor.execute(
                UPDATE,
                [
                    [seat.pk for seat in old],
                    [seat.formasi for seat in old],
                    [seat.atasan_id for seat in old],
                ],
            )
