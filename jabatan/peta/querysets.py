"""Rows of the map, filtered by who asks and by date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models

from asn_portal.core.scope import scope_of

if TYPE_CHECKING:
    from datetime import date


class VersiUnitQuerySet(models.QuerySet[Any]):
    """Dated names and parents of units."""

    def visible_to(self, user: Any) -> Self:
        """Units of a visible instansi or office."""
        return self.filter(
            scope_of(user).unit_filter(instansi="unit__instansi_id", opd="unit__opd_id")
        )

    def in_force(self, on: date) -> Self:
        """Versions whose period contains the day."""
        return self.filter(periode__contains=on)


class JabatanQuerySet(models.QuerySet[Any]):
    """Positions."""

    def visible_to(self, user: Any) -> Self:
        """Positions of a visible instansi or office."""
        return self.filter(scope_of(user).unit_filter(instansi="instansi_id", opd="unit__opd_id"))


class IsiPetaQuerySet(models.QuerySet[Any]):
    """Lines of the map."""

    def visible_to(self, user: Any) -> Self:
        """Lines of a visible instansi or office."""
        return self.filter(
            scope_of(user).unit_filter(instansi="jabatan__instansi_id", opd="jabatan__unit__opd_id")
        )

    def in_force(self, instansi_id: int) -> Self:
        """Lines of the version in force."""
        return self.filter(versi__instansi_id=instansi_id, versi__status="BERLAKU")


class KursiQuerySet(models.QuerySet[Any]):
    """Seats."""

    def visible_to(self, user: Any) -> Self:
        """Seats of a visible instansi or office."""
        return self.filter(
            scope_of(user).unit_filter(instansi="instansi_id", opd="jabatan__unit__opd_id")
        )

    def vacant(self, on: date) -> Self:
        """Formasi without a definitive holder on the day."""
        held = self.model._meta.apps.get_model("peta", "PemangkuJabatan").objects.filter(
            kursi=models.OuterRef("pk"), jenis="DEFINITIF", periode__contains=on
        )
        return self.filter(~models.Exists(held), formasi=True)


class PegawaiQuerySet(models.QuerySet[Any]):
    """People in employment."""

    def visible_to(self, user: Any) -> Self:
        """Own record, staff of the own office, or everybody of the instansi."""
        return self.filter(
            scope_of(user).person_filter(
                instansi="instansi_id", opd="unit__opd_id", orang="orang_id"
            )
        )


class PemangkuQuerySet(models.QuerySet[Any]):
    """Appointments."""

    def visible_to(self, user: Any) -> Self:
        """Own appointments, those of the own office, or all of the instansi."""
        return self.filter(
            scope_of(user).person_filter(
                instansi="instansi_id", opd="pegawai__unit__opd_id", orang="pegawai__orang_id"
            )
        )

    def in_force(self, on: date) -> Self:
        """Appointments whose period contains the day."""
        return self.filter(periode__contains=on)

    def definitive(self) -> Self:
        """Only definitive appointments occupy a seat."""
        return self.filter(jenis="DEFINITIF")
