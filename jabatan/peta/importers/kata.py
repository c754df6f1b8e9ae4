"""Words and codes of the office's files, and what they mean here."""

from __future__ import annotations

import re
from functools import lru_cache

from jabatan.peta.enums import (
    GOLONGAN_PNS,
    GOLONGAN_PPPK,
    JENIS_OPD,
    JenisJabatan,
    JenisPemangku,
    JenisUnit,
    Jenjang,
    JenjangPendidikan,
    StatusASN,
)


@lru_cache(maxsize=100_000)
def baku(text: str) -> str:
    """A title for comparison: case, doubled blanks and "&" do not matter."""
    return " ".join(text.replace("&", " dan ").split()).casefold()


def rapi(text: str) -> str:
    """One line with single blanks, as it is stored."""
    return " ".join(text.split())


def nama_urut(nama: str) -> str:
    """Sort key of a person: lower case, single blanks."""
    return rapi(nama).lower()[:200]


# --- units ------------------------------------------------------------------------------------

_UNIT = (
    (JenisUnit.PEMDA, r"pemerintah (kota|kabupaten|provinsi|daerah)\b|pemkot |pemkab "),
    (JenisUnit.SETWAN, r"sekretariat (dprd|dewan)\b"),
    (JenisUnit.SETDA, r"sekretariat daerah\b"),
    (JenisUnit.BIDANG, r"(inspektur|inspektorat) pembantu|irban\b|sub ?bidang\b"),
    (JenisUnit.INSPEKTORAT, r"inspektorat\b"),
    (JenisUnit.UPTD, r"uptd?\b|unit pelaksana teknis|korwil\b|cabang dinas\b"),
    (JenisUnit.RUMAH_SAKIT, r"rumah sakit|rsud\b"),
    (JenisUnit.DINAS, r"dinas\b|satuan polisi|satpol\b"),
    (JenisUnit.BADAN, r"badan\b"),
    (JenisUnit.KECAMATAN, r"kecamatan\b|distrik\b"),
    (JenisUnit.KELURAHAN, r"kelurahan\b"),
    (JenisUnit.SEKRETARIAT, r"sekretariat\b"),
    (JenisUnit.SUBBAGIAN, r"sub ?bagian\b|subbag\b|tata usaha"),
    (JenisUnit.SEKSI, r"seksi\b"),
    (JenisUnit.BAGIAN, r"bagian\b"),
    (JenisUnit.BIDANG, r"bidang\b"),
    (JenisUnit.PUSKESMAS, r"puskesmas\b|pusat kesehatan masyarakat"),
    (JenisUnit.SEKOLAH, r"(sd|sdn|smp|smpn|tk|paud|slb|sma|smk)\b|sekolah\b"),
)
_UNIT_PATTERNS = tuple((jenis, re.compile(pattern)) for jenis, pattern in _UNIT)


def jenis_unit(nama: str, *, di_bawah_opd: bool) -> str:
    """Kind of a unit from the first words of its name; below an office nothing is an office."""
    text = baku(nama)
    for jenis, pattern in _UNIT_PATTERNS:
        if pattern.match(text):
            return JenisUnit.LAINNYA if di_bawah_opd and jenis in JENIS_OPD else jenis
    return JenisUnit.LAINNYA


# --- positions --------------------------------------------------------------------------------

ESELON = {
    "10": Jenjang.JPT_UTAMA,
    "11": Jenjang.JPT_MADYA,
    "12": Jenjang.JPT_MADYA,
    "21": Jenjang.JPT_PRATAMA,
    "22": Jenjang.JPT_PRATAMA,
    "31": Jenjang.ADMINISTRATOR,
    "32": Jenjang.ADMINISTRATOR,
    "41": Jenjang.PENGAWAS,
    "42": Jenjang.PENGAWAS,
    "51": Jenjang.PELAKSANA,
    "52": Jenjang.PELAKSANA,
}
ESELON_BUKAN_MANAJERIAL = {"00", "99"}
ESELON_OF = {
    Jenjang.JPT_UTAMA: "10",
    Jenjang.JPT_MADYA: "11",
    Jenjang.JPT_PRATAMA: "21",
    Jenjang.ADMINISTRATOR: "31",
    Jenjang.PENGAWAS: "41",
    Jenjang.PELAKSANA: "51",
}

