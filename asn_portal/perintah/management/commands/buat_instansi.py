"""First step of a new installation: the agency that the portal serves."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from asn_portal.core import audit
from asn_portal.core.enums import JenisInstansi, ZonaWaktu
from asn_portal.core.models import Instansi

ZONA = {zona.name: zona.value for zona in ZonaWaktu}
SEBUTAN = {
    JenisInstansi.KOTA: "Wali Kota",
    JenisInstansi.KABUPATEN: "Bupati",
    JenisInstansi.PROVINSI: "Gubernur",
}


class Command(BaseCommand):
    """`manage.py buat_instansi KODE "Pemerintah Kota …" --jenis KOTA --tempat … --zona WITA`."""

    help = "Mendaftarkan instansi pada pemasangan baru."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kode", help="singkat, dipakai di baris perintah")
        parser.add_argument("nama", help='misalnya "Pemerintah Kota Contoh"')
        parser.add_argument("--jenis", choices=JenisInstansi.values, required=True)
        parser.add_argument("--tempat", required=True, help="tempat penetapan SK")
        parser.add_argument("--zona", choices=sorted(ZONA), required=True)
        parser.add_argument("--hari-kerja", type=int, choices=[5, 6], default=5)

    def handle(self, *_: Any, **options: Any) -> None:
        kode, jenis = options["kode"].upper(), options["jenis"]
        if Instansi.objects.filter(kode=kode).exists():
            raise CommandError(f"Instansi {kode} sudah ada.")
        with transaction.atomic():
            instansi = Instansi.objects.create(
                kode=kode,
                nama=options["nama"],
                jenis=jenis,
                kota=options["tempat"],
                ppk_sebutan=SEBUTAN[jenis],
                zona_waktu=ZONA[options["zona"]],
                hari_per_minggu=options["hari_kerja"],
            )
            audit.record(
                "instansi.dibuat",
                instansi,
                actor=None,
                at=timezone.now(),
                data={"nama": instansi.nama},
            )
        self.stdout.write(f"Instansi {instansi.nama} terdaftar dengan kode {kode}.")
