"""Who must say yes, and what each answer does."""

from datetime import date

import pytest
from psycopg.types.range import DateRange

from asn_portal.core.errors import ConflictError, DomainError, NotAllowedError
from asn_portal.core.models import Peristiwa
from jabatan.penempatan import services
from jabatan.penempatan.models import Persetujuan, Usulan
from jabatan.peta.models import PemangkuJabatan
from tests.factories.core import PenugasanFactory, UserFactory
from tests.factories.penempatan import NOW, TODAY, Kota
from tests.factories.peta import PemangkuFactory

pytestmark = pytest.mark.django_db
REASON = {
    "alasan_kode": "LAYANAN_TERGANGGU",
    "alasan": "Loket perizinan akan kosong pada akhir tahun.",
}


@pytest.fixture
def kota():
    return Kota()


def vacate(kepala):
    PemangkuJabatan.objects.filter(pegawai=kepala).update(
        periode=DateRange(date(2023, 1, 2), date(2026, 6, 1))
    )


def chain(kota, pegawai):
    usulan = kota.sent(pegawai)
    return {row.sisi: (row.penyetuju, row.sebab_dialihkan) for row in usulan.persetujuan.all()}


def first_of(kota, opd=None):
    (first,) = kota.candidates(1, opd)
    kota.ranked(first)
    return first


def test_a_move_inside_one_office_needs_one_approval(kota):
    found = chain(kota, first_of(kota, kota.tujuan))
    assert found == {"MENERIMA": (kota.tujuan.kepala.orang, "")}


def test_a_vacant_head_passes_it_up_to_the_sekda(kota):
    vacate(kota.tujuan.kepala)
    found = chain(kota, first_of(kota))
    assert found["MENERIMA"] == (
        kota.setda.kepala.orang,
        "Jabatan pimpinan Dinas Perizinan kosong",
    )
    assert found["MELEPAS"][0] == kota.asal.kepala.orang


def test_an_acting_head_does_not_approve(kota):
    vacate(kota.tujuan.kepala)
    acting = kota.candidates(1, kota.setda)[0]
    PemangkuFactory(
        kursi=kota.tujuan.kursi_kepala,
        pegawai=acting,
        jenis="PLT",
        periode=DateRange(date(2026, 10, 1), date(2026, 12, 31)),
    )
    who, why = chain(kota, first_of(kota))["MENERIMA"]
    assert (who, why) == (
        kota.setda.kepala.orang,
        "Jabatan pimpinan Dinas Perizinan dijabat pelaksana tugas",
    )


def test_the_head_does_not_approve_the_own_case(kota):
    head = kota.asal.kepala
    kota.ranked(head)
    who, why = chain(kota, head)["MELEPAS"]
    assert who == kota.setda.kepala.orang
    assert "adalah pegawai yang diusulkan" in why


def test_the_ppk_is_never_an_approver(kota):
    kota.tujuan.kepala.orang.penugasan.all().delete()
    PenugasanFactory(orang=kota.tujuan.kepala.orang, instansi=kota.instansi, peran="PPK")
    who, why = chain(kota, first_of(kota))["MENERIMA"]
    assert who == kota.setda.kepala.orang
    assert why.endswith("adalah PPK")


def test_one_head_for_both_sides_is_asked_once(kota):
    vacate(kota.tujuan.kepala)
    vacate(kota.asal.kepala)
    found = chain(kota, first_of(kota))
    assert list(found) == ["MENERIMA"]
    assert found["MENERIMA"][0] == kota.setda.kepala.orang


def test_nobody_left_to_approve_is_said_in_words(kota):
    for opd in (kota.tujuan, kota.asal, kota.setda):
        vacate(opd.kepala)
    usulan = kota.propose(first_of(kota))
    with pytest.raises(DomainError, match="Sekretaris Daerah"):
        services.ajukan(usulan=usulan, versi=1, actor=kota.operator, at=NOW)
    assert Usulan.objects.get().status == "DRAF"


def test_the_last_yes_sends_it_to_the_ppk_and_both_pages_stay_good(kota):
    usulan = kota.sent(first_of(kota))
    seen = usulan.versi
    one, two = usulan.persetujuan.order_by("pk")
    services.setujui(persetujuan=one, versi=seen, actor=one.penyetuju.akun.get(), at=NOW)
    usulan.refresh_from_db()
    assert usulan.status == "DIAJUKAN"
    services.setujui(persetujuan=two, versi=seen, actor=two.penyetuju.akun.get(), at=NOW)
    usulan.refresh_from_db()
    assert usulan.status == "DISETUJUI"


