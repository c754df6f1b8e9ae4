"""manage.py tolok_ukur peringkat|impor: measure on a PostgreSQL of its own, then remove it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from asn_portal.perintah.tolok_ukur import impor, peringkat
from asn_portal.perintah.tolok_ukur.gugus import gugus_sementara

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Exit code 1 when two engines give different lists."""

    help = "Mengukur kecepatan pemeringkatan atau impor di PostgreSQL sementara (fsync menyala)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to measure and how large."""
        parser.add_argument("apa", choices=["peringkat", "impor"])
        parser.add_argument("--pegawai", type=int, default=10_000)
        parser.add_argument("--lowongan", type=int, default=800)
        parser.add_argument("--tanpa-lawan", action="store_true", help="hanya portal")
        parser.add_argument("--baris", type=int, default=100_000, help="untuk impor")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Measure and print; the cluster goes away whatever happens."""
        if min(options["pegawai"], options["lowongan"], options["baris"]) < 1:
            raise CommandError("Jumlah pegawai, lowongan, dan baris paling sedikit 1.")
        with gugus_sementara() as gugus:
            if options["apa"] == "impor":
                sama = impor.ukur(gugus, baris=options["baris"], tulis=self.stdout.write)
            else:
                sama = peringkat.ukur(
                    gugus,
                    pegawai=options["pegawai"],
                    lowongan=options["lowongan"],
                    lawan=not options["tanpa_lawan"],
                    tulis=self.stdout.write,
                )
        if not sama:
            raise CommandError("Hasil mesin-mesin berbeda.")
