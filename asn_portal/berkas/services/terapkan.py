"""Send for saving, verify, save all or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction

from asn_portal.berkas.enums import StatusImpor
from asn_portal.berkas.models import Impor
from asn_portal.berkas.services import simpanan
from asn_portal.berkas.services.baca import konteks
from asn_portal.berkas.services.mesin import nilai_berkas
from asn_portal.berkas.services.pemulung import tanpa_pemulung
from asn_portal.berkas.services.periksa import baca_impor, catat
from asn_portal.berkas.services.tulis import BarisDitolakError
from asn_portal.core import audit, jobs
from asn_portal.core.enums import Peran
from asn_portal.core.errors import ConflictError, DomainError, NotAllowedError
from asn_portal.core.models import User
from asn_portal.core.scope import scope_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from asn_portal.berkas.registry import JenisImpor
    from asn_portal.berkas.services.putusan import Penilaian
    from asn_portal.core.models import Orang

MIN_REASON = 10


def ajukan(*, impor: Impor, actor: User, at: datetime, lewati: bool = False) -> Impor:
    """Press Simpan: save at once, or for scores ask the verifikator."""
    with transaction.atomic():
        impor = _ambil(impor, StatusImpor.DIPERIKSA)
        _pegang(actor, Peran.OPERATOR, impor)
        salah = int(impor.hitungan.get("BERMASALAH", 0))
        if salah and not lewati:
            raise DomainError(
                f"Masih ada {salah} baris bermasalah. Perbaiki berkasnya, "
                "atau pilih untuk melewati baris itu."
            )
        if not impor.hitungan.get("BARU") and not impor.hitungan.get("BERUBAH"):
            raise DomainError("Tidak ada yang perlu disimpan: semua baris sudah sama.")
        impor.lewati_bermasalah = bool(salah)
        impor.diajukan_oleh = actor.orang
        if impor.perlu_verifikasi:
            impor.status = StatusImpor.MENUNGGU_VERIFIKASI
            impor.save()
            audit.record(
                "impor.diajukan", impor, actor=actor, at=at, data={"hitungan": impor.hitungan}
            )
        else:
            _antrekan(impor, actor)
    return impor


def setujui(*, impor: Impor, actor: User, at: datetime) -> Impor:
    """Another person agrees to a file of scores; saving starts."""
    with transaction.atomic():
        impor = _ambil(impor, StatusImpor.MENUNGGU_VERIFIKASI)
        _pegang(actor, Peran.VERIFIKATOR, impor)
        if actor.orang_id in {impor.oleh_id, impor.diajukan_oleh_id}:
            raise NotAllowedError(
                "Berkas nilai diverifikasi oleh orang lain. Anda yang mengunggah berkas ini."
            )
        impor.diverifikasi_oleh = actor.orang
        _antrekan(impor, actor)
        audit.record("impor.diverifikasi", impor, actor=actor, at=at, data={})
    return impor


def kembalikan(*, impor: Impor, actor: User, at: datetime, alasan: str) -> Impor:
    """The verifikator sends a file of scores back."""
    alasan = " ".join(alasan.split())
    if len(alasan) < MIN_REASON:
        raise DomainError(f"Alasan paling sedikit {MIN_REASON} huruf. Sekarang {len(alasan)}.")
    with transaction.atomic():
        impor = _ambil(impor, StatusImpor.MENUNGGU_VERIFIKASI)
        _pegang(actor, Peran.VERIFIKATOR, impor)
        impor.status = StatusImpor.DIPERIKSA
        impor.alasan_dikembalikan = alasan[:500]
        impor.save()
        audit.record("impor.dikembalikan", impor, actor=actor, at=at, data={"alasan": alasan})
    return impor


def buang(*, impor: Impor, actor: User, at: datetime) -> Impor:
    """Throw an unsaved import away, with its file and rows."""
    with transaction.atomic():
        impor = _ambil(
            impor, StatusImpor.DIUNGGAH, StatusImpor.DIPERIKSA, StatusImpor.DIPETAKAN,
            StatusImpor.MENUNGGU_VERIFIKASI,
        )  # fmt: skip
        _pegang(actor, Peran.OPERATOR, impor)
        if impor.pekerjaan is not None and impor.pekerjaan.terbuka:
            jobs.request_cancel(impor.pekerjaan)
        lokasi, impor.lokasi = impor.lokasi, ""
        impor.status = StatusImpor.DIBUANG
        impor.baris.all().delete()
        impor.save()
        audit.record("impor.dibuang", impor, actor=actor, at=at, data={})
        transaction.on_commit(lambda: simpanan.hapus(lokasi))
    return impor


def buka(*, impor: Impor, actor: User) -> Impor:
    """After the background work stopped: back to the step before it."""
    with transaction.atomic():
        impor = _ambil(impor, StatusImpor.DIPETAKAN, StatusImpor.DISETUJUI)
        _pegang(actor, Peran.OPERATOR, impor)
        if impor.pekerjaan is not None and impor.pekerjaan.terbuka:
            raise ConflictError("Pekerjaan masih berjalan. Tunggu sampai selesai.")
        diperiksa = impor.status == StatusImpor.DISETUJUI
        impor.status = StatusImpor.DIPERIKSA if diperiksa else StatusImpor.DIUNGGAH
        impor.diverifikasi_oleh = None
        impor.save()
    return impor


def _antrekan(impor: Impor, actor: User) -> None:
    impor.status = StatusImpor.DISETUJUI
    impor.pekerjaan = jobs.enqueue(
        "berkas.terapkan",
        judul=f"Menyimpan {impor.nama_berkas}"[:200],
        args={"impor": impor.pk},
        instansi_id=impor.instansi_id,
        orang=actor.orang,
        kunci=f"impor:{impor.pk}",
    )
    impor.save()


def terapkan(
    *,
    impor: Impor,
    at: datetime,
    kemajuan: Callable[[int, int, str], None],
    pagar: Callable[[], None],
) -> Penilaian:
    """Save exactly what the check showed, or nothing. `pagar` is the fence of the job."""
    with tanpa_pemulung():
        return _terapkan(impor, at, kemajuan, pagar)


def _terapkan(
    impor: Impor,
    at: datetime,
    kemajuan: Callable[[int, int, str], None],
    pagar: Callable[[], None],
) -> Penilaian:
    kemajuan(0, 2, "Membaca berkas")
    jenis, tafsiran = baca_impor(impor)
    kemajuan(1, 2, f"Menyimpan {len(tafsiran.nomor)} baris")
    try:
        with transaction.atomic():
            pagar()
            kunci_instansi(impor.instansi_id)
            impor = _ambil(impor, StatusImpor.DISETUJUI)
            ctx = konteks(impor.instansi, oleh=impor.oleh, at=at)
            ctx.kolom_ada = tafsiran.kolom_ada
            penilaian = nilai_berkas(
                jenis,
                ctx,
                tafsiran,
                simpan=True,
                lewati=impor.lewati_bermasalah,
                jejak_impor_id=impor.pk,
                harus_sidik=impor.sidik_rencana,
            )
            if penilaian.tersimpan:
                selesai(jenis, impor, penilaian, at=at)
            else:
                catat(impor, penilaian)
                impor.status = StatusImpor.DIPERIKSA
                impor.diverifikasi_oleh = None
                impor.save()
    except BarisDitolakError as error:
        _buka_lagi(impor)
        raise DomainError(f"{error} Tidak ada yang tersimpan.") from error
    if not penilaian.tersimpan:
        raise ConflictError(
            "Data portal berubah sejak berkas diperiksa. Tidak ada yang tersimpan. "
            "Periksa hasil yang baru lalu simpan lagi."
        )
    return penilaian


def _buka_lagi(impor: Impor) -> None:
    Impor.objects.filter(pk=impor.pk, status=StatusImpor.DISETUJUI).update(
        status=StatusImpor.DIPERIKSA, diverifikasi_oleh=None
    )


def selesai(jenis: JenisImpor, impor: Impor, penilaian: Penilaian, *, at: datetime) -> None:
    """Note that the import is saved; audit last."""
    impor.status = StatusImpor.DITERAPKAN
    impor.diterapkan_at = at
    impor.hitungan = dict(penilaian.hitungan)
    # The file stays only while a repair file may be asked for.
    lokasi = "" if penilaian.bermasalah else impor.lokasi
    if lokasi:
        impor.lokasi = ""
        transaction.on_commit(lambda: simpanan.hapus(lokasi))
    impor.save()
    audit.record(
        "impor.diterapkan",
        impor,
        actor=akun(impor.oleh),
        at=at,
        data={
            "jenis": jenis.kode,
            "berkas": impor.nama_berkas,
            "sha256": impor.sha256,
            "hitungan": impor.hitungan,
            "dilewati": penilaian.bermasalah,
            "diverifikasi_oleh": impor.diverifikasi_oleh.kode if impor.diverifikasi_oleh else None,
        },
    )


def akun(orang: Orang | None) -> User | None:
    """A login of the person, for the log."""
    return User.objects.filter(orang=orang).order_by("pk").first() if orang else None


def kunci_instansi(instansi_id: int) -> None:
    """One import of an instansi is saved or undone at a time."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 43))", [f"impor:{instansi_id}"]
        )


def _ambil(impor: Impor, *status: str) -> Impor:
    terkini: Impor = (
        Impor.objects.select_for_update(of=("self",))
        .select_related("instansi", "oleh", "pekerjaan", "diverifikasi_oleh")
        .get(pk=impor.pk)
    )
    if terkini.status not in status:
        raise ConflictError(
            f"Impor ini sudah berubah: {terkini.get_status_display()}. Muat ulang halaman."
        )
    return terkini


def _pegang(actor: User, peran: str, impor: Impor) -> None:
    if not scope_of(actor).holds(peran, instansi_id=impor.instansi_id):
        raise NotAllowedError(f"Ini tugas {Peran(peran).label}.")
