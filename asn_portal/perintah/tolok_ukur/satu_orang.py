"""One person changes: what it costs to follow, and whether every list is still right."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from django.db import connection, transaction

from asn_portal.core import evidence
from asn_portal.core.enums import Sumber
from asn_portal.perintah.tolok_ukur.jam import Jam, puncak_mib
from asn_portal.perintah.tolok_ukur.kita import hapus
from jabatan import merit
from jabatan.penempatan import pipeline
from jabatan.penempatan.models import Lowongan, Putaran
from jabatan.peta.merit_source import Hal, measures
from jabatan.peta.models import CapaianKompetensi, HasilAsesmen, Pegawai
from jabatan.talenta import collect
from jabatan.talenta.engine.indikator import read_indikator
from jabatan.talenta.services import segarkan_profil
from kinerja.penilaian.models import SKP
from pelatihan.models import RiwayatPelatihan

if TYPE_CHECKING:
    from collections.abc import Sequence

# Facts that are measured against a profile: only these change what a template holds of a person.
TERHADAP_PROFIL: Final = (Hal.PENDIDIKAN, Hal.CAPAIAN)


@dataclass(slots=True)
class Penjaga:
    """A process that keeps a round in memory and follows the people of it."""

    putaran: Putaran
    frozen: merit.Frozen
    ranking: merit.Ranking
    ids: list[int]
    lowongan: list[int]
    profil: list[int]  # profile of every template
    program: list[str]
    ukuran: Any
    lama: dict[int, bytes] = field(default_factory=dict)

    def ikuti(self, jam: Jam, pegawai: list[int]) -> int:
        """Refresh, rank and store what these people touch; gives the number of lists."""
        with jam.ukur("segarkan"):
            segarkan_profil(instansi_id=self.putaran.instansi_id)
        with jam.ukur("muat"):
            found = collect.people(
                self.putaran.instansi_id,
                self.putaran.tanggal_acuan,
                read_indikator(self.putaran.kebijakan["indikator"]),
                program=self.program,
                ids=pegawai,
                ukuran=self.ukuran,
            )
            shard = merit.Shard(found.people, self.frozen.shard.cut_off)
            people = [shard.candidate(row) for row in range(shard.n)]
            overrides = self._terhadap_profil(found)
        touched: set[int] = set()
        with jam.ukur("peringkat"):
            for pk, person in zip(found.people.ids.tolist(), people, strict=True):
                position = self.ids.index(pk)
                changed = self.ranking.update(position, person, overrides=overrides.get(pk))
                touched.update(changed.lists.tolist())
        with jam.ukur("simpan"):
            self.simpan(sorted(touched))
        return len(touched)

    def _terhadap_profil(self, found: collect.Terkumpul) -> dict[int, dict[int, dict[int, int]]]:
        """New values against profiles, by person and template, of those whose facts say so."""
        orang = found.kolom.orang
        spans = zip(
            orang.ids.tolist(), orang.ptr[:-1].tolist(), orang.ptr[1:].tolist(), strict=True
        )
        moved = []
        for row, (pk, first, last) in enumerate(spans):
            facts = fakta_profil(orang.fakta[first:last])
            if self.lama[pk] != facts:
                self.lama[pk] = facts
                moved.append((row, pk))
        if not moved:
            return {}
        values = {pk: found.kolom.per_profil(self.ukuran[pk]) for pk in set(self.profil)}
        return {
            pk: {
                template: {place: int(column[row]) for place, column in values[profil].items()}
                for template, profil in enumerate(self.profil)
            }
            for row, pk in moved
        }

    def simpan(self, seats: list[int]) -> None:
        """Store these lists."""
        rows = self.ranking.results(seats)
        packed = [rows.seat(i).to_bytes() for i in range(len(seats))]
        ids = [self.lowongan[i] for i in seats]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM tu_daftar WHERE lowongan_id = ANY(%s)", [ids])
            with cursor.copy("COPY tu_daftar FROM STDIN (FORMAT BINARY)") as copy:
                copy.set_types(["int8", "bytea"])
                for row in zip(ids, packed, strict=True):
                    copy.write_row(row)


def fakta_profil(rows: Any) -> bytes:
    """The facts that profiles measure, as they stand in the profile row."""
    chosen: bytes = rows[np.isin(rows["jenis"], TERHADAP_PROFIL)].tobytes()
    return chosen


def ukur(param: dict[str, Any]) -> dict[str, Any]:
    """Follow some people one after the other, then compare with a full run."""
    jam, bersama, penuh = (Jam(param["induk"]) for _ in range(3))
    putaran = Putaran.objects.select_related("instansi").get(pk=param["putaran"])
    penjaga = _penjaga(putaran)
    n = param.get("orang", 40)
    changed = _orang(putaran, 2 * n + 1)
    alone, together = changed[1 : n + 1], list(changed[n + 1 :])
    _ubah(0, changed[0])
    penjaga.ikuti(Jam(param["induk"]), [changed[0]])  # the first warms
    lists = []
    for i, pegawai in enumerate(alone):
        _ubah(i, pegawai)
        lists.append(penjaga.ikuti(jam, [pegawai]))
    for i, pegawai in enumerate(together):
        _ubah(i, pegawai)
    penjaga.ikuti(bersama, together)
    hapus()
    with penuh.ukur("segarkan"):
        segarkan_profil(instansi_id=putaran.instansi_id, semua=True)
    with penuh.ukur("jalan"):
        pipeline.run(putaran)
    fresh = dict(pipeline.compute(putaran).hasil)
    held = dict(zip(penjaga.lowongan, map(penjaga.ranking.seat, range(len(fresh))), strict=True))
    with connection.cursor() as cursor:
        cursor.execute("SELECT lowongan_id, isi FROM tu_daftar")
        stored = {pk: merit.SeatResult.from_bytes(bytes(isi)) for pk, isi in cursor.fetchall()}
    return {
        "tahap": {name: seconds / len(alone) for name, seconds in jam.tahap.items()},
        "bersama": sum(bersama.tahap.values()) / max(1, len(together)),
        "penuh": penuh.tahap,
        "orang": len(alone),
        "daftar_per_orang": sum(lists) / len(alone),
        "kursi": len(fresh),
        "dibangun_ulang": penjaga.ranking.rebuilt,
        "salah": sum(
            1
            for pk, seat in fresh.items()
            if held[pk].to_bytes() != seat.to_bytes() or _baris(stored[pk]) != _baris(seat)
        ),
        "puncak": puncak_mib(),
    }


def _baris(seat: merit.SeatResult) -> tuple[bytes, bytes, bytes]:
    """The rows of a list without the numbers of its funnel, which move with everybody."""
    return seat.ids.tobytes(), seat.urutan.tobytes(), seat.values.tobytes()


def _penjaga(putaran: Putaran) -> Penjaga:
    """The round in memory, and every list stored once."""
    frozen = pipeline.gather(putaran)
    ranking = merit.Ranking(frozen.shard, frozen.vacancies, frozen.policy)
    ids = np.asarray(frozen.shard.people.ids).tolist()
    lowongan = frozen.extra["lowongan"].tolist()
    profil_of = dict(Lowongan.objects.filter(putaran=putaran).values_list("pk", "profil_id"))
    profil = [0] * len(frozen.vacancies.templates)
    for pk, template in zip(lowongan, frozen.vacancies.template.tolist(), strict=True):
        profil[template] = profil_of[pk]
    orang = collect.load(putaran.instansi_id)
    lama = {
        pk: fakta_profil(orang.fakta[a:b])
        for pk, a, b in zip(
            orang.ids.tolist(), orang.ptr[:-1].tolist(), orang.ptr[1:].tolist(), strict=True
        )
    }
    program = list(frozen.shard.people.pelatihan_names)
    ukuran = measures(putaran.instansi_id)
    found = Penjaga(putaran, frozen, ranking, ids, lowongan, profil, program, ukuran, lama)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS tu_daftar")
        cursor.execute("CREATE TABLE tu_daftar (lowongan_id bigint PRIMARY KEY, isi bytea)")
    found.simpan(list(range(len(lowongan))))
    return found


def _orang(putaran: Putaran, n: int) -> Sequence[int]:
    """Civil servants spread over the city: their changes matter to lists."""
    people = Pegawai.objects.filter(instansi=putaran.instansi, status="PNS").order_by("pk")
    ids = list(people.values_list("pk", flat=True))
    return ids[:: max(1, len(ids) // n)][:n]


def _ubah(i: int, pegawai: int) -> None:
    """A new predicate, a new course, and for every tenth person a new assessment."""
    acuan = Putaran.objects.values_list("tanggal_acuan", flat=True)[0]
    orang_id, instansi_id = Pegawai.objects.values_list("orang_id", "instansi_id").get(pk=pegawai)
    with transaction.atomic():
        if i % 10 == 9:
            _asesmen(pegawai, acuan)
            sumber = Sumber.PETA
        elif i % 3 == 0:
            count = RiwayatPelatihan.objects.filter(pegawai_id=pegawai).count()
            RiwayatPelatihan.objects.create(
                pegawai_id=pegawai, jenis="TEKNIS", nama=f"Pelatihan baru {count}", selesai=acuan
            )
            sumber = Sumber.PELATIHAN
        else:
            SKP.objects.update_or_create(
                pegawai_id=pegawai,
                tahun=acuan.year - 1,
                defaults={"predikat": ("SANGAT_BAIK", "BAIK", "BUTUH_PERBAIKAN")[i % 3]},
            )
            sumber = Sumber.PENILAIAN
        evidence.bump(sumber, instansi_id=instansi_id, orang_ids=[orang_id])


def _asesmen(pegawai: int, tanggal: Any) -> None:
    earlier = CapaianKompetensi.objects.filter(asesmen__pegawai_id=pegawai)
    names = list(earlier.values_list("kompetensi_id", flat=True).distinct())
    made, _ = HasilAsesmen.objects.get_or_create(pegawai_id=pegawai, tanggal=tanggal)
    made.capaian.all().delete()
    CapaianKompetensi.objects.bulk_create(
        CapaianKompetensi(asesmen=made, kompetensi_id=pk, level=2 + pk % 4) for pk in names
    )
