"""Working-day calendar per instansi."""

from django.db import models

from asn_portal.core.enums import JenisLibur
from asn_portal.core.models.orang import Instansi


class HariLibur(models.Model):
    """A holiday; without instansi it holds for the whole country."""

    instansi = models.ForeignKey(
        Instansi, on_delete=models.CASCADE, null=True, related_name="libur"
    )
    tanggal = models.DateField()
    nama = models.CharField(max_length=120)
    jenis = models.CharField(max_length=12, choices=JenisLibur)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "tanggal"], name="harilibur_unik", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tanggal} {self.nama}"
