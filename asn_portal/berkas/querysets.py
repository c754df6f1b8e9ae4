"""Imports that a person may see."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from asn_portal.core.enums import Peran
from asn_portal.core.scope import scope_of

ROLES = (Peran.OPERATOR, Peran.VERIFIKATOR)


class ImporQuerySet(models.QuerySet[Any]):
    """Imports."""

    def visible_to(self, user: Any) -> Self:
        """Imports of the instansi where the user is an operator or a verifikator."""
        return self.filter(instansi_id__in=scope_of(user).instansi_ids(ROLES))


class BarisImporQuerySet(models.QuerySet[Any]):
    """Rows of imports."""

    def visible_to(self, user: Any) -> Self:
        """Rows of visible imports."""
        return self.filter(impor__instansi_id__in=scope_of(user).instansi_ids(ROLES))