def refused(kind, call, **kw):
    before = (
        list(Usulan.objects.values_list("pk", "status", "versi")),
        list(Persetujuan.objects.values_list("pk", "status", "alasan")),
        Peristiwa.objects.count(),
    )
    with pytest.raises(kind) as caught:
        call(at=NOW, **kw)
    assert before == (
        list(Usulan.objects.values_list("pk", "status", "versi")),
        list(Persetujuan.objects.values_list("pk", "status", "alasan")),
        Peristiwa.objects.count(),
    )
    return str(caught.value)


def test_only_the_addressed_head_answers(kota):
    usulan = kota.sent(first_of(kota))
    row = usulan.persetujuan.get(sisi="MENERIMA")
    for user in (kota.asal.user_kepala, kota.operator, kota.ppk):
        refused(NotAllowedError, services.setujui, persetujuan=row, versi=usulan.versi, actor=user)
    # A second login of the same person is the same person.
    services.setujui(
        persetujuan=row,
        versi=usulan.versi,
        actor=UserFactory(orang=kota.tujuan.kepala.orang),
        at=NOW,
    )


def test_a_no_needs_a_category_and_twenty_letters(kota):
    usulan = kota.sent(first_of(kota))
    row = usulan.persetujuan.get(sisi="MELEPAS")
    facts = {"persetujuan": row, "versi": usulan.versi, "actor": kota.asal.user_kepala}
    for call in (services.kembalikan, services.tolak):
        assert refused(DomainError, call, alasan_kode="", alasan=REASON["alasan"], **facts)
        words = refused(DomainError, call, alasan_kode="LAINNYA", alasan="Tidak bisa.", **facts)
        assert words == "Alasan paling sedikit 20 huruf. Sekarang 11."


def test_returned_and_sent_again_asks_everybody_anew(kota):
    usulan = kota.sent(first_of(kota))
    row = usulan.persetujuan.get(sisi="MELEPAS")
    services.kembalikan(
        persetujuan=row, versi=usulan.versi, actor=kota.asal.user_kepala, at=NOW, **REASON
    )
    usulan.refresh_from_db()
    assert usulan.status == "DIKEMBALIKAN"
    assert usulan.persetujuan.get(sisi="MENERIMA").status == "GUGUR"
    services.ajukan(usulan=usulan, versi=usulan.versi, actor=kota.operator, at=NOW)
    again = usulan.persetujuan.filter(putaran_ke=2)
    assert set(again.values_list("sisi", "status")) == {
        ("MELEPAS", "MENUNGGU"),
        ("MENERIMA", "MENUNGGU"),
    }


def test_refused_ends_it_and_frees_the_seat(kota):
    first = first_of(kota)
    usulan = kota.sent(first)
    services.tolak(
        persetujuan=usulan.persetujuan.get(sisi="MELEPAS"),
        versi=usulan.versi,
        actor=kota.asal.user_kepala,
        at=NOW,
        **REASON,
    )
    usulan.refresh_from_db()
    assert usulan.status == "DITOLAK"
    assert kota.propose(first).status == "DRAF"


def test_an_answer_is_given_once(kota):
    usulan = kota.sent(first_of(kota))
    row = usulan.persetujuan.get(sisi="MELEPAS")
    facts = {"persetujuan": row, "versi": usulan.versi, "actor": kota.asal.user_kepala}
    services.setujui(at=NOW, **facts)
    assert refused(ConflictError, services.tolak, **facts, **REASON).startswith("Usulan sudah")
    assert TODAY


def test_a_head_who_has_left_the_office_answers_for_it_no_longer(kota):
    usulan = kota.sent(first_of(kota))
    row = usulan.persetujuan.get(sisi="MELEPAS")
    vacate(kota.asal.kepala)
    facts = {"persetujuan": row, "versi": usulan.versi, "actor": kota.asal.user_kepala}
    assert "tidak memimpin unit ini lagi" in refused(NotAllowedError, services.setujui, **facts)
    assert "tidak memimpin unit ini lagi" in refused(
        NotAllowedError, services.tolak, **facts, **REASON
    )


def test_the_sekda_who_was_asked_still_answers_when_the_office_has_a_head_again(kota):
    vacate(kota.asal.kepala)
    usulan = kota.sent(first_of(kota))
    row = usulan.persetujuan.get(sisi="MELEPAS")
    kota.pegawai(kota.asal.unit, kursi=kota.asal.kursi_kepala, sejak=TODAY)
    answered = services.setujui(
        persetujuan=row, versi=usulan.versi, actor=kota.setda.user_kepala, at=NOW
    )
    assert answered.status == "SETUJU"
