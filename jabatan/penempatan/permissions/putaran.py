"""Rounds and rankings: the personnel office opens and computes, others of the instansi read."""

from __future__ import annotations

from typing import Any

from asn_portal.core.enums import Peran
from asn_portal.core.scope import scope_of

# Roles for which rankings are a page at all; the head of an office sees only proposals to approve.
READERS: tuple[str, ...] = (
    Peran.OPERATOR,
    Peran.VERIFIKATOR,
    Peran.PENGELOLA_KEBIJAKAN,
    Peran.PANSEL,
    Peran.PPK,
    Peran.AUDITOR,
)


def may_open_round(user: Any, instansi_id: int) -> bool:
    """The personnel office opens, closes and cancels rounds."""
    return scope_of(user).holds(Peran.OPERATOR, instansi_id=instansi_id)


def may_compute(user: Any, instansi_id: int) -> bool:
    """The personnel office and the selection committee may ask for a computation."""
    scope = scope_of(user)
    return scope.holds(Peran.OPERATOR, instansi_id=instansi_id) or scope.holds(
        Peran.PANSEL, instansi_id=instansi_id
    )


def may_read_discipline(user: Any, instansi_id: int) -> bool:
    """Discipline in a ranking: the personnel office and the PPK (domain §10.5, as on the card).

    Other readers learn only that somebody does not meet the requirement of integrity.
    """
    readers = (Peran.OPERATOR, Peran.VERIFIKATOR, Peran.PPK)
    return instansi_id in scope_of(user).instansi_ids(readers)
