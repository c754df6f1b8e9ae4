"""Gap-free numbers; a PostgreSQL sequence would leave gaps after a rollback."""

from django.db import models

from asn_portal.core.models.orang import Instansi


class NomorUrut(models.Model):
    """Last number given for an instansi, a kind and a year; locked by who takes the next."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="+")
    jenis = models.CharField(max_length=30)
    tahun = models.PositiveSmallIntegerField()
    terakhir = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instansi", "jenis", "tahun"], name="nomorurut_unik"),
        ]

    def __str__(self) -> str:
        return f"{self.jenis}/{self.tahun}: {self.terakhir}"