KODE_JENJANG = {
    "UT": Jenjang.AHLI_UTAMA,
    "MA": Jenjang.AHLI_MADYA,
    "MU": Jenjang.AHLI_MUDA,
    "PT": Jenjang.AHLI_PERTAMA,
    "PY": Jenjang.PENYELIA,
    "MH": Jenjang.MAHIR,
    "TR": Jenjang.TERAMPIL,
    "PM": Jenjang.PEMULA,
}
JENJANG_ALIAS = {code: str(jenjang) for code, jenjang in KODE_JENJANG.items()} | {
    "UTAMA": Jenjang.AHLI_UTAMA,
    "MADYA": Jenjang.AHLI_MADYA,
    "MUDA": Jenjang.AHLI_MUDA,
    "PERTAMA": Jenjang.AHLI_PERTAMA,
    "ESELON I": Jenjang.JPT_MADYA,
    "I.a": Jenjang.JPT_MADYA,
    "I.b": Jenjang.JPT_MADYA,
    "ESELON II": Jenjang.JPT_PRATAMA,
    "II.a": Jenjang.JPT_PRATAMA,
    "II.b": Jenjang.JPT_PRATAMA,
    "ESELON III": Jenjang.ADMINISTRATOR,
    "III.a": Jenjang.ADMINISTRATOR,
    "III.b": Jenjang.ADMINISTRATOR,
    "ESELON IV": Jenjang.PENGAWAS,
    "IV.a": Jenjang.PENGAWAS,
    "IV.b": Jenjang.PENGAWAS,
    "ESELON I / JPT Madya": Jenjang.JPT_MADYA,
    "ESELON II / JPT Pratama": Jenjang.JPT_PRATAMA,
    "ESELON III / Administrator": Jenjang.ADMINISTRATOR,
    "ESELON IV / Pengawas": Jenjang.PENGAWAS,
    "JFU": Jenjang.PELAKSANA,
}
MANAJERIAL = (
    Jenjang.JPT_UTAMA,
    Jenjang.JPT_MADYA,
    Jenjang.JPT_PRATAMA,
    Jenjang.ADMINISTRATOR,
    Jenjang.PENGAWAS,
)
URUTAN_JENJANG = {jenjang: place for place, jenjang in enumerate(Jenjang.values)}
AKHIRAN_JENJANG = re.compile(
    r"\b(ahli utama|ahli madya|ahli muda|ahli pertama|penyelia|mahir|terampil|pemula)"
    r"(?: \(jf\))?$"
)

JENIS_JABATAN_ALIAS = {
    "1": JenisJabatan.STRUKTURAL,
    "2": JenisJabatan.FUNGSIONAL,
    "4": JenisJabatan.PELAKSANA,
    "Jabatan Struktural": JenisJabatan.STRUKTURAL,
    "Manajerial": JenisJabatan.STRUKTURAL,
    "Fungsional": JenisJabatan.FUNGSIONAL,
    "Jabatan Fungsional Tertentu": JenisJabatan.FUNGSIONAL,
    "JF": JenisJabatan.FUNGSIONAL,
    "JFT": JenisJabatan.FUNGSIONAL,
    "FT": JenisJabatan.FUNGSIONAL,
    "Fungsional Tertentu": JenisJabatan.FUNGSIONAL,
    "Pelaksana": JenisJabatan.PELAKSANA,
    "JFU": JenisJabatan.PELAKSANA,
    "Fungsional Umum": JenisJabatan.PELAKSANA,
    "Jabatan Fungsional Umum": JenisJabatan.PELAKSANA,
    "ESELON I / JPT Madya": JenisJabatan.STRUKTURAL,
    "ESELON II / JPT Pratama": JenisJabatan.STRUKTURAL,
    "ESELON III / Administrator": JenisJabatan.STRUKTURAL,
    "ESELON IV / Pengawas": JenisJabatan.STRUKTURAL,
}


