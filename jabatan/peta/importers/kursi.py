"""Seats follow an import: written through the import itself, so that undo takes them back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asn_portal.berkas.registry import Tulis
from jabatan.peta.models import IsiPeta, Kursi, PemangkuJabatan
from jabatan.peta.services.aturan_kursi import BarisKursi, atur_kursi
from jabatan.peta.services.kursi import versi_berlaku

if TYPE_CHECKING:
    from asn_portal.berkas.registry import Hasil, Konteks


def susun_kursi(ctx: Konteks, hasil: Hasil) -> None:
    """Seats of the version in force, when the import touched what they follow."""
    if not {*hasil.dibuat, *hasil.diubah} & {IsiPeta, Kursi, PemangkuJabatan}:
        return

    def tulis(seats: list[BarisKursi]) -> None:
        hasil.tulis([_tulis(ctx, seat) for seat in seats])

    atur_kursi(
        instansi_id=ctx.instansi.pk,
        versi_id=versi_berlaku(ctx.instansi.pk),
        on=ctx.hari_ini,
        tulis=tulis,
    )


def _tulis(ctx: Konteks, seat: BarisKursi) -> Tulis:
    isi = {"formasi": seat.formasi, "atasan_id": seat.atasan_id}
    if seat.pk is not None:
        return Tulis(Kursi, {"id": seat.pk}, isi)
    return Tulis(
        Kursi,
        {},
        isi,
        {"instansi_id": ctx.instansi.pk, "jabatan_id": seat.jabatan_id, "nomor": seat.nomor},
    )
