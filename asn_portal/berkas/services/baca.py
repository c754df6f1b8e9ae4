"""From a stored upload to typed rows, the same way at the check and at saving."""

from __future__ import annotations

from fnmatch import fnmatch
from typing import TYPE_CHECKING

from django.utils import timezone

from asn_portal.berkas import registry
from asn_portal.berkas.engine.judul import Kepala, cari_kepala
from asn_portal.berkas.engine.tafsir import Tafsiran, tafsirkan
from asn_portal.berkas.parsing.arsip import DitolakError
from asn_portal.berkas.parsing.baca import baca_berkas
from asn_portal.berkas.registry import Baris, JenisImpor, Konteks
from asn_portal.core.dates import local_date
from asn_portal.core.errors import DomainError

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from asn_portal.berkas.parsing.lembar import Lembar
    from asn_portal.core.models import Instansi, Orang


def jenis_impor(kode: str) -> JenisImpor:
    """The kind, or a sentence for the person who asked for another."""
    jenis = registry.ambil(kode)
    if jenis is None:
        daftar = ", ".join(satu.kode for satu in registry.semua())
        raise DomainError(f"Jenis impor '{kode}' tidak dikenal. Yang ada: {daftar}.")
    return jenis


def konteks(instansi: Instansi, *, oleh: Orang | None, at: datetime | None = None) -> Konteks:
    """Where and when."""
    at = at or timezone.now()
    return Konteks(instansi=instansi, hari_ini=local_date(instansi, at), at=at, oleh=oleh)


def baca_lembar(
    jenis: JenisImpor, path: Path, nama_berkas: str, lembar: str = ""
) -> tuple[list[str], Lembar | None]:
    """Names of the sheets and the chosen one; None when the officer must choose."""
    batas = {"maks_baris": jenis.maks_baris, "maks_kolom": jenis.maks_kolom}
    try:
        bacaan = baca_berkas(path, nama_berkas, lembar=lembar or None, **batas)
        if bacaan.lembar is None and (cocok := _pilih(jenis, bacaan.nama_lembar)):
            bacaan = baca_berkas(path, nama_berkas, lembar=cocok, **batas)
    except DitolakError as error:
        raise DomainError(str(error)) from error
    if bacaan.lembar is None:
        return bacaan.nama_lembar, None
    return bacaan.nama_lembar, jenis.tata(bacaan.lembar)


def _pilih(jenis: JenisImpor, daftar: list[str]) -> str:
    cocok = [nama for nama in daftar if any(fnmatch(nama.lower(), p) for p in jenis.lembar)]
    return cocok[0] if len(cocok) == 1 else ""


def kepala_lembar(jenis: JenisImpor, lembar: Lembar) -> Kepala:
    """Header of the sheet; an empty sheet is refused."""
    kepala = cari_kepala(jenis, lembar)
    if not kepala.kolom:
        raise DomainError(f"Lembar '{lembar.nama}' kosong.")
    if len(lembar.nomor) - kepala.mulai > jenis.maks_baris:
        raise DomainError(f"Berkas berisi lebih dari {jenis.maks_baris} baris. Bagi berkasnya.")
    return kepala


def tafsir(
    jenis: JenisImpor,
    lembar: Lembar,
    kepala: Kepala,
    pemetaan: dict[str, str],
    ctx: Konteks,
) -> Tafsiran:
    """Typed rows of the sheet; tells the context which columns there are."""
    hasil = tafsirkan(jenis, lembar, kepala, pemetaan, Baris)
    ctx.kolom_ada = hasil.kolom_ada
    return hasil


def kalimat_kolom_kurang(kurang: list[str], kepala: Kepala) -> str:
    """Which required columns are missing, and what was read instead."""
    terbaca = ", ".join(satu.judul for satu in kepala.kolom if satu.judul)
    nama = ", ".join(kurang)
    return f"Kolom {nama} tidak ditemukan. Judul kolom yang terbaca: {terbaca}."
