"""Rounds and vacancies as the pages list them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from asn_portal.core.models import VersiBukti
from jabatan.penempatan.enums import OPEN_STATES, StatusLowongan, StatusPutaran
from jabatan.penempatan.models import HasilLowongan, Lowongan, Putaran, Usulan
from jabatan.penempatan.selectors.kursi_dilepas import masih_dipegang, tersedia
from jabatan.peta.models import IsiPeta, Kursi, VersiUnit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

ORDERS = {
    "kosong": ("kosong_sejak", "pk"),
    "-kosong": ("-kosong_sejak", "pk"),
    "jabatan": ("kursi__jabatan__nomenklatur__nama", "pk"),
    "-jabatan": ("-kursi__jabatan__nomenklatur__nama", "pk"),
    "unit": ("nama_unit", "kursi__jabatan__nomenklatur__nama", "pk"),
    "-unit": ("-nama_unit", "kursi__jabatan__nomenklatur__nama", "pk"),
    "layak": ("layak", "pk"),
    "-layak": ("-layak", "pk"),
}


def unit_name(unit_ref: str, on: date) -> Subquery:
    """Name of a unit in force on the day, for an annotation."""
    return Subquery(
        VersiUnit.objects.filter(unit=OuterRef(unit_ref), periode__contains=on).values("nama")[:1],
        output_field=CharField(),
    )


def versi_sekarang(instansi_ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """Evidence versions of several agencies in one query."""
    found: dict[int, dict[str, int]] = {}
    rows = VersiBukti.objects.filter(instansi_id__in=list(instansi_ids)).values_list(
        "instansi_id", "sumber", "versi"
    )
    for instansi_id, sumber, versi in rows:
        found.setdefault(instansi_id, {})[sumber] = versi
    return found


def basi(putaran: Putaran, versi: dict[str, int]) -> bool:
    """Whether evidence has moved since the run that the round shows, or there is no run yet."""
    seen: dict[str, int] = putaran.versi_dihitung
    if putaran.pemeringkatan_id is None:
        return True
    return any(number > seen.get(sumber, 0) for sumber, number in versi.items())


def putaran_basi() -> list[Putaran]:
    """Open rounds with an open vacancy whose evidence versions differ from the computed ones."""
    rounds = list(
        Putaran.objects.filter(status=StatusPutaran.DIBUKA)
        .annotate(terbuka=Count("lowongan", filter=Q(lowongan__status=StatusLowongan.TERBUKA)))
        .filter(terbuka__gt=0)
        .order_by("pk")
    )
    versi = versi_sekarang({one.instansi_id for one in rounds})
    return [one for one in rounds if basi(one, versi.get(one.instansi_id, {}))]


def lowongan_daftar(user: Any, on: date) -> QuerySet[Lowongan]:
    """Vacancies that the user may see, with unit, class, eligible people of the shown run, stage."""
    isi = IsiPeta.objects.filter(
        jabatan=OuterRef("kursi__jabatan"), versi__status="BERLAKU"
    ).values("kelas")[:1]
    hasil = HasilLowongan.objects.filter(
        lowongan=OuterRef("pk"), pemeringkatan=OuterRef("putaran__pemeringkatan")
    ).values("jumlah_layak")[:1]
    found: QuerySet[Lowongan] = (
        Lowongan.objects.visible_to(user)
        .select_related("putaran", "kursi__jabatan__nomenklatur", "kursi__jabatan__unit")
        .annotate(
            nama_unit=Coalesce(unit_name("kursi__jabatan__unit", on), Value("")),
            nama_opd=Coalesce(unit_name("kursi__jabatan__unit__opd", on), Value("")),
            kelas=Subquery(isi),
            layak=Subquery(hasil),
            status_usulan=Subquery(_open_proposal().values("status")[:1]),
            dipegang=masih_dipegang("kursi", on),
        )
    )
    return found


def _open_proposal() -> QuerySet[Any]:
    return Usulan.objects.filter(lowongan=OuterRef("pk"), status__in=OPEN_STATES)


TAHAP = (
    ("buka", "Membuka putaran"),
    ("hitung", "Menghitung peringkat"),
    ("banding", "Membandingkan kandidat"),
    ("setuju", "Menunggu persetujuan"),
    ("putus", "Menunggu keputusan PPK"),
    ("sk", "Penetapan SK"),
)
_STAGE_OF_PROPOSAL = {
    "DRAF": 3,
    "DIKEMBALIKAN": 3,
    "DIAJUKAN": 4,
    "DISETUJUI": 5,
    "DIPUTUSKAN": 6,
    "DITETAPKAN": 6,
}


def tahap(lowongan: Any) -> tuple[int, str]:
    """Stage 1 to 6 of a vacancy and its words; needs `lowongan_daftar`."""
    if lowongan.status == StatusLowongan.TERISI:
        return len(TAHAP), "Terisi"
    if lowongan.status == StatusLowongan.DIBATALKAN:
        return 0, "Ditutup tanpa pengisian"
    if lowongan.status_usulan:
        number = _STAGE_OF_PROPOSAL[lowongan.status_usulan]
    else:
        number = 2 if lowongan.layak is None else 3
    return number, TAHAP[number - 1][1]


def kursi_kosong(user: Any, on: date) -> QuerySet[Kursi]:
    """Seats that no open round holds yet, for the form that opens one: vacant or about to be left."""
    taken = Lowongan.objects.filter(status=StatusLowongan.TERBUKA).values("kursi")
    found: QuerySet[Kursi] = (
        tersedia(on)
        .filter(pk__in=Kursi.objects.visible_to(user).values("pk"))
        .exclude(pk__in=taken)
        .select_related("jabatan__nomenklatur", "jabatan__unit")
        .annotate(
            nama_unit=Coalesce(unit_name("jabatan__unit", on), Value("")),
            nama_opd=Coalesce(unit_name("jabatan__unit__opd", on), Value("")),
        )
        .order_by("nama_opd", "nama_unit", "jabatan__nomenklatur__nama", "nomor")
    )
    return found
