"""The PPK decides; four eyes per human being."""

import pytest
from django.db import IntegrityError, transaction

from asn_portal.core.errors import ConflictError, DomainError, NotAllowedError
from asn_portal.core.models import Peristiwa
from jabatan.penempatan import services
from jabatan.penempatan.models import Keputusan, Usulan
from tests.factories.core import OrangFactory, UserFactory, user_with
from tests.factories.penempatan import LONG, NOW, Kota

pytestmark = pytest.mark.django_db


@pytest.fixture
def kota():
    return Kota()


@pytest.fixture
def three(kota):
    people = kota.candidates(3)
    kota.ranked(*people)
    return people


def refused(kind, **kw):
    before = list(Usulan.objects.values_list("pk", "status", "versi")), Peristiwa.objects.count()
    with pytest.raises(kind) as caught:
        services.putuskan(at=NOW, **kw)
    assert Keputusan.objects.count() == 0
    after = list(Usulan.objects.values_list("pk", "status", "versi")), Peristiwa.objects.count()
    assert before == after
    return str(caught.value)


def test_the_proposed_person_is_confirmed_without_a_reason(kota, three):
    keputusan = kota.decided(three[0])
    assert (keputusan.berbeda, keputusan.urutan, keputusan.alasan) == (False, 1, "")
    assert Usulan.objects.get().status == "DIPUTUSKAN"


def test_another_person_needs_a_long_coded_reason(kota, three):
    usulan = kota.approved(three[0])
    facts = {"usulan": usulan, "pegawai": three[1], "versi": usulan.versi, "actor": kota.ppk}
    assert "alasan utama" in refused(DomainError, **facts, alasan=LONG)
    assert "paling sedikit 150" in refused(
        DomainError, **facts, alasan_kode="WAWANCARA", alasan="Wawancaranya lebih baik."
    )
    keputusan = services.putuskan(at=NOW, **facts, alasan_kode="WAWANCARA", alasan=LONG)
    assert (keputusan.berbeda, keputusan.urutan) == (True, 2)
    assert keputusan.alasan == LONG.strip()


def test_who_shares_the_place_is_no_override(kota):
    first, second, third = kota.candidates(3)
    kota.ranked((first, second), third)
    usulan = kota.approved(first)
    keputusan = services.putuskan(
        usulan=usulan, pegawai=second, versi=usulan.versi, actor=kota.ppk, at=NOW
    )
    assert keputusan.berbeda is False


def test_only_an_eligible_person_can_be_chosen(kota, three):
    (stranger,) = kota.candidates(1)
    usulan = kota.approved(three[0])
    words = refused(
        DomainError, usulan=usulan, pegawai=stranger, versi=usulan.versi, actor=kota.ppk,
        alasan_kode="LAINNYA", alasan=LONG,
    )  # fmt: skip
    assert "tidak memenuhi syarat" in words


def test_nobody_is_promised_two_seats(kota, three):
    from tests.factories.penempatan import frozen_run, make_lowongan

    other = make_lowongan(kota.putaran, kota.tujuan.kursi("Sekretaris"))
    frozen_run(kota.putaran, {kota.lowongan: three, other: three[1:]})
    usulan = kota.approved(three[0])
    kota.propose(three[1], lowongan=other)
    words = refused(
        ConflictError, usulan=usulan, pegawai=three[1], versi=usulan.versi, actor=kota.ppk,
        alasan_kode="WAWANCARA", alasan=LONG,
    )  # fmt: skip
    assert "usulan lain" in words


def test_the_chosen_one_is_held_until_the_end(kota, three):
    from tests.factories.penempatan import frozen_run, make_lowongan

    other = make_lowongan(kota.putaran, kota.tujuan.kursi("Sekretaris"))
    frozen_run(kota.putaran, {kota.lowongan: three, other: three[1:]})
    usulan = kota.approved(three[0])
    services.putuskan(
        usulan=usulan, pegawai=three[1], versi=usulan.versi, actor=kota.ppk, at=NOW,
        alasan_kode="WAWANCARA", alasan=LONG,
    )  # fmt: skip
    with pytest.raises(ConflictError, match="usulan lain"):
        kota.propose(three[1], lowongan=other)


