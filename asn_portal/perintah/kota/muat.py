"""From nothing to a city: write the spreadsheets, load them, open a round, leave work for everybody."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils import timezone

from asn_portal.berkas.services.jalankan import jalankan
from asn_portal.core.enums import Peran, ZonaWaktu
from asn_portal.core.errors import DomainError
from asn_portal.core.models import Instansi, Orang
from asn_portal.perintah.kota import akun as masuk
from asn_portal.perintah.kota.bangun import KOTA, bangun, bangun_tetangga
from asn_portal.perintah.kota.berkas import tulis_lembar
from asn_portal.perintah.kota.lembar import LEMBAR
from asn_portal.perintah.kota.putaran import Putar
from asn_portal.perintah.kota.susulan import titipkan
from jabatan.talenta.services import tetapkan_aturan_baku

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from pathlib import Path

    from asn_portal.perintah.kota.akun import Akun, Petugas
    from asn_portal.perintah.kota.bentuk import Kota, Warga

    Lapor = Callable[[str], None]

TANPA_JEJAK: Final = 5_000  # a larger city keeps no undo trail of its own loading


class SudahAdaError(DomainError):
    """The demo city stands already."""


class Pemuat:
    """Loads the city and its small neighbour; every stage says how long it took."""

    def __init__(self, folder: Path, lapor: Lapor) -> None:
        self.folder, self.lapor = folder, lapor
        self.baris = 0

    @contextmanager
    def tahap(self, nama: str) -> Iterator[None]:
        """Print a stage with its seconds."""
        start = time.perf_counter()
        yield
        self.lapor(f"{nama}: {time.perf_counter() - start:.1f} detik")

    def muat(self, n: int, benih: int) -> None:
        """Everything; refuses when the city is already there."""
        if Instansi.objects.filter(kode=KOTA.kode).exists():
            raise SudahAdaError("Kota contoh sudah ada di basis data ini.")
        self._tanpa_menunggu_cakram()
        today = timezone.now().astimezone(ZoneInfo(ZonaWaktu.WITA)).date()
        with self.tahap(f"Menyusun kota dengan {n} pegawai"):
            kota = bangun(n, today, benih=benih)
        akun = masuk.Akun(self.folder)
        instansi = akun.instansi(kota.ciri)
        petugas = akun.petugas_awal(kota, instansi, "hr", "verifikator")
        self._muat_berkas(kota, instansi, petugas)
        self._segarkan_statistik()
        with self.tahap("Menyegel aturan dan membuat akun"):
            self._peran(akun, kota, instansi)
        Putar(self, akun, kota, instansi, petugas).jalankan()
        with self.tahap("Berkas yang menunggu verifikasi"):
            titipkan(kota, instansi, petugas, self.folder_berkas(kota))
        self._tetangga(akun, today, benih)

    def _muat_berkas(self, kota: Kota, instansi: Instansi, petugas: Petugas) -> None:
        for lembar in LEMBAR:
            files = tulis_lembar(kota, lembar, self.folder_berkas(kota))
            for path, rows in files:
                with self.tahap(f"{path.name} ({rows} baris)"):
                    self.impor(
                        lembar.kode, path, instansi, petugas, jejak=len(kota.warga) <= TANPA_JEJAK
                    )

    def folder_berkas(self, kota: Kota) -> Path:
        """Where the spreadsheets of an agency lie."""
        folder = self.folder / "berkas" / kota.ciri.kode.lower()
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def impor(
        self, kode: str, path: Path, instansi: Instansi, petugas: Petugas, *, jejak: bool = True
    ) -> None:
        """Load one file; a single wrong row is a fault of the generator and stops everything."""
        laporan = jalankan(
            kode,
            path,
            instansi=instansi,
            oleh=petugas.orang_hr,
            verifikator=petugas.orang_verifikator,
            terapkan=True,
            jejak=jejak,
        )
        if laporan.salah:
            nomor, kolom, pesan = laporan.salah[0]
            raise DomainError(
                f"{path.name}: {len(laporan.salah)} baris bermasalah, misalnya baris {nomor} ({kolom}): {pesan}"
            )
        self.baris += sum(laporan.hitungan.values())

    @staticmethod
    def _tanpa_menunggu_cakram() -> None:
        """Commits of this session do not wait for the disk: a city that breaks is loaded anew."""
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = off")

    @staticmethod
    def _segarkan_statistik() -> None:
        """The planner has not seen the new rows yet."""
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _peran(self, akun: Akun, kota: Kota, instansi: Instansi) -> None:
        kantor = masuk.pegawai_kantor(kota)
        kebijakan = akun.pegawai(kota, instansi, kantor[-2], "kebijakan", Peran.PENGELOLA_KEBIJAKAN)
        akun.luar(kota, instansi, masuk.WALI_KOTA, "ppk", Peran.PPK)
        akun.luar(kota, instansi, masuk.PANSEL, "pansel", Peran.PANSEL)
        akun.pegawai(kota, instansi, _staf(kota, "pengawasan"), "auditor", Peran.AUDITOR)
        akun.pegawai(kota, instansi, _staf(kota, "informatika"), "admin", Peran.ADMIN)
        akun.kepala(kota, instansi)
        kepala_bkpsdm = Orang.objects.get(pegawai__nip=kantor[-1].nip)
        if kebijakan.orang is not None:
            tetapkan_aturan_baku(
                instansi=instansi,
                penyegel1=kebijakan.orang,
                penyegel2=kepala_bkpsdm,
                at=timezone.now(),
                actor=kebijakan,
            )

    def _tetangga(self, akun: Akun, today: date, benih: int) -> None:
        """Another agency in another time zone: its officer sees nothing of the city."""
        with self.tahap("Instansi tetangga"):
            kota = bangun_tetangga(today, benih=benih)
            instansi = akun.instansi(kota.ciri)
            petugas = akun.petugas_awal(kota, instansi, "hr2", "verifikator2")
            for lembar in LEMBAR:
                if lembar.kode in INTI:
                    for path, _ in tulis_lembar(kota, lembar, self.folder_berkas(kota)):
                        self.impor(lembar.kode, path, instansi, petugas)


# What the neighbour has on file.
INTI: Final = frozenset(
    {"unit", "jabatan-struktural", "profil-syarat", "peta-jabatan", "profil-asn"}
)


def _staf(kota: Kota, urusan: str) -> Warga:
    """A civil servant without a managerial post: of these affairs, else of any office."""
    plain = [w for w in kota.warga if w.posisi.jenis != "STRUKTURAL" and w.status == "PNS"]
    own = [w for w in plain if w.posisi.unit.urusan == urusan]
    if own:
        return own[0]
    return plain[0] if urusan == "pengawasan" else plain[-1]
