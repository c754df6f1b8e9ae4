"""Who is who: agencies, units, human beings, logins and their duties."""

from typing import ClassVar

import pghistory
import pgtrigger
from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Coalesce

from asn_portal.core.enums import FORBIDDEN_PAIRS, JenisInstansi, Peran, ZonaWaktu
from asn_portal.core.models.dasar import TimestampedModel, random_code
from asn_portal.core.querysets import PenugasanQuerySet, UnitKerjaQuerySet


def _forbidden_pairs_sql() -> str:
    """Trigger body: no person holds two duties of a forbidden pair at the same time."""
    pairs = sorted(",".join(sorted(pair)) for pair in FORBIDDEN_PAIRS)
    listed = ", ".join(f"'{pair}'" for pair in pairs)
    return f"""
        IF EXISTS (
            SELECT 1 FROM core_penugasan p
             WHERE p.orang_id = NEW.orang_id AND p.id IS DISTINCT FROM NEW.id
               AND p.periode && NEW.periode
               AND LEAST(p.peran COLLATE "C", NEW.peran COLLATE "C") || ','
                   || GREATEST(p.peran COLLATE "C", NEW.peran COLLATE "C") IN ({listed})
        ) THEN
            RAISE EXCEPTION 'dua peran ini tidak boleh dipegang orang yang sama'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'penugasan_pasangan_terlarang';
        END IF;
        RETURN NEW;
    """


@pghistory.track()
class Instansi(TimestampedModel):
    """A local government; every record carries its instansi."""

    kode = models.CharField(max_length=20, unique=True)
    nama = models.CharField(max_length=200)
    jenis = models.CharField(max_length=10, choices=JenisInstansi)
    kota = models.CharField("tempat penetapan", max_length=100)
    ppk_sebutan = models.CharField("sebutan PPK", max_length=60, default="Wali Kota")
    zona_waktu = models.CharField(max_length=20, choices=ZonaWaktu)
    hari_per_minggu = models.PositiveSmallIntegerField(default=5)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="instansi_hari_per_minggu", condition=models.Q(hari_per_minggu__in=[5, 6])
            ),
        ]

    def __str__(self) -> str:
        return self.nama


@pghistory.track()
class UnitKerja(TimestampedModel):
    """Identity of a unit; names and parents are dated versions (`peta.VersiUnit`).

    Duties are bound to units, so the identity stands on the ground floor (ADR 6).
    """

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="unit")
    kode = models.CharField(max_length=42, default=random_code)
    kode_siasn = models.CharField("ID UNOR SIASN", max_length=42, null=True, blank=True)
    # The office (OPD) that the unit belongs to; an OPD points at itself, the root of a city too.
    opd = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="anggota_opd")

    objects = UnitKerjaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instansi", "kode"], name="unit_kode_unik"),
            models.UniqueConstraint(fields=["instansi", "kode_siasn"], name="unit_kode_siasn_unik"),
        ]

    def __str__(self) -> str:
        return self.kode


@pghistory.track(exclude=["nik_tersandi"])
class Orang(TimestampedModel):
    """The human being. Four eyes compares this row, never the login or the NIP."""

    kode = models.CharField(max_length=12, unique=True, default=random_code)
    nama = models.CharField(max_length=200)
    gelar_depan = models.CharField(max_length=60, blank=True)
    gelar_belakang = models.CharField(max_length=100, blank=True)
    # Lower-case, without degrees and doubled blanks: the same order on every server (no ICU).
    nama_urut = models.CharField(max_length=200, db_index=True)
    tanggal_lahir = models.DateField(null=True)
    jenis_kelamin = models.CharField(max_length=1, blank=True)
    nik_tersandi = models.BinaryField(null=True)
    nik_indeks = models.BinaryField(null=True, unique=True, max_length=32)

    def __str__(self) -> str:
        return self.nama_lengkap

    @property
    def nama_lengkap(self) -> str:
        """Name with degrees as printed on a decree."""
        depan = f"{self.gelar_depan} " if self.gelar_depan else ""
        belakang = f", {self.gelar_belakang}" if self.gelar_belakang else ""
        return f"{depan}{self.nama}{belakang}"


class User(AbstractUser):
    """The login. What a person may do stands in `Penugasan`; is_superuser opens nothing."""

    orang = models.ForeignKey(Orang, on_delete=models.PROTECT, null=True, related_name="akun")
    demo = models.BooleanField(default=False)

    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.orang.nama if self.orang else self.username


@pghistory.track()
class Penugasan(TimestampedModel):
    """A duty of a person, bound to an instansi and, where it fits, to a unit."""

    orang = models.ForeignKey(Orang, on_delete=models.PROTECT, related_name="penugasan")
    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="penugasan")
    peran = models.CharField(max_length=20, choices=Peran)
    unit = models.ForeignKey(
        UnitKerja, on_delete=models.PROTECT, null=True, blank=True, related_name="penugasan"
    )
    periode = DateRangeField()

    objects = PenugasanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="kepala_opd_punya_unit",
                condition=~models.Q(peran=Peran.KEPALA_OPD) | models.Q(unit__isnull=False),
            ),
            ExclusionConstraint(
                name="penugasan_tidak_ganda",
                expressions=[
                    ("orang", RangeOperators.EQUAL),
                    ("instansi", RangeOperators.EQUAL),
                    ("peran", RangeOperators.EQUAL),
                    (Coalesce("unit", 0), RangeOperators.EQUAL),
                    ("periode", RangeOperators.OVERLAPS),
                ],
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="pasangan_terlarang",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_forbidden_pairs_sql(),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_peran_display()}: {self.orang}"
