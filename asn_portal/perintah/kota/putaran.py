"""A round in progress: vacancies, acting officials, technical tests, ranking."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import numpy as np
from django.db.models import Exists, OuterRef
from django.utils import timezone
from psycopg.types.range import DateRange

from asn_portal.core import jobs
from asn_portal.core.enums import StatusPekerjaan
from asn_portal.core.errors import DomainError
from asn_portal.perintah.kota.berkas import tulis
from asn_portal.perintah.kota.usulan import Penyusun
from jabatan import merit
from jabatan.penempatan import pipeline
from jabatan.penempatan import tasks as _tasks  # noqa: F401 -- importing registers the job
from jabatan.penempatan.models import Lowongan, Putaran
from jabatan.penempatan.services import buka_putaran, minta_hitung
from jabatan.penempatan.services.pemeriksaan import turun_jenjang
from jabatan.peta.enums import HalNihil, JenisJabatan, JenisPemangku
from jabatan.peta.models import Kursi, Pegawai, PemangkuJabatan, PernyataanNihil
from jabatan.peta.services import tempatkan
from jabatan.talenta.services import segarkan_profil

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from asn_portal.core.models import Instansi
    from asn_portal.perintah.kota.akun import Akun, Petugas
    from asn_portal.perintah.kota.bentuk import Kota
    from asn_portal.perintah.kota.muat import Pemuat

# Seats of the round by level; other vacancies stay outside it.
KUOTA: Final = (("jpt_pratama", 2), ("administrator", 9), ("pengawas", 10))
# People invited to the technical test of a seat: the most, and in how many ways it may be fewer.
TERUJI: Final = {"jpt_pratama": (9, 3), "administrator": (16, 7), "pengawas": (24, 11)}
DILIHAT: Final = 400  # people of a list among whom the committee chooses
PELAKSANA_TUGAS: Final = 4
SUDAH_MENJABAT: Final = 35  # days that the acting officials have served


def _undangan(jenjang: str, urut: int) -> int:
    """How many are invited to the test of a seat; it differs from seat to seat."""
    most, ways = TERUJI[jenjang]
    return most - urut * 5 % ways


class Putar:
    """Opens the round and brings it to where the proposals begin."""

    def __init__(
        self, pemuat: Pemuat, akun: Akun, kota: Kota, instansi: Instansi, petugas: Petugas
    ) -> None:
        self.pemuat, self.akun, self.kota = pemuat, akun, kota
        self.instansi, self.petugas = instansi, petugas

    def jalankan(self) -> None:
        """Vacancies, tests, ranking, proposals."""
        with self.pemuat.tahap("Putaran dan pelaksana tugas"):
            seats = self._kosong()
            self._plt(seats)
            putaran = buka_putaran(
                instansi=self.instansi,
                nama=f"Pengisian jabatan akhir {self.kota.acuan.year}",
                kursi_list=seats,
                tanggal_acuan=self.kota.acuan,
                tanggal_pelantikan=self.kota.acuan + timedelta(days=40),
                actor=self.petugas.hr,
                at=timezone.now(),
            )
        with self.pemuat.tahap("Uji teknis"):
            self._uji_teknis(putaran)
        with self.pemuat.tahap("Pemeringkatan"):
            self.hitung(putaran)
        with self.pemuat.tahap("Usulan, keputusan, dan SK"):
            Penyusun(self, putaran).jalankan()

    def _kosong(self) -> list[Kursi]:
        rows = (
            Kursi.objects.vacant(self.kota.acuan)
            .filter(instansi=self.instansi, jabatan__nomenklatur__jenis=JenisJabatan.STRUKTURAL)
            .order_by("jabatan__unit__kode", "pk")
        )
        found: list[Kursi] = []
        for jenjang, most in KUOTA:
            pool = list(rows.filter(jabatan__nomenklatur__jenjang=jenjang))
            # From all over the map, not only from its first offices.
            step = max(1, len(pool) / most)
            found += [pool[int(i * step)] for i in range(min(most, len(pool)))]
        return found

    def _plt(self, seats: list[Kursi]) -> None:
        """Some vacant seats have an acting official from the same office for the time being."""
        stated = PernyataanNihil.objects.filter(
            pegawai=OuterRef("pegawai"), hal=HalNihil.JABATAN_NONDEFINITIF
        )
        begin = self.kota.acuan - timedelta(days=SUDAH_MENJABAT)
        busy: set[int] = set()
        for seat in seats:
            if len(busy) >= PELAKSANA_TUGAS:
                break
            holder = (
                PemangkuJabatan.objects.filter(
                    ~Exists(stated),
                    jenis=JenisPemangku.DEFINITIF,
                    kursi__jabatan__unit__opd=seat.jabatan.unit.opd,
                    kursi__jabatan__nomenklatur__jenis=JenisJabatan.STRUKTURAL,
                    periode__contains=begin,
                )
                .exclude(pegawai__in=busy)
                .order_by("pk")
                .first()
            )
            if holder is None:
                continue
            busy.add(holder.pegawai_id)
            tempatkan(
                pegawai=holder.pegawai,
                kursi=seat,
                jenis=JenisPemangku.PLT,
                periode=DateRange(begin, begin + timedelta(days=88)),
                nomor_sk=f"800.1.11.1/{100 + len(busy)}/BKPSDM/{begin.year}",
                tanggal_sk=begin,
                actor=self.petugas.hr,
                at=timezone.now(),
            )

    def _uji_teknis(self, putaran: Putaran) -> None:
        """The best dozen of each seat by talent are tested; a file as the committee would send it."""
        path = self.pemuat.folder_berkas(self.kota) / "24-uji-teknis.xlsx"
        tulis("uji-teknis", path, self._nilai(putaran), lembar="uji-teknis")
        self.pemuat.impor("uji-teknis", path, self.instansi, self.petugas)

    def _nilai(self, putaran: Putaran) -> Iterator[dict[str, Any]]:
        segarkan_profil(instansi_id=self.instansi.pk)
        frozen = pipeline.gather(putaran)
        n, seats = frozen.shard.n, len(frozen.seats)
        everybody = merit.Tests(
            np.arange(seats + 1) * n,
            np.tile(np.arange(n, dtype=np.int32), seats),
            np.full(seats * n, merit.FULL, np.int16),
        )
        vacancies = merit.Vacancies(
            frozen.vacancies.templates, np.asarray(frozen.vacancies.template), everybody
        )
        results = merit.rank_all(frozen.shard, vacancies, frozen.policy, top=DILIHAT)
        level = dict(Lowongan.objects.filter(putaran=putaran).values_list("kode", "jenjang"))
        by_nip = {w.nip: w for w in self.kota.warga}
        nips = Pegawai.objects.filter(instansi=self.instansi).values_list("pk", "nip")
        people = {pk: by_nip[nip] for pk, nip in nips if nip in by_nip}
        day = self.kota.acuan - timedelta(days=6)
        for seat, kode in enumerate(frozen.seats):
            jenjang = level[kode]
            best = [people[pk] for pk in results.seat(seat).ids.tolist()]
            # A committee invites nobody to a lower post.
            fitting = [w for w in best if turun_jenjang(w.posisi.jenjang.upper(), jenjang) is None]
            for place, warga in enumerate(fitting[: _undangan(jenjang, seat)]):
                # Written once; another day, another seat, another mark.
                wobble = (warga.nomor * 37 + seat * 101 + place * 13) % 1700 / 100
                mark = max(52.0, min(97.0, 68 + 7 * warga.mutu + wobble - 6))
                yield {
                    "lowongan": kode,
                    "nip": warga.nip,
                    "nama": warga.nama,
                    "nilai": round(mark * 4) / 4,
                    "tanggal": day,
                }

    def hitung(self, putaran: Putaran) -> None:
        """Ask for the computation as a page would and do it here: no worker runs yet."""
        job = minta_hitung(putaran=putaran, orang=self.petugas.orang_hr)
        jobs.run(job.pk)
        job.refresh_from_db()
        if job.status != StatusPekerjaan.SELESAI:
            raise DomainError(f"Pemeringkatan tidak selesai: {job.pesan}")
        putaran.refresh_from_db()

    def lowongan(self, putaran: Putaran) -> list[Lowongan]:
        """Open vacancies of the round."""
        return list(
            Lowongan.objects.filter(putaran=putaran, status="TERBUKA")
            .select_related("kursi__jabatan__nomenklatur", "kursi__jabatan__unit", "putaran")
            .order_by("pk")
        )
