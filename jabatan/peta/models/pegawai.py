"""People in employment and their dated histories."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models

from asn_portal.core.models import Instansi, Orang, TimestampedModel, UnitKerja, random_code
from jabatan.peta.enums import HalNihil, JenisPemangku, Jenjang, JenjangPendidikan, StatusASN
from jabatan.peta.models.jabatan import Kompetensi, Kursi, ProgramStudi
from jabatan.peta.querysets import PegawaiQuerySet, PemangkuQuerySet


@pghistory.track()
class Pegawai(TimestampedModel):
    """Employment of a person at an instansi. Public reference is `kode`, never the NIP."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="pegawai")
    orang = models.ForeignKey(Orang, on_delete=models.PROTECT, related_name="pegawai")
    kode = models.CharField(max_length=12, unique=True, default=random_code)
    nip = models.CharField("NIP", max_length=18)
    pns_id = models.CharField("PNS ID SIASN", max_length=42, null=True, blank=True)
    status = models.CharField(max_length=16, choices=StatusASN)
    kedudukan_hukum = models.CharField(max_length=60, blank=True)
    tmt_cpns = models.DateField(null=True)
    tmt_pns = models.DateField(null=True)
    # Unit where the person works; also known for somebody without a seat on the map.
    unit = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, null=True, related_name="pegawai")
    # False for people who left (retired, moved, died): their history stays.
    aktif = models.BooleanField(default=True)
    berhenti_tanggal = models.DateField(null=True)

    objects = PegawaiQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["nip"], name="pegawai_nip_unik"),
            models.UniqueConstraint(fields=["instansi", "pns_id"], name="pegawai_pns_id_unik"),
            models.UniqueConstraint(
                fields=["orang"], condition=models.Q(aktif=True), name="pegawai_satu_aktif"
            ),
            models.CheckConstraint(
                name="pegawai_nip_18_angka", condition=models.Q(nip__regex=r"^[0-9]{18}$")
            ),
        ]
        indexes = [models.Index(fields=["instansi", "aktif"], name="pegawai_instansi_aktif")]

    def __str__(self) -> str:
        return self.orang.nama


@pghistory.track()
class RiwayatPangkat(TimestampedModel):
    """A rank (golongan ruang) since its TMT; PNS "III/d", PPPK "IX" (never compared)."""

    pegawai = models.ForeignKey(Pegawai, on_delete=models.CASCADE, related_name="riwayat_pangkat")
    golongan = models.CharField(max_length=5)
    tmt = models.DateField()
    mk_tahun = models.PositiveSmallIntegerField(null=True)
    mk_bulan = models.PositiveSmallIntegerField(null=True)
    nomor_sk = models.CharField(max_length=100, blank=True)
    tanggal_sk = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pegawai", "golongan", "tmt"], name="riwayatpangkat_unik"
            )
        ]
        # The rank of a day is asked for everybody at once, by lists and their filters.
        indexes = [
            models.Index(
                "pegawai",
                models.F("tmt").desc(),
                models.F("id").desc(),
                name="riwayatpangkat_terakhir",
                include=["golongan"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.golongan} {self.tmt}"


@pghistory.track()
class RiwayatPendidikan(TimestampedModel):
    """A degree."""

    pegawai = models.ForeignKey(
        Pegawai, on_delete=models.CASCADE, related_name="riwayat_pendidikan"
    )
    jenjang = models.CharField(max_length=10, choices=JenjangPendidikan)
    program = models.ForeignKey(ProgramStudi, on_delete=models.PROTECT, null=True, related_name="+")
    tahun_lulus = models.PositiveSmallIntegerField(null=True)
    sekolah = models.CharField(max_length=250, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pegawai", "jenjang", "program"],
                name="riwayatpendidikan_unik",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.jenjang} {self.program or ''}"


@pghistory.track()
class PemangkuJabatan(TimestampedModel):
    """Appointment of a person to a seat, or an imported past post without a seat.

    The database is the judge: one definitive holder per seat, one definitive seat per person,
    one acting person per seat (reliability.md §3.1). Only DEFINITIF occupies.
    """

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="pemangku")
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="riwayat_jabatan")
    kursi = models.ForeignKey(Kursi, on_delete=models.PROTECT, null=True, related_name="pemangku")
    jenis = models.CharField(max_length=14, choices=JenisPemangku)
    jenjang = models.CharField(max_length=14, choices=Jenjang)
    # As the decree said; for rows with a seat copied from the map, so that history outlives it.
    nama_jabatan = models.CharField(max_length=250)
    nama_unit = models.CharField(max_length=250, blank=True)
    nama_instansi = models.CharField(max_length=200, blank=True)
    # False where the past post was at another instansi.
    di_instansi = models.BooleanField(default=True)
    periode = DateRangeField()
    nomor_sk = models.CharField(max_length=100, blank=True)
    tanggal_sk = models.DateField(null=True)
    # Reference of the decree of this portal that made or ended the appointment.
    sk_kode = models.CharField(max_length=12, blank=True)

    objects = PemangkuQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="kursi_satu_definitif",
                condition=models.Q(jenis=JenisPemangku.DEFINITIF, kursi__isnull=False),
                expressions=[
                    ("kursi", RangeOperators.EQUAL),
                    ("periode", RangeOperators.OVERLAPS),
                ],
                violation_error_message="Jabatan ini sudah terisi pada masa itu.",
            ),
            ExclusionConstraint(
                name="pegawai_satu_definitif",
                condition=models.Q(jenis=JenisPemangku.DEFINITIF, kursi__isnull=False),
                expressions=[
                    ("pegawai", RangeOperators.EQUAL),
                    ("periode", RangeOperators.OVERLAPS),
                ],
                violation_error_message="Pegawai ini sudah menduduki jabatan definitif lain.",
            ),
            ExclusionConstraint(
                name="kursi_satu_pelaksana_tugas",
                condition=models.Q(
                    jenis__in=[JenisPemangku.PLT, JenisPemangku.PLH, JenisPemangku.PJ],
                    kursi__isnull=False,
                ),
                expressions=[
                    ("kursi", RangeOperators.EQUAL),
                    ("periode", RangeOperators.OVERLAPS),
                ],
                violation_error_message="Jabatan ini sudah punya pelaksana tugas pada masa itu.",
            ),
            models.CheckConstraint(
                name="pemangku_punya_mulai",
                condition=models.Q(periode__startswith__isnull=False)
                & models.Q(periode__isempty=False),
            ),
            # SE BKN 1/SE/I/2021: a Plt. serves three months at most per appointment.
            models.CheckConstraint(
                name="plt_paling_lama_tiga_bulan",
                condition=~models.Q(jenis=JenisPemangku.PLT, kursi__isnull=False)
                | models.Q(
                    periode__endswith__isnull=False,
                    periode__endswith__lte=models.Func(
                        models.F("periode__startswith"),
                        template="((%(expressions)s) + interval '3 months')::date",
                        output_field=models.DateField(),
                    ),
                ),
            ),
        ]
        indexes = [models.Index(fields=["pegawai", "jenis"], name="pemangku_pegawai_jenis")]

    def __str__(self) -> str:
        return f"{self.nama_jabatan} ({self.jenis})"


