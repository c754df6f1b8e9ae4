"""Codes of performance and discipline."""

from django.db.models import TextChoices


class Ekspektasi(TextChoices):
    DI_ATAS = "DI_ATAS", "Di atas ekspektasi"
    SESUAI = "SESUAI", "Sesuai ekspektasi"
    DI_BAWAH = "DI_BAWAH", "Di bawah ekspektasi"


class Predikat(TextChoices):
    SANGAT_BAIK = "SANGAT_BAIK", "Sangat Baik"
    BAIK = "BAIK", "Baik"
    BUTUH_PERBAIKAN = "BUTUH_PERBAIKAN", "Butuh Perbaikan"
    KURANG = "KURANG", "Kurang/Misconduct"
    SANGAT_KURANG = "SANGAT_KURANG", "Sangat Kurang"


class TingkatHukuman(TextChoices):
    RINGAN = "ringan", "Ringan"
    SEDANG = "sedang", "Sedang"
    BERAT = "berat", "Berat"


class TingkatPenghargaan(TextChoices):
    INTERNASIONAL = "INTERNASIONAL", "Internasional"
    NASIONAL = "NASIONAL", "Nasional"
    LINTAS_INSTANSI = "LINTAS_INSTANSI", "Lintas instansi"
    INSTANSI = "INSTANSI", "Instansi"


class PeranTim(TextChoices):
    KETUA_LINTAS = "KETUA_LINTAS", "Ketua tim lintas instansi"
    KETUA_INTERNAL = "KETUA_INTERNAL", "Ketua tim internal"
    ANGGOTA_LINTAS = "ANGGOTA_LINTAS", "Anggota tim lintas instansi"
    ANGGOTA_INTERNAL = "ANGGOTA_INTERNAL", "Anggota tim internal"
