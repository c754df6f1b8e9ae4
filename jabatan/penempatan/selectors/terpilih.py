"""The person whom the PPK chose instead of the proposed one: heard, or waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jabatan.penempatan.models import Keputusan, Usulan
    from jabatan.penempatan.selectors.kedudukan import Hasil
    from jabatan.penempatan.selectors.peringkat import Peserta

SHORTLIST = 3


def daftar_pendek(hasil: Hasil, usulan: Usulan) -> Sequence[Peserta]:
    """Among whom the PPK decides: the proposed person first, then the best others of the ranking."""
    rows = hasil.teratas_dan(SHORTLIST, [usulan.pegawai_id])
    rows.sort(key=lambda one: (one.pegawai_id != usulan.pegawai_id, one.urutan))
    return rows[:SHORTLIST]


def orang_lain(keputusan: Keputusan | None) -> bool:
    """Whether somebody else than the proposed person was chosen."""
    return keputusan is not None and keputusan.pegawai_id != keputusan.usulan.pegawai_id


def pernyataan_terpilih(keputusan: Keputusan) -> Any:
    """What the person chosen has said, or None."""
    return getattr(keputusan, "pernyataan", None)


def penegasan(keputusan: Keputusan) -> Any:
    """The confirmation of the PPK without the yes of that person, or None."""
    return getattr(keputusan, "penegasan", None)


def menunggu_terpilih(keputusan: Keputusan) -> str:
    """Why the decree has to wait, in words; empty when it does not."""
    if not orang_lain(keputusan) or penegasan(keputusan) is not None:
        return ""
    said, name = pernyataan_terpilih(keputusan), keputusan.pegawai.orang.nama
    if said is None:
        return f"{name}, yang dipilih PPK, belum memberi pernyataan."
    if said.bersedia:
        return ""
    return f"{name}, yang dipilih PPK, menyatakan tidak bersedia. PPK menegaskan atau membatalkan keputusan ini."
