"""What a login may see: one object per request, from one query, used by every `visible_to`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from asn_portal.core.enums import INSTANSI_WIDE, Peran

if TYPE_CHECKING:
    from collections.abc import Iterable

NOTHING = Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class Duty:
    """One role of the person, where it holds."""

    peran: str
    instansi_id: int
    unit_id: int | None
    opd_id: int | None
    zona: str


@dataclass(frozen=True, slots=True)
class Scope:
    """All duties of one person today. `is_superuser` is never looked at."""

    orang_id: int | None
    duties: tuple[Duty, ...]

    @property
    def peran(self) -> frozenset[str]:
        """Codes of the roles held, whatever the place."""
        return frozenset(duty.peran for duty in self.duties)

    @property
    def zona(self) -> str | None:
        """Time zone of the offices served, when it is one."""
        zones = {duty.zona for duty in self.duties}
        return zones.pop() if len(zones) == 1 else None

    def has(self, *peran: str) -> bool:
        """Whether one of these roles is held anywhere."""
        return not self.peran.isdisjoint(peran)

    def holds(self, peran: str, *, instansi_id: int, opd_id: int | None = None) -> bool:
        """Whether the role is held for the whole instansi, or bound to this very office."""
        return any(
            duty.peran == peran
            and duty.instansi_id == instansi_id
            and duty.opd_id in {None, opd_id}
            for duty in self.duties
        )

    def instansi_ids(self, peran: Iterable[str] = INSTANSI_WIDE) -> set[int]:
        """Agencies where one of the roles is held without a unit, so that all rows are visible."""
        wanted = set(peran)
        return {d.instansi_id for d in self.duties if d.peran in wanted and d.opd_id is None}

    def opd_ids(self, peran: Iterable[str] = (*INSTANSI_WIDE, Peran.KEPALA_OPD)) -> set[int]:
        """Offices where one of the roles is held bound to a unit."""
        wanted = set(peran)
        return {d.opd_id for d in self.duties if d.peran in wanted and d.opd_id is not None}

    def unit_filter(self, *, instansi: str, opd: str) -> Q:
        """Rows of visible agencies or offices; `instansi` and `opd` are lookups of the model."""
        everywhere, offices = self.instansi_ids(), self.opd_ids()
        where = NOTHING
        if everywhere:
            where |= Q(**{f"{instansi}__in": everywhere})
        if offices:
            where |= Q(**{f"{opd}__in": offices})
        return where

    def person_filter(self, *, instansi: str, opd: str, orang: str) -> Q:
        """Rows about people: own rows, staff of own office, or everybody of the instansi."""
        where = self.unit_filter(instansi=instansi, opd=opd)
        if self.orang_id is not None:
            where |= Q(**{orang: self.orang_id})
        return where


EMPTY = Scope(orang_id=None, duties=())


def scope_of(user: Any) -> Scope:
    """Duties in force today; read once per login object, which lives for one request."""
    if user is None or not user.is_authenticated or not user.is_active or user.orang_id is None:
        return EMPTY
    known: Scope | None = getattr(user, "_scope", None)
    if known is None:
        penugasan = apps.get_model("core", "Penugasan")
        rows = penugasan.objects.filter(
            orang_id=user.orang_id, periode__contains=timezone.localdate()
        ).values_list("peran", "instansi_id", "unit_id", "unit__opd_id", "instansi__zona_waktu")
        known = Scope(orang_id=user.orang_id, duties=tuple(Duty(*row) for row in rows))
        user._scope = known  # noqa: SLF001 -- cache for the life of the request
    return known
