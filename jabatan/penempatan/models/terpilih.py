"""What follows when the PPK chooses another person than proposed: the word of that person."""

import pghistory
import pgtrigger
from django.db import models

from asn_portal.core.models import Orang, TimestampedModel
from jabatan.penempatan.models.keputusan import Keputusan


@pghistory.track()
class PernyataanTerpilih(TimestampedModel):
    """Whether the person chosen by the PPK, who was not the one proposed, is willing."""

    keputusan = models.OneToOneField(Keputusan, on_delete=models.PROTECT, related_name="pernyataan")
    bersedia = models.BooleanField()
    catatan = models.TextField(blank=True)
    dinyatakan_at = models.DateTimeField()

    def __str__(self) -> str:
        return "bersedia" if self.bersedia else "tidak bersedia"


@pghistory.track()
class PenegasanPPK(TimestampedModel):
    """The PPK keeps the choice without the yes of that person, with a reason that stays."""

    keputusan = models.OneToOneField(Keputusan, on_delete=models.PROTECT, related_name="penegasan")
    alasan = models.TextField()
    oleh = models.ForeignKey(Orang, on_delete=models.PROTECT, related_name="+")
    ditegaskan_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="penegasan_beralasan", condition=~models.Q(alasan=""))
        ]
        triggers = [pgtrigger.Protect(name="tetap", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"Penegasan keputusan {self.keputusan_id}"
