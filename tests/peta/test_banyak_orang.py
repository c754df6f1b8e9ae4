"""Lists for sixty thousand: what made them fast must not change whom they show, or in which order."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.cache import cache
from psycopg.types.range import DateRange

from asn_portal.core import evidence
from asn_portal.core.enums import Peran, Sumber
from jabatan.peta.models import (
    CapaianKompetensi,
    HasilAsesmen,
    Kompetensi,
    RiwayatPangkat,
    StandarKompetensi,
)
from jabatan.peta.selectors.angka import position_rows
from jabatan.peta.selectors.kesenjangan import competence_gap
from jabatan.peta.selectors.pegawai import FEW, in_order, people, sorted_people
from tests.factories.core import OrangFactory, user_with
from tests.factories.peta import (
    JabatanFactory,
    KursiFactory,
    NomenklaturFactory,
    PegawaiFactory,
    PemangkuFactory,
    ProfilSyaratFactory,
    VersiUnitFactory,
)

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 21)


@pytest.fixture
def unit():
    return VersiUnitFactory(nama="Dinas Kesehatan").unit


@pytest.fixture
def operator(unit):
    return user_with(Peran.OPERATOR, instansi=unit.instansi)


def person(unit, nama, lahir=date(1980, 1, 5), golongan=()):
    orang = OrangFactory(nama=nama, nama_urut=nama.lower(), tanggal_lahir=lahir)
    one = PegawaiFactory(unit=unit, orang=orang)
    for code, tmt in golongan:
        RiwayatPangkat.objects.create(pegawai=one, golongan=code, tmt=tmt)
    return one


def seat(unit, one, jabatan, *, periode=None, kursi=True):
    """An appointment to a seat of a position of this title, or one without a seat."""
    title = NomenklaturFactory(instansi=unit.instansi, nama=jabatan, jenjang="pelaksana", bup=None)
    place = KursiFactory(jabatan=JabatanFactory(unit=unit, nomenklatur=title)) if kursi else None
    period = periode or DateRange(date(2024, 1, 1), None)
    return PemangkuFactory(
        kursi=place, pegawai=one, jenis="DEFINITIF", periode=period, nama_jabatan=jabatan,
        instansi=unit.instansi,
    )  # fmt: skip


def names(user, urut, **saring):
    """The list, however many people there are: both ways of asking must agree."""
    found = people(user, on=ON, saring=saring)
    lists = []
    for jumlah in (found.count(), FEW + 1):
        rows = sorted_people(found, on=ON, urut=urut, jumlah=jumlah)
        lists.append([one.orang.nama for one in in_order(rows.values_list("pk", flat=True))])
    assert lists[0] == lists[1]
    assert len(lists[0]) == found.count()
    return lists[0]


def test_people_stand_once_in_the_order_of_their_present_seat_and_without_one_last(unit, operator):
    ani = person(unit, "Ani", lahir=date(1970, 3, 1))
    seat(unit, ani, "Arsiparis Lama", periode=DateRange(date(2010, 1, 1), date(2024, 1, 1)))
    seat(unit, ani, "Zoolog")
    seat(unit, ani, "Analis di Tempat Lain", kursi=False)
    seat(unit, person(unit, "Budi", lahir=date(1990, 3, 1)), "Bendahara")
    citra = person(unit, "Citra")
    seat(unit, citra, "Dokter", periode=DateRange(date(2010, 1, 1), date(2020, 1, 1)))
    assert names(operator, "jabatan") == ["Budi", "Ani", "Citra"]
    assert names(operator, "-jabatan") == ["Ani", "Budi", "Citra"]
    assert names(operator, "pensiun") == ["Ani", "Budi", "Citra"]
    assert names(operator, "-pensiun") == ["Budi", "Ani", "Citra"]
    assert names(operator, "jabatan", tanpa_jabatan=True) == ["Citra"]
    assert names(operator, "-pensiun", jenjang="pelaksana") == ["Budi", "Ani"]


def test_the_rank_of_the_day_orders_and_filters(unit, operator):
    person(unit, "Ani", golongan=[("III/d", date(2018, 4, 1)), ("IV/a", date(2027, 4, 1))])
    person(unit, "Budi", golongan=[("III/a", date(2010, 4, 1)), ("III/b", date(2014, 4, 1))])
    person(unit, "Citra")
    assert names(operator, "golongan") == ["Budi", "Ani", "Citra"]
    assert names(operator, "-golongan") == ["Ani", "Budi", "Citra"]
    assert names(operator, "nama", golongan="III/b") == ["Budi"]
    assert names(operator, "nama", golongan="III/a") == []


def test_a_head_counts_holders_of_the_own_office_and_a_position_held_by_nobody_is_no_line(unit):
    other = VersiUnitFactory(unit__instansi=unit.instansi).unit
    for place, nama in ((unit, "Ani"), (other, "Budi")):
        seat(place, person(place, nama, lahir=date(1969, 1, 1)), f"Penata {nama}")
    JabatanFactory(unit=unit, nomenklatur=NomenklaturFactory(instansi=unit.instansi))
    head = user_with(Peran.KEPALA_OPD, instansi=unit.instansi, unit=unit)
    operator = user_with(Peran.OPERATOR, instansi=unit.instansi)

    def rows(user, **more):
        found = position_rows(user, on=ON, **more)
        return [(one.nama, one.kebutuhan, one.bezetting, one.pensiun) for one in found]

    assert rows(head) == [("Penata Ani", 0, 1, 1)]
    assert sorted(rows(operator)) == [("Penata Ani", 0, 1, 1), ("Penata Budi", 0, 1, 1)]
    assert rows(operator, unit_ids=[other.pk]) == [("Penata Budi", 0, 1, 1)]


def test_the_gap_is_kept_until_evidence_changes_and_a_head_reads_only_the_own_office(unit):
    cache.clear()
    instansi = unit.instansi
    other = VersiUnitFactory(unit__instansi=instansi).unit
    skill = Kompetensi.objects.create(
        instansi=instansi, kode="integritas", nama="Integritas", jenis="MANAJERIAL"
    )
    profil = ProfilSyaratFactory(instansi=instansi)
    StandarKompetensi.objects.create(profil=profil, kompetensi=skill, level=3)
    levels = {}
    for place, level in ((unit, 4), (other, 1)):
        one = seat(place, person(place, f"Orang {level}"), f"Penata {level}")
        one.kursi.jabatan.profil = profil
        one.kursi.jabatan.save()
        for day, reached in (
            (date(2020, 1, 1), 5),
            (date(2024, 6, 1), 2),
            (date(2025, 6, 1), level),
        ):
            result = HasilAsesmen.objects.create(pegawai=one.pegawai, tanggal=day)
            levels[place] = CapaianKompetensi.objects.create(
                asesmen=result, kompetensi=skill, level=reached
            )

    def gap(user, place):
        groups = {"semua": [place.pk]}
        _, rows = competence_gap(user, on=ON, groups=groups, instansi_id=instansi.pk)
        return [(cell.teks, cell.jumlah) for _, cells in rows for cell in cells]

    operator = user_with(Peran.OPERATOR, instansi=instansi)
    head = user_with(Peran.KEPALA_OPD, instansi=instansi, unit=unit)
    assert gap(operator, unit) == [("+1,0", 1)]
    assert gap(operator, other) == [("−2,0", 1)]
    assert gap(head, unit) == [("+1,0", 1)]
    assert gap(head, other) == [("–", 0)]
    levels[unit].level = 5
    levels[unit].save()
    evidence.bump(Sumber.PETA, instansi_id=instansi.pk, orang_ids=[])
    assert gap(operator, unit) == [("+2,0", 1)]
