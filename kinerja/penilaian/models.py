"""Tables of performance: what was reached, how others see it, honours and punishment."""

import pghistory
from django.db import models

from asn_portal.core.models import TimestampedModel
from jabatan.peta.models import Pegawai
from kinerja.penilaian.enums import (
    Ekspektasi,
    PeranTim,
    Predikat,
    TingkatHukuman,
    TingkatPenghargaan,
)
from kinerja.penilaian.querysets import PenilaianQuerySet


@pghistory.track()
class SKP(TimestampedModel):
    """Yearly evaluation of a person (PermenPANRB 6/2022): predicate by the 3×3 quadrant."""

    pegawai = models.ForeignKey(Pegawai, on_delete=models.CASCADE, related_name="skp")
    tahun = models.PositiveSmallIntegerField()
    hasil_kerja = models.CharField(max_length=8, choices=Ekspektasi, blank=True)
    perilaku_kerja = models.CharField(max_length=8, choices=Ekspektasi, blank=True)
    predikat = models.CharField(max_length=16, choices=Predikat)
    # Years before 2022 carry a figure of PP 30/2019 instead, in hundredths 0..12000.
    nilai_pp30 = models.PositiveSmallIntegerField(null=True)
    nama_penilai = models.CharField(max_length=200, blank=True)

    objects = PenilaianQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pegawai", "tahun"], name="skp_tahun_unik"),
            models.CheckConstraint(
                name="skp_tahun", condition=models.Q(tahun__gte=2000, tahun__lte=2100)
            ),
        ]

    def __str__(self) -> str:
        return f"SKP {self.tahun}: {self.predikat}"


@pghistory.track()
class UmpanBalik(TimestampedModel):
    """360° feedback of a year, already summed up as one predicate."""

    pegawai = models.ForeignKey(Pegawai, on_delete=models.CASCADE, related_name="umpan_balik")
    tahun = models.PositiveSmallIntegerField()
    predikat = models.CharField(max_length=16, choices=Predikat)
    jumlah_penilai = models.PositiveSmallIntegerField(null=True)

    objects = PenilaianQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pegawai", "tahun"], name="umpanbalik_tahun_unik")
        ]

    def __str__(self) -> str:
        return f"360 {self.tahun}: {self.predikat}"


@pghistory.track()
class PenugasanTim(TimestampedModel):
    """Work in a team besides the own post."""

    pegawai = models.ForeignKey(Pegawai, on_delete=models.CASCADE, related_name="tim_kerja")
    nama_tim = models.CharField(max_length=250)
    peran = models.CharField(max_length=18, choices=PeranTim)
    mulai = models.DateField()
    selesai = models.DateField(null=True)  # last day inclusive; empty = still running
    nomor_sk = models.CharField(max_length=100, blank=True)

    objects = PenilaianQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pegawai", "nama_tim", "mulai"], name="penugasantim_unik"
            ),
            models.CheckConstraint(
                name="penugasantim_urut",
                condition=models.Q(selesai__isnull=True) | models.Q(selesai__gte=models.F("mulai")),
            ),
        ]

    def __str__(self) -> str:
        return self.nama_tim


@pghistory.track()
class Penghargaan(TimestampedModel):
    """An award."""

    pegawai = models.ForeignKey(Pegawai, on_delete=models.CASCADE, related_name="penghargaan")
    nama = models.CharField(max_length=250)
    tingkat = models.CharField(max_length=16, choices=TingkatPenghargaan)
    tanggal = models.DateField()
    nomor_sk = models.CharField(max_length=100, blank=True)

    objects = PenilaianQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pegawai", "nama", "tanggal"], name="penghargaan_unik")
        ]

    def __str__(self) -> str:
        return self.nama


@pghistory.track()
class HukumanDisiplin(TimestampedModel):
    """A disciplinary punishment or a case in process (PP 94/2021). Sensitive: see `visible_to`."""

    pegawai = models.ForeignKey(Pegawai, on_delete=models.CASCADE, related_name="hukuman")
    tingkat = models.CharField(max_length=8, choices=TingkatHukuman)
    nama = models.CharField("jenis hukuman", max_length=200)
    proses = models.BooleanField("masih dalam proses", default=False)
    mulai = models.DateField()
    selesai = models.DateField(null=True)  # last day inclusive
    nomor_sk = models.CharField(max_length=100, blank=True)
    tanggal_sk = models.DateField(null=True)
    # A cancelled decree blocks nobody.
    dibatalkan = models.BooleanField(default=False)

    objects = PenilaianQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pegawai", "tingkat", "nama", "mulai"], name="hukuman_unik"
            ),
            models.CheckConstraint(
                name="hukuman_urut",
                condition=models.Q(selesai__isnull=True) | models.Q(selesai__gte=models.F("mulai")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tingkat} {self.mulai}"
