"""The three rule sets that an instansi starts with, as they are sealed (JSON values only)."""

from typing import Any, Final

# Keputusan Kepala BKN 411/2025, in hundredths of a percent of the axis.
BOBOT_KINERJA: Final = {
    "predikat": 6000,
    "penghargaan": 1500,
    "tim_kerja": 1500,
    "umpan_balik": 1000,
}
BOBOT_POTENSIAL: Final = {
    "kompetensi": 2000,
    "pengembangan": 1000,
    "pengalaman": 1000,
    "potensi": 2500,
    "pendidikan": 1000,
    "bidang_ilmu": 1000,
    "integritas": 1500,
}

KEBIJAKAN: Final[dict[str, Any]] = {
    "bobot": {"kinerja": BOBOT_KINERJA, "potensial": BOBOT_POTENSIAL},
    "poros": {"kinerja": 5000, "potensial": 5000},
    "ambang": {"tinggi": 8000, "menengah": 6000},
    "gabungan": {
        "jpt_madya": {"talenta": 8000, "teknis": 2000},
        "jpt_pratama": {"talenta": 7000, "teknis": 3000},
        "administrator": {"talenta": 6000, "teknis": 4000},
        "pengawas": {"talenta": 5000, "teknis": 5000},
    },
    "seri": ["kinerja", "potensial", "golongan", "masa_kerja_golongan_bulan"],
}

_PREDIKAT: Final = {
    "SANGAT_BAIK": 10000,
    "BAIK": 8000,
    "BUTUH_PERBAIKAN": 6000,
    "KURANG": 4000,
    "SANGAT_KURANG": 2000,
}

# Values in hundredths of a point; steps are [at least, value], highest first.
INDIKATOR: Final[dict[str, Any]] = {
    "predikat": _PREDIKAT,
    "umpan_balik": _PREDIKAT,
    "penghargaan": {
        "tahun": 5,
        "nilai": {
            "INTERNASIONAL": 10000,
            "NASIONAL": 7500,
            "LINTAS_INSTANSI": 5000,
            "INSTANSI": 2500,
        },
    },
    "tim_kerja": {
        "tahun": 2,
        "nilai": {
            "KETUA_LINTAS": 10000,
            "KETUA_INTERNAL": 7500,
            "ANGGOTA_LINTAS": 5000,
            "ANGGOTA_INTERNAL": 2500,
        },
    },
    "kompetensi": {"berlaku_tahun": 3, "batas_per_kompetensi": False},
    "sertifikat": {
        "tahun": 3,
        "jenis": ["FUNGSIONAL", "TEKNIS", "SEMINAR", "LAINNYA"],
        "tangga": [[8, 10000], [6, 7500], [4, 5000], [1, 2500], [0, 0]],
    },
    "penjenjangan": {
        "tahun": 3,
        "jenis": ["STRUKTURAL", "SERTIFIKASI"],
        "tangga": [[3, 10000], [1, 5000], [0, 0]],
    },
    "lama": {"tangga": [[5, 10000], [3, 8000], [0, 6000]]},
    "keragaman": {"lintas_instansi": 10000, "lintas_unit": 8000, "satu_unit": 6000},
    "nondefinitif": {
        "pj_kepala_daerah": 10000,
        "plt_lebih_tinggi": 8000,
        "plt_setara": 6000,
        "plh_lebih_tinggi": 4000,
        "plh_setara": 2000,
    },
    # Equal numbers are equal posts (PermenPANRB 17/2021); a higher number is a higher post.
    "tingkat_jenjang": {
        "jpt_utama": 8,
        "jpt_madya": 7,
        "ahli_utama": 7,
        "jpt_pratama": 6,
        "administrator": 5,
        "ahli_madya": 5,
        "pengawas": 4,
        "ahli_muda": 4,
        "ahli_pertama": 3,
        "penyelia": 3,
        "mahir": 2,
        "terampil": 1,
        "pelaksana": 1,
        "pemula": 1,
    },
    "potensi": {"berlaku_tahun": 3, "maksimal": 40},
    "pendidikan": {
        "S3": 10000,
        "S2": 9000,
        "S1": 8000,
        "D4": 8000,
        "D3": 7000,
        "D2": 6500,
        "D1": 6500,
        "SLTA": 6000,
        "SLTP": 5000,
        "SD": 5000,
    },
    "bidang_ilmu": {"tidak_sesuai": 5000},
    "integritas": {
        "tahun": 5,
        "bersih": 10000,
        "dijalani": 0,
        "nilai": {"ringan": 7500, "sedang": 5000, "berat": 2500},
    },
}

_PNS: Final = {"kode": "status", "nilai": ["PNS"], "dasar": "PP 11/2017 jo. PP 17/2020"}
_BAIK: Final = {
    "kode": "predikat",
    "minimal": "BAIK",
    "tahun": 2,
    "dasar": "PP 11/2017 pasal 54 jo. PP 17/2020",
}
_BERSIH: Final = {
    "kode": "disiplin",
    "tahun": 2,
    "dasar": "PP 94/2021; Peraturan BKN 5/2019",
}


