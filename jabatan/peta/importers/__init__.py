"""Files of the map and of people that can be imported and exported; importing registers them."""

from jabatan.peta.importers import (
    abk,
    asesmen,
    bidang,
    nihil,
    nomenklatur,
    peta_jabatan,
    profil_asn,
    profil_syarat,
    riwayat_jabatan,
    riwayat_pangkat,
    riwayat_pendidikan,
    unit,
)

__all__ = [
    "abk",
    "asesmen",
    "bidang",
    "nihil",
    "nomenklatur",
    "peta_jabatan",
    "profil_asn",
    "profil_syarat",
    "riwayat_jabatan",
    "riwayat_pangkat",
    "riwayat_pendidikan",
    "unit",
]
