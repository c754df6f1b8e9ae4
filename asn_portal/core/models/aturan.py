"""Rule sets: dated, versioned, sealed by two people, never changed afterwards."""

import pghistory
import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models

from asn_portal.core.enums import KodeAturan
from asn_portal.core.models.dasar import TimestampedModel
from asn_portal.core.models.orang import Instansi, Orang


@pghistory.track()
class Aturan(TimestampedModel):
    """One rule set of an instansi; `isi` is the text that was sealed, `digest` its SHA-256."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="aturan")
    kode = models.CharField(max_length=12, choices=KodeAturan)
    versi = models.PositiveSmallIntegerField()
    nama = models.CharField(max_length=200)
    dasar_hukum = models.CharField(max_length=300)
    periode = DateRangeField()
    isi = models.JSONField()
    digest = models.CharField(max_length=64)
    disegel_at = models.DateTimeField(null=True)
    disegel_oleh = models.ForeignKey(Orang, on_delete=models.PROTECT, null=True, related_name="+")
    disegel_oleh_kedua = models.ForeignKey(
        Orang, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instansi", "kode", "versi"], name="aturan_versi_unik"),
            ExclusionConstraint(
                name="aturan_tersegel_tidak_tumpang_tindih",
                condition=models.Q(disegel_at__isnull=False),
                expressions=[
                    ("instansi", RangeOperators.EQUAL),
                    ("kode", RangeOperators.EQUAL),
                    ("periode", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="aturan_dua_penyegel",
                condition=models.Q(disegel_at__isnull=True)
                | (
                    models.Q(disegel_oleh__isnull=False)
                    & models.Q(disegel_oleh_kedua__isnull=False)
                    & ~models.Q(disegel_oleh=models.F("disegel_oleh_kedua"))
                ),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="tersegel_tetap",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__disegel_at__isnull=False),
            ),
            # The end of the period may be set when a newer version takes over; nothing else.
            pgtrigger.Protect(
                name="tersegel_isi_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__disegel_at__isnull=False)
                & (
                    pgtrigger.Q(old__isi__df=pgtrigger.F("new__isi"))
                    | pgtrigger.Q(old__digest__df=pgtrigger.F("new__digest"))
                    | pgtrigger.Q(old__kode__df=pgtrigger.F("new__kode"))
                    | pgtrigger.Q(old__versi__df=pgtrigger.F("new__versi"))
                    | pgtrigger.Q(old__disegel_at__df=pgtrigger.F("new__disegel_at"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nama} versi {self.versi}"
