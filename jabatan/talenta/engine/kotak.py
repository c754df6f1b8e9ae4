"""Official names of the nine boxes, what the regulation recommends, and one axis alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jabatan.merit import AXIS_SCALE, BOXES, COMPONENTS, KINERJA, points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jabatan.merit import Coefficients

KINERJA_NAMA: Final = ("di bawah ekspektasi", "sesuai ekspektasi", "di atas ekspektasi")
POTENSIAL_NAMA: Final = ("rendah", "menengah", "tinggi")
NAMA: Final = {
    box: f"Kinerja {KINERJA_NAMA[row]}, potensial {POTENSIAL_NAMA[column]}"
    for row, boxes in enumerate(BOXES)
    for column, box in enumerate(boxes)
}

# PermenPANRB 3/2020 (domain §2.3).
REKOMENDASI: Final = {
    9: (
        "Dipromosikan dan dipertahankan",
        "Masuk kelompok rencana suksesi instansi dan nasional",
        "Penghargaan",
    ),
    8: (
        "Dipertahankan",
        "Masuk kelompok rencana suksesi instansi",
        "Rotasi atau perluasan jabatan",
        "Bimbingan kinerja",
    ),
    7: (
        "Dipertahankan",
        "Masuk kelompok rencana suksesi instansi",
        "Rotasi atau pengayaan jabatan",
        "Pengembangan kompetensi",
        "Tugas belajar",
    ),
    6: ("Penempatan yang sesuai", "Bimbingan kinerja", "Konseling kinerja"),
    5: ("Penempatan yang sesuai", "Bimbingan kinerja", "Pengembangan kompetensi"),
    4: ("Rotasi", "Pengembangan kompetensi"),
    3: (
        "Bimbingan kinerja",
        "Konseling kinerja",
        "Pengembangan kompetensi",
        "Penempatan yang sesuai",
    ),
    2: ("Bimbingan kinerja", "Pengembangan kompetensi", "Penempatan yang sesuai"),
    1: ("Diproses sesuai ketentuan peraturan perundang-undangan",),
}


def axis(values: Sequence[int], rule: Coefficients, *, kinerja: bool) -> str | None:
    """Exact points of one axis, None while a weighted component of it is unknown."""
    total = 0
    for name, value, weight in zip(COMPONENTS, values, rule.bobot, strict=False):
        if (name in KINERJA) is not kinerja or not weight:
            continue
        if value < 0:
            return None
        total += value * weight
    return points(total, AXIS_SCALE)
