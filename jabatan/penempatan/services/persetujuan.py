"""A head of office approves, returns or refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models.functions import Now

from asn_portal.core import audit
from asn_portal.core.dates import local_date
from asn_portal.core.errors import ConflictError, DomainError, NotAllowedError
from jabatan.penempatan.enums import AlasanTolak, StatusPersetujuan, StatusUsulan
from jabatan.penempatan.models import Persetujuan
from jabatan.penempatan.permissions.usulan import may_approve
from jabatan.penempatan.selectors.penyetuju import Kepala
from jabatan.penempatan.services.transisi import (
    STALE,
    lock_usulan,
    move,
    reason,
    require_version,
    transition,
)
from jabatan.penempatan.services.usulan import gugurkan

if TYPE_CHECKING:
    from datetime import datetime

    from asn_portal.core.models import User
    from jabatan.penempatan.models import Usulan

GONE = (
    "Anda tidak memimpin unit ini lagi. Minta Pengelola Kepegawaian menarik usulan ini dan "
    "menyusunnya kembali untuk pimpinan yang baru."
)
EVENTS = {
    StatusPersetujuan.SETUJU: "usulan.disetujui",
    StatusPersetujuan.KEMBALI: "usulan.dikembalikan",
    StatusPersetujuan.TOLAK: "usulan.ditolak",
}


def setujui(
    *, persetujuan: Persetujuan, versi: int, actor: User, at: datetime, catatan: str = ""
) -> Persetujuan:
    """Say yes; the last yes sends the proposal to the PPK."""
    return _answer(
        persetujuan,
        StatusPersetujuan.SETUJU,
        kode="",
        text=catatan.strip(),
        versi=versi,
        actor=actor,
        at=at,
    )


def kembalikan(
    *,
    persetujuan: Persetujuan,
    alasan_kode: str,
    alasan: str,
    versi: int,
    actor: User,
    at: datetime,
) -> Persetujuan:
    """Send it back to the personnel office with a reason; it may come again."""
    return _answer(
        persetujuan,
        StatusPersetujuan.KEMBALI,
        kode=category(alasan_kode),
        text=reason(alasan),
        versi=versi,
        actor=actor,
        at=at,
    )


def tolak(
    *,
    persetujuan: Persetujuan,
    alasan_kode: str,
    alasan: str,
    versi: int,
    actor: User,
    at: datetime,
) -> Persetujuan:
    """Refuse with a reason; the proposal ends."""
    return _answer(
        persetujuan,
        StatusPersetujuan.TOLAK,
        kode=category(alasan_kode),
        text=reason(alasan),
        versi=versi,
        actor=actor,
        at=at,
    )


def category(kode: str) -> str:
    """A reason has a category, so that reasons can be counted."""
    if kode not in AlasanTolak.values:
        raise DomainError("Pilih alasan utama.")
    return kode


def _answer(
    persetujuan: Persetujuan,
    to: StatusPersetujuan,
    *,
    kode: str,
    text: str,
    versi: int,
    actor: User,
    at: datetime,
) -> Persetujuan:
    with transition():
        usulan = lock_usulan(persetujuan.usulan)
        row: Persetujuan = Persetujuan.objects.select_related("usulan__pegawai").get(
            pk=persetujuan.pk
        )
        if not may_approve(actor, row):
            raise NotAllowedError("Persetujuan ini ditujukan kepada pejabat lain.")
        require_version(usulan, versi, StatusUsulan.DIAJUKAN)
        heads = Kepala(usulan.instansi_id, local_date(usulan.instansi, at))
        if not heads.answers_for(actor.orang_id, row.unit_id):
            raise NotAllowedError(GONE)
        changed = Persetujuan.objects.filter(pk=row.pk, status=StatusPersetujuan.MENUNGGU).update(
            status=to, alasan_kode=kode, alasan=text, diputus_at=at, updated_at=Now()
        )
        if changed != 1:
            raise ConflictError(STALE)
        _carry_on(usulan, row, to)
        audit.record(
            EVENTS[to],
            usulan,
            actor=actor,
            at=at,
            data={"sisi": row.sisi, "alasan_kode": kode, "alasan": text},
        )
    row.refresh_from_db()
    return row


def _carry_on(usulan: Usulan, row: Persetujuan, to: StatusPersetujuan) -> None:
    """One no ends the round of asking; the proposal goes on when all have said yes.

    A yes of one side leaves the version alone, so that the other head's open page stays good.
    """
    if to == StatusPersetujuan.KEMBALI:
        gugurkan(usulan)
        move(usulan, StatusUsulan.DIKEMBALIKAN)
    elif to == StatusPersetujuan.TOLAK:
        gugurkan(usulan)
        move(usulan, StatusUsulan.DITOLAK)
    elif not Persetujuan.objects.filter(
        usulan=usulan, putaran_ke=row.putaran_ke, status=StatusPersetujuan.MENUNGGU
    ).exists():
        move(usulan, StatusUsulan.DISETUJUI)
