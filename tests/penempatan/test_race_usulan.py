"""Sixteen real connections at the same instant: one effect, a clear message for the rest (G-R1 to G-R3)."""

import threading
from contextlib import contextmanager
from functools import partial
from queue import SimpleQueue

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse

from asn_portal.core.errors import ConflictError, DomainError
from asn_portal.core.models import Peristiwa
from jabatan.penempatan import services
from jabatan.penempatan.enums import OPEN_STATES
from jabatan.penempatan.models import Lowongan, Persetujuan, Putaran, SuratKeputusan, Usulan
from jabatan.peta.models import PemangkuJabatan
from tests.factories.penempatan import LATER, NOW, TODAY, Kota, frozen_run, make_lowongan

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
# reliability.md §4.2: 16 connections and 100 rounds for G-R1 and G-R2, 50 for G-R3; 50 for G-R7.
CONNECTIONS, ROUNDS, SUBMITS, PAIRS = 16, 100, 50, 50
REASON = "Kandidat ini memimpin sistem layanan yang sama sejak 2023."
BACKEND = "asn_portal.core.backends.PersonBackend"


class Crew:
    """Threads with a connection of their own that stay for a whole test, as workers of a server do."""

    def __init__(self):
        self.queue, self.threads = [SimpleQueue() for _ in range(CONNECTIONS)], []
        for queue in self.queue:
            thread = threading.Thread(target=self._work, args=(queue,), daemon=True)
            thread.start()
            self.threads.append(thread)

    @staticmethod
    def _work(queue):
        connection.ensure_connection()
        while (task := queue.get()) is not None:
            task()
        connection.close()

    def at_once(self, *calls):
        """Every call on its own connection, released together; results and refusals in order."""
        barrier, found, done = threading.Barrier(len(calls)), [None] * len(calls), SimpleQueue()

        def run(number, call):
            try:
                barrier.wait()
                found[number] = call()
            except Exception as error:  # noqa: BLE001 -- the refusal is the result
                found[number] = error
            done.put(number)

        for number, call in enumerate(calls):
            self.queue[number].put(partial(run, number, call))
        for _ in calls:
            done.get(timeout=60)
        return found

    def go_home(self):
        for queue in self.queue:
            queue.put(None)
        for thread in self.threads:
            thread.join(timeout=60)


@pytest.fixture
def at_once(transactional_db):
    crew = Crew()
    yield crew.at_once
    crew.go_home()


def split(found):
    good = [one for one in found if not isinstance(one, Exception)]
    bad = [one for one in found if isinstance(one, Exception)]
    return good, bad


def withdraw(kota, usulan):
    usulan.refresh_from_db()
    services.tarik(
        usulan=usulan, alasan="Putaran uji berikutnya dimulai.", versi=usulan.versi,
        actor=kota.operator, at=NOW,
    )  # fmt: skip


def propose(kota, pegawai, lowongan=None):
    return lambda: kota.propose(
        pegawai, lowongan=lowongan, alasan_kode="KESINAMBUNGAN", alasan=REASON
    )


def test_different_candidates_for_one_seat_give_one_proposal(at_once):
    kota = Kota()
    people = kota.candidates(CONNECTIONS)
    kota.ranked(*people)
    for _ in range(ROUNDS):
        good, bad = split(at_once(*(propose(kota, one) for one in people)))
        assert len(good) == 1, bad
        assert {type(one) for one in bad} == {ConflictError}
        assert {str(one) for one in bad} == {"Jabatan ini sudah punya usulan yang berjalan."}
        assert Usulan.objects.filter(status__in=OPEN_STATES).count() == 1
        withdraw(kota, good[0])
    assert Peristiwa.objects.filter(jenis="usulan.disusun").count() == ROUNDS


