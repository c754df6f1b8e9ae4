"""Imports: the file, its rows, the trail that undo follows, remembered column matches."""

from django.db import models

from asn_portal.berkas.enums import StatusBaris, StatusImpor
from asn_portal.berkas.querysets import BarisImporQuerySet, ImporQuerySet
from asn_portal.core.models import Instansi, Orang, Pekerjaan, TimestampedModel, random_code


class Impor(TimestampedModel):
    """One uploaded file on its way into the database."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="impor")
    kode = models.CharField(max_length=12, unique=True, default=random_code)
    jenis = models.CharField(max_length=40)
    # Copied from the kind, so that the database itself keeps the four-eyes rule.
    perlu_verifikasi = models.BooleanField(default=False)
    nama_berkas = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    ukuran = models.PositiveIntegerField()
    # Random name below MEDIA_ROOT; empty once the file is no longer needed.
    lokasi = models.CharField(max_length=100, blank=True)
    lembar = models.CharField(max_length=100, blank=True)
    daftar_lembar = models.JSONField(default=list)
    # {"baris": n, "kolom": [{"judul", "contoh": [...], "indeks"}]} as read from the file.
    kepala = models.JSONField(default=dict)
    # {"<index of the column>": "<code of the target>"}; columns without entry are left out.
    pemetaan = models.JSONField(default=dict)
    status = models.CharField(
        max_length=20, choices=StatusImpor, default=StatusImpor.DIUNGGAH, db_index=True
    )
    hitungan = models.JSONField(default=dict)
    catatan = models.JSONField(default=list)  # warnings about the whole file
    hilang = models.JSONField(default=list)
    # Fingerprint of what the check found; saving writes exactly this or nothing.
    sidik_rencana = models.CharField(max_length=64, blank=True)
    lewati_bermasalah = models.BooleanField(default=False)
    alasan_dikembalikan = models.CharField(max_length=500, blank=True)
    oleh = models.ForeignKey(Orang, on_delete=models.PROTECT, null=True, related_name="+")
    diajukan_oleh = models.ForeignKey(Orang, on_delete=models.PROTECT, null=True, related_name="+")
    diverifikasi_oleh = models.ForeignKey(
        Orang, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dibatalkan_oleh = models.ForeignKey(
        Orang, on_delete=models.PROTECT, null=True, related_name="+"
    )
    pekerjaan = models.ForeignKey(Pekerjaan, on_delete=models.SET_NULL, null=True, related_name="+")
    diterapkan_at = models.DateTimeField(null=True)
    dibatalkan_at = models.DateTimeField(null=True)

    objects = ImporQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="impor_pemeriksa_orang_lain",
                condition=models.Q(diverifikasi_oleh__isnull=True)
                | (
                    (models.Q(oleh__isnull=True) | ~models.Q(diverifikasi_oleh=models.F("oleh")))
                    & (
                        models.Q(diajukan_oleh__isnull=True)
                        | ~models.Q(diverifikasi_oleh=models.F("diajukan_oleh"))
                    )
                ),
            ),
            models.CheckConstraint(
                name="impor_nilai_diverifikasi",
                condition=models.Q(perlu_verifikasi=False)
                | ~models.Q(
                    status__in=[
                        StatusImpor.DISETUJUI,
                        StatusImpor.DITERAPKAN,
                        StatusImpor.DIBATALKAN,
                    ]
                )
                | models.Q(oleh__isnull=False, diverifikasi_oleh__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["instansi", "-created_at"], name="impor_instansi_terbaru")]

    def __str__(self) -> str:
        return f"{self.jenis} {self.kode}"


# The rows of the next two tables are written a hundred thousand at a time, in the transaction that
# holds the lock of their import: looking the import up for each of them costs a tenth of the whole
# and finds nothing, and every constraint of the tables begins with it, so it needs no index.


class BarisImpor(models.Model):
    """What the check said about one row of the file; removed some time after the end."""

    impor = models.ForeignKey(
        Impor, on_delete=models.CASCADE, related_name="baris", db_index=False, db_constraint=False
    )
    nomor = models.PositiveIntegerField("baris di berkas")
    status = models.CharField(max_length=10, choices=StatusBaris)
    ringkas = models.CharField(max_length=300)
    # [{"nama", "lama", "baru"}]
    perubahan = models.JSONField(default=list)
    # [{"kolom": code, "sel": "B7", "judul", "pesan"}]
    kesalahan = models.JSONField(default=list)
    peringatan = models.JSONField(default=list)

    objects = BarisImporQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["impor", "nomor"], name="barisimpor_nomor_unik")
        ]
        # The few that an officer looks for; new and same rows are found by their number.
        indexes = [
            models.Index(
                fields=["impor", "status", "nomor"],
                condition=models.Q(status__in=[StatusBaris.BERMASALAH, StatusBaris.BERUBAH]),
                name="barisimpor_dicari",
            )
        ]

    def __str__(self) -> str:
        return f"baris {self.nomor}: {self.status}"


class JejakImpor(models.Model):
    """A row that an import wrote: how it was before, and the fingerprint of how it was left."""

    impor = models.ForeignKey(
        Impor, on_delete=models.CASCADE, related_name="jejak", db_index=False, db_constraint=False
    )
    tabel = models.CharField(max_length=63)
    objek_id = models.BigIntegerField()
    sebelum = models.JSONField(null=True)  # null: the import made the row
    # A hash of the row; of earlier releases 32 digits of md5 (services.bidang knows both).
    sesudah = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["impor", "tabel", "objek_id"], name="jejakimpor_objek_unik"
            )
        ]

    def __str__(self) -> str:
        return f"{self.tabel} {self.objek_id}"


class PemetaanKolom(TimestampedModel):
    """Column match that an officer once confirmed for a header."""

    instansi = models.ForeignKey(Instansi, on_delete=models.CASCADE, related_name="+")
    jenis = models.CharField(max_length=40)
    sidik_kepala = models.CharField(max_length=64)
    pemetaan = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "jenis", "sidik_kepala"], name="pemetaankolom_unik"
            )
        ]

    def __str__(self) -> str:
        return f"{self.jenis} {self.sidik_kepala[:8]}"
