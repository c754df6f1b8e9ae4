"""One person changes: what it costs to follow, and whether every list is still right."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from django.db import connection, transaction

from asn_portal.core import evidence, prepared
from asn_portal.core.enums import Sumber
from asn_portal.perintah.tolok_ukur.jam import ULANG, Jam, puncak_mib
from asn_portal.perintah.tolok_ukur.kita import hapus
from jabatan import merit
from jabatan.penempatan import pipeline
from jabatan.penempatan.models import Lowongan, Putaran
from jabatan.peta.merit_source import Hal
from jabatan.peta.models import CapaianKompetensi, HasilAsesmen, Pegawai
from jabatan.talenta import collect
from jabatan.talenta.engine.indikator import read_indikator
from jabatan.talenta.engine.kolom import Kolom
from jabatan.talenta.services import segarkan_profil
from kinerja.penilaian.models import SKP
from pelatihan.models import RiwayatPelatihan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jabatan.talenta.engine.indikator import Indikator
    from jabatan.talenta.engine.kolom import Populasi

# Facts that are measured against a profile: only these change what a template holds of a person.
TERHADAP_PROFIL: Final = (Hal.PENDIDIKAN, Hal.CAPAIAN)
NAMA_BARU: Final = "Pelatihan baru"
SIMPAN: Final = """
INSERT INTO tu_daftar SELECT * FROM unnest($1::bigint[], $2::bytea[])
    ON CONFLICT (lowongan_id) DO UPDATE SET isi = EXCLUDED.isi
