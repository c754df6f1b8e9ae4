"""Desks of the office however long they get: constant queries, pages, filters in the address."""

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jabatan.penempatan import services
from jabatan.penempatan.models import SuratKeputusan, Usulan
from tests.factories.penempatan import LATER, LONG, NOW, TODAY, Kota, frozen_run, make_lowongan

pytestmark = pytest.mark.django_db
REASON = "Menunggu pengganti di loket pelayanan."
KINDS = ("dikirim", "separuh", "ditolak", "siap", "lain", "diputuskan", "nanti", "berlaku")


@pytest.fixture(autouse=True)
def fixed_day():
    with time_machine.travel(NOW, tick=True):
        yield


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def url(name, *args):
    return reverse(f"penempatan:{name}", args=args)


class Meja(Kota):
    """A city in which proposals lie in every tray."""

    def __init__(self, most, kinds=KINDS):
        super().__init__()
        self.places, self.kinds, ranked = [], kinds, {}
        for kind in kinds * most:
            seat = make_lowongan(self.putaran, self.tujuan.kursi("Kepala Seksi"))
            people = self.candidates(2)
            ranked[seat] = people
            self.places.append((kind, seat, people))
        frozen_run(self.putaran, ranked)

    def fill(self, times):
        """So many more proposals of every kind."""
        for _ in range(times * len(self.kinds)):
            kind, seat, people = self.places.pop(0)
            getattr(self, f"make_{kind}")(people, seat)

    def propose(self, pegawai, *, lowongan=None, berlaku=LATER, **kw):
        """Decrees in force make the run old; it is used knowingly."""
        return services.susun_usulan(
            lowongan=lowongan, pegawai=pegawai, alasan_kode="", alasan="", tanggal_berlaku=berlaku,
            alasan_data_lama=REASON, actor=self.operator, at=NOW,
        )  # fmt: skip

    def answer(self, usulan, act=services.setujui, **facts):
        row = usulan.persetujuan.get(sisi="MENERIMA")
        act(persetujuan=row, versi=usulan.versi, actor=self.tujuan.user_kepala, at=NOW, **facts)

    def make_dikirim(self, people, seat):
        self.sent(people[0], lowongan=seat)

    def make_separuh(self, people, seat):
        self.answer(self.sent(people[0], lowongan=seat))

    def make_ditolak(self, people, seat):
        usulan = self.sent(people[0], lowongan=seat)
        self.answer(usulan, services.tolak, alasan_kode="LAINNYA", alasan=REASON)

    def make_siap(self, people, seat):
        self.approved(people[0], lowongan=seat)

    def make_lain(self, people, seat):
        usulan = self.approved(people[0], lowongan=seat)
        services.putuskan(
            usulan=usulan, pegawai=people[1], versi=usulan.versi, actor=self.ppk, at=NOW,
            alasan_kode="WAWANCARA", alasan=LONG,
        )  # fmt: skip

    def make_diputuskan(self, people, seat):
        self.decided(people[0], lowongan=seat)

    def make_nanti(self, people, seat):
        self.decreed(people[0], lowongan=seat)

    def make_berlaku(self, people, seat):
        self.decreed(people[0], lowongan=seat, berlaku=TODAY)


