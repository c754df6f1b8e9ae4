"""The PPK chose another person than proposed: tell the office, hear the person, confirm (ux §2c)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Max
from django.db.models.functions import Now

from asn_portal.core import audit
from asn_portal.core.dates import deadline, local_date
from asn_portal.core.errors import ConflictError, DomainError, NotAllowedError
from jabatan.penempatan.enums import SisiPersetujuan, StatusPersetujuan, StatusUsulan
from jabatan.penempatan.models import (
    Keputusan,
    PenegasanPPK,
    PernyataanTerpilih,
    Persetujuan,
    Usulan,
)
from jabatan.penempatan.permissions.usulan import may_decide
from jabatan.penempatan.selectors.penyetuju import Kepala, opd_asal
from jabatan.penempatan.selectors.terpilih import menunggu_terpilih, orang_lain
from jabatan.penempatan.services.pemeriksaan import jabatan_sekarang
from jabatan.penempatan.services.transisi import (
    STALE,
    lock_usulan,
    person,
    reason,
    require_version,
    transition,
)
from jabatan.penempatan.services.usulan import DEADLINE_WORKDAYS

if TYPE_CHECKING:
    from datetime import datetime

    from asn_portal.core.models import User

NOT_CHOSEN = "Pernyataan ini diisi oleh pegawai yang dipilih PPK."
TOLD = (StatusUsulan.DIPUTUSKAN, StatusUsulan.DITETAPKAN, StatusUsulan.BERLAKU)


def beri_tahu(usulan: Usulan, keputusan: Keputusan, at: datetime) -> Persetujuan | None:
    """Put the choice into the inbox of the office that the person leaves; nothing waits for it.

    Inside one office its head has already approved the move as the receiving side.
    """
    today = local_date(usulan.instansi, at)
    now = jabatan_sekarang(keputusan.pegawai, today)
    left = opd_asal(keputusan.pegawai, now.kursi if now else None)
    entered = usulan.kursi.jabatan.unit.opd_id or usulan.kursi.jabatan.unit_id
    if left is None or left == entered:
        return None
    parties = {
        usulan.pengusul_id: "adalah pengusul",
        usulan.pegawai.orang_id: "adalah pegawai yang diusulkan",
        keputusan.pegawai.orang_id: "adalah pegawai yang dipilih",
    }
    try:
        head = Kepala(usulan.instansi_id, today).find(SisiPersetujuan.PILIHAN, left, parties)
    except DomainError:
        # Nobody to tell does not undo the decision; the timeline shows that nobody was told.
        return None
    ke = usulan.persetujuan.aggregate(ke=Max("putaran_ke"))["ke"] or 1
    row: Persetujuan = Persetujuan.objects.create(
        usulan=usulan,
        putaran_ke=ke,
        sisi=SisiPersetujuan.PILIHAN,
        unit_id=head.unit_id,
        penyetuju=head.orang,
        sebab_dialihkan=head.sebab[:200],
        tenggat=deadline(usulan.instansi, today, DEADLINE_WORKDAYS),
    )
    return row


def ketahui(*, persetujuan: Persetujuan, actor: User, at: datetime) -> Persetujuan:
    """The head of the office left has read that the PPK chose one of its people."""
    with transition():
        usulan = lock_usulan(persetujuan.usulan)
        row: Persetujuan = Persetujuan.objects.select_related("usulan").get(pk=persetujuan.pk)
        if row.sisi != SisiPersetujuan.PILIHAN or actor.orang_id != row.penyetuju_id:
            raise NotAllowedError("Pemberitahuan ini ditujukan kepada pejabat lain.")
        changed = Persetujuan.objects.filter(
            pk=row.pk, status=StatusPersetujuan.MENUNGGU, usulan__status__in=TOLD
        ).update(status=StatusPersetujuan.TAHU, diputus_at=at, updated_at=Now())
        if changed != 1:
            raise ConflictError(STALE)
        audit.record(
            "keputusan.diketahui", usulan, actor=actor, at=at, data={"unit": row.unit.kode}
        )
    row.refresh_from_db()
    return row


def nyatakan_terpilih(
    *, keputusan: Keputusan, bersedia: bool, catatan: str, actor: User, at: datetime
) -> PernyataanTerpilih:
    """The person chosen says whether the move is welcome; it can change until there is a decree."""
    with transition():
        usulan, keputusan = _locked(keputusan)
        if not orang_lain(keputusan) or actor.orang_id != keputusan.pegawai.orang_id:
            raise NotAllowedError(NOT_CHOSEN)
        if usulan.status != StatusUsulan.DIPUTUSKAN:
            raise ConflictError(
                "Keputusan ini tidak lagi menunggu pernyataan Anda. Muat ulang halaman."
            )
        text = catatan.strip() if bersedia else reason(catatan)
        row, _ = PernyataanTerpilih.objects.update_or_create(
            keputusan=keputusan,
            defaults={"bersedia": bersedia, "catatan": text, "dinyatakan_at": at},
        )
        # A page that was opened before this answer is stale: nobody confirms what he has not read.
        Usulan.objects.filter(pk=usulan.pk).update(versi=F("versi") + 1)
        audit.record(
            "keputusan.pernyataan",
            keputusan,
            actor=actor,
            at=at,
            data={"bersedia": bersedia, "catatan": text},
        )
    return row


def tegaskan(
    *, keputusan: Keputusan, alasan: str, versi: int, actor: User, at: datetime
) -> PenegasanPPK:
    """The PPK keeps the choice without the yes of the person chosen; the reason stays."""
    text = reason(alasan)
    with transition():
        usulan, keputusan = _locked(keputusan)
        if not may_decide(actor, usulan):
            raise NotAllowedError("Keputusan ditegaskan oleh PPK.")
        require_version(usulan, versi, StatusUsulan.DIPUTUSKAN)
        if not menunggu_terpilih(keputusan):
            raise ConflictError("Keputusan ini tidak perlu ditegaskan lagi.")
        row: PenegasanPPK = PenegasanPPK.objects.create(
            keputusan=keputusan, alasan=text, oleh=person(actor), ditegaskan_at=at
        )
        audit.record("keputusan.ditegaskan", keputusan, actor=actor, at=at, data={"alasan": text})
    return row


def _locked(keputusan: Keputusan) -> tuple[Usulan, Keputusan]:
    usulan = lock_usulan(keputusan.usulan, keputusan.pegawai.orang_id)
    fresh: Keputusan = Keputusan.objects.select_related(
        "pegawai__orang", "usulan", "pernyataan", "penegasan"
    ).get(pk=keputusan.pk)
    return usulan, fresh
