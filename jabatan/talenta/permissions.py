"""Who opens the talent map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asn_portal.core.enums import INSTANSI_WIDE, Peran

if TYPE_CHECKING:
    from asn_portal.core.scope import Scope

TALENT_ROLES: tuple[str, ...] = (*sorted(INSTANSI_WIDE), Peran.KEPALA_OPD)


def instansi_of(scope: Scope) -> list[int]:
    """Agencies whose talent map the person may open, wholly or for one office."""
    return sorted({duty.instansi_id for duty in scope.duties if duty.peran in TALENT_ROLES})
