"""Proposals, decisions and decrees: who may write; four eyes compares the human being."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asn_portal.core.enums import Peran
from asn_portal.core.scope import scope_of

if TYPE_CHECKING:
    from jabatan.penempatan.models import Keputusan, Persetujuan, SuratKeputusan, Usulan

# Roles for which the list of proposals is a page; heads and candidates come by their own pages.
PROPOSAL_READERS: tuple[str, ...] = (Peran.OPERATOR, Peran.PANSEL, Peran.AUDITOR, Peran.PPK)
DECREE_READERS: tuple[str, ...] = (Peran.OPERATOR, Peran.PPK, Peran.AUDITOR, Peran.KEPALA_OPD)


def may_propose(user: Any, instansi_id: int) -> bool:
    """The personnel office writes proposals."""
    return scope_of(user).holds(Peran.OPERATOR, instansi_id=instansi_id)


def may_change(user: Any, usulan: Usulan) -> bool:
    """Only the proposer sends, sends again or withdraws, as long as the duty lasts."""
    return user.orang_id == usulan.pengusul_id and may_propose(user, usulan.instansi_id)


def may_approve(user: Any, persetujuan: Persetujuan) -> bool:
    """The head to whom it is addressed, never proposer or candidate."""
    usulan = persetujuan.usulan
    parties = {usulan.pengusul_id, usulan.pegawai.orang_id}
    return user.orang_id == persetujuan.penyetuju_id and user.orang_id not in parties


def may_decide(user: Any, usulan: Usulan) -> bool:
    """The PPK of the instansi, who has neither proposed nor approved and is not the candidate."""
    if not scope_of(user).holds(Peran.PPK, instansi_id=usulan.instansi_id):
        return False
    approved = usulan.persetujuan.filter(status="SETUJU").values_list("penyetuju_id", flat=True)
    return user.orang_id not in {usulan.pengusul_id, usulan.pegawai.orang_id, *approved}


def may_issue(user: Any, keputusan: Keputusan) -> bool:
    """The personnel office issues the decree; not who decided, not who is appointed."""
    parties = {keputusan.diputuskan_oleh_id, keputusan.pegawai.orang_id}
    held = scope_of(user).holds(Peran.OPERATOR, instansi_id=keputusan.instansi_id)
    return held and user.orang_id not in parties


def may_cancel_decree(user: Any, sk: SuratKeputusan) -> bool:
    """The personnel office, before the decree takes effect; not the person appointed."""
    return (
        scope_of(user).holds(Peran.OPERATOR, instansi_id=sk.instansi_id)
        and user.orang_id != sk.pegawai.orang_id
    )


def may_download(user: Any, sk: SuratKeputusan) -> bool:
    """The paper carries the NIP: the offices that work with it, and the person appointed."""
    scope = scope_of(user)
    return user.orang_id == sk.pegawai.orang_id or sk.instansi_id in scope.instansi_ids(
        (Peran.OPERATOR, Peran.PPK, Peran.AUDITOR)
    )
