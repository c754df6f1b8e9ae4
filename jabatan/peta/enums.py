"""Codes of the map and of people; stored values never change, labels are what a person reads."""

from django.db.models import TextChoices


class JenisUnit(TextChoices):
    PEMDA = "PEMDA", "Pemerintah daerah"
    SETDA = "SETDA", "Sekretariat daerah"
    SETWAN = "SETWAN", "Sekretariat DPRD"
    INSPEKTORAT = "INSPEKTORAT", "Inspektorat"
    DINAS = "DINAS", "Dinas"
    BADAN = "BADAN", "Badan"
    KECAMATAN = "KECAMATAN", "Kecamatan"
    KELURAHAN = "KELURAHAN", "Kelurahan"
    SEKRETARIAT = "SEKRETARIAT", "Sekretariat"
    BAGIAN = "BAGIAN", "Bagian"
    BIDANG = "BIDANG", "Bidang"
    SUBBAGIAN = "SUBBAGIAN", "Subbagian"
    SEKSI = "SEKSI", "Seksi"
    UPTD = "UPTD", "Unit pelaksana teknis"
    PUSKESMAS = "PUSKESMAS", "Puskesmas"
    RUMAH_SAKIT = "RUMAH_SAKIT", "Rumah sakit"
    SEKOLAH = "SEKOLAH", "Sekolah"
    LAINNYA = "LAINNYA", "Unit lain"


# Kinds that are an office of their own (perangkat daerah).
JENIS_OPD = frozenset(
    {
        JenisUnit.SETDA,
        JenisUnit.SETWAN,
        JenisUnit.INSPEKTORAT,
        JenisUnit.DINAS,
        JenisUnit.BADAN,
        JenisUnit.KECAMATAN,
    }
)


class JenisJabatan(TextChoices):
    STRUKTURAL = "STRUKTURAL", "Jabatan manajerial"
    FUNGSIONAL = "FUNGSIONAL", "Jabatan fungsional"
    PELAKSANA = "PELAKSANA", "Jabatan pelaksana"


class Jenjang(TextChoices):
    """Same codes as the exchange format of the merit engine."""

    JPT_UTAMA = "jpt_utama", "JPT Utama"
    JPT_MADYA = "jpt_madya", "JPT Madya"
    JPT_PRATAMA = "jpt_pratama", "JPT Pratama"
    ADMINISTRATOR = "administrator", "Administrator"
    PENGAWAS = "pengawas", "Pengawas"
    PELAKSANA = "pelaksana", "Pelaksana"
    AHLI_UTAMA = "ahli_utama", "Ahli Utama"
    AHLI_MADYA = "ahli_madya", "Ahli Madya"
    AHLI_MUDA = "ahli_muda", "Ahli Muda"
    AHLI_PERTAMA = "ahli_pertama", "Ahli Pertama"
    PENYELIA = "penyelia", "Penyelia"
    MAHIR = "mahir", "Mahir"
    TERAMPIL = "terampil", "Terampil"
    PEMULA = "pemula", "Pemula"


class StatusASN(TextChoices):
    PNS = "PNS", "PNS"
    CPNS = "CPNS", "CPNS"
    PPPK = "PPPK", "PPPK"
    PPPK_PARUH_WAKTU = "PPPK_PARUH_WAKTU", "PPPK paruh waktu"


class JenjangPendidikan(TextChoices):
    SD = "SD", "SD"
    SLTP = "SLTP", "SLTP"
    SLTA = "SLTA", "SLTA"
    D1 = "D1", "D-I"
    D2 = "D2", "D-II"
    D3 = "D3", "D-III"
    D4 = "D4", "D-IV"
    S1 = "S1", "S-1"
    PROFESI = "PROFESI", "Profesi"
    S2 = "S2", "S-2"
    SPESIALIS = "SPESIALIS", "Spesialis"
    S3 = "S3", "S-3"


class JenisPemangku(TextChoices):
    DEFINITIF = "DEFINITIF", "Definitif"
    PLT = "PLT", "Pelaksana tugas (Plt.)"
    PLH = "PLH", "Pelaksana harian (Plh.)"
    PJ = "PJ", "Penjabat (Pj.)"
    TUGAS_TAMBAHAN = "TUGAS_TAMBAHAN", "Tugas tambahan"


class JenisKompetensi(TextChoices):
    MANAJERIAL = "MANAJERIAL", "Manajerial"
    SOSIAL_KULTURAL = "SOSIAL_KULTURAL", "Sosial kultural"
    TEKNIS = "TEKNIS", "Teknis"


class Kepentingan(TextChoices):
    MUTLAK = "MUTLAK", "Mutlak"
    PENTING = "PENTING", "Penting"
    PERLU = "PERLU", "Perlu"


class StatusPeta(TextChoices):
    DRAF = "DRAF", "Draf"
    BERLAKU = "BERLAKU", "Berlaku"
    DIGANTI = "DIGANTI", "Diganti"


class HalNihil(TextChoices):
    """Facts that a person may declare as verified none (decisions §12)."""

    HUKUMAN = "HUKUMAN", "Hukuman disiplin"
    PENGHARGAAN = "PENGHARGAAN", "Penghargaan"
    TIM_KERJA = "TIM_KERJA", "Penugasan tim kerja"
    PELATIHAN = "PELATIHAN", "Pelatihan dan sertifikat"
    RIWAYAT_JABATAN = "RIWAYAT_JABATAN", "Riwayat jabatan"
    JABATAN_NONDEFINITIF = "JABATAN_NONDEFINITIF", "Jabatan nondefinitif (Plt./Plh./Pj.)"


GOLONGAN_PNS = (
    "I/a", "I/b", "I/c", "I/d", "II/a", "II/b", "II/c", "II/d",
    "III/a", "III/b", "III/c", "III/d", "IV/a", "IV/b", "IV/c", "IV/d", "IV/e",
)  # fmt: skip
GOLONGAN_PPPK = (
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX",
    "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
)  # fmt: skip
PANGKAT = dict(
    zip(
        GOLONGAN_PNS,
        (
            "Juru Muda", "Juru Muda Tingkat I", "Juru", "Juru Tingkat I",
            "Pengatur Muda", "Pengatur Muda Tingkat I", "Pengatur", "Pengatur Tingkat I",
            "Penata Muda", "Penata Muda Tingkat I", "Penata", "Penata Tingkat I",
            "Pembina", "Pembina Tingkat I", "Pembina Utama Muda", "Pembina Utama Madya",
            "Pembina Utama",
        ),
        strict=True,
    )
)  # fmt: skip
