"""Write a proposal, send it, send it again, withdraw it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max
from django.db.models.functions import Now

from asn_portal.core import audit, evidence
from asn_portal.core.dates import deadline, local_date
from asn_portal.core.errors import ConflictError, DomainError, NotAllowedError
from jabatan.penempatan.enums import (
    OPEN_STATES,
    AlasanUsulan,
    StatusLowongan,
    StatusPersetujuan,
    StatusPutaran,
    StatusUsulan,
)
from jabatan.penempatan.models import Keputusan, Lowongan, PernyataanPegawai, Persetujuan, Usulan
from jabatan.penempatan.permissions.usulan import may_change, may_propose
from jabatan.penempatan.selectors.kedudukan import Hasil
from jabatan.penempatan.selectors.penyetuju import Penyetuju, rantai
from jabatan.penempatan.selectors.putaran import basi
from jabatan.penempatan.services.pemeriksaan import (
    TANDAI,
    Temuan,
    as_json,
    jabatan_sekarang,
    periksa_usulan,
    refuse_blocked,
)
from jabatan.penempatan.services.transisi import (
    STALE,
    lock,
    lock_usulan,
    move,
    person,
    reason,
    require_version,
    transition,
)

if TYPE_CHECKING:
    from datetime import date, datetime

    from asn_portal.core.models import User
    from jabatan.penempatan.models import Pemeringkatan, Putaran
    from jabatan.penempatan.selectors.peringkat import Peserta
    from jabatan.peta.models import Pegawai

DEADLINE_WORKDAYS = 5
DASAR_MERIT = "UU 20/2023 pasal 26; PermenPANRB 3/2020"


def susun_usulan(
    *,
    lowongan: Lowongan,
    pegawai: Pegawai,
    alasan_kode: str,
    alasan: str,
    tanggal_berlaku: date,
    actor: User,
    at: datetime,
    alasan_data_lama: str = "",
) -> Usulan:
    """Write a draft from the frozen run; it holds seat and candidate until it ends."""
    if not may_propose(actor, lowongan.instansi_id):
        raise NotAllowedError("Usulan disusun oleh Pengelola Kepegawaian instansi ini.")
    if actor.orang_id == pegawai.orang_id:
        raise NotAllowedError("Anda tidak dapat mengusulkan diri sendiri.")
    with transition():
        lock(kursi=[lowongan.kursi_id], orang=[pegawai.orang_id])
        lowongan = _open_vacancy(lowongan)
        _require_free(lowongan, pegawai)
        putaran = lowongan.putaran
        run, place = _require_eligible(lowongan, pegawai)
        kode, text = _reason_of_choice(place, alasan_kode, alasan)
        found = _stale_finding(putaran, alasan_data_lama)
        found += periksa_usulan(
            kursi=lowongan.kursi, pegawai=pegawai, tanggal_berlaku=tanggal_berlaku, at=at
        )
        refuse_blocked(found)
        now = jabatan_sekarang(pegawai, local_date(lowongan.instansi, at))
        usulan: Usulan = Usulan.objects.create(
            instansi_id=lowongan.instansi_id,
            lowongan=lowongan,
            kursi=lowongan.kursi,
            pegawai=pegawai,
            kursi_asal=now.kursi if now else None,
            pemeringkatan=run,
            urutan=place.urutan,
            nilai=place.nilai_eksak,
            alasan_kode=kode,
            alasan=text,
            temuan=as_json(found),
            tanggal_berlaku=tanggal_berlaku,
            pengusul=person(actor),
        )
        audit.record(
            "usulan.disusun",
            usulan,
            actor=actor,
            at=at,
            data={
                "lowongan": lowongan.kode,
                "pegawai": pegawai.kode,
                "urutan": place.urutan,
                "nilai": place.nilai_eksak,
                "alasan_kode": kode,
                "alasan": text,
            },
        )
    return usulan


def _open_vacancy(lowongan: Lowongan) -> Lowongan:
    fresh: Lowongan = Lowongan.objects.select_related(
        "instansi",
        "putaran",
        "kursi__jabatan__nomenklatur",
        "kursi__jabatan__unit",
        "kursi__instansi",
    ).get(pk=lowongan.pk)
    if fresh.status == StatusLowongan.TERISI:
        raise ConflictError("Jabatan ini sudah terisi.")
    if fresh.status != StatusLowongan.TERBUKA or fresh.putaran.status != StatusPutaran.DIBUKA:
        raise ConflictError("Lowongan ini sudah ditutup.")
    return fresh


def _require_free(lowongan: Lowongan, pegawai: Pegawai) -> None:
    """Seat and person in no other open proposal, also not as the choice of a PPK."""
    if pegawai.instansi_id != lowongan.instansi_id or not pegawai.aktif:
        raise DomainError("Pegawai ini tidak aktif di instansi ini.")
    if Usulan.objects.filter(kursi_id=lowongan.kursi_id, status__in=OPEN_STATES).exists():
        raise ConflictError("Jabatan ini sudah punya usulan yang berjalan.")
    chosen = Keputusan.objects.filter(pegawai=pegawai, usulan__status__in=OPEN_STATES)
    if Usulan.objects.filter(pegawai=pegawai, status__in=OPEN_STATES).exists() or chosen.exists():
        raise ConflictError("Pegawai ini sudah ada dalam usulan lain yang berjalan.")


def _require_eligible(lowongan: Lowongan, pegawai: Pegawai) -> tuple[Pemeringkatan, Peserta]:
    run = lowongan.putaran.pemeringkatan
    if run is None:
        raise DomainError("Peringkat lowongan ini belum dihitung.")
    place = Hasil(lowongan, run.pk).kedudukan(pegawai.pk)
    if place is None:
        raise DomainError("Pegawai ini tidak memenuhi syarat pada perhitungan terakhir.")
    return run, place


def _reason_of_choice(place: Peserta, kode: str, text: str) -> tuple[str, str]:
    """Only people who share the first place need no reason."""
    if place.urutan == 1:
        return AlasanUsulan.PERINGKAT_SATU, text.strip()
    if kode not in AlasanUsulan.values or kode == AlasanUsulan.PERINGKAT_SATU:
        raise DomainError("Pilih alasan mengapa bukan peringkat pertama yang diusulkan.")
    return kode, reason(text)


def _stale_finding(putaran: Putaran, text: str) -> list[Temuan]:
    """A run older than the evidence may be used only knowingly, with a reason."""
    if not basi(putaran, evidence.versions(putaran.instansi_id)):
        return []
    if not text.strip():
        raise DomainError(
            "Ada data baru sejak perhitungan ini. Hitung ulang, atau tulis alasan memakai hasil ini."
        )
    pesan = f"Memakai perhitungan sebelum data terbaru. Alasan: {reason(text)}"
    return [Temuan("DATA_BARU", TANDAI, pesan, DASAR_MERIT)]


def ajukan(*, usulan: Usulan, versi: int, actor: User, at: datetime) -> Usulan:
    """Send a draft, or one that was returned, to the heads of both offices at the same time."""
    with transition():
        usulan = lock_usulan(usulan)
        if not may_change(actor, usulan):
            raise NotAllowedError("Usulan dikirim oleh yang menyusunnya.")
        require_version(usulan, versi, StatusUsulan.DRAF, StatusUsulan.DIKEMBALIKAN)
        if usulan.tanggal_berlaku is None:
            raise DomainError("Isi tanggal berlaku.")
        _open_vacancy(usulan.lowongan)
        found = _recheck(usulan, at)
        chain = penyetuju(usulan, at)
        ke = (usulan.persetujuan.aggregate(ke=Max("putaran_ke"))["ke"] or 0) + 1
        today = local_date(usulan.instansi, at)
        tenggat = deadline(usulan.instansi, today, DEADLINE_WORKDAYS)
        move(usulan, StatusUsulan.DIAJUKAN, diajukan_at=at, temuan=as_json(found))
        for one in chain:
            Persetujuan.objects.create(
                usulan=usulan,
                putaran_ke=ke,
                sisi=one.sisi,
                unit_id=one.unit_id,
                penyetuju=one.orang,
                sebab_dialihkan=one.sebab[:200],
                tenggat=tenggat,
            )
        audit.record(
            "usulan.diajukan",
            usulan,
            actor=actor,
            at=at,
            data={"putaran_ke": ke, "penyetuju": [one.orang.kode for one in chain]},
        )
    return usulan


def _recheck(usulan: Usulan, at: datetime) -> list[Temuan]:
    """Findings of today; a confirmed old run and a newer run stay visible."""
    assert usulan.tanggal_berlaku is not None  # noqa: S101 -- the caller has checked
    found = [Temuan(**one) for one in usulan.temuan if one["kode"] == "DATA_BARU"] or _newer_run(
        usulan
    )
    found += periksa_usulan(
        kursi=usulan.kursi,
        pegawai=usulan.pegawai,
        tanggal_berlaku=usulan.tanggal_berlaku,
        at=at,
    )
    refuse_blocked(found)
    return found


def _newer_run(usulan: Usulan) -> list[Temuan]:
    run_id = usulan.lowongan.putaran.pemeringkatan_id
    if run_id in (None, usulan.pemeringkatan_id):
        return []
    place = Hasil(usulan.lowongan, run_id).kedudukan(usulan.pegawai_id)
    if place is None:
        raise DomainError(
            "Menurut perhitungan terbaru pegawai ini tidak lagi memenuhi syarat. Tarik usulan ini."
        )
    pesan = f"Ada perhitungan yang lebih baru. Di sana pegawai ini peringkat {place.urutan}."
    return [Temuan("PERHITUNGAN_BARU", TANDAI, pesan, DASAR_MERIT)]


def penyetuju(usulan: Usulan, at: datetime) -> list[Penyetuju]:
    """The heads who would be asked today."""
    return rantai(
        kursi=usulan.kursi,
        kursi_asal=usulan.kursi_asal,
        pegawai=usulan.pegawai,
        pengusul_id=usulan.pengusul_id,
        on=local_date(usulan.instansi, at),
    )


def perbaiki(
    *, usulan: Usulan, alasan: str, tanggal_berlaku: date, versi: int, actor: User, at: datetime
) -> Usulan:
    """Change reason and date of a draft or of a returned proposal."""
    with transition():
        usulan = lock_usulan(usulan)
        if not may_change(actor, usulan):
            raise NotAllowedError("Usulan diperbaiki oleh yang menyusunnya.")
        require_version(usulan, versi, StatusUsulan.DRAF, StatusUsulan.DIKEMBALIKAN)
        text = alasan.strip() if usulan.urutan == 1 else reason(alasan)
        found = [Temuan(**one) for one in usulan.temuan if one["kode"] == "DATA_BARU"]
        found += periksa_usulan(
            kursi=usulan.kursi, pegawai=usulan.pegawai, tanggal_berlaku=tanggal_berlaku, at=at
        )
        refuse_blocked(found)
        changed = Usulan.objects.filter(pk=usulan.pk, versi=versi).update(
            alasan=text,
            tanggal_berlaku=tanggal_berlaku,
            temuan=as_json(found),
            versi=versi + 1,
            updated_at=Now(),
        )
        if changed != 1:
            raise ConflictError(STALE)
        usulan.refresh_from_db()
        audit.record(
            "usulan.diperbaiki",
            usulan,
            actor=actor,
            at=at,
            data={"alasan": text, "tanggal_berlaku": tanggal_berlaku.isoformat()},
        )
    return usulan


def tarik(*, usulan: Usulan, alasan: str, versi: int, actor: User, at: datetime) -> Usulan:
    """Take back a proposal before it is decided; approvals still open fall away."""
    with transition():
        usulan = lock_usulan(usulan)
        if not may_change(actor, usulan):
            raise NotAllowedError("Usulan ditarik oleh yang menyusunnya.")
        require_version(
            usulan,
            versi,
            StatusUsulan.DRAF,
            StatusUsulan.DIAJUKAN,
            StatusUsulan.DISETUJUI,
            StatusUsulan.DIKEMBALIKAN,
        )
        text = reason(alasan)
        move(usulan, StatusUsulan.DITARIK, alasan_akhir=text)
        gugurkan(usulan)
        audit.record("usulan.ditarik", usulan, actor=actor, at=at, data={"alasan": text})
    return usulan


def gugurkan(usulan: Usulan) -> None:
    """Approvals nobody needs any more."""
    Persetujuan.objects.filter(usulan=usulan, status=StatusPersetujuan.MENUNGGU).update(
        status=StatusPersetujuan.GUGUR, updated_at=Now()
    )


def nyatakan(
    *, usulan: Usulan, bersedia: bool, catatan: str, actor: User, at: datetime
) -> PernyataanPegawai:
    """The person concerned says whether the move is welcome; the PPK cannot decide before."""
    with transition():
        usulan = lock_usulan(usulan)
        if actor.orang_id != usulan.pegawai.orang_id:
            raise NotAllowedError("Pernyataan ini diisi oleh pegawai yang diusulkan.")
        if usulan.status not in (StatusUsulan.DIAJUKAN, StatusUsulan.DISETUJUI):
            raise ConflictError(
                "Usulan ini tidak lagi menunggu pernyataan Anda. Muat ulang halaman."
            )
        text = catatan.strip() if bersedia else reason(catatan)
        row, _ = PernyataanPegawai.objects.update_or_create(
            usulan=usulan, defaults={"bersedia": bersedia, "catatan": text, "dinyatakan_at": at}
        )
        audit.record(
            "usulan.pernyataan",
            usulan,
            actor=actor,
            at=at,
            data={"bersedia": bersedia, "catatan": text},
        )
    return row