"""


@dataclass(slots=True)
class Penjaga:
    """A process that keeps a round in memory and follows the people of it."""

    putaran: Putaran
    frozen: merit.Frozen
    ranking: merit.Ranking
    tempat: dict[int, int]  # row of every person
    lowongan: list[int]
    profil: list[int]  # profile of every template
    program: list[str]
    aturan: Indikator
    rujukan: collect.Rujukan
    lama: dict[int, bytes] = field(default_factory=dict)

    def ikuti(self, jam: Jam, pegawai: list[int]) -> int:
        """Refresh, rank and store what these people touch; gives the number of lists."""
        with jam.ukur("segarkan"):
            segarkan_profil(instansi_id=self.putaran.instansi_id)
        with jam.ukur("muat"):
            orang = collect.load(self.putaran.instansi_id, pegawai)
            people = collect.candidates(
                orang,
                self.putaran.tanggal_acuan,
                self.aturan,
                program=self.program,
                rujukan=self.rujukan,
            )
            overrides = self._terhadap_profil(orang)
        touched: set[int] = set()
        with jam.ukur("peringkat"):
            for pk, person in zip(orang.ids.tolist(), people, strict=True):
                position = self.tempat[pk]
                changed = self.ranking.update(position, person, overrides=overrides.get(pk))
                touched.update(changed.lists.tolist())
        with jam.ukur("simpan"):
            self.simpan(sorted(touched))
        return len(touched)

    def _terhadap_profil(self, orang: Populasi) -> dict[int, dict[int, dict[int, int]]]:
        """New values against profiles, by person and template, of those whose facts say so."""
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
        kolom = Kolom(orang, self.putaran.tanggal_acuan, self.aturan)
        values = {pk: kolom.per_profil(self.rujukan.ukuran[pk]) for pk in set(self.profil)}
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
        if ids:
            prepared.fetch(SIMPAN, ids, packed)


def fakta_profil(rows: Any) -> bytes:
    """The facts that profiles measure, as they stand in the profile row."""
    chosen: bytes = rows[np.isin(rows["jenis"], TERHADAP_PROFIL)].tobytes()
    return chosen


def ukur(param: dict[str, Any]) -> dict[str, Any]:
    """Follow some people one after the other, then compare with a full run.

    Following and the full run are each measured several times; the cheapest time counts for both.
    """
    bersama = Jam(param["induk"])
    putaran = Putaran.objects.select_related("instansi").get(pk=param["putaran"])
    penjaga = _penjaga(putaran)
    n, ulang = param.get("orang", 40), param.get("ulang", ULANG)
    changed = _orang(putaran, 2 * n)
    together, alone = changed[:n], changed[n:]
    rounds: list[tuple[Jam, list[int]]] = []
    for kali in range(ulang + 1):  # the same people, there and back
        jam, lists = Jam(param["induk"]), []
        for i, pegawai in enumerate(alone):
            _ubah(i, pegawai, kali)
            lists.append(penjaga.ikuti(jam, [pegawai]))
        rounds.append((jam, lists))
    jam, lists = min(rounds[1:], key=lambda one: _jumlah(one[0]))  # the first one warms
    for i, pegawai in enumerate(together):
        _ubah(i, pegawai, ulang)
    penjaga.ikuti(bersama, list(together))
    penuh = min((_penuh(putaran, param["induk"]) for _ in range(ulang)), key=_jumlah)
    fresh = dict(pipeline.compute(putaran).hasil)
    held = dict(zip(penjaga.lowongan, map(penjaga.ranking.seat, range(len(fresh))), strict=True))
    with connection.cursor() as cursor:
        cursor.execute("SELECT lowongan_id, isi FROM tu_daftar")
        stored = {pk: merit.SeatResult.from_bytes(bytes(isi)) for pk, isi in cursor.fetchall()}
    return {
        "tahap": {name: seconds / len(alone) for name, seconds in jam.tahap.items()},
        "bersama": _jumlah(bersama) / max(1, len(together)),
        "penuh": penuh.tahap,
        "orang": len(alone),
        "ulang": ulang,
        "daftar_per_orang": sum(lists) / len(lists),
        "kursi": len(fresh),
        "dibangun_ulang": penjaga.ranking.rebuilt,
        "salah": sum(
            1
            for pk, seat in fresh.items()
            if held[pk].to_bytes() != seat.to_bytes() or _baris(stored[pk]) != _baris(seat)
        ),
        "puncak": puncak_mib(),
    }


def _penuh(putaran: Putaran, induk: int) -> Jam:
    """Everybody: profile rows read again, then the run of the portal."""
    hapus()
    jam = Jam(induk)
    with jam.ukur("segarkan"):
        segarkan_profil(instansi_id=putaran.instansi_id, semua=True)
    with jam.ukur("jalan"):
        pipeline.run(putaran)
    return jam


def _jumlah(jam: Jam) -> float:
    return sum(jam.tahap.values())


def _baris(seat: merit.SeatResult) -> tuple[bytes, bytes, bytes]:
    """The rows of a list without the numbers of its funnel, which move with everybody."""
    return seat.ids.tobytes(), seat.urutan.tobytes(), seat.values.tobytes()


def _penjaga(putaran: Putaran) -> Penjaga:
    """The round in memory, and every list stored once."""
    frozen = pipeline.gather(putaran)
    ranking = merit.Ranking(frozen.shard, frozen.vacancies, frozen.policy)
    ids = np.asarray(frozen.shard.people.ids).tolist()
    tempat = {pk: row for row, pk in enumerate(ids)}
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
    found = Penjaga(
        putaran=putaran,
        frozen=frozen,
        ranking=ranking,
        tempat=tempat,
        lowongan=lowongan,
        profil=profil,
        program=program,
        aturan=read_indikator(putaran.kebijakan["indikator"]),
        rujukan=collect.read_rujukan(putaran.instansi_id),
        lama=lama,
    )
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS tu_daftar")
        # As the portal keeps lists: without trying to compress them.
        cursor.execute(
            "CREATE TABLE tu_daftar (lowongan_id bigint PRIMARY KEY, isi bytea STORAGE EXTERNAL)"
        )
    found.simpan(list(range(len(lowongan))))
    return found


def _orang(putaran: Putaran, n: int) -> Sequence[int]:
    """Civil servants spread over the city: their changes matter to lists."""
    people = Pegawai.objects.filter(instansi=putaran.instansi, status="PNS").order_by("pk")
    ids = list(people.values_list("pk", flat=True))
    return ids[:: max(1, len(ids) // n)][:n]


def _ubah(i: int, pegawai: int, kali: int) -> None:
    """A change that the next time takes back: a course, a predicate, of every tenth an assessment."""
    acuan = Putaran.objects.values_list("tanggal_acuan", flat=True)[0]
    orang_id, instansi_id = Pegawai.objects.values_list("orang_id", "instansi_id").get(pk=pegawai)
    with transaction.atomic():
        if i % 10 == 9:
            _asesmen(pegawai, acuan, kali)
            sumber = Sumber.PETA
        elif i % 3 == 0:
            _pelatihan(pegawai, acuan)
            sumber = Sumber.PELATIHAN
        else:
            values = (("SANGAT_BAIK", "BAIK"), ("BAIK", "BUTUH_PERBAIKAN"))[i % 3 - 1]
            SKP.objects.update_or_create(
                pegawai_id=pegawai,
                tahun=acuan.year - 1,
                defaults={"predikat": values[kali % 2]},
            )
            sumber = Sumber.PENILAIAN
        evidence.bump(sumber, instansi_id=instansi_id, orang_ids=[orang_id])


def _pelatihan(pegawai: int, tanggal: Any) -> None:
    known = RiwayatPelatihan.objects.filter(pegawai_id=pegawai, nama=NAMA_BARU)
    if not known.delete()[0]:
        RiwayatPelatihan.objects.create(
            pegawai_id=pegawai, jenis="TEKNIS", nama=NAMA_BARU, selesai=tanggal
        )


def _asesmen(pegawai: int, tanggal: Any, kali: int) -> None:
    earlier = CapaianKompetensi.objects.filter(asesmen__pegawai_id=pegawai)
    names = list(earlier.values_list("kompetensi_id", flat=True).distinct())
    made, _ = HasilAsesmen.objects.get_or_create(pegawai_id=pegawai, tanggal=tanggal)
    made.capaian.all().delete()
    CapaianKompetensi.objects.bulk_create(
        CapaianKompetensi(asesmen=made, kompetensi_id=pk, level=2 + (pk + kali) % 4) for pk in names
    )
