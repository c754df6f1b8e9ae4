"""Pages of the map and of people."""

from jabatan.peta.views.jabatan import jabatan
from jabatan.peta.views.pegawai import pegawai, pegawai_cari, pegawai_unduh
from jabatan.peta.views.ringkasan import ringkasan, ringkasan_unduh
from jabatan.peta.views.unit import unit, unit_unduh

__all__ = [
    "jabatan",
    "pegawai",
    "pegawai_cari",
    "pegawai_unduh",
    "ringkasan",
    "ringkasan_unduh",
    "unit",
    "unit_unduh",
]
