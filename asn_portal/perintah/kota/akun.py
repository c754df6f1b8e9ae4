"""Who logs in: one account per duty, all with one password that is made once per demo."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.db.models import F
from psycopg.types.range import DateRange

from asn_portal.core.crypto import encrypt_nik, nik_index
from asn_portal.core.enums import Peran
from asn_portal.core.models import Instansi, Orang, Penugasan, User
from jabatan.peta.enums import JenisPemangku
from jabatan.peta.importers.kata import nama_urut
from jabatan.peta.models import Pegawai, PemangkuJabatan

if TYPE_CHECKING:
    from pathlib import Path

    from asn_portal.perintah.kota.bentuk import Ciri, Kota, Warga

BERKAS_SANDI: Final = "sandi-demo.txt"
ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"
# Duty, username and what the account shows; the order is that of the printed table.
PERAN_DEMO: Final = (
    (Peran.PPK, "ppk"),
    (Peran.KEPALA_OPD, "kepala"),
    (Peran.KEPALA_OPD, "kepala2"),
    (Peran.OPERATOR, "hr"),
    (Peran.VERIFIKATOR, "verifikator"),
    (Peran.PENGELOLA_KEBIJAKAN, "kebijakan"),
    (Peran.PANSEL, "pansel"),
    (Peran.ASN, "asn"),
    (Peran.AUDITOR, "auditor"),
    (Peran.ADMIN, "admin"),
    (Peran.OPERATOR, "hr2"),
)
DIKENAL: Final = frozenset(username for _, username in PERAN_DEMO)
WALI_KOTA: Final = "Prasetya Banterlomi"
PANSEL: Final = "Ratih Sekendarta"


def sandi(folder: Path) -> str:
    """The password of the demo, made at the first call; only the own user may read the file."""
    path = folder / BERKAS_SANDI
    if path.exists():
        return path.read_text().strip()
    words = ("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))
    text = "-".join(words)
    validate_password(text)
    folder.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(text + "\n")
    return text


@dataclass(slots=True)
class Petugas:
    """The people who run the personnel office, as users and human beings."""

    hr: User
    verifikator: User

    @property
    def orang_hr(self) -> Orang:
        """The officer who loads the files."""
        return _orang_of(self.hr)

    @property
    def orang_verifikator(self) -> Orang:
        """The second pair of eyes for scores."""
        return _orang_of(self.verifikator)


def _orang_of(user: User) -> Orang:
    if user.orang is None:
        raise LookupError(f"Akun {user.username} belum terhubung dengan orang.")
    return user.orang


class Akun:
    """Makes people, duties and logins of the demo; one hash serves all accounts."""

    def __init__(self, folder: Path) -> None:
        self.hash = make_password(sandi(folder))

    def instansi(self, ciri: Ciri) -> Instansi:
        """The agency."""
        return Instansi.objects.create(
            kode=ciri.kode,
            nama=ciri.nama,
            jenis=ciri.jenis,
            kota=ciri.kota,
            ppk_sebutan=ciri.ppk,
            zona_waktu=ciri.zona,
        )

    def user(self, username: str, orang: Orang, *, masuk: bool = True) -> User:
        """A login; without `masuk` nobody can use it."""
        return User.objects.create(
            username=username,
            orang=orang,
            demo=True,
            password=self.hash if masuk else make_password(None),
        )

    @staticmethod
    def tugas(orang: Orang, kota: Kota, instansi: Instansi, peran: str, unit: Any = None) -> None:
        """A duty since the beginning of last year."""
        start = kota.acuan.replace(year=kota.acuan.year - 1, month=1, day=2)
        Penugasan.objects.create(
            orang=orang, instansi=instansi, peran=peran, unit=unit, periode=DateRange(start, None)
        )

    def petugas_awal(self, kota: Kota, instansi: Instansi, hr: str, verifikator: str) -> Petugas:
        """The two who load files, before any file is loaded: the import finds them by their NIK."""
        first, second = pegawai_kantor(kota)[:2]
        made = []
        for username, warga, peran in (
            (hr, first, Peran.OPERATOR),
            (verifikator, second, Peran.VERIFIKATOR),
        ):
            orang = Orang.objects.create(
                nama=warga.nama,
                nama_urut=nama_urut(warga.nama),
                nik_indeks=nik_index(warga.nik),
                nik_tersandi=encrypt_nik(warga.nik),
            )
            self.tugas(orang, kota, instansi, peran)
            made.append(self.user(username, orang, masuk=username in DIKENAL))
        return Petugas(*made)

    def luar(self, kota: Kota, instansi: Instansi, nama: str, username: str, peran: str) -> User:
        """Somebody who is no civil servant of the city."""
        orang = Orang.objects.create(nama=nama, nama_urut=nama_urut(nama))
        self.tugas(orang, kota, instansi, peran)
        return self.user(username, orang)

    def pegawai(
        self, kota: Kota, instansi: Instansi, warga: Warga, username: str, peran: str
    ) -> User:
        """A civil servant with a duty in the portal."""
        orang = Orang.objects.get(pegawai__nip=warga.nip)
        self.tugas(orang, kota, instansi, peran)
        return self.user(username, orang)

    def kepala(self, kota: Kota, instansi: Instansi) -> None:
        """Every head of an office has the duty; two of them get a login later (`beri_nama`)."""
        heads = PemangkuJabatan.objects.filter(
            instansi=instansi,
            jenis=JenisPemangku.DEFINITIF,
            periode__contains=kota.acuan,
            kursi__jabatan__memimpin=True,
            kursi__jabatan__unit=F("kursi__jabatan__unit__opd"),
        ).select_related("pegawai__orang", "kursi__jabatan__unit")
        for row in heads.order_by("pk"):
            unit = row.kursi.jabatan.unit if row.kursi else None
            self.tugas(row.pegawai.orang, kota, instansi, Peran.KEPALA_OPD, unit)
            self.user(f"kepala-{row.pegawai.kode.lower()}", row.pegawai.orang, masuk=False)

    def calon(self, pegawai: Pegawai) -> User:
        """A login for the person concerned, so that the statement is theirs."""
        found = User.objects.filter(orang=pegawai.orang).first()
        return found or self.user(f"asn-{pegawai.kode.lower()}", pegawai.orang, masuk=False)

    def beri_nama(self, user: User, username: str) -> None:
        """A login by this name for somebody who already acts in the portal."""
        user.username, user.password = username, self.hash
        user.save(update_fields=["username", "password"])


def pegawai_kantor(kota: Kota) -> list[Warga]:
    """Division heads of the personnel office, its secretary, its head."""
    found = []
    for warga in kota.warga:
        posisi = warga.posisi
        if posisi.jenis == "STRUKTURAL" and posisi.unit.kantor.nama.startswith("Badan Kepegawaian"):
            last = ("Sekretaris", "Kepala Badan")
            rank = next((i for i, words in enumerate(last, 2) if posisi.nama.startswith(words)), 1)
            rank = 0 if posisi.nama.startswith("Kepala Bidang") else rank
            found.append((rank, warga.nomor, warga))
    return [warga for _, _, warga in sorted(found)]
