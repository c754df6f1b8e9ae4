"""Seasons without replacements around the election of a head of region."""

import pghistory
from django.db import models

from asn_portal.core.models import Instansi, TimestampedModel
from jabatan.penempatan.enums import JenisLarangan


@pghistory.track()
class MasaLarangan(TimestampedModel):
    """First and last day (both inclusive) on which officials may not be replaced, and the consent."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="masa_larangan")
    jenis = models.CharField(max_length=16, choices=JenisLarangan)
    tanggal_mulai = models.DateField()
    tanggal_selesai = models.DateField()
    dasar = models.CharField("dasar hukum", max_length=300)
    # Number and date of the written consent of the minister; empty = none.
    izin_tertulis = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "jenis", "tanggal_mulai"], name="masalarangan_unik"
            ),
            models.CheckConstraint(
                name="masalarangan_urut",
                condition=models.Q(tanggal_selesai__gte=models.F("tanggal_mulai")),
            ),
        ]

    def __str__(self) -> str:
        return self.get_jenis_display()
