"""Print the logins of the demo."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from asn_portal.core.enums import Peran
from asn_portal.core.models import Penugasan, User
from asn_portal.perintah.kota.akun import BERKAS_SANDI, PERAN_DEMO
from jabatan.peta.models import VersiUnit


class Command(BaseCommand):
    """`manage.py daftar_masuk_demo`: duty, username, person; one password for all."""

    help = "Mencetak nama pengguna dan sandi akun contoh."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=Path(settings.BASE_DIR) / "var" / "demo")

    def handle(self, *_: Any, **options: Any) -> None:
        if settings.IS_PRODUCTION:
            raise CommandError("Akun contoh tidak ada dengan ASN_MODE=produksi.")
        names = [username for _, username in PERAN_DEMO]
        users = {
            user.username: user
            for user in User.objects.filter(demo=True, username__in=names).select_related("orang")
        }
        path = options["folder"] / BERKAS_SANDI
        if not users or not path.exists():
            raise CommandError("Kota contoh belum dimuat. Jalankan: manage.py seed_demo")
        rows = [("Peran", "Nama pengguna", "Nama", "Tempat tugas")]
        rows += [
            (Peran(peran).label, username, str(users[username]), _tempat(users[username], peran))
            for peran, username in PERAN_DEMO
            if username in users
        ]
        wide = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
        for row in rows:
            cells = (f"{cell:<{width}}" for cell, width in zip(row, wide, strict=True))
            self.stdout.write("  ".join(cells).rstrip())
        self.stdout.write(f"\nSandi semua akun: {path.read_text().strip()}")


def _tempat(user: User, peran: str) -> str:
    """The office of a duty that is bound to one, else the agency."""
    duty = (
        Penugasan.objects.filter(orang=user.orang, peran=peran).select_related("instansi").first()
    )
    if duty is None:
        return ""
    nama = VersiUnit.objects.filter(unit=duty.unit_id).order_by("-periode").first()
    return str(nama.nama if nama else duty.instansi.nama)
