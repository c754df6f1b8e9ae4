"""Versions of the position map: exactly one is in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from asn_portal.core import audit, evidence
from asn_portal.core.dates import local_date
from asn_portal.core.enums import Sumber
from asn_portal.core.errors import DomainError
from jabatan.peta.enums import StatusPeta
from jabatan.peta.models import VersiPeta
from jabatan.peta.services.kursi import sesuaikan_kursi

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from asn_portal.core.models import User


class VersiPetaError(DomainError):
    """The version cannot take force."""


@transaction.atomic
def tetapkan_versi_peta(
    *,
    versi: VersiPeta,
    actor: User | None,
    at: datetime,
    pemegang: Mapping[int, int] | None = None,
) -> VersiPeta:
    """Put a draft in force in place of the present map; seats follow it."""
    rows = {
        row.pk: row
        for row in VersiPeta.objects.select_for_update()
        .filter(instansi_id=versi.instansi_id)
        .order_by("pk")
    }
    versi = rows[versi.pk]
    if versi.status != StatusPeta.DRAF:
        raise VersiPetaError(
            f"Peta ini berstatus {versi.get_status_display().lower()}, bukan draf."
        )
    today = local_date(versi.instansi, at)
    if versi.berlaku_mulai > today:
        raise VersiPetaError("Peta ini baru boleh ditetapkan pada tanggal mulai berlakunya.")
    if not versi.isi.exists():
        raise VersiPetaError("Peta ini belum berisi jabatan.")
    former = next((row for row in rows.values() if row.status == StatusPeta.BERLAKU), None)
    if former is not None:
        former.status = StatusPeta.DIGANTI
        former.save(update_fields=["status", "updated_at"])
    versi.status = StatusPeta.BERLAKU
    versi.save(update_fields=["status", "updated_at"])
    created = sesuaikan_kursi(versi=versi, pemegang=pemegang, on=today)
    evidence.bump(Sumber.PETA, instansi_id=versi.instansi_id, orang_ids=[])
    audit.record(
        "peta.ditetapkan",
        versi,
        actor=actor,
        at=at,
        data={
            "nomor": versi.nomor,
            "menggantikan": former.nomor if former else None,
            "kursi_baru": created,
        },
    )
    return versi
