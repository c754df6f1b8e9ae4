"""Uploaded bytes: random names below MEDIA_ROOT, never served, removed when no longer needed."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path
from typing import IO, TYPE_CHECKING

from django.conf import settings

from asn_portal.core.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER = "impor"
CHUNK = 1024 * 1024


def lokasi_penuh(lokasi: str) -> Path:
    """Path of a stored upload."""
    return Path(settings.MEDIA_ROOT) / FOLDER / lokasi


def simpan(isi: IO[bytes]) -> tuple[str, str, int]:
    """Store the bytes; returns (random name, sha256, size)."""
    folder = Path(settings.MEDIA_ROOT) / FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    nama = secrets.token_hex(24)
    digest, ukuran = hashlib.sha256(), 0
    handle = os.open(folder / nama, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            while potongan := isi.read(CHUNK):
                ukuran += len(potongan)
                if ukuran > settings.IMPORT_MAX_BYTES:
                    raise DomainError(batas_ukuran())  # noqa: TRY301 -- the half file goes below
                digest.update(potongan)
                file.write(potongan)
    except BaseException:
        hapus(nama)
        raise
    return nama, digest.hexdigest(), ukuran


def sidik(path: Path) -> tuple[str, int]:
    """sha256 and size of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size


def batas_ukuran() -> str:
    """The size limit as a sentence."""
    return f"Ukuran berkas paling besar {settings.IMPORT_MAX_BYTES // 1024 // 1024} MB."


def hapus(lokasi: str) -> None:
    """Remove a stored upload; it may be gone already."""
    if lokasi:
        lokasi_penuh(lokasi).unlink(missing_ok=True)


def hapus_banyak(lokasi: Iterable[str]) -> None:
    """Remove several uploads."""
    for satu in lokasi:
        hapus(satu)
