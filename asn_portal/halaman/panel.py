"""What placement knows of a position, for the side panel of the map (ADR 1: composed here)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone

from asn_portal.core.access import log_look
from asn_portal.core.enums import Peran
from asn_portal.core.scope import scope_of
from jabatan import merit
from jabatan.penempatan.enums import StatusLowongan
from jabatan.penempatan.models import Lowongan
from jabatan.penempatan.selectors.peringkat import buka_hasil, hasil_lowongan
from jabatan.peta.models import Kursi, Pegawai

if TYPE_CHECKING:
    from django.http import HttpRequest

    from jabatan.peta.models import Jabatan

TERATAS = 3


def peringkat(request: HttpRequest, jabatan: Jabatan) -> dict[str, Any]:
    """Best three of the open vacancy, or the vacant seat for which a round can be opened."""
    scope = scope_of(request.user)
    lowongan = (
        Lowongan.objects.visible_to(request.user)
        .filter(kursi__jabatan=jabatan, status=StatusLowongan.TERBUKA)
        .select_related("putaran")
        .order_by("pk")
        .first()
    )
    if lowongan is None:
        return {"kursi_buka": _vacant_seat(request, jabatan)}
    if jabatan.instansi_id not in scope.instansi_ids():
        return {}
    found: dict[str, Any] = {
        "url": reverse("penempatan:lowongan-detail", args=[lowongan.kode]),
        "lowongan": lowongan,
    }
    hasil = hasil_lowongan(request.user, lowongan)
    if hasil is None:
        return found
    seat = buka_hasil(hasil)
    best = seat.ids.tolist()[:TERATAS]
    people = {
        row.pk: row
        for row in Pegawai.objects.visible_to(request.user)
        .filter(pk__in=best)
        .select_related("orang")
    }
    log_look(request, "nilai", [row.orang_id for row in people.values()])
    return {
        **found,
        "run": hasil.pemeringkatan,
        "layak": hasil.jumlah_layak,
        "tiga": [
            {
                "urutan": int(seat.urutan[place]),
                "nama": people[pk].orang.nama,
                "nilai": merit.points(int(seat.totals[place]), merit.FINAL_SCALE),
            }
            for place, pk in enumerate(best)
            if pk in people
        ],
    }


def _vacant_seat(request: HttpRequest, jabatan: Jabatan) -> str | None:
    """Code of the first vacant seat, for those who may open a round."""
    scope = scope_of(request.user)
    if jabatan.instansi_id not in scope.instansi_ids((Peran.OPERATOR,)):
        return None
    seat: str | None = (
        Kursi.objects.visible_to(request.user)
        .vacant(timezone.localdate())
        .filter(jabatan=jabatan)
        .order_by("nomor")
        .values_list("kode", flat=True)
        .first()
    )
    return seat