def jenjang_of(nama: str, jenis: str | None) -> str | None:
    """Level that a title or its kind tells; None when it does not, nobody guesses."""
    found = AKHIRAN_JENJANG.search(baku(nama))
    if found and jenis in (None, JenisJabatan.FUNGSIONAL):
        return found[1].replace(" ", "_")
    return Jenjang.PELAKSANA if jenis == JenisJabatan.PELAKSANA else None


def jenis_of(jenjang: str) -> str:
    """Kind of position that a level belongs to."""
    if jenjang in MANAJERIAL:
        return JenisJabatan.STRUKTURAL
    return JenisJabatan.PELAKSANA if jenjang == Jenjang.PELAKSANA else JenisJabatan.FUNGSIONAL


PENUGASAN = {
    "D": JenisPemangku.DEFINITIF,
    "PLT": JenisPemangku.PLT,
    "PLH": JenisPemangku.PLH,
    "PJ": JenisPemangku.PJ,
    "TT": JenisPemangku.TUGAS_TAMBAHAN,
    "Plt.": JenisPemangku.PLT,
    "Plh.": JenisPemangku.PLH,
    "Pj.": JenisPemangku.PJ,
    "Pejabat Non Definitif (PJ)": JenisPemangku.PJ,
    "Pelaksana Tugas (PLT)": JenisPemangku.PLT,
    "Pelaksana Harian (PLH)": JenisPemangku.PLH,
    "Pelaksana Tugas": JenisPemangku.PLT,
    "Pelaksana Harian": JenisPemangku.PLH,
    "Tugas Tambahan": JenisPemangku.TUGAS_TAMBAHAN,
}

# --- ranks ------------------------------------------------------------------------------------

# One code, two meanings: 31 is III/a of a PNS and IX of a PPPK (seen so in live exports).
GOLONGAN_ID_PNS = {
    f"{block}{place}": f"{roman}/{letter}"
    for block, roman in ((1, "I"), (2, "II"), (3, "III"), (4, "IV"))
    for place, letter in enumerate("abcde", 1)
    if f"{roman}/{letter}" in GOLONGAN_PNS
}
GOLONGAN_ID_PPPK = {
    "11": "I", "12": "II", "13": "III", "14": "IV", "21": "V", "22": "VI", "23": "VII",
    "24": "VIII", "31": "IX", "32": "X", "33": "XI", "34": "XII", "41": "XIII", "42": "XIV",
    "43": "XV", "44": "XVI", "45": "XVII",
}  # fmt: skip
_PNS_SPELLING = {re.sub(r"[^a-z]", "", name.lower()): name for name in GOLONGAN_PNS}
_GOLONGAN_TEXT = re.compile(r"([IV]+)\s*[/.\- ]\s*([a-e])", re.IGNORECASE)


def is_pppk(status: str) -> bool:
    """Whether the kind of employment has the roman scale."""
    return status in (StatusASN.PPPK, StatusASN.PPPK_PARUH_WAKTU)


def golongan(kode: str | None, nama: str | None, status: str) -> str | None:
    """Rank in the scale of the kind of employment; ValueError with a sentence on disagreement."""
    pppk = is_pppk(status)
    table = GOLONGAN_ID_PPPK if pppk else GOLONGAN_ID_PNS
    by_kode = table.get(kode) if kode else None
    by_nama = _by_nama(nama, pppk=pppk) if nama else None
    if nama and by_nama is None:
        skala = "PPPK (I sampai XVII)" if pppk else "PNS (I/a sampai IV/e)"
        raise ValueError(f'Golongan "{nama}" tidak ada dalam skala {skala}.')
    if kode and by_kode is None and by_nama is None:
        raise ValueError(f"Kode golongan {kode} tidak dikenal.")
    if by_kode and by_nama and by_kode != by_nama:
        raise ValueError(f"Kode golongan {kode} berarti {by_kode}, tetapi namanya {by_nama}.")
    return by_nama or by_kode


