"""Who may see which part of a person's record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asn_portal.core.enums import Peran
from asn_portal.core.scope import scope_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from jabatan.peta.models import Pegawai

# Kinds of pages of the map and of people (ux §3.1).
MAP_ROLES = (
    Peran.OPERATOR,
    Peran.VERIFIKATOR,
    Peran.PENGELOLA_KEBIJAKAN,
    Peran.PANSEL,
    Peran.PPK,
    Peran.KEPALA_OPD,
    Peran.AUDITOR,
)


def is_own(user: Any, pegawai: Pegawai) -> bool:
    """Whether the record is about the person who asks."""
    return scope_of(user).orang_id == pegawai.orang_id


def serves_as_hr(user: Any, pegawai: Pegawai) -> bool:
    """Whether the user keeps the personnel record of this person."""
    return _keeps(user, pegawai.instansi_id, pegawai.unit.opd_id if pegawai.unit else None)


def _keeps(user: Any, instansi_id: int, opd_id: int | None) -> bool:
    return any(
        duty.peran in {Peran.OPERATOR, Peran.VERIFIKATOR}
        and duty.instansi_id == instansi_id
        and duty.opd_id in {None, opd_id}
        for duty in scope_of(user).duties
    )


def may_see_numbers(user: Any, pegawai: Pegawai) -> bool:
    """Full NIP, and NIK on request: the personnel office and the person."""
    return is_own(user, pegawai) or serves_as_hr(user, pegawai)


def number_reader(user: Any) -> Callable[[int, int, int | None], bool]:
    """The same rule for a long list: of which person, instansi and office the number is shown."""
    own = scope_of(user).orang_id
    known: dict[tuple[int, int | None], bool] = {}

    def may(orang_id: int, instansi_id: int, opd_id: int | None) -> bool:
        place = (instansi_id, opd_id)
        if place not in known:
            known[place] = _keeps(user, *place)
        return orang_id == own or known[place]

    return may


def may_see_discipline(user: Any, pegawai: Pegawai) -> bool:
    """Discipline: the personnel office, the PPK, the own head of office and the person."""
    scope = scope_of(user)
    unit = pegawai.unit
    return (
        may_see_numbers(user, pegawai)
        or scope.holds(Peran.PPK, instansi_id=pegawai.instansi_id)
        or (
            unit is not None
            and unit.opd_id is not None
            and unit.opd_id in scope.opd_ids((Peran.KEPALA_OPD,))
        )
    )
