"""Codes of training."""

from django.db.models import TextChoices


class JenisPelatihan(TextChoices):
    STRUKTURAL = "STRUKTURAL", "Pelatihan struktural kepemimpinan"
    FUNGSIONAL = "FUNGSIONAL", "Pelatihan fungsional"
    TEKNIS = "TEKNIS", "Pelatihan teknis"
    SERTIFIKASI = "SERTIFIKASI", "Sertifikasi"
    SEMINAR = "SEMINAR", "Seminar, lokakarya, sosialisasi"
    LAINNYA = "LAINNYA", "Pelatihan lain"