def test_approvals_and_the_statement_come_first(kota, three):
    usulan = kota.sent(three[0])
    facts = {"pegawai": three[0], "actor": kota.ppk}
    refused(ConflictError, usulan=usulan, versi=usulan.versi, **facts)
    for row in usulan.persetujuan.all():
        services.setujui(
            persetujuan=row, versi=usulan.versi, actor=row.penyetuju.akun.get(), at=NOW
        )
    usulan.refresh_from_db()
    assert "pernyataan" in refused(DomainError, usulan=usulan, versi=usulan.versi, **facts)


def test_an_unwilling_candidate_can_still_be_appointed(kota, three):
    usulan = kota.approved(three[0], bersedia=False)
    services.putuskan(usulan=usulan, pegawai=three[0], versi=usulan.versi, actor=kota.ppk, at=NOW)
    assert Keputusan.objects.count() == 1


@pytest.mark.parametrize("who", ["pengusul", "penyetuju", "kandidat", "operator"])
def test_four_eyes_compare_the_person_not_the_login(kota, three, who):
    usulan = kota.approved(three[0])
    orang = {
        "pengusul": kota.operator.orang,
        "penyetuju": kota.tujuan.kepala.orang,
        "kandidat": three[0].orang,
        "operator": OrangFactory(),
    }[who]
    orang.penugasan.all().delete()  # the duties themselves already exclude each other
    if who == "operator":
        user = user_with("OPERATOR", instansi=kota.instansi, orang=orang)
    else:
        user_with("PPK", instansi=kota.instansi, orang=orang)
        user = UserFactory(orang=orang)
    refused(NotAllowedError, usulan=usulan, pegawai=three[0], versi=usulan.versi, actor=user)


def test_the_database_keeps_four_eyes_and_the_decision(kota, three):
    usulan = kota.approved(three[0])
    for orang in (kota.operator.orang, kota.asal.kepala.orang, three[0].orang):
        with pytest.raises(IntegrityError, match="memutuskan"), transaction.atomic():
            Keputusan.objects.create(
                instansi=kota.instansi, usulan=usulan, pegawai=three[0], urutan=1,
                diputuskan_oleh=orang, diputuskan_at=NOW,
            )  # fmt: skip
    with pytest.raises(IntegrityError, match="keputusan_berbeda_beralasan"), transaction.atomic():
        Keputusan.objects.create(
            instansi=kota.instansi, usulan=usulan, pegawai=three[1], urutan=2, berbeda=True,
            diputuskan_oleh=kota.ppk.orang, diputuskan_at=NOW,
        )  # fmt: skip


def test_returned_by_the_ppk_starts_a_new_round_of_approval(kota, three):
    usulan = kota.approved(three[0])
    services.kembalikan_ppk(
        usulan=usulan, alasan_kode="DATA_KELIRU", alasan="Periksa lagi riwayat jabatannya.",
        versi=usulan.versi, actor=kota.ppk, at=NOW,
    )  # fmt: skip
    usulan.refresh_from_db()
    assert usulan.status == "DIKEMBALIKAN"
    services.ajukan(usulan=usulan, versi=usulan.versi, actor=kota.operator, at=NOW)
    assert usulan.persetujuan.filter(putaran_ke=2, status="MENUNGGU").count() == 2


def test_a_decision_can_be_cancelled_before_its_decree(kota, three):
    keputusan = kota.decided(three[0])
    usulan = Usulan.objects.get()
    services.batalkan_keputusan(
        keputusan=keputusan, alasan="Formasi ditunda sampai tahun depan.", versi=usulan.versi,
        actor=kota.ppk, at=NOW,
    )  # fmt: skip
    assert Usulan.objects.get().status == "DIBATALKAN"
    assert kota.propose(three[0]).status == "DRAF"


def test_who_shares_a_lower_place_is_chosen_only_with_a_reason(kota):
    first, second, third = kota.candidates(3)
    kota.ranked(first, (second, third))
    usulan = kota.approved(second, alasan_kode="KESINAMBUNGAN", alasan=LONG)
    facts = {"usulan": usulan, "pegawai": third, "versi": usulan.versi, "actor": kota.ppk}
    assert "alasan utama" in refused(DomainError, **facts)
    chosen = services.putuskan(at=NOW, **facts, alasan_kode="WAWANCARA", alasan=LONG)
    assert (chosen.berbeda, chosen.urutan) == (True, 2)