def test_one_candidate_for_two_seats_gives_one_proposal(at_once):
    kota = Kota()
    (first,) = kota.candidates(1)
    other = make_lowongan(kota.putaran, kota.tujuan.kursi("Sekretaris"))
    frozen_run(kota.putaran, {kota.lowongan: [first], other: [first]})
    for _ in range(ROUNDS):
        seats = [kota.lowongan, other] * (CONNECTIONS // 2)
        good, bad = split(at_once(*(propose(kota, first, one) for one in seats)))
        assert len(good) == 1, bad
        assert {type(one) for one in bad} == {ConflictError}
        assert Usulan.objects.filter(status__in=OPEN_STATES).count() == 1
        withdraw(kota, good[0])


@contextmanager
def travelling():
    with time_machine.travel(NOW, tick=True):
        yield


def test_ten_equal_clicks_have_one_effect_and_ten_equal_answers(at_once):
    with travelling():
        kota = Kota()
        (first,) = kota.candidates(1)
        kota.ranked(first)
        for number in range(SUBMITS):
            usulan = kota.sent(first)
            address = reverse("penempatan:persetujuan-setujui", args=[usulan.kode])
            browser = Client()
            browser.force_login(kota.tujuan.user_kepala, backend=BACKEND)
            facts = {"kunci_kirim": f"kunci-{number:020d}", "versi": usulan.versi}

            def click(cookies=browser.cookies, address=address, facts=facts):
                one = Client()
                one.cookies = cookies.copy()
                answer = one.post(address, facts)
                return answer.status_code, answer.get("Location")

            found = at_once(*[click] * 10)
            again = click()  # back and send again, or after a cut connection
            wanted = (302, reverse("penempatan:persetujuan-rinci", args=[usulan.kode]))
            assert {*found, again} == {wanted}
            assert Persetujuan.objects.get(usulan=usulan, sisi="MENERIMA").status == "SETUJU"
            events = Peristiwa.objects.filter(jenis="usulan.disetujui", objek_kode=usulan.kode)
            assert events.count() == 1
            withdraw(kota, usulan)


def test_both_heads_at_the_same_instant_complete_the_approval(at_once):
    kota = Kota()
    (first,) = kota.candidates(1)
    kota.ranked(first)
    for _ in range(PAIRS):
        usulan = kota.sent(first)
        rows = list(usulan.persetujuan.select_related("usulan__pegawai", "penyetuju"))
        found = at_once(
            *(
                lambda row=row, versi=usulan.versi: services.setujui(
                    persetujuan=row, versi=versi, actor=row.penyetuju.akun.get(), at=NOW
                )
                for row in rows
            )
        )
        assert split(found)[1] == []
        usulan.refresh_from_db()
        assert usulan.status == "DISETUJUI"
        withdraw(kota, usulan)


def test_withdrawing_and_approving_at_once_has_one_legal_outcome(at_once):
    kota = Kota()
    (first,) = kota.candidates(1, kota.tujuan)
    kota.ranked(first)
    for _ in range(PAIRS):
        usulan = kota.sent(first)
        row = usulan.persetujuan.get()
        facts = {"versi": usulan.versi, "at": NOW}
        found = at_once(
            lambda row=row, facts=facts: services.setujui(
                persetujuan=row, actor=kota.tujuan.user_kepala, **facts
            ),
            lambda usulan=usulan, facts=facts: services.tarik(
                usulan=usulan, actor=kota.operator, alasan="Kandidat mengundurkan diri.", **facts
            ),
        )
        good, bad = split(found)
        assert len(good) == 1, found
        assert isinstance(bad[0], ConflictError)
        usulan.refresh_from_db()
        assert (usulan.status, usulan.persetujuan.get().status) in {
            ("DISETUJUI", "SETUJU"),
            ("DITARIK", "GUGUR"),
        }
        if usulan.status == "DISETUJUI":
            withdraw(kota, usulan)


def test_decrees_at_once_are_numbered_without_gap_and_take_effect_once(at_once):
    kota = Kota()
    people = kota.candidates(8)
    seats = [kota.lowongan, *(make_lowongan(kota.putaran, kota.tujuan.kursi()) for _ in range(7))]
    frozen_run(kota.putaran, {one: [p] for one, p in zip(seats, people, strict=True)})
    decisions = [kota.decided(p, lowongan=one) for one, p in zip(seats, people, strict=True)]
    calls = [lambda one=one: kota.issue(one, berlaku=TODAY) for one in decisions]
    found = at_once(*calls, *calls)  # every decree is asked for twice
    good, bad = split(found)
    assert len(good) == 8, bad
    assert all(isinstance(one, DomainError) for one in bad)
    numbers = sorted(SuratKeputusan.objects.values_list("nomor", flat=True))
    assert numbers == list(range(1, 9))
    assert set(SuratKeputusan.objects.values_list("status", flat=True)) == {"BERLAKU"}
    for lowongan, pegawai in zip(seats, people, strict=True):
        held = PemangkuJabatan.objects.get(
            kursi=lowongan.kursi, jenis="DEFINITIF", periode__contains=TODAY
        )
        assert held.pegawai == pegawai
    assert LATER


def test_closing_a_round_and_proposing_at_once_leaves_no_proposal_in_a_closed_round(at_once):
    kota = Kota()
    (first,) = kota.candidates(1)
    kota.ranked(first)
    for number in range(PAIRS):
        found = at_once(
            propose(kota, first),
            lambda: services.tutup_putaran(putaran=kota.putaran, actor=kota.operator, at=NOW),
        )
        good, bad = split(found)
        assert (len(good), len(bad)) == (1, 1), found
        assert isinstance(bad[0], DomainError)
        closed = Putaran.objects.get(pk=kota.putaran.pk).status == "DITUTUP"
        assert closed != Usulan.objects.filter(status__in=OPEN_STATES).exists(), number
        if closed:
            Putaran.objects.filter(pk=kota.putaran.pk).update(status="DIBUKA")
            Lowongan.objects.filter(pk=kota.lowongan.pk).update(status="TERBUKA")
        else:
            withdraw(kota, good[0])