@pghistory.track()
class HasilAsesmen(TimestampedModel):
    """A competence assessment; valid for three years from its date."""

    pegawai = models.ForeignKey(Pegawai, on_delete=models.CASCADE, related_name="asesmen")
    tanggal = models.DateField()
    penyelenggara = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pegawai", "tanggal"], name="asesmen_unik")]

    def __str__(self) -> str:
        return f"asesmen {self.tanggal}"


@pghistory.track()
class CapaianKompetensi(TimestampedModel):
    """Level 0..5 reached in one competence of an assessment."""

    asesmen = models.ForeignKey(HasilAsesmen, on_delete=models.CASCADE, related_name="capaian")
    kompetensi = models.ForeignKey(Kompetensi, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["asesmen", "kompetensi"], name="capaian_unik"),
            models.CheckConstraint(name="capaian_level", condition=models.Q(level__lte=5)),
        ]

    def __str__(self) -> str:
        return f"{self.kompetensi}: {self.level}"


@pghistory.track()
class HasilPotensi(TimestampedModel):
    """Eight ratings 0..5 of potential (§2.6), in the order of PermenPANRB 3/2020."""

    pegawai = models.ForeignKey(Pegawai, on_delete=models.CASCADE, related_name="potensi")
    tanggal = models.DateField()
    nilai = ArrayField(models.PositiveSmallIntegerField(), size=8)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pegawai", "tanggal"], name="potensi_unik"),
            models.CheckConstraint(name="potensi_delapan_aspek", condition=models.Q(nilai__len=8)),
        ]

    def __str__(self) -> str:
        return f"potensi {self.tanggal}"


@pghistory.track()
class PernyataanNihil(TimestampedModel):
    """Verified none: a person states on a day that there is nothing to enter (missing ≠ zero)."""

    pegawai = models.ForeignKey(Pegawai, on_delete=models.CASCADE, related_name="pernyataan_nihil")
    hal = models.CharField(max_length=20, choices=HalNihil)
    tanggal = models.DateField()
    oleh = models.CharField("dinyatakan oleh", max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pegawai", "hal"], name="pernyataannihil_unik")
        ]

    def __str__(self) -> str:
        return f"nihil {self.hal}"
