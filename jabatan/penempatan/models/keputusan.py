"""Proposal, approvals, decision and decree; the database enforces the order of states."""

import pghistory
import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models

from asn_portal.core.models import Instansi, Orang, TimestampedModel, UnitKerja, random_code
from jabatan.penempatan.enums import (
    OPEN_STATES,
    TRANSITIONS,
    AlasanPPK,
    AlasanTolak,
    AlasanUsulan,
    JenisSK,
    KertasSK,
    SisiPersetujuan,
    StatusPersetujuan,
    StatusSK,
    StatusUsulan,
)
from jabatan.penempatan.models.empat_mata import DECISION, DECREE, HEAD, HEARD
from jabatan.penempatan.models.hasil import Pemeringkatan
from jabatan.penempatan.models.putaran import Lowongan
from jabatan.penempatan.querysets import (
    KeputusanQuerySet,
    PersetujuanQuerySet,
    SuratKeputusanQuerySet,
    UsulanQuerySet,
)
from jabatan.peta.models import Kursi, Pegawai


@pghistory.track()
class Usulan(TimestampedModel):
    """A proposal to place one person on one seat."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="usulan")
    kode = models.CharField(max_length=12, unique=True, default=random_code)
    lowongan = models.ForeignKey(Lowongan, on_delete=models.PROTECT, related_name="usulan")
    kursi = models.ForeignKey(Kursi, on_delete=models.PROTECT, related_name="usulan")
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="usulan")
    # Seat that the person leaves, as it was when the proposal was written.
    kursi_asal = models.ForeignKey(Kursi, on_delete=models.PROTECT, null=True, related_name="+")
    pemeringkatan = models.ForeignKey(
        Pemeringkatan, on_delete=models.PROTECT, related_name="usulan"
    )
    urutan = models.PositiveIntegerField()
    nilai = models.CharField(max_length=24)  # exact decimal text of the engine
    status = models.CharField(max_length=12, choices=StatusUsulan, default=StatusUsulan.DRAF)
    versi = models.PositiveIntegerField(default=1)
    alasan_kode = models.CharField(max_length=26, choices=AlasanUsulan)
    alasan = models.TextField(blank=True)
    # Flags found when it was written: [{"kode", "tingkat": "blokir"|"tandai", "pesan", "dasar"}]
    temuan = models.JSONField(default=list)
    tanggal_berlaku = models.DateField(null=True, blank=True)
    pengusul = models.ForeignKey(Orang, on_delete=models.PROTECT, related_name="+")
    diajukan_at = models.DateTimeField(null=True)
    # Why it ended early: withdrawn by the proposer, or a decision cancelled before its decree.
    alasan_akhir = models.TextField(blank=True)

    objects = UsulanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kursi"],
                condition=models.Q(status__in=OPEN_STATES),
                name="usulan_satu_terbuka_per_kursi",
            ),
            models.UniqueConstraint(
                fields=["pegawai"],
                condition=models.Q(status__in=OPEN_STATES),
                name="usulan_satu_terbuka_per_pegawai",
            ),
            models.CheckConstraint(
                name="usulan_luar_peringkat_beralasan",
                condition=models.Q(urutan=1) | ~models.Q(alasan=""),
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="urutan_status", field="status", transitions=list(TRANSITIONS))
        ]

    def __str__(self) -> str:
        return f"Usulan {self.kode}"


@pghistory.track()
class Persetujuan(TimestampedModel):
    """The word of one head of office about a proposal."""

    usulan = models.ForeignKey(Usulan, on_delete=models.PROTECT, related_name="persetujuan")
    putaran_ke = models.PositiveSmallIntegerField(
        default=1
    )  # raised when sent again after a return
    sisi = models.CharField(max_length=8, choices=SisiPersetujuan)
    unit = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="+")
    penyetuju = models.ForeignKey(Orang, on_delete=models.PROTECT, related_name="+")
    # Why this person and not the head of the unit (vacant, acting, own case); empty = the head.
    sebab_dialihkan = models.CharField(max_length=200, blank=True)
    status = models.CharField(
        max_length=8, choices=StatusPersetujuan, default=StatusPersetujuan.MENUNGGU
    )
    alasan_kode = models.CharField(max_length=20, choices=AlasanTolak, blank=True)
    alasan = models.TextField(blank=True)
    diputus_at = models.DateTimeField(null=True)
    tenggat = models.DateField(null=True)

    objects = PersetujuanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["usulan", "putaran_ke", "sisi"], name="persetujuan_sisi_unik"
            ),
            models.CheckConstraint(
                name="persetujuan_tolak_beralasan",
                condition=~models.Q(status__in=[StatusPersetujuan.KEMBALI, StatusPersetujuan.TOLAK])
                | (~models.Q(alasan_kode="") & ~models.Q(alasan="")),
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="sekali_putus",
                field="status",
                transitions=[
                    ("MENUNGGU", "SETUJU"),
                    ("MENUNGGU", "KEMBALI"),
                    ("MENUNGGU", "TOLAK"),
                    ("MENUNGGU", "GUGUR"),
                    ("MENUNGGU", "TAHU"),
                ],
            ),
            HEAD,
        ]

    def __str__(self) -> str:
        return f"{self.get_sisi_display()}: {self.get_status_display()}"


@pghistory.track()
class PernyataanPegawai(TimestampedModel):
    """What the person concerned says before the move."""

    usulan = models.OneToOneField(Usulan, on_delete=models.PROTECT, related_name="pernyataan")
    bersedia = models.BooleanField()
    catatan = models.TextField(blank=True)
    dinyatakan_at = models.DateTimeField()

    def __str__(self) -> str:
        return "bersedia" if self.bersedia else "tidak bersedia"


@pghistory.track()
class Keputusan(TimestampedModel):
    """The decision of the PPK, also against the recommendation but then with reasons."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="keputusan")
    kode = models.CharField(max_length=12, unique=True, default=random_code)
    usulan = models.OneToOneField(Usulan, on_delete=models.PROTECT, related_name="keputusan")
    # The person chosen; may differ from `usulan.pegawai`.
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="+")
    urutan = models.PositiveIntegerField()
    # True when the PPK decides otherwise than proposed (sharing the first place is not).
    berbeda = models.BooleanField(default=False)
    alasan_kode = models.CharField(max_length=20, choices=AlasanPPK, blank=True)
    alasan = models.TextField(blank=True)
    diputuskan_oleh = models.ForeignKey(Orang, on_delete=models.PROTECT, related_name="+")
    diputuskan_at = models.DateTimeField()

    objects = KeputusanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="keputusan_berbeda_beralasan",
                condition=models.Q(berbeda=False)
                | (~models.Q(alasan_kode="") & ~models.Q(alasan="")),
            )
        ]
        triggers = [
            pgtrigger.Protect(name="tetap", operation=pgtrigger.Update | pgtrigger.Delete),
            DECISION,
        ]

    def __str__(self) -> str:
        return f"Keputusan {self.kode}"


