"""Codes of the ground floor; the label is what a person reads."""

from django.db.models import TextChoices


class ModePortal(TextChoices):
    DEMO = "demo", "Data contoh"
    UJI = "uji", "Pengujian"
    PENGEMBANGAN = "pengembangan", "Pengembangan"
    PRODUKSI = "produksi", "Produksi"


class ZonaWaktu(TextChoices):
    WIB = "Asia/Jakarta", "WIB"
    WITA = "Asia/Makassar", "WITA"
    WIT = "Asia/Jayapura", "WIT"


class JenisInstansi(TextChoices):
    KOTA = "KOTA", "Pemerintah kota"
    KABUPATEN = "KABUPATEN", "Pemerintah kabupaten"
    PROVINSI = "PROVINSI", "Pemerintah provinsi"


class Peran(TextChoices):
    """Duties of decisions §8; the citizen has none because a citizen has no account."""

    ASN = "ASN", "ASN"
    KEPALA_OPD = "KEPALA_OPD", "Kepala Perangkat Daerah"
    OPERATOR = "OPERATOR", "Pengelola Kepegawaian"
    VERIFIKATOR = "VERIFIKATOR", "Verifikator"
    PENGELOLA_KEBIJAKAN = "PENGELOLA_KEBIJAKAN", "Pengelola Kebijakan"
    PANSEL = "PANSEL", "Panitia Seleksi"
    PPK = "PPK", "Pejabat Pembina Kepegawaian"
    PETUGAS_LOKET = "PETUGAS_LOKET", "Petugas Loket"
    MODERATOR = "MODERATOR", "Moderator"
    AUDITOR = "AUDITOR", "Auditor"
    ADMIN = "ADMIN", "Admin Sistem"


# Pairs that one person may never hold at the same time (reliability.md §3.5, separation of duties).
FORBIDDEN_PAIRS: frozenset[frozenset[str]] = frozenset(
    frozenset(pair)
    for pair in (
        (Peran.OPERATOR, Peran.VERIFIKATOR),
        (Peran.OPERATOR, Peran.PPK),
        (Peran.OPERATOR, Peran.AUDITOR),
        (Peran.OPERATOR, Peran.PENGELOLA_KEBIJAKAN),
        (Peran.VERIFIKATOR, Peran.PPK),
        (Peran.VERIFIKATOR, Peran.AUDITOR),
        (Peran.PENGELOLA_KEBIJAKAN, Peran.PPK),
        (Peran.PENGELOLA_KEBIJAKAN, Peran.AUDITOR),
        (Peran.PPK, Peran.AUDITOR),
        (Peran.PPK, Peran.KEPALA_OPD),
        (Peran.KEPALA_OPD, Peran.AUDITOR),
        (Peran.ADMIN, Peran.OPERATOR),
        (Peran.ADMIN, Peran.VERIFIKATOR),
        (Peran.ADMIN, Peran.PENGELOLA_KEBIJAKAN),
        (Peran.ADMIN, Peran.PPK),
        (Peran.ADMIN, Peran.KEPALA_OPD),
        (Peran.ADMIN, Peran.AUDITOR),
        (Peran.PETUGAS_LOKET, Peran.MODERATOR),
    )
)

# Duties that see all rows of their instansi; the others see their unit or only themselves.
INSTANSI_WIDE: frozenset[str] = frozenset(
    {
        Peran.OPERATOR,
        Peran.VERIFIKATOR,
        Peran.PENGELOLA_KEBIJAKAN,
        Peran.PANSEL,
        Peran.PPK,
        Peran.AUDITOR,
    }
)


class Sumber(TextChoices):
    """Sources of evidence whose versions make a ranking stale."""

    PETA = "PETA", "Peta jabatan dan pegawai"
    PENILAIAN = "PENILAIAN", "Kinerja dan disiplin"
    PELATIHAN = "PELATIHAN", "Pelatihan"
    TEKNIS = "TEKNIS", "Uji teknis"


class StatusPekerjaan(TextChoices):
    SIAP = "SIAP", "Menunggu giliran"
    BERJALAN = "BERJALAN", "Berjalan"
    SELESAI = "SELESAI", "Selesai"
    GAGAL = "GAGAL", "Gagal"
    DIBATALKAN = "DIBATALKAN", "Dibatalkan"


class KodeAturan(TextChoices):
    """Kinds of dated, sealed rule sets."""

    BOBOT = "BOBOT", "Bobot, poros, ambang, dan urutan seri"
    SYARAT = "SYARAT", "Syarat baku menurut jenjang"
    INDIKATOR = "INDIKATOR", "Nilai indikator"


class JenisLibur(TextChoices):
    NASIONAL = "NASIONAL", "Libur nasional"
    CUTI_BERSAMA = "CUTI_BERSAMA", "Cuti bersama"
    DAERAH = "DAERAH", "Libur daerah"
