"""Units in time, and versions of the position map."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models

from asn_portal.core.models import Instansi, TimestampedModel, UnitKerja
from jabatan.peta.enums import JenisUnit, StatusPeta
from jabatan.peta.querysets import VersiUnitQuerySet


@pghistory.track()
class VersiUnit(TimestampedModel):
    """Name, parent and kind of a unit while they held; a merged unit keeps its history."""

    unit = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="versi")
    nama = models.CharField(max_length=250)
    induk = models.ForeignKey(
        UnitKerja, on_delete=models.PROTECT, null=True, related_name="versi_anak"
    )
    jenis = models.CharField(max_length=12, choices=JenisUnit)
    urutan = models.PositiveIntegerField(default=0)
    periode = DateRangeField()

    objects = VersiUnitQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="versiunit_satu_berlaku",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    ("periode", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="versiunit_bukan_induk_sendiri",
                condition=models.Q(induk__isnull=True) | ~models.Q(induk=models.F("unit")),
            ),
        ]

    def __str__(self) -> str:
        return self.nama


@pghistory.track()
class VersiPeta(TimestampedModel):
    """A version of the position map of an instansi; exactly one is in force."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="versi_peta")
    nomor = models.PositiveSmallIntegerField()
    nama = models.CharField(max_length=200)
    dasar = models.CharField("dasar penetapan", max_length=300, blank=True)
    status = models.CharField(max_length=8, choices=StatusPeta, default=StatusPeta.DRAF)
    berlaku_mulai = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instansi", "nomor"], name="versipeta_nomor_unik"),
            models.UniqueConstraint(
                fields=["instansi"],
                condition=models.Q(status=StatusPeta.BERLAKU),
                name="versipeta_satu_berlaku",
            ),
        ]

    def __str__(self) -> str:
        return self.nama