def _by_nama(nama: str, *, pppk: bool) -> str | None:
    text = rapi(nama)
    if pppk:
        return text.upper() if text.upper() in GOLONGAN_PPPK else None
    match = _GOLONGAN_TEXT.fullmatch(text)
    return _PNS_SPELLING.get((match[1] + match[2]).lower()) if match else None


def golongan_id(nama: str, status: str) -> str | None:
    """Code of a rank as SIASN writes it."""
    table = GOLONGAN_ID_PPPK if is_pppk(status) else GOLONGAN_ID_PNS
    return next((kode for kode, name in table.items() if name == nama), None)


# --- education --------------------------------------------------------------------------------

TINGKAT = {
    "05": JenjangPendidikan.SD,
    "10": JenjangPendidikan.SLTP,
    "12": JenjangPendidikan.SLTP,
    "15": JenjangPendidikan.SLTA,
    "17": JenjangPendidikan.SLTA,
    "18": JenjangPendidikan.SLTA,
    "20": JenjangPendidikan.D1,
    "25": JenjangPendidikan.D2,
    "30": JenjangPendidikan.D3,
    "35": JenjangPendidikan.D4,
    "40": JenjangPendidikan.S1,
    "42": JenjangPendidikan.PROFESI,
    "45": JenjangPendidikan.S2,
    "48": JenjangPendidikan.SPESIALIS,
    "50": JenjangPendidikan.S3,
}
TINGKAT_NAMA = {
    "05": "Sekolah Dasar",
    "10": "SLTP",
    "12": "SLTP Kejuruan",
    "15": "SLTA",
    "17": "SLTA Kejuruan",
    "18": "SLTA Keguruan",
    "20": "Diploma I",
    "25": "Diploma II",
    "30": "Diploma III/Sarjana Muda",
    "35": "Diploma IV",
    "40": "S-1/Sarjana",
    "42": "Profesi",
    "45": "S-2",
    "48": "Spesialis",
    "50": "S-3/Doktor",
}
TINGKAT_ALIAS = {TINGKAT_NAMA[code]: str(jenjang) for code, jenjang in TINGKAT.items()} | {
    "SMP": JenjangPendidikan.SLTP,
    "SMA": JenjangPendidikan.SLTA,
    "SMK": JenjangPendidikan.SLTA,
    "Diploma III": JenjangPendidikan.D3,
    "DIII": JenjangPendidikan.D3,
    "DIV": JenjangPendidikan.D4,
    "Sarjana": JenjangPendidikan.S1,
    "Magister": JenjangPendidikan.S2,
    "Doktor": JenjangPendidikan.S3,
    "S-1": JenjangPendidikan.S1,
    "S-3": JenjangPendidikan.S3,
}
TINGKAT_KODE = {"SD": "05"} | {
    str(jenjang): code for code, jenjang in reversed(TINGKAT.items()) if code not in {"12", "17"}
}
TINGKAT_KODE[JenjangPendidikan.SLTA] = "15"
URUTAN_TINGKAT = {jenjang: place for place, jenjang in enumerate(JenjangPendidikan.values)}

# --- legal status -----------------------------------------------------------------------------

KEDUDUKAN = {
    "01": "Aktif",
    "02": "CLTN",
    "03": "Tugas Belajar",
    "04": "Pemberhentian Sementara",
    "05": "Penerima Uang Tunggu",
    "07": "Pejabat Negara",
    "09": "Sedang dlm Proses Banding BAPEK",
    "15": "PNS kena hukuman disiplin",
    "20": "Masa Persiapan Pensiun",
    "52": "Tidak Aktif",
    "66": "Diberhentikan",
    "71": "PPPK Aktif",
    "77": "Pemberhentian tanpa hak pensiun",
    "88": "Pemberhentian dengan hak pensiun",
    "98": "Mencapai BUP",
    "99": "Pensiun",
    "101": "PPPK Paruh Waktu Aktif",
}
KEDUDUKAN_BERHENTI = {"66", "70", "77", "88", "98", "99"}
KEDUDUKAN_KODE = {baku(nama): kode for kode, nama in KEDUDUKAN.items()}
PPPK_AKTIF, PARUH_WAKTU_AKTIF = "71", "101"
