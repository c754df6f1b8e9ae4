"""Frozen results; rows are only added, so they carry no row history."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from asn_portal.core.models import Instansi, Orang, random_code
from jabatan.penempatan.models.putaran import Lowongan, Putaran
from jabatan.penempatan.querysets import HasilQuerySet, PemeringkatanQuerySet

ONLY_GROW = [pgtrigger.Protect(name="hanya_tambah", operation=pgtrigger.Update | pgtrigger.Delete)]


class Pemeringkatan(models.Model):
    """One run: input bytes, policy, engine version and fingerprint; can be rebuilt byte by byte."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="pemeringkatan")
    kode = models.CharField(max_length=12, unique=True, default=random_code)
    putaran = models.ForeignKey(
        Putaran, on_delete=models.PROTECT, related_name="riwayat_pemeringkatan"
    )
    tahun = models.PositiveSmallIntegerField()
    nomor = models.PositiveIntegerField()
    created_at = models.DateTimeField(db_default=Now())
    dihitung_oleh = models.ForeignKey(Orang, on_delete=models.PROTECT, null=True, related_name="+")
    mesin = models.CharField("versi mesin", max_length=80)
    # Compressed canonical input of the exchange format (zlib).
    masukan = models.BinaryField()
    masukan_sha256 = models.CharField(max_length=64)
    sidik_jari = models.CharField(max_length=64)
    versi_bukti = models.JSONField()
    data_at = models.DateTimeField()
    jumlah_pegawai = models.PositiveIntegerField()
    # Keys of the people in the order of the engine's row numbers; they leave no page and no file.
    pegawai_ids = ArrayField(models.BigIntegerField())

    objects = PemeringkatanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "tahun", "nomor"], name="pemeringkatan_nomor_unik"
            ),
            models.UniqueConstraint(
                fields=["putaran", "sidik_jari"], name="pemeringkatan_sidik_unik"
            ),
        ]
        triggers = ONLY_GROW

    def __str__(self) -> str:
        return f"Pemeringkatan no. {self.nomor}/{self.tahun}"


class HasilLowongan(models.Model):
    """Result of one vacancy in one run: funnel and the best hundred, packed by the engine."""

    pemeringkatan = models.ForeignKey(Pemeringkatan, on_delete=models.PROTECT, related_name="hasil")
    lowongan = models.ForeignKey(Lowongan, on_delete=models.PROTECT, related_name="hasil")
    # Counts after each gate, in the order of `lowongan.syarat`.
    corong = ArrayField(models.PositiveIntegerField())
    jumlah_layak = models.PositiveIntegerField()
    jumlah_tidak_memenuhi = models.PositiveIntegerField()
    jumlah_verifikasi = models.PositiveIntegerField()
    jumlah_belum_lengkap = models.PositiveIntegerField()
    isi = models.BinaryField()

    objects = HasilQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pemeringkatan", "lowongan"], name="hasillowongan_unik")
        ]
        triggers = ONLY_GROW

    def __str__(self) -> str:
        return f"hasil {self.lowongan_id}"
