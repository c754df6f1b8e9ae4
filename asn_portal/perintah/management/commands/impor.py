"""manage.py impor JENIS FILE [--terapkan]: the engine of the import pages on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from asn_portal.berkas import exports, registry
from asn_portal.berkas.services.jalankan import Laporan, jalankan
from asn_portal.core.enums import Peran
from asn_portal.core.errors import DomainError
from asn_portal.core.models import Instansi, Orang, User
from asn_portal.core.scope import scope_of

if TYPE_CHECKING:
    from argparse import ArgumentParser

SHOWN = 20


class Command(BaseCommand):
    """Check a file; with --terapkan save it all or nothing."""

    help = "Memeriksa berkas impor dan, dengan --terapkan, menyimpannya (semua atau tidak sama sekali)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Kind and file, then choices."""
        parser.add_argument("jenis", nargs="?", help="kode jenis impor (lihat --daftar)")
        parser.add_argument("berkas", nargs="?", help="berkas .xlsx atau .csv")
        parser.add_argument("--daftar", action="store_true", help="tampilkan semua jenis impor")
        parser.add_argument("--instansi", help="kode instansi (boleh kosong bila hanya ada satu)")
        parser.add_argument("--lembar", default="", help="nama lembar di berkas Excel")
        parser.add_argument("--terapkan", action="store_true", help="simpan hasilnya")
        parser.add_argument("--lewati", action="store_true", help="lewati baris bermasalah")
        parser.add_argument("--sebagai", metavar="PENGGUNA", help="Pengelola Kepegawaian")
        parser.add_argument("--verifikator", metavar="PENGGUNA", help="untuk berkas nilai")
        parser.add_argument("--perbaikan", metavar="PATH", help="letak berkas perbaikan")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run and print the counts."""
        if options["daftar"]:
            for jenis in registry.semua():
                self.stdout.write(f"{jenis.kode:22} {jenis.judul}")
            return
        if not options["jenis"] or not options["berkas"]:
            raise CommandError("Tulis jenis dan berkas, misalnya: impor profil-asn pns.xlsx")
        try:
            instansi = _instansi(options["instansi"])
            laporan = jalankan(
                options["jenis"],
                Path(options["berkas"]),
                instansi=instansi,
                oleh=_orang(options["sebagai"], Peran.OPERATOR, instansi),
                verifikator=_orang(options["verifikator"], Peran.VERIFIKATOR, instansi),
                terapkan=options["terapkan"],
                lewati=options["lewati"],
                lembar=options["lembar"],
            )
        except DomainError as error:
            raise CommandError(str(error)) from error
        self._cetak(laporan)
        if laporan.penilaian.bermasalah:
            self._perbaikan(laporan, options)
            if laporan.impor is None:
                raise CommandError("Ada baris bermasalah. Tidak ada yang tersimpan.")

    def _cetak(self, laporan: Laporan) -> None:
        hitung = laporan.hitungan
        self.stdout.write(
            f"{laporan.jenis.judul}: {hitung['baru']} baru, {hitung['berubah']} berubah, "
            f"{hitung['sama']} sama, {hitung['bermasalah']} bermasalah"
        )
        if laporan.tidak_dicocokkan:
            self.stdout.write(f"Kolom yang tidak dipakai: {', '.join(laporan.tidak_dicocokkan)}")
        for catatan in laporan.penilaian.catatan:
            self.stdout.write(catatan)
        hilang = laporan.penilaian.hilang
        if hilang:
            self.stdout.write(f"Ada di portal, tidak ada di berkas ini: {len(hilang)}")
            for satu in hilang[:SHOWN]:
                self.stdout.write(f"  {satu}")
        salah = [
            f"Baris {baris.nomor}: {exports.kalimat_salah(satu)}"
            for baris in laporan.penilaian.baris
            for satu in baris.kesalahan
        ]
        for kalimat in salah[:SHOWN]:
            self.stdout.write(kalimat)
        if len(salah) > SHOWN:
            self.stdout.write(f"dan {len(salah) - SHOWN} kesalahan lain (lihat berkas perbaikan)")
        if laporan.impor is not None:
            self.stdout.write(f"Tersimpan dengan nomor impor {laporan.impor.kode}.")
        else:
            self.stdout.write("Tidak ada yang tersimpan.")

    def _perbaikan(self, laporan: Laporan, options: dict[str, Any]) -> None:
        sumber = Path(options["berkas"])
        tujuan = Path(options["perbaikan"] or sumber.with_name(f"{sumber.stem}-perbaikan.xlsx"))
        kesalahan = {b.nomor: b.kesalahan for b in laporan.penilaian.baris if b.kesalahan}
        tujuan.write_bytes(
            exports.perbaikan(laporan.lembar, laporan.kepala.mulai, kesalahan, semua=False)
        )
        self.stdout.write(f"Berkas perbaikan: {tujuan}")


def _instansi(kode: str | None) -> Instansi:
    if kode:
        found = Instansi.objects.filter(kode=kode).first()
        if found is None:
            daftar = ", ".join(Instansi.objects.order_by("kode").values_list("kode", flat=True))
            raise CommandError(f"Instansi '{kode}' tidak ada. Yang ada: {daftar or 'belum ada'}.")
        return found
    semua = list(Instansi.objects.order_by("kode")[:2])
    if len(semua) != 1:
        raise CommandError("Sebutkan instansinya dengan --instansi KODE.")
    return semua[0]


def _orang(username: str | None, peran: str, instansi: Instansi) -> Orang | None:
    """The person behind a login that holds the duty."""
    if not username:
        return None
    user = User.objects.filter(username=username).select_related("orang").first()
    if user is None or user.orang is None:
        raise CommandError(f"Pengguna '{username}' tidak ditemukan.")
    if not scope_of(user).holds(peran, instansi_id=instansi.pk):
        raise CommandError(f"Pengguna '{username}' bukan {Peran(peran).label} instansi ini.")
    return user.orang
