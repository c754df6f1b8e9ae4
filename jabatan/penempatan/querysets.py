"""Rows of placement, filtered by who asks."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from asn_portal.core.enums import Peran
from asn_portal.core.scope import NOTHING, scope_of


class PutaranQuerySet(models.QuerySet[Any]):
    """Rounds."""

    def visible_to(self, user: Any) -> Self:
        """Rounds of an instansi that the user serves as a whole."""
        return self.filter(instansi_id__in=scope_of(user).instansi_ids())


class LowonganQuerySet(models.QuerySet[Any]):
    """Vacancies."""

    def visible_to(self, user: Any) -> Self:
        """Vacancies of the instansi, or of the own office for its head."""
        return self.filter(
            scope_of(user).unit_filter(instansi="instansi_id", opd="kursi__jabatan__unit__opd_id")
        )


class PemeringkatanQuerySet(models.QuerySet[Any]):
    """Runs."""

    def visible_to(self, user: Any) -> Self:
        """Runs of an instansi that the user serves as a whole."""
        return self.filter(instansi_id__in=scope_of(user).instansi_ids())


class HasilQuerySet(models.QuerySet[Any]):
    """Results of vacancies."""

    def visible_to(self, user: Any) -> Self:
        """Results of an instansi that the user serves as a whole."""
        return self.filter(lowongan__instansi_id__in=scope_of(user).instansi_ids())


class UsulanQuerySet(models.QuerySet[Any]):
    """Proposals."""

    def visible_to(self, user: Any) -> Self:
        """All of the instansi for those who serve it; those one must approve; the own case.

        Own is also the proposal of another person when the PPK chose the reader.
        """
        scope = scope_of(user)
        where = models.Q(instansi_id__in=scope.instansi_ids())
        if scope.orang_id is not None:
            where |= models.Q(pk__in=_to_approve(scope.orang_id))
            where |= models.Q(pegawai__orang_id=scope.orang_id) & ~models.Q(status="DRAF")
            where |= models.Q(keputusan__pegawai__orang_id=scope.orang_id)
        else:
            where = NOTHING
        return self.filter(where)


class PersetujuanQuerySet(models.QuerySet[Any]):
    """Approvals."""

    def visible_to(self, user: Any) -> Self:
        """Those addressed to the user, and all of the instansi for those who serve it."""
        scope = scope_of(user)
        if scope.orang_id is None:
            return self.none()
        return self.filter(
            models.Q(penyetuju_id=scope.orang_id)
            | models.Q(usulan__instansi_id__in=scope.instansi_ids())
        )


class KeputusanQuerySet(models.QuerySet[Any]):
    """Decisions."""

    def visible_to(self, user: Any) -> Self:
        """Decisions of an instansi that the user serves as a whole, and the own case."""
        scope = scope_of(user)
        if scope.orang_id is None:
            return self.none()
        return self.filter(
            models.Q(instansi_id__in=scope.instansi_ids())
            | models.Q(pegawai__orang_id=scope.orang_id)
        )


class SuratKeputusanQuerySet(models.QuerySet[Any]):
    """Decrees."""

    def visible_to(self, user: Any) -> Self:
        """All of the instansi; those of the own office for its head; the own decree."""
        scope = scope_of(user)
        if scope.orang_id is None:
            return self.none()
        where = models.Q(instansi_id__in=scope.instansi_ids()) | models.Q(
            pegawai__orang_id=scope.orang_id
        )
        offices = scope.opd_ids((Peran.KEPALA_OPD,))
        if offices:
            where |= models.Q(kursi__jabatan__unit__opd_id__in=offices)
        return self.filter(where)


def _to_approve(orang_id: int) -> Any:
    from django.apps import apps  # noqa: PLC0415 -- models import this module

    persetujuan = apps.get_model("penempatan", "Persetujuan")
    return persetujuan.objects.filter(penyetuju_id=orang_id).values("usulan_id")
