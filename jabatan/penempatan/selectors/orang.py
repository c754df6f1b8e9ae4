"""Names and present posts of people on a page; identity is live, evidence is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery

from jabatan.peta.models import Pegawai, PemangkuJabatan, VersiUnit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


@dataclass(frozen=True, slots=True)
class Identitas:
    """Who a row is about."""

    pegawai_id: int
    orang_id: int
    kode: str
    nama: str
    jabatan: str


def identities(pegawai_ids: Iterable[int], on: date) -> dict[int, Identitas]:
    """Name, public code and present definitive post of these people, in one query."""
    post = PemangkuJabatan.objects.filter(
        pegawai=OuterRef("pk"), jenis="DEFINITIF", periode__contains=on
    ).order_by("-periode__startswith", "pk")
    office = VersiUnit.objects.filter(unit=OuterRef("unit__opd"), periode__contains=on)
    rows = (
        Pegawai.objects.filter(pk__in=list(pegawai_ids))
        .annotate(
            jabatan_kini=Subquery(post.values("nama_jabatan")[:1]),
            unit_kini=Subquery(post.values("nama_unit")[:1]),
            opd_kini=Subquery(office.values("nama")[:1]),
        )
        .values_list(
            "pk", "orang_id", "kode", "orang__nama", "jabatan_kini", "unit_kini", "opd_kini"
        )
    )
    return {
        pk: Identitas(pk, orang, kode, nama, _where(post, unit, opd))
        for pk, orang, kode, nama, post, unit, opd in rows
    }


def _where(post: str | None, unit: str | None, opd: str | None) -> str:
    """Post and its unit; "Kepala Bidang Mutasi" does not repeat its unit but names the office."""
    if not post:
        return unit or "Belum ada jabatan"
    for place in (unit, opd):
        if place and place.lower() not in post.lower():
            return f"{post}, {place}"
    return post
