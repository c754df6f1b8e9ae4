"""Check a file: read it all, try the whole write, roll it back, keep the verdicts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.db import transaction

from asn_portal.berkas.engine.judul import Kepala
from asn_portal.berkas.enums import StatusImpor
from asn_portal.berkas.models import BarisImpor, Impor
from asn_portal.berkas.services import simpanan
from asn_portal.berkas.services.baca import baca_lembar, jenis_impor, konteks, tafsir
from asn_portal.berkas.services.mesin import nilai_berkas
from asn_portal.berkas.services.pemulung import tanpa_pemulung
from asn_portal.berkas.services.salin import salin
from asn_portal.berkas.services.tulis import BarisDitolakError
from asn_portal.core.errors import ConflictError, DomainError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from asn_portal.berkas.engine.tafsir import Tafsiran
    from asn_portal.berkas.registry import JenisImpor
    from asn_portal.berkas.services.putusan import NilaiBaris, Penilaian


def baca_impor(impor: Impor) -> tuple[JenisImpor, Tafsiran]:
    """Typed rows of a stored upload under its confirmed column match."""
    jenis = jenis_impor(impor.jenis)
    path, nama_lembar = lembar_tersimpan(impor)
    _, lembar = baca_lembar(jenis, path, impor.nama_berkas, nama_lembar)
    if lembar is None:
        raise DomainError("Lembar yang dipilih tidak ada lagi di berkas ini.")
    ctx = konteks(impor.instansi, oleh=impor.oleh)
    kepala = Kepala.dari_json(impor.kepala)
    return jenis, tafsir(jenis, lembar, kepala, impor.pemetaan, ctx)


def lembar_tersimpan(impor: Impor) -> tuple[Path, str]:
    """Path of the upload and the sheet that was chosen."""
    if not impor.lokasi:
        raise DomainError("Berkas impor ini sudah dihapus. Unggah lagi berkasnya.")
    # A kind may have renamed the sheet while re-arranging it; a CSV has none.
    dikenal = impor.lembar in impor.daftar_lembar and not impor.nama_berkas.lower().endswith(".csv")
    return simpanan.lokasi_penuh(impor.lokasi), impor.lembar if dikenal else ""


def periksa(
    *, impor: Impor, kemajuan: Callable[[int, int, str], None], pagar: Callable[[], None]
) -> Penilaian:
    """Judge every row; the data of the portal stay as they are. `pagar` is the fence of the job."""
    with tanpa_pemulung():
        return _periksa(impor, kemajuan, pagar)


def _periksa(
    impor: Impor, kemajuan: Callable[[int, int, str], None], pagar: Callable[[], None]
) -> Penilaian:
    kemajuan(0, 3, "Membaca berkas")
    jenis, tafsiran = baca_impor(impor)
    kemajuan(1, 3, f"Membandingkan {len(tafsiran.nomor)} baris")
    ctx = konteks(impor.instansi, oleh=impor.oleh)
    ctx.kolom_ada = tafsiran.kolom_ada
    try:
        penilaian = nilai_berkas(jenis, ctx, tafsiran, simpan=False)
    except BarisDitolakError as error:
        raise DomainError(f"{error} Perbaiki berkas lalu unggah lagi.") from error
    kemajuan(2, 3, "Mencatat hasil")
    with transaction.atomic():
        pagar()
        terkini = Impor.objects.select_for_update().get(pk=impor.pk)
        if terkini.status != StatusImpor.DIPETAKAN:
            raise ConflictError("Impor ini sudah dibuang atau diperiksa lagi.")
        catat(terkini, penilaian)
        terkini.status = StatusImpor.DIPERIKSA
        terkini.save()
    return penilaian


def catat(impor: Impor, penilaian: Penilaian) -> None:
    """Keep counts and verdicts."""
    impor.hitungan = dict(penilaian.hitungan)
    impor.catatan = penilaian.catatan
    impor.hilang = penilaian.hilang[:5_000]
    impor.sidik_rencana = penilaian.sidik
    BarisImpor.objects.filter(impor=impor).delete()
    _copy_baris(impor.pk, penilaian.baris)


def _copy_baris(impor_id: int, baris: Sequence[NilaiBaris]) -> None:
    salin(
        "berkas_barisimpor",
        {
            "impor_id": [impor_id] * len(baris),
            "nomor": [satu.nomor for satu in baris],
            "status": [satu.status for satu in baris],
            "ringkas": [satu.ringkas for satu in baris],
            "perubahan": [_json(satu.perubahan) for satu in baris],
            "kesalahan": [_json(satu.kesalahan) for satu in baris],
            "peringatan": [_json(satu.peringatan) for satu in baris],
        },
    )


def _json(isi: Sequence[object]) -> str:
    return json.dumps(isi, ensure_ascii=False) if isi else "[]"
