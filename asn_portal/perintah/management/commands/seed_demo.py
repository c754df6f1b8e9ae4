"""Load the demo city: real spreadsheets through the importers, the rest through the services."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from asn_portal.core.errors import DomainError
from asn_portal.perintah.kota.bangun import BENIH
from asn_portal.perintah.kota.muat import Pemuat

BAWAAN = 1_300


class Command(BaseCommand):
    """`manage.py seed_demo [--pegawai N] [--benih S] [--folder F]` into an empty database."""

    help = "Memuat kota contoh lewat berkas impor dan layanan portal."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--pegawai", type=int, default=BAWAAN, help="jumlah pegawai")
        parser.add_argument("--benih", type=int, default=BENIH, help="benih acak; sama, kota sama")
        parser.add_argument(
            "--folder",
            type=Path,
            default=Path(settings.BASE_DIR) / "var" / "demo",
            help="tempat berkas dan sandi demo",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        if settings.IS_PRODUCTION:
            raise CommandError("Kota contoh tidak dimuat dengan ASN_MODE=produksi.")
        start = time.perf_counter()
        pemuat = Pemuat(options["folder"], lambda text: self.stdout.write(f"  {text}"))
        try:
            pemuat.muat(options["pegawai"], options["benih"])
        except (DomainError, ValueError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Kota contoh siap: {pemuat.baris} baris impor, {time.perf_counter() - start:.1f} detik."
        )