def cost(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        response = client.get(address)
    assert response.status_code == 200, address
    return len(seen)


def addresses(kota):
    """Every desk and page of the way to the decree, with who reads it."""
    head, ppk = browser(kota.tujuan.user_kepala), browser(kota.ppk)
    office = browser(kota.operator)
    told = browser(kota.asal.user_kepala)
    first = {status: Usulan.objects.filter(status=status).earliest("pk") for status in
             ("DIAJUKAN", "DISETUJUI", "DIPUTUSKAN")}  # fmt: skip
    sk = SuratKeputusan.objects.earliest("pk")
    return {
        "inbox": (head, url("persetujuan")),
        "inbox of those told": (told, url("persetujuan")),
        "approval": (head, url("persetujuan-rinci", first["DIAJUKAN"].kode)),
        "notice": (told, url("persetujuan-rinci", first["DIPUTUSKAN"].kode)),
        "desk": (ppk, url("keputusan")),
        "decision": (ppk, url("keputusan-rinci", first["DISETUJUI"].kode)),
        "decided": (ppk, url("keputusan-rinci", first["DIPUTUSKAN"].kode)),
        "decrees": (office, url("sk")),
        "decree": (office, url("sk-rinci", sk.kode)),
        "proposals": (office, url("usulan")),
    }


def test_no_desk_costs_more_queries_with_more_rows():
    kota = Meja(3)
    kota.fill(1)
    one = {name: cost(*place) for name, place in addresses(kota).items()}
    kota.fill(2)
    three = {name: cost(*place) for name, place in addresses(kota).items()}
    assert one == three
    assert max(one.values()) <= 20, one


def test_the_page_of_an_approval_and_of_a_decision_cost_the_same_after_many_returns():
    kota = Kota()
    people = kota.candidates(12)
    kota.ranked(*people)
    usulan = kota.sent(people[0])
    head, ppk = browser(kota.tujuan.user_kepala), browser(kota.ppk)
    places = {
        "approval": (head, url("persetujuan-rinci", usulan.kode)),
        "decision": (ppk, url("keputusan-rinci", usulan.kode)),
    }
    once = {name: cost(*place) for name, place in places.items()}
    for _ in range(3):
        row = usulan.persetujuan.filter(sisi="MENERIMA").latest("pk")
        services.kembalikan(
            persetujuan=row, alasan_kode="LAINNYA", alasan=REASON, versi=usulan.versi,
            actor=kota.tujuan.user_kepala, at=NOW,
        )  # fmt: skip
        usulan.refresh_from_db()
        usulan = services.ajukan(usulan=usulan, versi=usulan.versi, actor=kota.operator, at=NOW)
    assert {name: cost(*place) for name, place in places.items()} == once


@pytest.fixture
def short_pages(monkeypatch):
    monkeypatch.setattr("jabatan.penempatan.views.kelompok.PER_PAGE", 2)
    monkeypatch.setattr("jabatan.penempatan.views.kelompok.FIRST", 1)


def codes(response, group, name):
    return [getattr(one, "usulan", one).kode for one in response.context[name][group].baris]


TRAYS = (("keputusan", "meja", "siap", "diputuskan"), ("persetujuan", "kotak", "anda", "lain"))


@pytest.fixture
def desks(short_pages):
    """The desk of the PPK and the inbox of a head, three proposals in each tray."""
    kota = Meja(3, ("dikirim", "separuh", "siap", "diputuskan"))
    kota.fill(3)
    ppk, head = browser(kota.ppk), browser(kota.tujuan.user_kepala)
    return [(ppk, *TRAYS[0]), (head, *TRAYS[1])]


def test_a_long_desk_is_read_page_by_page(desks):
    for reader, name, tray, group, other in desks:
        first, second = (reader.get(url(name), {"hal": number}) for number in (1, 2))
        seen = codes(first, group, tray) + codes(second, group, tray)
        assert len(seen) == len(set(seen)) == 3
        assert first.context[tray][group].jumlah == 3
        # The other groups show their first rows and lead to all of theirs.
        assert len(codes(first, other, tray)) == 1
        assert f"?kelompok={other}" in first.content.decode()
        alone = reader.get(url(name), {"kelompok": other})
        assert set(alone.context[tray]) == {other}
        assert len(codes(alone, other, tray)) == 2
        again = reader.get(url(name), {"hal": 1})
        assert codes(again, group, tray) == codes(first, group, tray)


def test_the_filter_stays_in_the_address_of_the_pages(desks):
    for reader, name, tray, group, _ in desks:
        response = reader.get(url(name), {"q": "kepala seksi"})
        assert "?q=kepala+seksi&amp;hal=2" in response.content.decode()
        kode = codes(response, group, tray)[1]
        person = Usulan.objects.get(kode=kode).pegawai.orang
        found = reader.get(url(name), {"q": person.nama.upper()})
        assert kode in codes(found, group, tray)
        assert found.context[tray][group].jumlah < 3
        nothing = reader.get(url(name), {"q": "tidak ada orang ini"})
        assert "cocok" in nothing.content.decode()
