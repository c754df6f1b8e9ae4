"""Records of training."""

import pghistory
from django.db import models

from asn_portal.core.models import TimestampedModel
from jabatan.peta.models import Pegawai
from pelatihan.enums import JenisPelatihan
from pelatihan.querysets import RiwayatPelatihanQuerySet


@pghistory.track()
class RiwayatPelatihan(TimestampedModel):
    """A finished course with its certificate; a year's hours count by the end date."""

    pegawai = models.ForeignKey(Pegawai, on_delete=models.CASCADE, related_name="riwayat_pelatihan")
    jenis = models.CharField(max_length=12, choices=JenisPelatihan)
    # PKN1, PKN2, PKA, PKP for structural programmes under their old and new names; else empty.
    kode_program = models.CharField(max_length=20, blank=True)
    nama = models.CharField(max_length=300)
    penyelenggara = models.CharField(max_length=200, blank=True)
    nomor_sertifikat = models.CharField(max_length=120, blank=True)
    mulai = models.DateField(null=True)
    selesai = models.DateField()
    jp = models.PositiveSmallIntegerField("jam pelajaran", null=True)

    objects = RiwayatPelatihanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pegawai", "nama", "selesai"], name="riwayatpelatihan_unik"
            ),
            models.UniqueConstraint(
                fields=["pegawai", "nomor_sertifikat"],
                condition=~models.Q(nomor_sertifikat=""),
                name="riwayatpelatihan_sertifikat_unik",
            ),
            models.CheckConstraint(
                name="riwayatpelatihan_jp",
                condition=models.Q(jp__isnull=True) | models.Q(jp__gte=1, jp__lte=1000),
            ),
        ]

    def __str__(self) -> str:
        return self.nama
