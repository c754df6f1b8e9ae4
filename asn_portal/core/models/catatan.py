"""The event log and the log of looks at personal data; both only grow."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now

from asn_portal.core.models.orang import Instansi, Orang


class Peristiwa(models.Model):
    """One event: canonical bytes without personal data, chained by hash (reliability.md §3.6)."""

    nomor = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    jenis = models.CharField(max_length=60, db_index=True)
    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, null=True, related_name="+")
    pelaku = models.ForeignKey(Orang, on_delete=models.PROTECT, null=True, related_name="+")
    objek_jenis = models.CharField(max_length=60)
    objek_kode = models.CharField(max_length=60)
    kanonik = models.BinaryField()
    sidik_sebelum = models.BinaryField(max_length=32)
    sidik = models.BinaryField(max_length=32, unique=True)

    class Meta:
        triggers = [
            pgtrigger.Protect(name="hanya_tambah", operation=pgtrigger.Update | pgtrigger.Delete)
        ]
        indexes = [models.Index(fields=["objek_jenis", "objek_kode"], name="peristiwa_objek")]

    def __str__(self) -> str:
        return f"{self.nomor} {self.jenis}"


class IsiPeristiwa(models.Model):
    """What the event says, apart from the chain so that it can be erased and the chain still verifies."""

    peristiwa = models.OneToOneField(Peristiwa, on_delete=models.PROTECT, related_name="isi")
    pelaku_nama = models.CharField(max_length=200, blank=True)
    peran = models.CharField(max_length=60, blank=True)
    data = models.TextField()
    kunci = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"isi {self.peristiwa_id}"


class AksesData(models.Model):
    """One look at scores, discipline or NIK; the person concerned can read who looked."""

    at = models.DateTimeField(db_default=Now())
    pelaku = models.ForeignKey(Orang, on_delete=models.PROTECT, related_name="+")
    halaman = models.CharField(max_length=80)
    jenis = models.CharField(max_length=20)
    subjek_ids = ArrayField(models.BigIntegerField())

    class Meta:
        # The person concerned asks who looked: subjek_ids contains his key.
        indexes = [GinIndex(fields=["subjek_ids"], name="aksesdata_subjek")]
        triggers = [
            pgtrigger.Protect(name="hanya_tambah", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.halaman} {self.at}"