def _pendidikan(minimal: str, dasar: str) -> dict[str, Any]:
    return {"kode": "pendidikan", "minimal": minimal, "dasar": dasar}


def _masa(jenjang: list[str], tahun: int, dasar: str) -> dict[str, Any]:
    return {"kode": "masa_jenjang", "jenjang": jenjang, "tahun": tahun, "dasar": dasar}


def _usia(maksimal: int, dasar: str) -> dict[str, Any]:
    return {"kode": "usia", "maksimal": maksimal, "dasar": dasar}


_JPT: Final = "PP 17/2020 pasal 107"
_ADMINISTRATOR: Final = "PP 11/2017 pasal 54 jo. PP 17/2020"
_FUNGSIONAL: Final = "PermenPANRB 1/2023"
_TERAMPIL: Final = ("penyelia", "mahir", "terampil", "pemula")


def _fungsional(minimal: str) -> list[dict[str, Any]]:
    return [_PNS, _pendidikan(minimal, _FUNGSIONAL), _BAIK, _BERSIH]


# Gates per jenjang (domain §5.4) in the exchange format, each with its legal basis.
SYARAT: Final[dict[str, list[dict[str, Any]]]] = {
    "jpt_utama": [
        _PNS,
        _pendidikan("S1", _JPT),
        _masa(["jpt_madya", "ahli_utama"], 2, _JPT),
        _masa(["jpt_utama", "jpt_madya", "ahli_utama", "jpt_pratama"], 10, _JPT),
        _BAIK,
        _BERSIH,
        _usia(58, _JPT),
    ],
    "jpt_madya": [
        _PNS,
        _pendidikan("S1", _JPT),
        _masa(["jpt_pratama", "ahli_utama"], 2, _JPT),
        _masa(["jpt_madya", "jpt_pratama", "ahli_utama", "administrator", "ahli_madya"], 7, _JPT),
        _BAIK,
        _BERSIH,
        _usia(58, _JPT),
    ],
    "jpt_pratama": [
        _PNS,
        _pendidikan("S1", _JPT),
        _masa(["administrator", "ahli_madya"], 2, _JPT),
        _masa(
            ["jpt_pratama", "administrator", "ahli_madya", "pengawas", "ahli_muda"],
            5,
            f"{_JPT}: pengalaman jabatan kumulatif 5 tahun",
        ),
        _BAIK,
        _BERSIH,
        _usia(56, _JPT),
    ],
    "administrator": [
        _PNS,
        _pendidikan("S1", _ADMINISTRATOR),
        _masa(["pengawas", "ahli_muda"], 3, _ADMINISTRATOR),
        _BAIK,
        _BERSIH,
    ],
    "pengawas": [
        _PNS,
        _pendidikan("D3", _ADMINISTRATOR),
        _masa(["pelaksana", "ahli_pertama", *_TERAMPIL], 4, _ADMINISTRATOR),
        _BAIK,
        _BERSIH,
    ],
    "pelaksana": [_PNS, _pendidikan("SLTA", "PP 11/2017 pasal 54"), _BERSIH],
    "ahli_utama": [
        *_fungsional("S2"),
        _masa(["ahli_madya", "jpt_madya", "jpt_pratama", "administrator"], 2, _FUNGSIONAL),
    ],
    "ahli_madya": [
        *_fungsional("S1"),
        _masa(["ahli_muda", "administrator", "pengawas"], 2, _FUNGSIONAL),
    ],
    "ahli_muda": [
        *_fungsional("S1"),
        _masa(["ahli_pertama", "pengawas", "pelaksana"], 2, _FUNGSIONAL),
    ],
    "ahli_pertama": _fungsional("S1"),
    "penyelia": [*_fungsional("D3"), _masa(["mahir", "pelaksana"], 2, _FUNGSIONAL)],
    "mahir": [*_fungsional("D3"), _masa(["terampil", "pelaksana"], 2, _FUNGSIONAL)],
    "terampil": _fungsional("D3"),
    "pemula": _fungsional("SLTA"),
}

# kode of the rule set: name, legal basis, content.
ATURAN_BAKU: Final[dict[str, tuple[str, str, Any]]] = {
    "BOBOT": ("Bobot dan ambang nilai talenta", "Keputusan Kepala BKN 411/2025", KEBIJAKAN),
    "SYARAT": (
        "Syarat baku menurut jenjang",
        "UU 20/2023; PP 11/2017 jo. PP 17/2020; PermenPANRB 1/2023",
        SYARAT,
    ),
    "INDIKATOR": ("Nilai indikator komponen", "Keputusan Kepala BKN 411/2025", INDIKATOR),
}
