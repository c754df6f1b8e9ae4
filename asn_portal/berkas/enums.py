"""States of an import and of its rows; the label is what a person reads."""

from django.db.models import TextChoices


class StatusImpor(TextChoices):
    DIUNGGAH = "DIUNGGAH", "Kolom belum dicocokkan"
    DIPETAKAN = "DIPETAKAN", "Sedang diperiksa"
    DIPERIKSA = "DIPERIKSA", "Sudah diperiksa, belum disimpan"
    MENUNGGU_VERIFIKASI = "MENUNGGU_VERIFIKASI", "Menunggu verifikator"
    DISETUJUI = "DISETUJUI", "Sedang disimpan"
    DITERAPKAN = "DITERAPKAN", "Tersimpan"
    DIBATALKAN = "DIBATALKAN", "Dibatalkan"
    DIBUANG = "DIBUANG", "Dibuang sebelum disimpan"


class StatusBaris(TextChoices):
    BARU = "BARU", "Baru"
    BERUBAH = "BERUBAH", "Berubah"
    SAMA = "SAMA", "Sama"
    BERMASALAH = "BERMASALAH", "Bermasalah"


# Not yet ended: the uploaded file is still needed.
TERBUKA = (
    StatusImpor.DIUNGGAH,
    StatusImpor.DIPETAKAN,
    StatusImpor.DIPERIKSA,
    StatusImpor.MENUNGGU_VERIFIKASI,
    StatusImpor.DISETUJUI,
)
