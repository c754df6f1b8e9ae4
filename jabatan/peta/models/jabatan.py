"""Titles, positions, seats, what a position needs and what a person must bring."""

import pghistory
from django.db import models

from asn_portal.core.models import Instansi, TimestampedModel, UnitKerja, random_code
from jabatan.peta.enums import JenisJabatan, JenisKompetensi, Jenjang, Kepentingan
from jabatan.peta.models.struktur import VersiPeta
from jabatan.peta.querysets import IsiPetaQuerySet, JabatanQuerySet, KursiQuerySet


@pghistory.track()
class Kompetensi(TimestampedModel):
    """A competence of the dictionary: nine generic ones and technical ones (PermenPANRB 38/2017)."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="kompetensi")
    kode = models.SlugField(max_length=60)
    nama = models.CharField(max_length=150)
    jenis = models.CharField(max_length=16, choices=JenisKompetensi)
    urutan = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instansi", "kode"], name="kompetensi_kode_unik")
        ]

    def __str__(self) -> str:
        return self.nama


class BidangIlmu(TimestampedModel):
    """A family of fields of study, as gates and scores use it; `kode` is a free lower-case word."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="bidang_ilmu")
    kode = models.SlugField(max_length=60)
    nama = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instansi", "kode"], name="bidangilmu_kode_unik")
        ]

    def __str__(self) -> str:
        return self.nama


class ProgramStudi(TimestampedModel):
    """A study programme as certificates name it, mapped to a field; unmapped = unknown field."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="program_studi")
    nama_baku = models.CharField(max_length=250)  # upper case, single blanks
    kode_siasn = models.CharField(max_length=42, null=True, blank=True)
    bidang = models.ForeignKey(
        BidangIlmu, on_delete=models.PROTECT, null=True, related_name="program_studi"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instansi", "nama_baku"], name="programstudi_unik")
        ]

    def __str__(self) -> str:
        return self.nama_baku


@pghistory.track()
class ProfilSyarat(TimestampedModel):
    """Requirements shared by positions of one kind: gates in the golden format, competences, fields."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="profil_syarat")
    kode = models.CharField(max_length=12, unique=True, default=random_code)
    nama = models.CharField(max_length=200)
    jenjang = models.CharField(max_length=14, choices=Jenjang)
    # List of SYARAT of the exchange format, each with an extra key "dasar" (legal basis) that the
    # portal shows and strips before it calls the engine.
    syarat = models.JSONField(default=list)
    ikhtisar = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instansi", "nama"], name="profilsyarat_nama_unik")
        ]

    def __str__(self) -> str:
        return self.nama


@pghistory.track()
class StandarKompetensi(TimestampedModel):
    """Level 1..5 of a competence that the profile requires (SKJ)."""

    profil = models.ForeignKey(ProfilSyarat, on_delete=models.CASCADE, related_name="standar")
    kompetensi = models.ForeignKey(Kompetensi, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField()
    kepentingan = models.CharField(max_length=8, choices=Kepentingan, default=Kepentingan.PENTING)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["profil", "kompetensi"], name="standar_unik"),
            models.CheckConstraint(
                name="standar_level", condition=models.Q(level__gte=1, level__lte=5)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kompetensi}: {self.level}"


@pghistory.track()
class BidangSesuai(TimestampedModel):
    """How well a field of study fits the profile, in hundredths: 10000, 7500 or 5000 (§2.6)."""

    profil = models.ForeignKey(ProfilSyarat, on_delete=models.CASCADE, related_name="bidang_sesuai")
    bidang = models.ForeignKey(BidangIlmu, on_delete=models.PROTECT, related_name="+")
    nilai = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["profil", "bidang"], name="bidangsesuai_unik"),
            models.CheckConstraint(
                name="bidangsesuai_nilai", condition=models.Q(nilai__gte=0, nilai__lte=10000)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bidang}: {self.nilai}"


