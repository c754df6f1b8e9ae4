"""Sentences that tell a person how a component rises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jabatan.merit import PENDIDIKAN, PREDIKAT, name_of
from jabatan.peta.enums import JenjangPendidikan
from jabatan.talenta.engine.nilai import bulat
from kinerja.penilaian.enums import PeranTim, Predikat, TingkatPenghargaan
from kinerja.penilaian.merit_source import PERAN_TIM, TINGKAT_PENGHARGAAN

if TYPE_CHECKING:
    from collections.abc import Callable

    from jabatan.talenta.engine.indikator import Indikator


def langkah(nama: str, menjadi: int, aturan: Indikator) -> str:
    """What brings this component to the level `menjadi`."""
    table = getattr(aturan, nama, None)
    if isinstance(table, tuple) and menjadi in table[1:]:
        return _DENGAN_TINGKAT[nama](table.index(menjadi, 1))
    return _TETAP.get(nama, "Naikkan komponen ini sampai nilai {}.").format(bulat(menjadi))


def _predikat(kode: int) -> str:
    return f"Raih predikat kinerja {_sebutan(kode)} pada SKP berikutnya."


def _umpan_balik(kode: int) -> str:
    return f"Raih umpan balik 360° {_sebutan(kode)} pada tahun berikutnya."


def _sebutan(kode: int) -> str:
    return str(Predikat(str(name_of(PREDIKAT, kode))).label)


def _penghargaan(kode: int) -> str:
    return (
        f"Raih penghargaan tingkat {TingkatPenghargaan(TINGKAT_PENGHARGAAN[kode]).label.lower()}."
    )


def _tim_kerja(kode: int) -> str:
    return f"Ambil penugasan sebagai {PeranTim(PERAN_TIM[kode]).label.lower()}."


def _pendidikan(kode: int) -> str:
    return f"Selesaikan pendidikan {JenjangPendidikan(str(name_of(PENDIDIKAN, kode))).label}."


_DENGAN_TINGKAT: dict[str, Callable[[int], str]] = {
    "predikat": _predikat,
    "umpan_balik": _umpan_balik,
    "penghargaan": _penghargaan,
    "tim_kerja": _tim_kerja,
    "pendidikan": _pendidikan,
}
_TETAP = {
    "kompetensi": "Tutup kesenjangan kompetensi sampai JPM {} pada asesmen berikutnya.",
    "pengembangan": "Tambah sertifikat atau pelatihan penjenjangan sampai nilai {}.",
    "pengalaman": "Tambah masa jabatan, ragam unit, atau penugasan Plt. sampai nilai {}.",
    "potensi": "Tingkatkan hasil penilaian potensi sampai {} pada penilaian berikutnya.",
    "bidang_ilmu": "Tempuh pendidikan pada bidang ilmu yang disyaratkan jabatan, nilai {}.",
}
