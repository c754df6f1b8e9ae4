"""Heads who got the seat but not the duty in the portal: data to put right."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef

from asn_portal.core.enums import Peran
from asn_portal.core.models import Penugasan, Peristiwa
from jabatan.penempatan.enums import StatusSK
from jabatan.peta.models import PemangkuJabatan

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from jabatan.penempatan.models import SuratKeputusan

PERAN_DITOLAK = "sk.peran_ditolak"


def peran_ditolak(sk: SuratKeputusan) -> tuple[Any, str] | None:
    """Moment and reason of the refusal, from the event log; None when the duty was given."""
    event = (
        Peristiwa.objects.filter(jenis=PERAN_DITOLAK, objek_kode=sk.kode)
        .select_related("isi")
        .order_by("nomor")
        .last()
    )
    if event is None:
        return None
    content = getattr(event, "isi", None)
    data = json.loads(content.data) if content is not None and content.data else {}
    return event.at, data.get("sebab", "")


def tanpa_peran(rows: QuerySet[SuratKeputusan], on: date) -> QuerySet[SuratKeputusan]:
    """Of these decrees those whose person leads an office today but has no duty there."""
    seat = PemangkuJabatan.objects.definitive().filter(
        pegawai=OuterRef("pegawai"), kursi=OuterRef("kursi"), periode__contains=on
    )
    duty = Penugasan.objects.filter(
        orang=OuterRef("pegawai__orang"),
        unit=OuterRef("kursi__jabatan__unit"),
        peran=Peran.KEPALA_OPD,
        periode__contains=on,
    )
    refused = Peristiwa.objects.filter(jenis=PERAN_DITOLAK, objek_kode=OuterRef("kode"))
    return rows.filter(Exists(refused), Exists(seat), ~Exists(duty), status=StatusSK.BERLAKU)
