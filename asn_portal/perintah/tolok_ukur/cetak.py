"""Figures as aligned lines, and goals beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

TAHAP = {
    "muat": "muat", "siap": "siapkan", "peringkat": "peringkat", "jelaskan": "jelaskan",
    "bekukan": "bekukan", "simpan": "simpan", "segarkan": "segarkan profil", "baca": "baca",
    "periksa": "periksa", "impor": "baca, periksa, simpan", "jalan": "muat sampai simpan",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sasaran:
    """A goal with what was reached; a ratio is reached from below, a cost from above."""

    nama: str
    nilai: float
    batas: float
    satuan: str
    paling_sedikit: bool

    @property
    def tercapai(self) -> bool:
        """Whether the figure is on the right side."""
        return self.nilai >= self.batas if self.paling_sedikit else self.nilai <= self.batas

    def kalimat(self) -> str:
        """One line for the terminal."""
        tanda = "≥" if self.paling_sedikit else "≤"
        hasil = "tercapai" if self.tercapai else "BELUM TERCAPAI"
        return (
            f"  {self.nama}: {angka(self.nilai)} {self.satuan} "
            f"(sasaran {tanda} {angka(self.batas)}) {hasil}"
        )


def angka(value: float) -> str:
    """Three significant digits with Indonesian separators; whole numbers from a hundred up."""
    if value >= 100:
        return f"{value:,.0f}".replace(",", ".")
    digits = 1 if value >= 10 else 2 if value >= 1 else 4
    return f"{value:.{digits}f}".replace(".", ",")


def tabel(
    judul: Sequence[str], baris: Sequence[Sequence[str]], tulis: Callable[[str], Any]
) -> None:
    """First column to the left, the others to the right."""
    rows = [judul, *baris]
    widths = [max(len(row[i]) for row in rows) for i in range(len(judul))]
    for row in rows:
        cells = [
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        tulis("  " + "  ".join(cells).rstrip())


def tahap(found: Mapping[str, float], tulis: Callable[[str], Any]) -> None:
    """Core-seconds by stage and their sum."""
    for nama, detik in found.items():
        tulis(f"  {TAHAP[nama]:<22} {angka(detik):>10} detik-inti")


def sasaran(semua: Sequence[Sasaran], tulis: Callable[[str], Any]) -> None:
    """All goals."""
    tulis("Sasaran:")
    for one in semua:
        tulis(one.kalimat())
