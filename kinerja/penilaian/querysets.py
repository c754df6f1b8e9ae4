"""Rows of performance, filtered by who asks."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from asn_portal.core.scope import scope_of


class PenilaianQuerySet(models.QuerySet[Any]):
    """Rows that hang on a pegawai."""

    def visible_to(self, user: Any) -> Self:
        """Own rows, those of the own office, or all of the instansi."""
        return self.filter(
            scope_of(user).person_filter(
                instansi="pegawai__instansi_id",
                opd="pegawai__unit__opd_id",
                orang="pegawai__orang_id",
            )
        )
