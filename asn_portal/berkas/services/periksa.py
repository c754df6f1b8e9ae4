"""Check a file: read it all, try the whole write, roll it back, keep the verdicts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.db import connection, transaction

from asn_portal.berkas.engine.judul import Kepala
from asn_portal.berkas.enums import StatusImpor
from asn_portal.berkas.models import BarisImpor, Impor
from asn_portal.berkas.services import simpanan
from asn_portal.berkas.services.baca import baca_lembar, jenis_impor, konteks, tafsir
from asn_portal.berkas.services.mesin import nilai_berkas
from asn_portal.berkas.services.tulis import BarisDitolakError
from asn_portal.core.errors import ConflictError, DomainError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from asn_portal.berkas.engine.tafsir import Tafsiran
    from asn_portal.berkas.registry import JenisImpor
    from asn_portal.berkas.services.mesin import NilaiBaris, Penilaian


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
    kemajuan(0, 3, "Membaca berkas")
    jenis, tafsiran = baca_impor(impor)
    kemajuan(1, 3, f"Membandingkan {len(tafsiran.baris)} baris")
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
    with (
        connection.cursor() as cursor,
        cursor.copy(
            "COPY berkas_barisimpor (impor_id, nomor, status, ringkas, perubahan, kesalahan, "
            "peringatan) FROM STDIN"
        ) as copy,
    ):
        for satu in baris:
            copy.write_row(
                (
                    impor_id,
                    satu.nomor,
                    str(satu.status),
                    satu.ringkas,
                    _json(satu.perubahan),
                    _json(satu.kesalahan),
                    _json(satu.peringatan),
                )
            )


def _json(isi: Sequence[object]) -> str:
    return json.dumps(isi, ensure_ascii=False) if isi else "[]"
