"""kalkulator NAMA 'JSON': compute one formula and print the result with its steps as JSON."""

import json
from argparse import ArgumentParser
from typing import Any, Never

from django.core.management.base import BaseCommand
from django.utils import timezone

from asn_portal.halaman.kalkulator.galat import InputError, shown
from asn_portal.halaman.kalkulator.json_ketat import load_json
from asn_portal.halaman.kalkulator.registry import KALKULATOR

REFUSED = 2


class Command(BaseCommand):
    help = "Hitung satu rumus: kalkulator NAMA 'JSON'."
    requires_system_checks = ()  # a calculator needs neither database nor broker

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whatever comes; refusals are ours to word in one line."""
        parser.add_argument("nama", nargs="?", default="", help=", ".join(KALKULATOR))
        parser.add_argument("masukan", nargs="?", default="", help="masukan dalam JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        tool = KALKULATOR.get(options["nama"])
        if tool is None:
            self._refuse(
                f"nama: {shown(options['nama'])!r} tidak ada; pilih {', '.join(KALKULATOR)}"
            )
        try:
            answer = tool.jawaban(load_json(options["masukan"]), timezone.localdate())
        except InputError as error:
            self._refuse(str(error))
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))

    def _refuse(self, reason: str) -> Never:
        self.stderr.write(reason)
        raise SystemExit(REFUSED)
