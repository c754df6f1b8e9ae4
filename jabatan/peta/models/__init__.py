"""Tables of the map and of people, by noun."""

from jabatan.peta.models.jabatan import (
    BidangIlmu,
    BidangSesuai,
    IsiPeta,
    Jabatan,
    Kompetensi,
    Kursi,
    NomenklaturJabatan,
    ProfilSyarat,
    ProgramStudi,
    StandarKompetensi,
    TugasABK,
)
from jabatan.peta.models.pegawai import (
    CapaianKompetensi,
    HasilAsesmen,
    HasilPotensi,
    Pegawai,
    PemangkuJabatan,
    PernyataanNihil,
    RiwayatPangkat,
    RiwayatPendidikan,
)
from jabatan.peta.models.struktur import VersiPeta, VersiUnit

__all__ = [
    "BidangIlmu",
    "BidangSesuai",
    "CapaianKompetensi",
    "HasilAsesmen",
    "HasilPotensi",
    "IsiPeta",
    "Jabatan",
    "Kompetensi",
    "Kursi",
    "NomenklaturJabatan",
    "Pegawai",
    "PemangkuJabatan",
    "PernyataanNihil",
    "ProfilSyarat",
    "ProgramStudi",
    "RiwayatPangkat",
    "RiwayatPendidikan",
    "StandarKompetensi",
    "TugasABK",
    "VersiPeta",
    "VersiUnit",
]
