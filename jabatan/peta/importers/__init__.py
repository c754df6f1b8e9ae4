"""Files of the map and of people that can be imported and exported."""

from jabatan.peta.importers import (  # noqa: F401 -- importing registers the kinds
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
