"""`manage.py bangun_ulang_pemeringkatan KODE`: compute a stored run again and compare every byte."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from jabatan import merit
from jabatan.penempatan import pipeline
from jabatan.penempatan.exports.peringkat import run_file
from jabatan.penempatan.models import HasilLowongan, Lowongan, Pemeringkatan

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Exit 0 when the run is identical, 1 with the first difference."""

    help = "Menghitung ulang satu pemeringkatan dari masukan bekunya dan membandingkan setiap bita."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """KODE of the run; --ekspor writes one vacancy for `python -m jabatan.merit verify`."""
        parser.add_argument("kode", help="kode pemeringkatan")
        parser.add_argument("--ekspor", metavar="LOWONGAN", help="kode lowongan yang diekspor")
        parser.add_argument("--ke", metavar="BERKAS", help="berkas tujuan ekspor")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Rebuild, compare, and export when asked."""
        run = Pemeringkatan.objects.select_related("putaran").filter(kode=options["kode"]).first()
        if run is None:
            raise CommandError(f"Pemeringkatan {options['kode']} tidak ditemukan.")
        if run.mesin != merit.ENGINE_VERSION:
            self.stdout.write(f"mesin tersimpan {run.mesin}, mesin sekarang {merit.ENGINE_VERSION}")
        difference = first_difference(run)
        if difference:
            raise CommandError(difference, returncode=1)
        self.stdout.write(f"identik: pemeringkatan no. {run.nomor}/{run.tahun}, {run.sidik_jari}")
        if options["ekspor"]:
            self._export(run, options["ekspor"], options["ke"])

    def _export(self, run: Pemeringkatan, kode: str, target: str | None) -> None:
        lowongan = Lowongan.objects.filter(kode=kode, hasil__pemeringkatan=run).first()
        if lowongan is None:
            raise CommandError(f"Lowongan {kode} tidak ada dalam pemeringkatan ini.")
        text = json.dumps(run_file(run, lowongan), ensure_ascii=False, indent=1)
        path = Path(target or f"hitung-{kode}.json")
        path.write_text(text + "\n", encoding="utf-8")
        self.stdout.write(f"ditulis: {path}")


def first_difference(run: Pemeringkatan) -> str | None:
    """Where the rebuilt run differs from the stored one; None when it is identical."""
    raw = zlib.decompress(bytes(run.masukan))
    if merit.freeze(merit.thaw(raw)) != raw:
        return "masukan: bita beku tidak sama setelah dibangun ulang"
    stored = dict(HasilLowongan.objects.filter(pemeringkatan=run).values_list("lowongan_id", "isi"))
    rebuilt = pipeline.rebuild(run)
    if stored.keys() != rebuilt.keys():
        return "daftar lowongan tidak sama"
    for pk in sorted(rebuilt):
        found = _seat_difference(bytes(stored[pk]), rebuilt[pk])
        if found:
            kode = Lowongan.objects.values_list("kode", flat=True).get(pk=pk)
            return f"lowongan {kode}: {found}"
    return None


def _seat_difference(stored: bytes, rebuilt: bytes) -> str | None:
    if stored == rebuilt:
        return None
    old, new = merit.SeatResult.from_bytes(stored), merit.SeatResult.from_bytes(rebuilt)
    for number, (left, right) in enumerate(zip(old.ids, new.ids, strict=False), 1):
        if int(left) != int(right):
            return f"urutan ke-{number} berisi orang lain"
    for number, (before, after) in enumerate(zip(old.totals, new.totals, strict=False), 1):
        if int(before) != int(after):
            texts = [merit.points(int(one), merit.FINAL_SCALE) for one in (before, after)]
            return f"nilai ke-{number}: tersimpan {texts[0]}, hitung ulang {texts[1]}"
    return "jumlah atau angka corong tidak sama"
