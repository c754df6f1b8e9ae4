"""The PPK decides, also otherwise than proposed but then with reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asn_portal.core import audit
from asn_portal.core.errors import ConflictError, DomainError, NotAllowedError
from jabatan.penempatan.enums import (
    OPEN_STATES,
    AlasanPPK,
    SisiPersetujuan,
    StatusPersetujuan,
    StatusUsulan,
)
from jabatan.penempatan.models import Keputusan, PernyataanPegawai, Persetujuan, Usulan
from jabatan.penempatan.permissions.usulan import may_decide
from jabatan.penempatan.selectors.kedudukan import Hasil
from jabatan.penempatan.selectors.terpilih import daftar_pendek
from jabatan.penempatan.services.pemeriksaan import periksa_usulan, refuse_blocked
from jabatan.penempatan.services.persetujuan import category
from jabatan.penempatan.services.terpilih import beri_tahu
from jabatan.penempatan.services.transisi import (
    lock_usulan,
    move,
    person,
    reason,
    require_version,
    transition,
)
from jabatan.penempatan.services.usulan import gugurkan

if TYPE_CHECKING:
    from datetime import datetime

    from asn_portal.core.models import User
    from jabatan.penempatan.selectors.peringkat import Peserta
    from jabatan.peta.models import Pegawai

MIN_OVERRIDE_REASON = 150


def putuskan(
    *,
    usulan: Usulan,
    pegawai: Pegawai,
    alasan_kode: str = "",
    alasan: str = "",
    versi: int,
    actor: User,
    at: datetime,
) -> Keputusan:
    """Choose the proposed person, or another eligible one with a reason that stays."""
    with transition():
        usulan = lock_usulan(usulan, pegawai.orang_id)
        _guard(usulan, versi, actor)
        if actor.orang_id == pegawai.orang_id:
            raise NotAllowedError("Anda tidak dapat memutuskan perkara Anda sendiri.")
        if not PernyataanPegawai.objects.filter(usulan=usulan).exists():
            raise DomainError("Pegawai yang diusulkan belum memberi pernyataan.")
        place = _choice(usulan, pegawai)
        berbeda = differs(usulan, place)
        if berbeda:
            if alasan_kode not in AlasanPPK.values:
                raise DomainError("Pilih alasan utama mengapa memilih kandidat lain.")
            alasan = reason(alasan, MIN_OVERRIDE_REASON)
        if pegawai.pk != usulan.pegawai_id:
            _check_other(usulan, pegawai, at)
        keputusan: Keputusan = Keputusan.objects.create(
            instansi_id=usulan.instansi_id,
            usulan=usulan,
            pegawai=pegawai,
            urutan=place.urutan,
            berbeda=berbeda,
            alasan_kode=alasan_kode if berbeda else "",
            alasan=alasan if berbeda else "",
            diputuskan_oleh=person(actor),
            diputuskan_at=at,
        )
        move(usulan, StatusUsulan.DIPUTUSKAN)
        told = beri_tahu(usulan, keputusan, at) if pegawai.pk != usulan.pegawai_id else None
        audit.record(
            "usulan.diputuskan",
            keputusan,
            actor=actor,
            at=at,
            data={
                "usulan": usulan.kode,
                "pegawai": pegawai.kode,
                "urutan": place.urutan,
                "berbeda": berbeda,
                "alasan_kode": keputusan.alasan_kode,
                "alasan": keputusan.alasan,
                "diberi_tahu": told.penyetuju.kode if told else None,
            },
        )
    return keputusan


def _choice(usulan: Usulan, pegawai: Pegawai) -> Peserta:
    """The place of the chosen one, who stands on the shortlist of the same ranking."""
    hasil = Hasil(usulan.lowongan, usulan.pemeringkatan_id)
    found = next(
        (one for one in daftar_pendek(hasil, usulan) if one.pegawai_id == pegawai.pk), None
    )
    if found is not None:
        return found
    if hasil.kedudukan(pegawai.pk) is None:
        raise DomainError("Pegawai yang dipilih tidak memenuhi syarat pada perhitungan ini.")
    raise DomainError(
        "Pegawai yang dipilih tidak ada di daftar pendek. Kembalikan usulan ini bila ia yang Anda kehendaki."
    )


def differs(usulan: Usulan, place: Peserta) -> bool:
    """Another person than proposed; only two who share the first place are no different choice."""
    return place.pegawai_id != usulan.pegawai_id and not place.urutan == usulan.urutan == 1


def _guard(usulan: Usulan, versi: int, actor: User) -> None:
    if not may_decide(actor, usulan):
        raise NotAllowedError(
            "Keputusan diambil oleh PPK yang tidak ikut mengusulkan, menyetujui, atau menjadi kandidat."
        )
    require_version(usulan, versi, StatusUsulan.DISETUJUI)


def _check_other(usulan: Usulan, pegawai: Pegawai, at: datetime) -> None:
    """The same checks as for the proposed person; nobody is promised two seats."""
    others = Usulan.objects.filter(pegawai=pegawai, status__in=OPEN_STATES)
    chosen = Keputusan.objects.filter(pegawai=pegawai, usulan__status__in=OPEN_STATES)
    if others.exclude(pk=usulan.pk).exists() or chosen.exists():
        raise ConflictError("Pegawai ini sudah ada dalam usulan lain yang berjalan.")
    if not pegawai.aktif or usulan.tanggal_berlaku is None:
        raise DomainError("Pegawai ini tidak aktif di instansi ini.")
    refuse_blocked(
        periksa_usulan(
            kursi=usulan.kursi, pegawai=pegawai, tanggal_berlaku=usulan.tanggal_berlaku, at=at
        )
    )


def kembalikan_ppk(
    *, usulan: Usulan, alasan_kode: str, alasan: str, versi: int, actor: User, at: datetime
) -> Usulan:
    """The PPK sends it back to the personnel office; it may come again."""
    answer = StatusPersetujuan.KEMBALI
    return _no(usulan, answer, kode=alasan_kode, text=alasan, versi=versi, actor=actor, at=at)


def tolak_ppk(
    *, usulan: Usulan, alasan_kode: str, alasan: str, versi: int, actor: User, at: datetime
) -> Usulan:
    """The PPK refuses; the proposal ends."""
    answer = StatusPersetujuan.TOLAK
    return _no(usulan, answer, kode=alasan_kode, text=alasan, versi=versi, actor=actor, at=at)


def _no(
    usulan: Usulan,
    answer: StatusPersetujuan,
    *,
    kode: str,
    text: str,
    versi: int,
    actor: User,
    at: datetime,
) -> Usulan:
    kode, text = category(kode), reason(text)
    back = answer == StatusPersetujuan.KEMBALI
    with transition():
        usulan = lock_usulan(usulan)
        _guard(usulan, versi, actor)
        ke = usulan.persetujuan.order_by("-putaran_ke").values_list("putaran_ke", flat=True)[0]
        Persetujuan.objects.create(
            usulan=usulan,
            putaran_ke=ke,
            sisi=SisiPersetujuan.PPK,
            unit_id=usulan.kursi.jabatan.unit.opd_id or usulan.kursi.jabatan.unit_id,
            penyetuju=person(actor),
            status=answer,
            alasan_kode=kode,
            alasan=text,
            diputus_at=at,
        )
        move(usulan, StatusUsulan.DIKEMBALIKAN if back else StatusUsulan.DITOLAK)
        audit.record(
            "usulan.dikembalikan_ppk" if back else "usulan.ditolak_ppk",
            usulan,
            actor=actor,
            at=at,
            data={"alasan_kode": kode, "alasan": text},
        )
    return usulan


def batalkan_keputusan(
    *, keputusan: Keputusan, alasan: str, versi: int, actor: User, at: datetime
) -> Usulan:
    """Cancel a decision before its decree; the row of the decision stays as it was."""
    text = reason(alasan)
    with transition():
        usulan = lock_usulan(keputusan.usulan)
        if not may_decide(actor, usulan):
            raise NotAllowedError("Keputusan dibatalkan oleh PPK.")
        require_version(usulan, versi, StatusUsulan.DIPUTUSKAN)
        move(usulan, StatusUsulan.DIBATALKAN, alasan_akhir=text)
        gugurkan(usulan)
        audit.record("keputusan.dibatalkan", keputusan, actor=actor, at=at, data={"alasan": text})
    return usulan
