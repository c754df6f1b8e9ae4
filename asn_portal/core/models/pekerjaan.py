"""Background work that survives every crash: job table, outbox, idempotency keys (ADR 4)."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from asn_portal.core.enums import StatusPekerjaan
from asn_portal.core.models.dasar import TimestampedModel, random_code
from asn_portal.core.models.orang import Instansi, Orang
from asn_portal.core.querysets_pekerjaan import PekerjaanQuerySet


class Pekerjaan(TimestampedModel):
    """One piece of work. A Celery message only wakes a worker, this row is the truth."""

    kode = models.CharField(max_length=12, unique=True, default=random_code)
    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, null=True, related_name="+")
    jenis = models.CharField(max_length=40)
    args = models.JSONField(default=dict)
    # At most one open job per key: a second click finds the first job.
    kunci = models.CharField(max_length=120, null=True, blank=True)
    judul = models.CharField(max_length=200)
    dibuat_oleh = models.ForeignKey(Orang, on_delete=models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=12, choices=StatusPekerjaan, default=StatusPekerjaan.SIAP)
    lease_until = models.DateTimeField(null=True)
    lease_no = models.PositiveIntegerField(default=0)
    percobaan = models.PositiveSmallIntegerField(default=0)
    batal_diminta = models.BooleanField(default=False)
    maju = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    tahap = models.CharField(max_length=120, blank=True)
    pesan = models.CharField(max_length=400, blank=True)
    hasil = models.JSONField(default=dict)
    mulai_at = models.DateTimeField(null=True)
    selesai_at = models.DateTimeField(null=True)

    objects = PekerjaanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kunci"],
                condition=models.Q(status__in=[StatusPekerjaan.SIAP, StatusPekerjaan.BERJALAN]),
                name="pekerjaan_satu_terbuka",
            ),
            models.CheckConstraint(
                name="pekerjaan_berjalan_punya_lease",
                condition=~models.Q(status=StatusPekerjaan.BERJALAN)
                | models.Q(lease_until__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["lease_until"],
                condition=models.Q(status__in=["SIAP", "BERJALAN"]),
                name="pekerjaan_terbuka",
            )
        ]

    def __str__(self) -> str:
        return f"{self.jenis} {self.kode}"

    @property
    def terbuka(self) -> bool:
        """Whether the job still waits or runs."""
        return self.status in {StatusPekerjaan.SIAP, StatusPekerjaan.BERJALAN}


class Outbox(models.Model):
    """Messages written in the transaction of the act; a relay publishes them afterwards."""

    topik = models.CharField(max_length=40)
    isi = models.JSONField()
    created_at = models.DateTimeField(db_default=Now())
    terkirim_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["id"],
                condition=models.Q(terkirim_at__isnull=True),
                name="outbox_belum_terkirim",
            )
        ]

    def __str__(self) -> str:
        return f"{self.topik} {self.pk}"


class KunciIdempotensi(models.Model):
    """One row per submitted form: ten clicks, one effect, ten equal answers."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kunci = models.CharField(max_length=64)
    sidik = models.CharField(max_length=64)
    jawaban = models.CharField(max_length=400, blank=True)
    pesan = models.JSONField(default=list)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kunci"], name="kunciidempotensi_unik")
        ]

    def __str__(self) -> str:
        return self.kunci
