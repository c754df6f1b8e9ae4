"""Upload a file, choose the sheet, match the columns."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from django.db import transaction

from asn_portal.berkas.engine.judul import Kepala, cocokkan, kolom_kurang
from asn_portal.berkas.enums import StatusImpor
from asn_portal.berkas.models import Impor, PemetaanKolom
from asn_portal.berkas.services import simpanan
from asn_portal.berkas.services.baca import (
    baca_lembar,
    jenis_impor,
    kalimat_kolom_kurang,
    kepala_lembar,
)
from asn_portal.berkas.services.bersih import bersihkan
from asn_portal.core import jobs
from asn_portal.core.errors import ConflictError, DomainError

if TYPE_CHECKING:
    from asn_portal.core.models import Instansi, Pekerjaan, User


def unggah(
    *, kode_jenis: str, instansi: Instansi, actor: User, nama_berkas: str, isi: IO[bytes]
) -> Impor:
    """Store the file and read its header; nothing else is saved."""
    jenis = jenis_impor(kode_jenis)
    bersihkan()
    lokasi, sidik, ukuran = simpanan.simpan(isi)
    try:
        with transaction.atomic():
            impor = Impor(
                instansi=instansi,
                jenis=jenis.kode,
                perlu_verifikasi=jenis.nilai,
                nama_berkas=nama_berkas[-200:],
                sha256=sidik,
                ukuran=ukuran,
                lokasi=lokasi,
                oleh=actor.orang,
            )
            _baca_kepala(impor, "")
            impor.save()
    except BaseException:
        simpanan.hapus(lokasi)
        raise
    return impor


def pilih_lembar(*, impor: Impor, nama: str) -> Impor:
    """Read the header of another sheet."""
    _harus(impor, StatusImpor.DIUNGGAH, StatusImpor.DIPERIKSA)
    _baca_kepala(impor, nama)
    impor.status = StatusImpor.DIUNGGAH
    impor.save()
    return impor


def _baca_kepala(impor: Impor, nama_lembar: str) -> None:
    jenis = jenis_impor(impor.jenis)
    path = simpanan.lokasi_penuh(impor.lokasi)
    daftar, lembar = baca_lembar(jenis, path, impor.nama_berkas, nama_lembar)
    impor.daftar_lembar = daftar
    if lembar is None:
        impor.lembar, impor.kepala, impor.pemetaan = "", {}, {}
        return
    kepala = kepala_lembar(jenis, lembar)
    impor.lembar, impor.kepala = lembar.nama, kepala.json()
    cocok = cocokkan(jenis, kepala, pemetaan_diingat(impor, kepala))
    impor.pemetaan = {str(indeks): satu.kode for indeks, satu in cocok.items() if satu.kode}


def pemetaan_diingat(impor: Impor, kepala: Kepala) -> dict[str, str] | None:
    """The match that an officer confirmed for the same header."""
    found = PemetaanKolom.objects.filter(
        instansi_id=impor.instansi_id, jenis=impor.jenis, sidik_kepala=kepala.sidik()
    ).first()
    return dict(found.pemetaan) if found else None


def petakan(*, impor: Impor, pemetaan: dict[str, str], actor: User) -> Pekerjaan:
    """Confirm the column match, remember it and start the check in the background."""
    jenis = jenis_impor(impor.jenis)
    if not impor.kepala:
        raise DomainError("Pilih lembar yang akan dibaca lebih dahulu.")
    kepala = Kepala.dari_json(impor.kepala)
    indeks = {str(satu.indeks) for satu in kepala.kolom}
    kode = {kolom.kode for kolom in jenis.kolom}
    bersih = {i: target for i, target in pemetaan.items() if i in indeks and target in kode}
    judul = {kolom.kode: kolom.judul for kolom in jenis.kolom}
    dipakai = list(bersih.values())
    for target in dict.fromkeys(dipakai):
        if dipakai.count(target) > 1:
            raise DomainError(f"Dua kolom dicocokkan dengan {judul[target]}. Pilih satu saja.")
    if kurang := kolom_kurang(jenis, bersih):
        raise DomainError(kalimat_kolom_kurang(kurang, kepala))
    with transaction.atomic():
        impor = Impor.objects.select_for_update().get(pk=impor.pk)
        _harus(impor, StatusImpor.DIUNGGAH, StatusImpor.DIPERIKSA)
        PemetaanKolom.objects.update_or_create(
            instansi_id=impor.instansi_id,
            jenis=impor.jenis,
            sidik_kepala=kepala.sidik(),
            defaults={"pemetaan": bersih},
        )
        impor.pemetaan = bersih
        impor.save(update_fields=["pemetaan", "updated_at"])
        return mulai_periksa(impor=impor, actor=actor)


def mulai_periksa(*, impor: Impor, actor: User) -> Pekerjaan:
    """Put the check into the queue."""
    with transaction.atomic():
        job = jobs.enqueue(
            "berkas.periksa",
            judul=f"Memeriksa {impor.nama_berkas}"[:200],
            args={"impor": impor.pk},
            instansi_id=impor.instansi_id,
            orang=actor.orang,
            kunci=f"impor:{impor.pk}",
        )
        impor.pekerjaan = job
        impor.status = StatusImpor.DIPETAKAN
        impor.alasan_dikembalikan = ""
        impor.save(update_fields=["pekerjaan", "status", "alasan_dikembalikan", "updated_at"])
    return job


def _harus(impor: Impor, *status: str) -> None:
    if impor.status not in status:
        raise ConflictError(
            f"Impor ini sudah berubah: {impor.get_status_display()}. Muat ulang halaman."
        )
