"""Jobs that a person may see."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from asn_portal.core.scope import scope_of


class PekerjaanQuerySet(models.QuerySet[Any]):
    """Jobs."""

    def visible_to(self, user: Any) -> Self:
        """Own jobs and those of the instansi where the user has an instansi-wide duty."""
        scope = scope_of(user)
        if scope.orang_id is None:
            return self.none()
        return self.filter(
            models.Q(dibuat_oleh_id=scope.orang_id) | models.Q(instansi_id__in=scope.instansi_ids())
        )
