"""Seats whose holder is on the way to another seat: they may be filled before they are empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet
from psycopg.types.range import DateRange

from asn_portal.core.dates import long_date
from jabatan.penempatan.enums import OPEN_STATES, StatusSK, StatusUsulan
from jabatan.penempatan.models import Keputusan, SuratKeputusan, Usulan
from jabatan.peta.models import Kursi, PemangkuJabatan

if TYPE_CHECKING:
    from datetime import date

    from jabatan.peta.models import Pegawai


DECIDED_STATES = (StatusUsulan.DIPUTUSKAN, StatusUsulan.DITETAPKAN)


def kepindahan(pegawai: Pegawai) -> Usulan | None:
    """The open proposal that takes this person to another seat, as decided when it is decided."""
    found: Usulan | None = (
        Usulan.objects.filter(status__in=OPEN_STATES)
        .filter(Q(keputusan__isnull=True, pegawai=pegawai) | Q(keputusan__pegawai=pegawai))
        .first()
    )
    return found


def tersedia(on: date) -> QuerySet[Kursi]:
    """Seats that a round may fill: vacant, or about to be left; `dilepas` tells the second kind."""
    holders = PemangkuJabatan.objects.definitive().in_force(on).filter(kursi=OuterRef("pk"))
    # Two lists that are read once, not a question per seat.
    proposed = Usulan.objects.filter(status__in=OPEN_STATES, keputusan__isnull=True)
    chosen = Keputusan.objects.filter(usulan__status__in=OPEN_STATES)
    staying = holders.exclude(pegawai__in=proposed.values("pegawai")).exclude(
        pegawai__in=chosen.values("pegawai")
    )
    found: QuerySet[Kursi] = Kursi.objects.filter(~Exists(staying), formasi=True).annotate(
        dilepas=Exists(holders)
    )
    return found


def masih_dipegang(seat: str, on: date) -> Exists:
    """Whether the seat under this lookup has a definitive holder on the day, for an annotation."""
    holders = PemangkuJabatan.objects.definitive().in_force(on)
    return Exists(holders.filter(kursi=OuterRef(seat)))


def penahan(sk: SuratKeputusan, today: date) -> str:
    """Who still holds the seat of a decree whose day has come; empty when nothing holds it up."""
    if sk.status != StatusSK.DITETAPKAN or sk.tanggal_berlaku > today:
        return ""
    holder = (
        PemangkuJabatan.objects.definitive()
        .filter(kursi_id=sk.kursi_id, periode__overlap=DateRange(sk.tanggal_berlaku, None))
        .exclude(pegawai_id=sk.pegawai_id)
        .select_related("pegawai__orang")
        .first()
    )
    return holder.pegawai.orang.nama if holder else ""


def belum_dilepas(kursi_id: int, pegawai_id: int, berlaku: date) -> str:
    """Why a decree for this seat must wait: nobody has decided yet that its holder leaves.

    Otherwise the decree could never take effect, once the holder stays or leaves later.
    """
    holder = (
        PemangkuJabatan.objects.definitive()
        .filter(kursi_id=kursi_id, periode__overlap=DateRange(berlaku, None))
        .exclude(pegawai_id=pegawai_id)
        .select_related("pegawai__orang")
        .first()
    )
    if holder is None:
        return ""
    move = kepindahan(holder.pegawai)
    if move is not None and move.status in DECIDED_STATES:
        return ""
    return (
        f"Jabatan ini masih dipegang {holder.pegawai.orang.nama}, yang kepindahannya belum diputuskan. "
        f"SK dapat ditetapkan sesudah diputuskan, berlaku paling lambat {long_date(berlaku)}."
    )


def paling_lambat(seat_id: int, berlaku: date) -> str:
    """Why somebody cannot leave this seat so late: a decree gives it to another from an earlier day."""
    next_one = SuratKeputusan.objects.filter(
        kursi_id=seat_id, status=StatusSK.DITETAPKAN, tanggal_berlaku__lt=berlaku
    ).values_list("tanggal_berlaku", "pegawai__orang__nama")
    row = next_one.first()
    if row is None:
        return ""
    day, name = row
    return (
        f"Kursi yang ditinggalkan sudah ditetapkan untuk {name} mulai {long_date(day)}. "
        f"Tanggal berlaku paling lambat {long_date(day)}. Bila hari itu sudah lewat, batalkan dahulu SK itu."
    )
