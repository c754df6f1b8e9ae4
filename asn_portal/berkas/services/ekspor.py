"""Files of background exports: private names, one owner, a limited life."""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from asn_portal.core.enums import StatusPekerjaan
from asn_portal.core.models import Pekerjaan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from asn_portal.core.scope import Scope

JENIS = "berkas.ekspor"
FOLDER = "ekspor"
SIAP, MENUNGGU, BERHENTI, LEWAT, BERUBAH = "siap", "menunggu", "berhenti", "lewat", "berubah"
KATA = {
    SIAP: ("Siap diunduh", "daun"),
    MENUNGGU: ("Sedang disiapkan", "laut"),
    BERHENTI: ("Tidak selesai", "bata"),
    LEWAT: ("Sudah dihapus", ""),
    BERUBAH: ("Tugas Anda berubah", "bata"),
}


@dataclass(frozen=True, slots=True)
class BerkasEkspor:
    """An export that somebody asked for, as its requester sees it now."""

    pekerjaan: Pekerjaan
    keadaan: str

    @property
    def isi(self) -> dict[str, Any]:
        """What the worker noted about the file."""
        found: dict[str, Any] = self.pekerjaan.hasil
        return found

    @property
    def sampai(self) -> datetime | None:
        """When the file is removed."""
        return berlaku_sampai(self.pekerjaan)

    @property
    def kata(self) -> str:
        """State in words."""
        return KATA[self.keadaan][0]

    @property
    def nada(self) -> str:
        """Tone of the badge."""
        return KATA[self.keadaan][1]

    @property
    def siap(self) -> bool:
        """Whether the file can be fetched."""
        return self.keadaan == SIAP


def berlaku_sampai(job: Pekerjaan) -> datetime | None:
    """End of the file's life."""
    ended: datetime | None = job.selesai_at
    return None if ended is None else ended + timedelta(hours=settings.EKSPOR_JAM_SIMPAN)


def lihat(job: Pekerjaan, scope: Scope) -> BerkasEkspor:
    """State of an export for the duties that its requester has today."""
    until = berlaku_sampai(job)
    if job.terbuka:
        state = MENUNGGU
    elif job.status != StatusPekerjaan.SELESAI:
        state = BERHENTI
    elif until is None or until <= timezone.now() or not lokasi(job.hasil["lokasi"]).is_file():
        state = LEWAT
    elif job.hasil["lingkup"] != sidik_lingkup(scope):
        state = BERUBAH
    else:
        state = SIAP
    return BerkasEkspor(job, state)


def milik(scope: Scope) -> QuerySet[Pekerjaan]:
    """Exports that this person asked for; nobody else opens them, whatever the duty."""
    rows: QuerySet[Pekerjaan] = Pekerjaan.objects.filter(
        jenis=JENIS, dibuat_oleh__isnull=False, dibuat_oleh_id=scope.orang_id
    )
    return rows


def terbaru(scope: Scope) -> list[BerkasEkspor]:
    """Own exports that are open or still have a file, newest first."""
    since = timezone.now() - timedelta(hours=settings.EKSPOR_JAM_SIMPAN)
    rows = milik(scope).filter(
        Q(selesai_at__gt=since) | Q(status__in=[StatusPekerjaan.SIAP, StatusPekerjaan.BERJALAN])
    )
    return [lihat(job, scope) for job in rows.order_by("-created_at", "-pk")[:50]]


def sidik_lingkup(scope: Scope) -> str:
    """Fingerprint of the duties; the file was cut to them."""
    duties = sorted(
        (duty.peran, duty.instansi_id, duty.unit_id or 0, duty.opd_id or 0) for duty in scope.duties
    )
    return hashlib.sha256(repr(duties).encode()).hexdigest()


def lokasi(nama: str) -> Path:
    """Path of a stored export."""
    return Path(settings.MEDIA_ROOT) / FOLDER / nama


@contextmanager
def berkas_baru() -> Iterator[tuple[str, IO[bytes]]]:
    """A new private file and its random name; nothing is left of it when the work fails."""
    folder = Path(settings.MEDIA_ROOT) / FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    nama = secrets.token_hex(24)
    handle = os.open(folder / nama, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w+b") as file:
            yield nama, file
    except BaseException:
        lokasi(nama).unlink(missing_ok=True)
        raise


def sidik(file: IO[bytes]) -> tuple[str, int]:
    """sha256 and size of what was written."""
    file.flush()
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest(), file.tell()  # type: ignore[arg-type]


def bersihkan() -> int:
    """Remove files whose time is over, also those that no job knows; returns how many."""
    # Nobody waits for them: a file may live an hour longer than its page says.
    oldest = time.time() - (settings.EKSPOR_JAM_SIMPAN + 1) * 3600
    removed = 0
    for path in Path(settings.MEDIA_ROOT, FOLDER).glob("*"):
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
            removed += 1
    return removed
