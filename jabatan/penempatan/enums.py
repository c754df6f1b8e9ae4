"""Codes of placement."""

from django.db.models import TextChoices


class StatusPutaran(TextChoices):
    DIBUKA = "DIBUKA", "Dibuka"
    DITUTUP = "DITUTUP", "Ditutup"
    DIBATALKAN = "DIBATALKAN", "Dibatalkan"


class StatusLowongan(TextChoices):
    TERBUKA = "TERBUKA", "Terbuka"
    TERISI = "TERISI", "Terisi"
    DIBATALKAN = "DIBATALKAN", "Dibatalkan"


class StatusUsulan(TextChoices):
    DRAF = "DRAF", "Draf"
    DIAJUKAN = "DIAJUKAN", "Menunggu persetujuan"
    DISETUJUI = "DISETUJUI", "Menunggu keputusan PPK"
    DIPUTUSKAN = "DIPUTUSKAN", "Diputuskan, menunggu SK"
    DITETAPKAN = "DITETAPKAN", "SK ditetapkan"
    BERLAKU = "BERLAKU", "Berlaku"
    DIKEMBALIKAN = "DIKEMBALIKAN", "Dikembalikan"
    DITOLAK = "DITOLAK", "Ditolak"
    DITARIK = "DITARIK", "Ditarik"
    DIBATALKAN = "DIBATALKAN", "Dibatalkan"


# The only moves a proposal may make; the database enforces the same list (pgtrigger.FSM).
TRANSITIONS: tuple[tuple[str, str], ...] = (
    ("DRAF", "DIAJUKAN"),
    ("DRAF", "DITARIK"),
    ("DIAJUKAN", "DISETUJUI"),
    ("DIAJUKAN", "DIKEMBALIKAN"),
    ("DIAJUKAN", "DITOLAK"),
    ("DIAJUKAN", "DITARIK"),
    ("DIKEMBALIKAN", "DIAJUKAN"),
    ("DIKEMBALIKAN", "DITARIK"),
    ("DISETUJUI", "DIPUTUSKAN"),
    ("DISETUJUI", "DIKEMBALIKAN"),
    ("DISETUJUI", "DITOLAK"),
    ("DISETUJUI", "DITARIK"),
    ("DIPUTUSKAN", "DITETAPKAN"),
    ("DIPUTUSKAN", "DIBATALKAN"),
    ("DITETAPKAN", "BERLAKU"),
    ("DITETAPKAN", "DIBATALKAN"),
)

# States in which a proposal still holds its seat and its candidate.
OPEN_STATES = ("DRAF", "DIAJUKAN", "DISETUJUI", "DIPUTUSKAN", "DITETAPKAN", "DIKEMBALIKAN")


class AlasanUsulan(TextChoices):
    """Why an eligible candidate other than number 1 is proposed."""

    PERINGKAT_SATU = "PERINGKAT_SATU", "Peringkat pertama"
    KEBUTUHAN_JABATAN = "KEBUTUHAN_JABATAN", "Kebutuhan khusus jabatan"
    KESINAMBUNGAN = "KESINAMBUNGAN", "Kesinambungan layanan"
    NOMOR_SATU_TIDAK_BERSEDIA = "NOMOR_SATU_TIDAK_BERSEDIA", "Peringkat di atasnya tidak bersedia"
    DIPAKAI_JABATAN_LAIN = "DIPAKAI_JABATAN_LAIN", "Peringkat di atasnya diusulkan ke jabatan lain"
    LAINNYA = "LAINNYA", "Alasan lain"


class AlasanTolak(TextChoices):
    """Why a head returns or refuses a proposal."""

    LAYANAN_TERGANGGU = "LAYANAN_TERGANGGU", "Layanan unit terganggu"
    PENGGANTI_BELUM_ADA = "PENGGANTI_BELUM_ADA", "Pengganti belum ada"
    DATA_KELIRU = "DATA_KELIRU", "Data kandidat keliru"
    DOKUMEN_KURANG = "DOKUMEN_KURANG", "Dokumen belum lengkap"
    KONFLIK_KEPENTINGAN = "KONFLIK_KEPENTINGAN", "Konflik kepentingan"
    LAINNYA = "LAINNYA", "Alasan lain"


class AlasanPPK(TextChoices):
    """Main reason of a decision that differs from the recommendation."""

    KEBUTUHAN_JABATAN = "KEBUTUHAN_JABATAN", "Kebutuhan khusus jabatan"
    WAWANCARA = "WAWANCARA", "Hasil wawancara"
    KESINAMBUNGAN = "KESINAMBUNGAN", "Pertimbangan kesinambungan layanan"
    LAINNYA = "LAINNYA", "Alasan lain"


class SisiPersetujuan(TextChoices):
    MELEPAS = "MELEPAS", "Unit yang melepas"
    MENERIMA = "MENERIMA", "Unit yang menerima"
    # Only a return or a refusal; a decision is a Keputusan.
    PPK = "PPK", "Pejabat Pembina Kepegawaian"
    # The office that the person leaves whom the PPK chose instead of the proposed one: it is told.
    PILIHAN = "PILIHAN", "Unit yang melepas pilihan PPK"


class StatusPersetujuan(TextChoices):
    MENUNGGU = "MENUNGGU", "Menunggu"
    SETUJU = "SETUJU", "Disetujui"
    KEMBALI = "KEMBALI", "Dikembalikan"
    TOLAK = "TOLAK", "Ditolak"
    GUGUR = "GUGUR", "Tidak diperlukan lagi"
    TAHU = "TAHU", "Diketahui"


class JenisSK(TextChoices):
    PENGANGKATAN = "PENGANGKATAN", "Pengangkatan dalam jabatan"


class StatusSK(TextChoices):
    DITETAPKAN = "DITETAPKAN", "Ditetapkan"
    BERLAKU = "BERLAKU", "Berlaku"
    DIBATALKAN = "DIBATALKAN", "Dibatalkan"


class JenisLarangan(TextChoices):
    """Seasons in which officials may not be replaced without written consent."""

    PENETAPAN_CALON = "PENETAPAN_CALON", "Enam bulan sebelum penetapan pasangan calon"
    PELANTIKAN = "PELANTIKAN", "Enam bulan sesudah pelantikan kepala daerah"


class KertasSK(TextChoices):
    F4 = "F4", "F4 (215 × 330 mm)"
    A4 = "A4", "A4 (210 × 297 mm)"
