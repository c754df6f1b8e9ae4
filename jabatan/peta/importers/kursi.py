"""Seats that follow an imported map, written with the import so that undo takes them back."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from asn_portal.berkas.registry import Tulis
from jabatan.peta.enums import JenisJabatan, JenisPemangku
from jabatan.peta.importers.rujukan import versi_berlaku
from jabatan.peta.models import IsiPeta, Kursi, PemangkuJabatan
from jabatan.peta.services import sesuaikan_kursi

if TYPE_CHECKING:
    from asn_portal.berkas.registry import Hasil, Konteks


def susun_kursi(ctx: Konteks, hasil: Hasil) -> None:
    """Seats 1…K of every touched line, formasi up to K (held seats first), then the lines."""
    versi = versi_berlaku(ctx)
    touched = [*hasil.dibuat.get(IsiPeta, ()), *hasil.diubah.get(IsiPeta, ())]
    if versi is None or not touched:
        return
    rows = IsiPeta.objects.filter(pk__in=touched, versi=versi).values_list(
        "jabatan_id", "kebutuhan", "jabatan__nomenklatur__jenis"
    )
    need = {
        jabatan: min(k, 1) if jenis == JenisJabatan.STRUKTURAL else k for jabatan, k, jenis in rows
    }
    structural = {jabatan for jabatan, _, jenis in rows if jenis == JenisJabatan.STRUKTURAL}
    held = set(
        PemangkuJabatan.objects.filter(
            kursi__jabatan__in=need, jenis=JenisPemangku.DEFINITIF, periode__endswith__isnull=True
        ).values_list("kursi_id", flat=True)
    )
    seats: dict[int, list[tuple[bool, int, int, bool]]] = defaultdict(list)
    for pk, jabatan, nomor, formasi in Kursi.objects.filter(jabatan__in=need).values_list(
        "pk", "jabatan_id", "nomor", "formasi"
    ):
        seats[jabatan].append((pk not in held, nomor, pk, formasi))
    writes: list[Tulis] = []
    for jabatan, k in need.items():
        wanted = max(k, 1) if jabatan in structural else k
        writes += _marks(seats[jabatan], k)
        writes += _baru(ctx, jabatan, seats[jabatan], wanted, k)
    if writes:
        hasil.tulis(writes)
    sesuaikan_kursi(versi=versi, on=ctx.hari_ini)


def _marks(seats: list[tuple[bool, int, int, bool]], k: int) -> list[Tulis]:
    return [
        Tulis(Kursi, {"id": pk}, {"formasi": place < k})
        for place, (_, _, pk, formasi) in enumerate(sorted(seats))
        if formasi != (place < k)
    ]


def _baru(
    ctx: Konteks, jabatan: int, seats: list[tuple[bool, int, int, bool]], wanted: int, k: int
) -> list[Tulis]:
    taken = {nomor for _, nomor, _, _ in seats}
    left = k - len(seats)
    made = []
    for nomor in range(1, wanted + 1):
        if nomor not in taken:
            awal: dict[str, Any] = {
                "instansi_id": ctx.instansi.pk,
                "jabatan_id": jabatan,
                "nomor": nomor,
                "formasi": left > 0,
            }
            made.append(Tulis(Kursi, {}, {}, awal))
            left -= 1
    return made
