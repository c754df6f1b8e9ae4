"""First accounts of a new installation; the pages for accounts need somebody who can log in."""

from __future__ import annotations

import sys
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError, transaction
from django.utils import timezone
from psycopg.types.range import DateRange

from asn_portal.core import audit
from asn_portal.core.dates import local_date
from asn_portal.core.enums import Peran
from asn_portal.core.models import Instansi, Orang, Penugasan, User


class Command(BaseCommand):
    """`manage.py buat_akun budi --nama "Budi" --instansi KODE --peran OPERATOR`; asks the password."""

    help = "Membuat akun pertama beserta perannya. Sandi ditanyakan, atau dibaca dari masukan baku."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("pengguna")
        parser.add_argument("--nama", required=True, help="nama orangnya")
        parser.add_argument("--nip", help="hubungkan dengan pegawai yang sudah diimpor")
        parser.add_argument("--instansi", required=True, help="kode instansi")
        # A head of office is bound to a unit and comes from the map, not from this command.
        peran = [code for code in Peran.values if code != Peran.KEPALA_OPD]
        parser.add_argument("--peran", choices=peran, required=True)

    def handle(self, *_: Any, **options: Any) -> None:
        instansi = Instansi.objects.filter(kode=options["instansi"].upper()).first()
        if instansi is None:
            raise CommandError("Kode instansi ini belum terdaftar. Jalankan dulu buat_instansi.")
        if User.objects.filter(username=options["pengguna"]).exists():
            raise CommandError(f"Nama pengguna {options['pengguna']} sudah dipakai.")
        password = self._password()
        try:
            validate_password(password, User(username=options["pengguna"]))
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        try:
            self._create(instansi, password, options)
        except IntegrityError as error:
            raise CommandError(
                "Peran ini tidak dapat dirangkap orang tersebut. Pilih orang lain."
            ) from error
        self.stdout.write(f"Akun {options['pengguna']} siap dipakai.")

    @staticmethod
    def _password() -> str:
        if not sys.stdin.isatty():
            return sys.stdin.readline().rstrip("\n")
        first = getpass("Sandi: ")
        if getpass("Ulangi sandi: ") != first:
            raise CommandError("Kedua sandi berbeda.")
        return first

    @staticmethod
    def _create(instansi: Instansi, password: str, options: dict[str, Any]) -> None:
        at = timezone.now()
        with transaction.atomic():
            orang = _orang(instansi, options["nip"], options["nama"])
            duty = Penugasan.objects.create(
                orang=orang,
                instansi=instansi,
                peran=options["peran"],
                periode=DateRange(local_date(instansi, at), None),
            )
            user = User.objects.create_user(options["pengguna"], password=password, orang=orang)
            audit.record(
                "akun.dibuat",
                duty,
                actor=None,
                at=at,
                data={"pengguna": user.username, "orang": orang.kode, "peran": duty.peran},
            )


def _orang(instansi: Instansi, nip: str | None, nama: str) -> Orang:
    """The imported person with this NIP, else somebody new."""
    if nip is None:
        nama = " ".join(nama.split())
        return Orang.objects.create(nama=nama, nama_urut=nama.lower())
    found = Orang.objects.filter(pegawai__nip=nip, pegawai__instansi=instansi).first()
    if found is None:
        raise CommandError("NIP ini tidak ada di daftar pegawai instansi tersebut.")
    return found
