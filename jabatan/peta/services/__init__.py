"""Acts of the office on the map: seats, map versions, appointments."""

from jabatan.peta.services.kursi import sesuaikan_kursi
from jabatan.peta.services.pemangku import (
    Penempatan,
    PenempatanDitolakError,
    akhiri,
    tempatkan,
    tempatkan_serentak,
)
from jabatan.peta.services.versi import VersiPetaError, tetapkan_versi_peta

__all__ = [
    "Penempatan",
    "PenempatanDitolakError",
    "VersiPetaError",
    "akhiri",
    "sesuaikan_kursi",
    "tempatkan",
    "tempatkan_serentak",
    "tetapkan_versi_peta",
]
