"""Numbers of the map and the seats behind them."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from psycopg.types.range import DateRange

from asn_portal.core.enums import Peran
from jabatan.peta import services
from jabatan.peta.enums import JenisJabatan, JenisPemangku, Jenjang
from jabatan.peta.models import IsiPeta, Kursi, PemangkuJabatan
from jabatan.peta.selectors.angka import Jumlah, position_rows
from tests.conftest import NOW, TODAY
from tests.factories.core import InstansiFactory, OrangFactory, UnitKerjaFactory, user_with
from tests.factories.peta import (
    IsiPetaFactory,
    JabatanFactory,
    NomenklaturFactory,
    PegawaiFactory,
    PemangkuFactory,
    VersiPetaFactory,
    VersiUnitFactory,
)

pytestmark = pytest.mark.django_db


def line(unit, versi, *, k, kelas=8, struktural=False, memimpin=False, jenjang=Jenjang.PELAKSANA):
    title = NomenklaturFactory(
        instansi=unit.instansi,
        jenis=JenisJabatan.STRUKTURAL if struktural else JenisJabatan.PELAKSANA,
        jenjang=jenjang,
        bup=None,
    )
    jabatan = JabatanFactory(unit=unit, nomenklatur=title, memimpin=memimpin)
    return IsiPetaFactory(jabatan=jabatan, versi=versi, kelas=kelas, kebutuhan=k)


def hold(jabatan, nomor=1, *, jenis=JenisPemangku.DEFINITIF, periode=None, lahir=date(1982, 5, 17)):
    seat = Kursi.objects.get(jabatan=jabatan, nomor=nomor)
    person = PegawaiFactory(unit=jabatan.unit, orang=OrangFactory(tanggal_lahir=lahir))
    return PemangkuFactory(
        kursi=seat,
        pegawai=person,
        jenis=jenis,
        periode=periode or DateRange(date(2024, 1, 1), None),
        nama_jabatan=str(jabatan),
    )


@pytest.fixture
def office():
    instansi = InstansiFactory()
    unit = UnitKerjaFactory(instansi=instansi)
    VersiUnitFactory(unit=unit)
    return unit, VersiPetaFactory(instansi=instansi)


def test_shortage_and_surplus_are_counted_apart_and_acting_does_not_count(office):
    unit, versi = office
    head = line(unit, versi, k=1, struktural=True, memimpin=True, jenjang=Jenjang.ADMINISTRATOR)
    short, over = line(unit, versi, k=3), line(unit, versi, k=1)
    services.sesuaikan_kursi(versi=versi, pemegang={over.jabatan_id: 2}, on=TODAY)
    hold(
        head.jabatan,
        jenis=JenisPemangku.PLT,
        periode=DateRange(date(2026, 10, 1), date(2027, 1, 1)),
    )
    hold(short.jabatan, lahir=date(1969, 3, 10))
    hold(over.jabatan, 1)
    hold(over.jabatan, 2)
    hold(short.jabatan, 2, periode=DateRange(date(2020, 1, 1), date(2026, 11, 1)))
    user = user_with(Peran.OPERATOR, instansi=unit.instansi)

    rows = {row.jabatan_id: row for row in position_rows(user, on=TODAY)}
    total = Jumlah.of(rows.values())

    assert (rows[head.jabatan_id].bezetting, rows[head.jabatan_id].kosong) == (0, True)
    assert (rows[short.jabatan_id].bezetting, rows[short.jabatan_id].selisih) == (1, -2)
    assert (rows[over.jabatan_id].bezetting, rows[over.jabatan_id].selisih) == (2, 1)
    assert (total.kebutuhan, total.bezetting, total.kurang, total.lebih) == (5, 3, 3, 1)
    # Born 10 March 1969, BUP 58: pension on 1 April 2027, within twelve months.
    assert (total.kosong, total.pensiun, total.jabatan_kurang) == (1, 1, 2)


def test_seats_are_numbered_to_k_or_holders_and_the_surplus_has_no_formasi(office):
    unit, versi = office
    short, over = line(unit, versi, k=3), line(unit, versi, k=1)
    head = line(unit, versi, k=1, struktural=True, memimpin=True)

    created = services.sesuaikan_kursi(
        versi=versi, pemegang={over.jabatan_id: 2, head.jabatan_id: 4}, on=TODAY
    )

    def seats(isi):
        return list(
            Kursi.objects.filter(jabatan=isi.jabatan)
            .order_by("nomor")
            .values_list("nomor", "formasi")
        )

    assert created == 6
    assert seats(short) == [(1, True), (2, True), (3, True)]
    assert seats(over) == [(1, True), (2, False)]
    assert seats(head) == [(1, True)]
    assert len(set(Kursi.objects.values_list("kode", flat=True))) == 6
    assert services.sesuaikan_kursi(versi=versi, on=TODAY) == 0


def test_a_smaller_need_takes_the_formasi_from_the_empty_seat_first(office):
    unit, versi = office
    isi = line(unit, versi, k=2)
    services.sesuaikan_kursi(versi=versi, on=TODAY)
    hold(isi.jabatan, 2)

    IsiPeta.objects.filter(pk=isi.pk).update(kebutuhan=1)
    services.sesuaikan_kursi(versi=versi, on=TODAY)

    flags = dict(Kursi.objects.filter(jabatan=isi.jabatan).values_list("nomor", "formasi"))
    assert flags == {1: False, 2: True}
    assert not Kursi.objects.filter(jabatan=isi.jabatan).vacant(TODAY).exists()


def test_staff_report_to_the_head_of_the_unit_and_heads_to_the_unit_above(office):
    root, versi = office
    middle = UnitKerjaFactory(instansi=root.instansi, opd=root)
    leaf = UnitKerjaFactory(instansi=root.instansi, opd=root)
    VersiUnitFactory(unit=middle, induk=root)
    VersiUnitFactory(unit=leaf, induk=middle)
    chief = line(root, versi, k=1, struktural=True, memimpin=True)
    under = line(leaf, versi, k=1, struktural=True, memimpin=True)
    staff_middle, staff_leaf = line(middle, versi, k=1), line(leaf, versi, k=2)

    services.sesuaikan_kursi(versi=versi, on=TODAY)

    boss = dict(Kursi.objects.values_list("jabatan_id", "atasan__jabatan_id"))
    assert boss[chief.jabatan_id] is None
    assert boss[under.jabatan_id] == chief.jabatan_id  # the unit between has no head
    assert boss[staff_middle.jabatan_id] == chief.jabatan_id
    assert boss[staff_leaf.jabatan_id] == under.jabatan_id


def test_a_position_outside_the_map_keeps_its_seats_without_formasi(office):
    unit, versi = office
    isi = line(unit, versi, k=2)
    services.sesuaikan_kursi(versi=versi, on=TODAY)

    isi.delete()
    services.sesuaikan_kursi(versi=versi, on=TODAY)

    assert set(Kursi.objects.values_list("nomor", "formasi")) == {(1, False), (2, False)}


def test_seats_of_a_large_map_cost_as_many_statements_as_those_of_a_small_one(office):
    unit, versi = office
    line(unit, versi, k=1, struktural=True, memimpin=True)

    def branches(count):
        for _ in range(count):
            below = UnitKerjaFactory(instansi=unit.instansi)
            VersiUnitFactory(unit=below, induk=unit)
            line(below, versi, k=1, struktural=True, memimpin=True)
            line(below, versi, k=5)

    branches(1)
    with CaptureQueriesContext(connection) as small:
        services.sesuaikan_kursi(versi=versi, on=TODAY)
    branches(20)
    with CaptureQueriesContext(connection) as large:
        assert services.sesuaikan_kursi(versi=versi, on=TODAY) == 120

    assert len(large) == len(small)


def test_a_new_map_version_replaces_the_old_one_and_is_put_in_force_once(office):
    unit, versi = office
    draft = VersiPetaFactory(instansi=unit.instansi, nomor=2, status="DRAF", nama="Peta 2027")
    isi = line(unit, draft, k=2)
    user = user_with(Peran.OPERATOR, instansi=unit.instansi)

    services.tetapkan_versi_peta(versi=draft, actor=user, at=NOW)

    versi.refresh_from_db()
    assert versi.status == "DIGANTI"
    assert Kursi.objects.filter(jabatan=isi.jabatan).count() == 2
    with pytest.raises(services.VersiPetaError, match="berlaku, bukan draf"):
        services.tetapkan_versi_peta(versi=draft, actor=user, at=NOW)


def test_people_exchange_seats_in_one_act(office):
    unit, versi = office
    first, second = line(unit, versi, k=1), line(unit, versi, k=1)
    services.sesuaikan_kursi(versi=versi, on=TODAY)
    a, b = hold(first.jabatan), hold(second.jabatan)
    since = DateRange(TODAY, None)

    with pytest.raises(services.PenempatanDitolakError, match="sudah terisi"):
        services.tempatkan(
            pegawai=a.pegawai, kursi=b.kursi, jenis="DEFINITIF", periode=since, actor=None, at=NOW
        )
    a.refresh_from_db()
    assert a.periode.upper is None

    made = services.tempatkan_serentak(
        penempatan=[
            services.Penempatan(a.pegawai, b.kursi, "DEFINITIF", since),
            services.Penempatan(b.pegawai, a.kursi, "DEFINITIF", since),
        ],
        actor=None,
        at=NOW,
    )

    a.refresh_from_db()
    assert a.periode == DateRange(date(2024, 1, 1), TODAY)
    assert [(m.pegawai_id, m.kursi_id) for m in made] == [
        (a.pegawai_id, b.kursi_id),
        (b.pegawai_id, a.kursi_id),
    ]


def test_a_definitive_holder_ends_the_acting_one_and_moves_to_the_unit(office):
    unit, versi = office
    other = UnitKerjaFactory(instansi=unit.instansi)
    target = line(unit, versi, k=1, struktural=True, memimpin=True)
    services.sesuaikan_kursi(versi=versi, on=TODAY)
    acting = hold(
        target.jabatan, jenis="PLT", periode=DateRange(date(2026, 10, 1), date(2027, 1, 1))
    )
    person = PegawaiFactory(unit=other)

    services.tempatkan(
        pegawai=person,
        kursi=acting.kursi,
        jenis="DEFINITIF",
        periode=DateRange(TODAY, None),
        actor=None,
        at=NOW,
    )

    acting.refresh_from_db()
    person.refresh_from_db()
    assert acting.periode.upper == TODAY
    assert person.unit_id == unit.pk


def test_acting_longer_than_three_months_is_refused_in_words(office):
    unit, versi = office
    target = line(unit, versi, k=1, struktural=True, memimpin=True)
    services.sesuaikan_kursi(versi=versi, on=TODAY)
    person = PegawaiFactory(unit=unit)

    with pytest.raises(services.PenempatanDitolakError, match="paling lama tiga bulan"):
        services.tempatkan(
            pegawai=person,
            kursi=target.jabatan.kursi.get(),
            jenis="PLT",
            periode=DateRange(date(2026, 5, 4), date(2026, 8, 5)),
            actor=None,
            at=NOW,
        )
    assert not PemangkuJabatan.objects.exists()


def test_ending_frees_the_seat_on_the_next_day_and_refuses_a_day_before_the_start(office):
    unit, versi = office
    isi = line(unit, versi, k=1)
    services.sesuaikan_kursi(versi=versi, on=TODAY)
    held = hold(isi.jabatan)

    with pytest.raises(services.PenempatanDitolakError, match="tidak boleh sebelum 1 Januari 2024"):
        services.akhiri(pemangku=held, terakhir=date(2023, 12, 31), actor=None, at=NOW)
    services.akhiri(pemangku=held, terakhir=TODAY, actor=None, at=NOW)

    assert not Kursi.objects.vacant(TODAY).exists()
    assert Kursi.objects.vacant(date(2026, 11, 22)).exists()


def test_a_surplus_holder_takes_the_formasi_that_falls_free(office):
    unit, versi = office
    isi = line(unit, versi, k=1)
    services.sesuaikan_kursi(versi=versi, pemegang={isi.jabatan_id: 2}, on=TODAY)
    first, second = hold(isi.jabatan, 1), hold(isi.jabatan, 2)

    services.akhiri(pemangku=first, terakhir=date(2026, 10, 31), actor=None, at=NOW)

    second.kursi.refresh_from_db()
    assert second.kursi.formasi is True
    assert not Kursi.objects.vacant(TODAY).exists()
