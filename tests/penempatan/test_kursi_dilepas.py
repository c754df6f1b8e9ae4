"""A seat may be filled before it is empty when its holder is on the way to another seat."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from asn_portal.core.errors import ConflictError, DomainError
from jabatan.penempatan import services
from jabatan.penempatan.models import Lowongan, Putaran
from jabatan.penempatan.selectors.putaran import kursi_kosong
from jabatan.peta.models import PemangkuJabatan
from tests.factories.penempatan import LATER, LONG, NOW, TODAY, Kota, frozen_run, make_lowongan
from tests.factories.putaran import aturan_tersegel

pytestmark = pytest.mark.django_db
REASON = "Kandidat mengundurkan diri dari usulan ini."


@pytest.fixture
def kota():
    """A is best for the vacant seat, B is best for the seat that A holds."""
    made = Kota()
    made.a, made.b = made.candidates(2)
    made.kursi_a = made.a.riwayat_jabatan.get().kursi
    made.kursi_b = made.b.riwayat_jabatan.get().kursi
    made.ranked(made.a)
    return made


def second_vacancy(kota):
    found = make_lowongan(kota.putaran, kota.kursi_a)
    frozen_run(kota.putaran, {kota.lowongan: [kota.a, kota.b], found: [kota.b]})
    return found


def holder(kursi, day):
    row = PemangkuJabatan.objects.filter(kursi=kursi, jenis="DEFINITIF", periode__contains=day)
    return row.get().pegawai if row.exists() else None


def test_a_held_seat_is_offered_to_a_round_only_when_its_holder_is_leaving(kota):
    seats = kursi_kosong(kota.operator, TODAY)
    assert kota.kursi_a not in seats
    usulan = kota.propose(kota.a)
    assert kursi_kosong(kota.operator, TODAY).get(pk=kota.kursi_a.pk).dilepas
    assert kota.kursi_b not in kursi_kosong(kota.operator, TODAY)
    services.tarik(usulan=usulan, alasan=REASON, versi=usulan.versi, actor=kota.operator, at=NOW)
    assert kota.kursi_a not in kursi_kosong(kota.operator, TODAY)


def test_a_round_opens_for_a_seat_about_to_be_left(kota):
    aturan_tersegel(kota.instansi)
    Putaran.objects.filter(pk=kota.putaran.pk).update(nomor=99)  # numbers are given from 1
    facts = {"instansi": kota.instansi, "nama": "Pengisian beruntun", "tanggal_acuan": TODAY,
             "actor": kota.operator, "at": NOW, "kursi_list": [kota.kursi_a]}  # fmt: skip
    with pytest.raises(ConflictError, match="sesudah pejabatnya diusulkan"):
        services.buka_putaran(**facts)
    kota.propose(kota.a)
    services.buka_putaran(**facts)
    made = Lowongan.objects.get(kursi=kota.kursi_a)
    assert made.kosong_sejak is None
    client = Client()
    client.force_login(kota.operator)
    with time_machine.travel(NOW, tick=True):
        page = client.get(reverse("penempatan:lowongan")).content.decode()
    assert page.count("Menunggu kursi dilepas") == 1


def test_a_chain_takes_effect_in_one_transaction(kota):
    second = second_vacancy(kota)
    first = kota.decreed(kota.a)
    flagged = kota.propose(kota.b, lowongan=second)
    assert [(one["kode"], one["tingkat"]) for one in flagged.temuan] == [
        ("MASIH_DIPEGANG", "tandai")
    ]
    assert "Menunggu kursi dilepas" in flagged.temuan[0]["pesan"]
    services.tarik(usulan=flagged, alasan=REASON, versi=flagged.versi, actor=kota.operator, at=NOW)
    follower = kota.decreed(kota.b, lowongan=second)
    at = NOW + (LATER - TODAY)
    assert services.berlakukan_jatuh_tempo(at=at) == 2
    assert [holder(one, LATER) for one in (kota.target, kota.kursi_a, kota.kursi_b)] == [
        kota.a, kota.b, None,
    ]  # fmt: skip
    assert {first.kursi, follower.kursi} == {kota.target, kota.kursi_a}


def test_nobody_can_enter_before_the_holder_leaves(kota):
    second = second_vacancy(kota)
    kota.propose(kota.a, berlaku=LATER + timedelta(days=5))
    with pytest.raises(DomainError, match="paling cepat hari itu"):
        kota.propose(kota.b, lowongan=second)
    assert kota.propose(kota.b, lowongan=second, berlaku=LATER + timedelta(days=5))


def test_a_decree_for_a_held_seat_waits_until_its_holder_is_decided_to_leave(kota):
    second = second_vacancy(kota)
    open_move = kota.approved(kota.a)
    follower = kota.decided(kota.b, lowongan=second)
    with pytest.raises(DomainError, match="kepindahannya belum diputuskan"):
        kota.issue(follower)
    leaving = services.putuskan(
        usulan=open_move, pegawai=kota.a, versi=open_move.versi, actor=kota.ppk, at=NOW
    )
    assert kota.issue(follower).status == "DITETAPKAN"
    with pytest.raises(DomainError, match="paling lambat"):
        kota.issue(leaving, berlaku=LATER + timedelta(days=1))
    assert kota.issue(leaving).status == "DITETAPKAN"


def test_who_was_proposed_but_not_chosen_keeps_the_seat(kota):
    second = second_vacancy(kota)
    other = kota.candidates(1)[0]
    frozen_run(kota.putaran, {kota.lowongan: [kota.a, other], second: [kota.b]})
    usulan = kota.approved(kota.a)
    services.putuskan(
        usulan=usulan, pegawai=other, versi=usulan.versi, actor=kota.ppk, at=NOW,
        alasan_kode="WAWANCARA", alasan=LONG,
    )  # fmt: skip
    with pytest.raises(DomainError, match="tidak sedang diusulkan ke jabatan lain"):
        kota.propose(kota.b, lowongan=second)
    assert other.riwayat_jabatan.get().kursi in kursi_kosong(kota.operator, TODAY)


def test_a_decree_whose_seat_is_still_held_says_by_whom(kota):
    second = second_vacancy(kota)
    leaving = kota.decreed(kota.a)
    sk = kota.decreed(kota.b, lowongan=second)
    services.batalkan_sk(sk=leaving, alasan=REASON, actor=kota.operator, at=NOW)
    client = Client()
    with time_machine.travel(NOW + (LATER - TODAY), tick=True):
        assert services.berlakukan_jatuh_tempo(at=NOW + (LATER - TODAY)) == 0
        client.force_login(kota.operator)
        page = client.get(reverse("penempatan:sk-rinci", args=[sk.kode])).content.decode()
    assert f"jabatan masih dipegang {kota.a.orang.nama}" in page


def test_a_pure_exchange_says_why_it_cannot_begin_with_a_single_proposal(kota):
    exchange = make_lowongan(kota.putaran, kota.kursi_b)
    frozen_run(kota.putaran, {exchange: [kota.a]})
    with pytest.raises(DomainError, match="Pertukaran langsung dua pejabat tidak dapat dimulai"):
        kota.propose(kota.a, lowongan=exchange)
