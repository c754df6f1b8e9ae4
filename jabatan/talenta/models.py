"""Profile rows: all evidence of a person in one row, ready for the merit engine.

Derived from the tables of record and rebuilt from them at any time; no history is kept.
"""

from typing import ClassVar

from django.db import models

from asn_portal.core.models import Instansi
from jabatan.peta.models import Pegawai


class KeadaanProfil(models.Model):
    """Evidence versions that the profile rows of an instansi have seen; its row is their lock."""

    instansi = models.OneToOneField(Instansi, on_delete=models.CASCADE, related_name="+")
    versi_bukti = models.JSONField(default=dict)
    # Layout of the rows; 0 before the first build. Another number means: build all again.
    format = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"profil {self.instansi_id}"


class ProfilMerit(models.Model):
    """One active person: fixed facts as codes of the engine, dated facts as packed rows.

    Nothing here depends on a date: windows are cut when a round is collected.
    """

    turunan: ClassVar[bool] = True  # undo of an import may remove it; the next build brings it back

    pegawai = models.OneToOneField(
        Pegawai, on_delete=models.CASCADE, primary_key=True, related_name="profil_merit"
    )
    instansi = models.ForeignKey(Instansi, on_delete=models.CASCADE, related_name="+")
    kode = models.CharField(max_length=12)
    status = models.SmallIntegerField()
    lahir = models.IntegerField()  # days since 1970-01-01
    fakta = models.BinaryField()  # engine.kolom.FAKTA, by kind and time

    def __str__(self) -> str:
        return self.kode
