"""Evidence versions: what changed since a ranking was computed (ADR 5)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from asn_portal.core.enums import Sumber
from asn_portal.core.models.orang import Instansi


class VersiBukti(models.Model):
    """A counter per source and instansi; no crash or race can lose an increment."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="+")
    sumber = models.CharField(max_length=12, choices=Sumber)
    versi = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instansi", "sumber"], name="versibukti_unik"),
        ]

    def __str__(self) -> str:
        return f"{self.sumber} {self.versi}"


class PerubahanBukti(models.Model):
    """Who was touched by one increment; an empty list means everybody."""

    versi_bukti = models.ForeignKey(VersiBukti, on_delete=models.CASCADE, related_name="perubahan")
    versi = models.PositiveBigIntegerField()
    orang_ids = ArrayField(models.BigIntegerField())
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["versi_bukti", "versi"], name="perubahanbukti_unik"),
        ]

    def __str__(self) -> str:
        return f"{self.versi}: {len(self.orang_ids)}"
