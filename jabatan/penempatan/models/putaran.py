"""Rounds with their sealed policy, vacancies, technical tests."""

import pghistory
import pgtrigger
from django.db import models

from asn_portal.core.models import Instansi, Orang, TimestampedModel, random_code
from jabatan.penempatan.enums import StatusLowongan, StatusPutaran
from jabatan.penempatan.querysets import LowonganQuerySet, PutaranQuerySet
from jabatan.peta.models import Kursi, Pegawai, ProfilSyarat


@pghistory.track()
class Putaran(TimestampedModel):
    """A round of placement: cut-off date, sealed copy of the policy, vacancies."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="putaran")
    kode = models.CharField(max_length=12, unique=True, default=random_code)
    nama = models.CharField(max_length=200)
    tahun = models.PositiveSmallIntegerField()
    nomor = models.PositiveIntegerField()
    tanggal_acuan = models.DateField()
    # Planned day of inauguration; the age gate of JPT is about this day (domain §5.4).
    tanggal_pelantikan = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=12, choices=StatusPutaran, default=StatusPutaran.DIBUKA)
    # {"kebijakan": {...golden format...}, "indikator": {...}, "pita": {...}, "aturan": [digests]}
    kebijakan = models.JSONField()
    kebijakan_digest = models.CharField(max_length=64)
    dasar_hukum = models.CharField(max_length=300)
    dibuka_oleh = models.ForeignKey(Orang, on_delete=models.PROTECT, related_name="+")
    # The run that the pages show, and the evidence versions it has seen (ADR 5).
    pemeringkatan = models.ForeignKey(
        "penempatan.Pemeringkatan", on_delete=models.PROTECT, null=True, related_name="+"
    )
    versi_dihitung = models.JSONField(default=dict)

    objects = PutaranQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "tahun", "nomor"], name="putaran_nomor_unik"
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="kebijakan_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__kebijakan__df=pgtrigger.F("new__kebijakan"))
                | pgtrigger.Q(old__kebijakan_digest__df=pgtrigger.F("new__kebijakan_digest"))
                | pgtrigger.Q(old__tanggal_acuan__df=pgtrigger.F("new__tanggal_acuan")),
            )
        ]

    def __str__(self) -> str:
        return self.nama


@pghistory.track()
class Lowongan(TimestampedModel):
    """One vacant seat of a round, with the requirements frozen when it was opened."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="lowongan")
    kode = models.CharField(max_length=12, unique=True, default=random_code)
    putaran = models.ForeignKey(Putaran, on_delete=models.PROTECT, related_name="lowongan")
    kursi = models.ForeignKey(Kursi, on_delete=models.PROTECT, related_name="lowongan")
    profil = models.ForeignKey(ProfilSyarat, on_delete=models.PROTECT, related_name="+")
    jenjang = models.CharField(max_length=14)
    syarat = models.JSONField()
    status = models.CharField(max_length=12, choices=StatusLowongan, default=StatusLowongan.TERBUKA)
    kosong_sejak = models.DateField(null=True)

    objects = LowonganQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["putaran", "kursi"], name="lowongan_unik"),
            models.UniqueConstraint(
                fields=["kursi"],
                condition=models.Q(status=StatusLowongan.TERBUKA),
                name="lowongan_satu_terbuka",
            ),
        ]

    def __str__(self) -> str:
        return f"Lowongan {self.kode}"


@pghistory.track()
class NilaiTeknis(TimestampedModel):
    """Technical test of a person for a vacancy, in hundredths 0..10000."""

    lowongan = models.ForeignKey(Lowongan, on_delete=models.CASCADE, related_name="nilai_teknis")
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="nilai_teknis")
    nilai = models.PositiveSmallIntegerField()
    tanggal = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lowongan", "pegawai"], name="nilaiteknis_unik"),
            models.CheckConstraint(
                name="nilaiteknis_rentang", condition=models.Q(nilai__lte=10000)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nilai}"
