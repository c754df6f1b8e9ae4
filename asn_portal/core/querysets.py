"""Rows of the ground floor, filtered by who asks and by date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models

from asn_portal.core.scope import scope_of

if TYPE_CHECKING:
    from datetime import date


class UnitKerjaQuerySet(models.QuerySet[Any]):
    """Units."""

    def visible_to(self, user: Any) -> Self:
        """Units of the instansi where the user has a duty that sees the map."""
        scope = scope_of(user)
        return self.filter(scope.unit_filter(instansi="instansi_id", opd="opd_id"))


class PenugasanQuerySet(models.QuerySet[Any]):
    """Duties."""

    def in_force(self, on: date) -> Self:
        """Duties whose period contains the day."""
        return self.filter(periode__contains=on)
