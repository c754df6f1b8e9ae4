"""Tables of placement, by noun."""

from jabatan.penempatan.models.hasil import HasilLowongan, Pemeringkatan
from jabatan.penempatan.models.keputusan import (
    Keputusan,
    PernyataanPegawai,
    Persetujuan,
    SuratKeputusan,
    Usulan,
)
from jabatan.penempatan.models.larangan import MasaLarangan
from jabatan.penempatan.models.putaran import Lowongan, NilaiTeknis, Putaran
from jabatan.penempatan.models.terpilih import PenegasanPPK, PernyataanTerpilih

__all__ = [
    "HasilLowongan",
    "Keputusan",
    "Lowongan",
    "MasaLarangan",
    "NilaiTeknis",
    "Pemeringkatan",
    "PenegasanPPK",
    "PernyataanPegawai",
    "PernyataanTerpilih",
    "Persetujuan",
    "Putaran",
    "SuratKeputusan",
    "Usulan",
]
