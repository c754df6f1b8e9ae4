"""A PostgreSQL of its own, with fsync on, that leaves nothing behind; and work in fresh processes."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import CommandError

from asn_portal.devservices import Postgres, clean_environ

if TYPE_CHECKING:
    from collections.abc import Iterator

BASIS_DATA = "tolok_ukur"
KEMBAR = "tolok_ukur_kembar"
CHILD = "asn_portal.perintah.tolok_ukur.anak"
# Durable like production. Autovacuum would come at random moments; tables are analysed by hand.
PENGATURAN = {
    "fsync": "on",
    "synchronous_commit": "on",
    "autovacuum": "off",
    "shared_buffers": "256MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "30min",
    "work_mem": "64MB",
}


class Gugus:
    """The cluster, the folder for results, and children that work on them."""

    def __init__(self, postgres: Postgres, folder: Path, nama: str = BASIS_DATA) -> None:
        self.postgres, self.folder, self.nama = postgres, folder, nama

    def salin(self) -> None:
        """Copy the database as it is now, for `kembar`."""
        self.postgres.sql(f"CREATE DATABASE {KEMBAR} TEMPLATE {self.nama}")

    def kembar(self) -> Gugus:
        """The same cluster with the copy."""
        return Gugus(self.postgres, self.folder, KEMBAR)

    def jalankan(self, tugas: str, **param: Any) -> dict[str, Any]:
        """Do one task in a process of its own, so that its peak memory is its own."""
        keluaran = self.folder / f"{tugas}-{secrets.token_hex(4)}.json"
        isi = {**param, "induk": self.postgres.pid, "folder": str(self.folder)}
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", CHILD, tugas, json.dumps(isi), str(keluaran)],
            cwd=settings.BASE_DIR,
            env=self._lingkungan(),
            check=False,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise CommandError(f"Tugas {tugas} gagal:\n{done.stdout}{done.stderr}")
        found: dict[str, Any] = json.loads(keluaran.read_text())
        return found

    def _lingkungan(self) -> dict[str, str]:
        return {
            **clean_environ(os.environ),
            "ASN_MODE": "uji",
            "ASN_PROSES": "perintah",
            "DJANGO_SETTINGS_MODULE": "asn_portal.settings",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "DATABASE_URL": self.postgres.url(self.nama),
            "REDIS_URL": f"unix://{self.folder}/tidak-dipakai.sock",
            "MEDIA_ROOT": str(self.folder / "media"),
        }


@contextmanager
def gugus_sementara() -> Iterator[Gugus]:
    """Start the cluster below var/ (a real disk, not a memory file system) and remove it at the end."""
    if not Path("/proc/self/stat").exists():
        raise CommandError("Tolok ukur membaca waktu prosesor dari /proc, jadi hanya untuk Linux.")
    var = Path(settings.BASE_DIR) / "var"
    var.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="tolok-ukur-", dir=var))
    folder.chmod(0o755)
    postgres = Postgres(folder)
    try:
        postgres.start(**PENGATURAN)
        postgres.sql(f"CREATE DATABASE {BASIS_DATA}")
        yield Gugus(postgres, folder)
    finally:
        postgres.stop()
        shutil.rmtree(postgres.sockets, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)
