"""What a move does to the map: need and holders of both posts and both offices, before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum

from jabatan.penempatan.selectors.isi_sk import nama_unit
from jabatan.peta.models import IsiPeta, PemangkuJabatan

if TYPE_CHECKING:
    from datetime import date

    from jabatan.peta.models import Kursi


@dataclass(frozen=True, slots=True)
class Dampak:
    """One line: a post or an office."""

    nama: str
    arti: str
    kebutuhan: int
    sebelum: int
    sesudah: int

    @property
    def kosong(self) -> int:
        """Vacant posts after the move."""
        return max(self.kebutuhan - self.sesudah, 0)


def dampak(kursi: Kursi, asal: Kursi | None, on: date) -> list[Dampak]:
    """The post left, the post entered, and the offices when they differ."""
    posts = [seat.jabatan for seat in (asal, kursi) if seat is not None]
    opds = {post.unit.opd_id for post in posts}
    needs = dict(
        IsiPeta.objects.in_force(kursi.instansi_id)
        .filter(jabatan__in=posts)
        .values_list("jabatan_id", "kebutuhan")
    )
    need_of = dict(
        IsiPeta.objects.in_force(kursi.instansi_id)
        .filter(jabatan__unit__opd_id__in=opds)
        .values("jabatan__unit__opd_id")
        .annotate(k=Sum("kebutuhan"))
        .values_list("jabatan__unit__opd_id", "k")
    )
    held = (
        PemangkuJabatan.objects.definitive()
        .in_force(on)
        .filter(Q(kursi__jabatan__in=posts) | Q(kursi__jabatan__unit__opd_id__in=opds))
    )
    holders = dict(
        held.values("kursi__jabatan_id")
        .annotate(n=Count("pk"))
        .values_list("kursi__jabatan_id", "n")
    )
    staff = dict(
        held.values("kursi__jabatan__unit__opd_id")
        .annotate(n=Count("pk"))
        .values_list("kursi__jabatan__unit__opd_id", "n")
    )
    found = []
    for seat, change, arti in ((asal, -1, "Ditinggalkan"), (kursi, 1, "Diisi")):
        if seat is None:
            continue
        post = seat.jabatan
        now = holders.get(post.pk, 0)
        found.append(
            Dampak(f"{post.nomenklatur.nama}", arti, needs.get(post.pk, 0), now, now + change)
        )
    if asal is not None and len(opds) > 1:
        for seat, change, arti in ((asal, -1, "Melepas"), (kursi, 1, "Menerima")):
            opd = seat.jabatan.unit.opd_id or seat.jabatan.unit_id
            now = staff.get(opd, 0)
            found.append(Dampak(nama_unit(opd, on), arti, need_of.get(opd) or 0, now, now + change))
    return found