@pghistory.track()
class NomenklaturJabatan(TimestampedModel):
    """A position title of the nomenclature, with its level and retirement age."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="nomenklatur")
    nama = models.CharField(max_length=250)
    jenis = models.CharField(max_length=10, choices=JenisJabatan)
    jenjang = models.CharField(max_length=14, choices=Jenjang)
    kode_siasn = models.CharField(max_length=42, null=True, blank=True)
    bup = models.PositiveSmallIntegerField("batas usia pensiun", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "jenis", "nama"], name="nomenklatur_nama_unik"
            ),
            models.UniqueConstraint(
                fields=["instansi", "jenis", "kode_siasn"], name="nomenklatur_kode_siasn_unik"
            ),
        ]

    def __str__(self) -> str:
        return self.nama


@pghistory.track()
class Jabatan(TimestampedModel):
    """A title in a unit: identity of a position. Class and need stand in the map (`IsiPeta`)."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="jabatan")
    kode = models.CharField(max_length=12, unique=True, default=random_code)
    unit = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="jabatan")
    nomenklatur = models.ForeignKey(
        NomenklaturJabatan, on_delete=models.PROTECT, related_name="jabatan"
    )
    profil = models.ForeignKey(
        ProfilSyarat, on_delete=models.PROTECT, null=True, blank=True, related_name="jabatan"
    )
    # The structural position that leads its unit.
    memimpin = models.BooleanField(default=False)

    objects = JabatanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "nomenklatur"], name="jabatan_unik"),
            models.UniqueConstraint(
                fields=["unit"], condition=models.Q(memimpin=True), name="jabatan_satu_pemimpin"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nomenklatur.nama}"


@pghistory.track()
class IsiPeta(TimestampedModel):
    """One line of a map version: class, need (K) and workload of a position."""

    versi = models.ForeignKey(VersiPeta, on_delete=models.PROTECT, related_name="isi")
    jabatan = models.ForeignKey(Jabatan, on_delete=models.PROTECT, related_name="isi_peta")
    kelas = models.PositiveSmallIntegerField(null=True)
    kebutuhan = models.PositiveSmallIntegerField("kebutuhan (K)")
    # Ten-thousandths of a person, as ABK gives it before rounding; unknown for a typed K.
    kebutuhan_eksak = models.PositiveIntegerField(null=True)
    beban_menit = models.PositiveBigIntegerField(null=True)

    objects = IsiPetaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["versi", "jabatan"], name="isipeta_unik"),
            models.CheckConstraint(
                name="isipeta_kelas",
                condition=models.Q(kelas__isnull=True) | models.Q(kelas__gte=1, kelas__lte=17),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jabatan}: K {self.kebutuhan}"


@pghistory.track()
class TugasABK(TimestampedModel):
    """One task of the workload analysis (PermenPANRB 1/2020), a line of the ABK sheet."""

    isi_peta = models.ForeignKey(IsiPeta, on_delete=models.CASCADE, related_name="tugas")
    urutan = models.PositiveSmallIntegerField()
    uraian = models.CharField(max_length=500)
    satuan_hasil = models.CharField(max_length=100, blank=True)
    menit = models.PositiveIntegerField("waktu penyelesaian (menit)")
    volume = models.DecimalField("volume kerja setahun", max_digits=14, decimal_places=2)
    waktu_efektif = models.PositiveIntegerField("waktu kerja efektif (menit)", default=75_000)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["isi_peta", "urutan"], name="tugasabk_urutan_unik")
        ]

    def __str__(self) -> str:
        return self.uraian


@pghistory.track()
class Kursi(TimestampedModel):
    """A seat: numbered within its position; surplus people sit on seats without formasi."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="kursi")
    kode = models.CharField(max_length=12, unique=True, default=random_code)
    jabatan = models.ForeignKey(Jabatan, on_delete=models.PROTECT, related_name="kursi")
    nomor = models.PositiveSmallIntegerField()
    formasi = models.BooleanField(default=True)
    # The reporting line belongs to the seat, not to the person.
    atasan = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="bawahan")

    objects = KursiQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jabatan", "nomor"], name="kursi_nomor_unik"),
            models.CheckConstraint(
                name="kursi_bukan_atasan_sendiri",
                condition=models.Q(atasan__isnull=True) | ~models.Q(atasan=models.F("id")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jabatan} kursi {self.nomor}"