@pghistory.track()
class SuratKeputusan(TimestampedModel):
    """A decree: gap-free number, the PDF that was signed off, its hash, the day it takes effect."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="surat_keputusan")
    kode = models.CharField(max_length=12, unique=True, default=random_code)
    jenis = models.CharField(max_length=14, choices=JenisSK, default=JenisSK.PENGANGKATAN)
    tahun = models.PositiveSmallIntegerField()
    nomor = models.PositiveIntegerField()
    nomor_lengkap = models.CharField(max_length=80)
    keputusan = models.OneToOneField(Keputusan, on_delete=models.PROTECT, related_name="sk")
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="surat_keputusan")
    kursi = models.ForeignKey(Kursi, on_delete=models.PROTECT, related_name="surat_keputusan")
    tanggal = models.DateField("tanggal penetapan")
    tanggal_berlaku = models.DateField()
    penanda_tangan = models.CharField(max_length=200)
    status = models.CharField(max_length=12, choices=StatusSK, default=StatusSK.DITETAPKAN)
    # What the paper says, word by word; the preview on screen reads the same.
    isi = models.JSONField()
    kertas = models.CharField(max_length=2, choices=KertasSK, default=KertasSK.F4)
    pdf = models.BinaryField()
    pdf_sha256 = models.CharField(max_length=64)
    peristiwa_nomor = models.PositiveBigIntegerField(null=True)
    ditetapkan_oleh = models.ForeignKey(Orang, on_delete=models.PROTECT, related_name="+")
    berlaku_at = models.DateTimeField(null=True)
    dibatalkan_at = models.DateTimeField(null=True)
    alasan_batal = models.TextField(blank=True)

    # Set while it takes effect: why the duty of a head could not be given.
    peran_ditolak = ""

    objects = SuratKeputusanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "jenis", "tahun", "nomor"], name="sk_nomor_unik"
            ),
            ExclusionConstraint(
                name="sk_satu_menunggu_per_kursi",
                condition=models.Q(status=StatusSK.DITETAPKAN),
                expressions=[("kursi", RangeOperators.EQUAL)],
            ),
            ExclusionConstraint(
                name="sk_satu_menunggu_per_pegawai",
                condition=models.Q(status=StatusSK.DITETAPKAN),
                expressions=[("pegawai", RangeOperators.EQUAL)],
            ),
            models.CheckConstraint(
                name="sk_batal_beralasan",
                condition=~models.Q(status=StatusSK.DIBATALKAN) | ~models.Q(alasan_batal=""),
            ),
            models.CheckConstraint(
                name="sk_tidak_berlaku_surut",
                condition=models.Q(tanggal_berlaku__gte=models.F("tanggal")),
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="urutan_status",
                field="status",
                transitions=[("DITETAPKAN", "BERLAKU"), ("DITETAPKAN", "DIBATALKAN")],
            ),
            pgtrigger.Protect(name="tidak_dihapus", operation=pgtrigger.Delete),
            DECREE,
            HEARD,
            pgtrigger.Protect(
                name="isi_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__pdf__df=pgtrigger.F("new__pdf"))
                | pgtrigger.Q(old__isi__df=pgtrigger.F("new__isi"))
                | pgtrigger.Q(old__pdf_sha256__df=pgtrigger.F("new__pdf_sha256"))
                | pgtrigger.Q(old__nomor__df=pgtrigger.F("new__nomor"))
                | pgtrigger.Q(old__nomor_lengkap__df=pgtrigger.F("new__nomor_lengkap"))
                | pgtrigger.Q(old__pegawai__df=pgtrigger.F("new__pegawai"))
                | pgtrigger.Q(old__kursi__df=pgtrigger.F("new__kursi"))
                | pgtrigger.Q(old__tanggal_berlaku__df=pgtrigger.F("new__tanggal_berlaku")),
            ),
        ]

    def __str__(self) -> str:
        return self.nomor_lengkap
