"""All that a demo needs of its database in one process: starting Python four times takes longer."""

from __future__ import annotations

import io
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection


class Command(BaseCommand):
    """`manage.py siapkan_demo PERAN BERKAS [--pegawai N]`; the launcher of the demo calls it."""

    help = "Membuat tabel, memberi hak akses, memuat kota contoh, dan mencatat akun contoh."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("peran", help="peran basis data yang menjalankan portal")
        parser.add_argument("masuk", type=Path, help="berkas untuk daftar akun contoh")
        parser.add_argument("--pegawai", type=int, help="muat kota contoh sebesar ini")

    def handle(self, *_: Any, **options: Any) -> None:
        if settings.IS_PRODUCTION:
            raise CommandError("Demo tidak disiapkan dengan ASN_MODE=produksi.")
        start = time.perf_counter()
        with connection.cursor() as cursor:
            # A broken start is begun anew: commits need not wait for the disk.
            cursor.execute("SET synchronous_commit = off")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("siapkan_peran", options["peran"], stdout=self.stdout)
        self.stdout.write(f"Tabel dan hak akses siap: {time.perf_counter() - start:.1f} detik.")
        if options["pegawai"]:
            call_command("seed_demo", pegawai=options["pegawai"], stdout=self.stdout)
        accounts = io.StringIO()
        call_command("daftar_masuk_demo", stdout=accounts)
        path: Path = options["masuk"]
        path.touch(mode=0o600)  # it holds the password
        path.write_text(accounts.getvalue())
