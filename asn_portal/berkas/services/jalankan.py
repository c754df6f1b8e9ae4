"""The same engine without pages: for the command line, the demo city and tests."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from asn_portal.berkas.engine.judul import cocokkan, kolom_kurang
from asn_portal.berkas.models import Impor
from asn_portal.berkas.parsing.arsip import DitolakError
from asn_portal.berkas.parsing.baca import bentuk
from asn_portal.berkas.services import simpanan
from asn_portal.berkas.services.baca import (
    baca_lembar,
    jenis_impor,
    kalimat_kolom_kurang,
    kepala_lembar,
    konteks,
    tafsir,
)
from asn_portal.berkas.services.mesin import nilai_berkas
from asn_portal.berkas.services.pemulung import tanpa_pemulung
from asn_portal.berkas.services.periksa import catat
from asn_portal.berkas.services.terapkan import kunci_instansi, selesai
from asn_portal.berkas.services.tulis import BarisDitolakError
from asn_portal.core.errors import DomainError

if TYPE_CHECKING:
    from datetime import datetime

    from asn_portal.berkas.engine.judul import Kepala
    from asn_portal.berkas.parsing.lembar import Lembar
    from asn_portal.berkas.registry import JenisImpor
    from asn_portal.berkas.services.putusan import Penilaian
    from asn_portal.core.models import Instansi, Orang


@dataclass(slots=True)
class Laporan:
    """What one run found and, when it was applied, wrote."""

    jenis: JenisImpor
    lembar: Lembar
    kepala: Kepala
    pemetaan: dict[str, str]
    penilaian: Penilaian
    impor: Impor | None = None
    tidak_dicocokkan: list[str] = field(default_factory=list)

    @property
    def hitungan(self) -> dict[str, int]:
        """Counts: baru, berubah, sama, bermasalah."""
        return {status.lower(): n for status, n in self.penilaian.hitungan.items()}

    @property
    def salah(self) -> list[tuple[int, str, str]]:
        """(row number, column title, sentence) of everything that is wrong."""
        return [
            (baris.nomor, satu["judul"], satu["pesan"])
            for baris in self.penilaian.baris
            for satu in baris.kesalahan
        ]


def jalankan(
    kode_jenis: str,
    sumber: Path | str | IO[bytes],
    *,
    instansi: Instansi,
    oleh: Orang | None = None,
    verifikator: Orang | None = None,
    terapkan: bool = False,
    lewati: bool = False,
    lembar: str = "",
    nama: str = "",
    at: datetime | None = None,
    jejak: bool = True,
) -> Laporan:
    """Check a file and, with `terapkan`, save it all or nothing.

    `jejak=False` keeps no rows and no undo trail: for files that a machine wrote.
    """
    jenis = jenis_impor(kode_jenis)
    at = at or timezone.now()
    if terapkan and jenis.nilai and (oleh is None or verifikator is None or oleh == verifikator):
        raise DomainError(
            "Berkas nilai disimpan atas nama dua orang yang berbeda: yang mengunggah dan verifikator."
        )
    path, nama, sementara = _berkas(sumber, nama)
    try:
        with tanpa_pemulung():
            return _jalankan(
                jenis,
                path,
                nama,
                instansi=instansi,
                oleh=oleh,
                verifikator=verifikator if jenis.nilai else None,
                terapkan=terapkan,
                lewati=lewati,
                lembar=lembar,
                at=at,
                jejak=jejak,
            )
    finally:
        if sementara:
            path.unlink(missing_ok=True)


def _berkas(sumber: Path | str | IO[bytes], nama: str) -> tuple[Path, str, bool]:
    if isinstance(sumber, str | Path):
        path = Path(sumber)
        if not path.is_file():
            raise DomainError(f"Berkas {path} tidak ditemukan.")
        return path, nama or path.name, False
    with tempfile.NamedTemporaryFile(delete=False) as file:
        file.write(sumber.read())
    return Path(file.name), nama or "berkas.xlsx", True


def _jalankan(
    jenis: JenisImpor,
    path: Path,
    nama: str,
    *,
    instansi: Instansi,
    oleh: Orang | None,
    verifikator: Orang | None,
    terapkan: bool,
    lewati: bool,
    lembar: str,
    at: datetime,
    jejak: bool,
) -> Laporan:
    isi, kepala, pemetaan, sisa = siapkan(jenis, path, nama, lembar)
    ctx = konteks(instansi, oleh=oleh, at=at)
    tafsiran = tafsir(jenis, isi, kepala, pemetaan, ctx)
    impor = None
    try:
        with transaction.atomic():
            if terapkan:
                kunci_instansi(instansi.pk)
                impor = _catatan(
                    jenis, path, nama, instansi=instansi, oleh=oleh, verifikator=verifikator
                )
                impor.lembar, impor.kepala, impor.pemetaan = isi.nama, kepala.json(), pemetaan
                impor.save()
            penilaian = nilai_berkas(
                jenis,
                ctx,
                tafsiran,
                simpan=terapkan,
                lewati=lewati,
                jejak_impor_id=impor.pk if impor and jejak else None,
            )
            if impor is not None and penilaian.tersimpan:
                impor.lewati_bermasalah = bool(penilaian.bermasalah)
                if jejak:
                    catat(impor, penilaian)
                selesai(jenis, impor, penilaian, at=at)
            else:
                impor = None
                transaction.set_rollback(True)
    except BarisDitolakError as error:
        raise DomainError(f"{error} Tidak ada yang tersimpan.") from error
    return Laporan(jenis, isi, kepala, pemetaan, penilaian, impor, sisa)


def siapkan(
    jenis: JenisImpor, path: Path, nama: str, lembar: str = ""
) -> tuple[Lembar, Kepala, dict[str, str], list[str]]:
    """Read the sheet and match its columns without asking; doubt is an error."""
    try:
        with path.open("rb") as file:
            bentuk(nama, file.read(8))
    except DitolakError as error:
        raise DomainError(str(error)) from error
    daftar, isi = baca_lembar(jenis, path, nama, lembar)
    if isi is None:
        raise DomainError(
            f"Sebutkan lembar yang dibaca. Lembar di berkas ini: {', '.join(daftar)}."
        )
    kepala = kepala_lembar(jenis, isi)
    cocok = cocokkan(jenis, kepala)
    pemetaan = {str(i): satu.kode for i, satu in cocok.items() if satu.kode}
    judul = {satu.indeks: satu for satu in kepala.kolom}
    ganda = [judul[i] for i, satu in cocok.items() if satu.yakin == "ganda"]
    if ganda:
        letak = ", ".join(f"{satu.judul} (kolom {satu.huruf})" for satu in ganda)
        raise DomainError(f"Ada judul kolom yang sama: {letak}. Hapus salah satu.")
    if kurang := kolom_kurang(jenis, pemetaan):
        raise DomainError(kalimat_kolom_kurang(kurang, kepala))
    sisa = [judul[i].judul for i, satu in cocok.items() if not satu.kode and judul[i].judul]
    return isi, kepala, pemetaan, sisa


def _catatan(
    jenis: JenisImpor,
    path: Path,
    nama: str,
    *,
    instansi: Instansi,
    oleh: Orang | None,
    verifikator: Orang | None,
) -> Impor:
    sidik, ukuran = simpanan.sidik(path)
    return Impor(
        instansi=instansi,
        jenis=jenis.kode,
        perlu_verifikasi=jenis.nilai,
        nama_berkas=nama[-200:],
        sha256=sidik,
        ukuran=ukuran,
        oleh=oleh,
        diajukan_oleh=oleh,
        diverifikasi_oleh=verifikator,
    )
