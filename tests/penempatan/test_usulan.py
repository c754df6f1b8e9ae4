"""Writing, sending, returning and withdrawing a proposal."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from psycopg.types.range import DateRange

from asn_portal.core import evidence
from asn_portal.core.enums import Sumber
from asn_portal.core.errors import ConflictError, DomainError, NotAllowedError
from asn_portal.core.models import Peristiwa
from jabatan.penempatan import services
from jabatan.penempatan.models import Persetujuan, Usulan
from tests.factories.core import UserFactory, user_with
from tests.factories.penempatan import LATER, NOW, TODAY, Kota
from tests.factories.peta import PegawaiFactory

pytestmark = pytest.mark.django_db
REASON = "Kandidat kedua memimpin sistem layanan yang sama sejak 2023."


@pytest.fixture
def kota():
    return Kota()


def refused(kind, call, **kw):
    """The act is refused with a sentence and nothing is left behind."""
    before = (
        list(Usulan.objects.values_list("pk", "status", "versi")),
        list(Persetujuan.objects.values_list("pk", "status")),
        Peristiwa.objects.count(),
    )
    with pytest.raises(kind) as caught:
        call(**kw)
    after = (
        list(Usulan.objects.values_list("pk", "status", "versi")),
        list(Persetujuan.objects.values_list("pk", "status")),
        Peristiwa.objects.count(),
    )
    assert before == after
    return str(caught.value)


def test_number_one_is_proposed_without_a_reason(kota):
    first, second, third = kota.candidates()
    run = kota.ranked(first, second, third)
    usulan = kota.propose(first)
    assert (usulan.status, usulan.urutan, usulan.alasan) == ("DRAF", 1, "")
    assert usulan.pemeringkatan == run
    assert usulan.kursi_asal == first.riwayat_jabatan.get().kursi
    assert usulan.nilai == "56.75"
    assert Peristiwa.objects.get().jenis == "usulan.disusun"


def test_another_needs_a_coded_reason_of_twenty_letters(kota):
    first, second, third = kota.candidates()
    kota.ranked(first, second, third)
    assert "Pilih alasan" in refused(DomainError, kota.propose, pegawai=second, alasan=REASON)
    words = refused(
        DomainError, kota.propose, pegawai=second, alasan_kode="KESINAMBUNGAN", alasan="pendek"
    )
    assert words == "Alasan paling sedikit 20 huruf. Sekarang 6."
    usulan = kota.propose(second, alasan_kode="KESINAMBUNGAN", alasan=REASON)
    assert (usulan.urutan, usulan.alasan_kode) == (2, "KESINAMBUNGAN")


def test_people_who_share_the_first_place_need_no_reason(kota):
    first, second, third = kota.candidates()
    kota.ranked((first, second), third)
    assert kota.propose(second).urutan == 1


def test_eligible_beyond_the_stored_hundred_may_be_proposed(kota):
    seats = kota.candidates(2)
    crowd = PegawaiFactory.create_batch(104, unit=kota.asal.unit)
    kota.ranked(*crowd, *seats)
    usulan = kota.propose(seats[0], alasan_kode="LAINNYA", alasan=REASON)
    assert usulan.urutan == 105


def test_who_is_not_eligible_in_the_frozen_result_is_refused(kota):
    first, second, _ = kota.candidates()
    kota.ranked(first)
    assert "tidak memenuhi syarat" in refused(DomainError, kota.propose, pegawai=second)


def test_nobody_proposes_themselves_with_any_of_their_logins(kota):
    first, *_ = kota.candidates()
    kota.ranked(first)
    own = user_with("OPERATOR", instansi=kota.instansi, orang=first.orang)
    other_login = UserFactory(orang=first.orang)
    for user in (own, other_login):
        assert "diri sendiri" in refused(NotAllowedError, kota.propose, pegawai=first, actor=user)


def test_only_the_personnel_office_of_the_instansi_proposes(kota):
    first, *_ = kota.candidates()
    kota.ranked(first)
    stranger = user_with("OPERATOR", instansi=Kota().instansi)
    for user in (stranger, kota.ppk, kota.asal.user_kepala):
        refused(NotAllowedError, kota.propose, pegawai=first, actor=user)


def test_a_held_seat_is_stale(kota):
    first, second, _ = kota.candidates()
    kota.ranked(first, second)
    kota.pegawai(kota.tujuan.unit, kursi=kota.target)
    assert "sudah terisi" in refused(DomainError, kota.propose, pegawai=first)


def test_seat_and_candidate_are_in_one_open_proposal_only(kota):
    first, second, _ = kota.candidates()
    kota.ranked(first, second)
    kota.propose(first)
    words = refused(
        ConflictError, kota.propose, pegawai=second, alasan_kode="LAINNYA", alasan=REASON
    )
    assert words == "Jabatan ini sudah punya usulan yang berjalan."


def test_a_run_older_than_the_evidence_needs_a_reason(kota):
    first, *_ = kota.candidates()
    kota.ranked(first)
    evidence.bump(Sumber.PENILAIAN, instansi_id=kota.instansi.pk, orang_ids=[first.orang_id])
    assert "Ada data baru" in refused(DomainError, kota.propose, pegawai=first)
    usulan = services.susun_usulan(
        lowongan=kota.lowongan,
        pegawai=first,
        alasan_kode="",
        alasan="",
        tanggal_berlaku=LATER,
        actor=kota.operator,
        at=NOW,
        alasan_data_lama="Data baru hanya menyangkut pegawai lain.",
    )
    assert [one["kode"] for one in usulan.temuan] == ["DATA_BARU"]


def test_sending_asks_both_heads_within_five_working_days(kota):
    first, *_ = kota.candidates()
    kota.ranked(first)
    usulan = kota.sent(first)
    rows = {row.sisi: row for row in usulan.persetujuan.all()}
    assert usulan.status == "DIAJUKAN"
    assert rows["MELEPAS"].penyetuju == kota.asal.kepala.orang
    assert rows["MENERIMA"].penyetuju == kota.tujuan.kepala.orang
    assert rows["MELEPAS"].tenggat == date(2026, 11, 27)  # Saturday + five working days
    assert {row.sebab_dialihkan for row in rows.values()} == {""}


def test_a_stale_tab_sends_nothing(kota):
    first, *_ = kota.candidates()
    kota.ranked(first)
    usulan = kota.propose(first)
    services.perbaiki(
        usulan=usulan, alasan="", tanggal_berlaku=LATER + timedelta(days=1), versi=1,
        actor=kota.operator, at=NOW,
    )  # fmt: skip
    words = refused(
        ConflictError, services.ajukan, usulan=usulan, versi=1, actor=kota.operator, at=NOW
    )
    assert words == "Usulan sudah berubah. Muat ulang halaman."


def test_withdrawing_frees_seat_and_candidate_and_drops_open_approvals(kota):
    first, *_ = kota.candidates()
    kota.ranked(first)
    usulan = kota.sent(first)
    other = user_with("OPERATOR", instansi=kota.instansi)
    facts = {
        "usulan": usulan,
        "alasan": "Data kandidat perlu diperbaiki dahulu.",
        "versi": usulan.versi,
        "at": NOW,
    }
    refused(NotAllowedError, services.tarik, actor=other, **facts)
    services.tarik(actor=kota.operator, **facts)
    assert set(usulan.persetujuan.values_list("status", flat=True)) == {"GUGUR"}
    assert kota.propose(first).status == "DRAF"


def test_only_the_person_concerned_states_and_a_no_has_a_note(kota):
    first, *_ = kota.candidates()
    kota.ranked(first)
    usulan = kota.sent(first)
    facts = {"usulan": usulan, "bersedia": False, "at": NOW}
    refused(NotAllowedError, services.nyatakan, catatan="", actor=kota.operator, **facts)
    refused(DomainError, services.nyatakan, catatan="tidak", actor=kota.user(first), **facts)
    services.nyatakan(catatan="Saya belum dapat pindah tahun ini.", actor=kota.user(first), **facts)
    assert usulan.pernyataan.bersedia is False


def test_the_database_refuses_a_jump_of_states(kota):
    first, *_ = kota.candidates()
    kota.ranked(first)
    usulan = kota.propose(first)
    with (
        pytest.raises(DatabaseError, match="BERLAKU"),
        transaction.atomic(),
        connection.cursor() as c,
    ):
        c.execute("UPDATE penempatan_usulan SET status = 'BERLAKU' WHERE id = %s", [usulan.pk])
    assert Usulan.objects.get(pk=usulan.pk).status == "DRAF"


@pytest.mark.parametrize(
    ("column", "constraint"),
    [
        ("kursi_id", "usulan_satu_terbuka_per_kursi"),
        ("pegawai_id", "usulan_satu_terbuka_per_pegawai"),
    ],
)
def test_the_database_refuses_a_second_open_proposal(kota, column, constraint):
    first, second, _ = kota.candidates()
    kota.ranked(first, second)
    usulan = kota.propose(first)
    other = {"kursi_id": kota.asal.kursi().pk, "pegawai_id": second.pk}
    other.pop(column)
    names = [
        f.column for f in Usulan._meta.concrete_fields if f.column not in {"id", "kode", *other}
    ]
    listed = ", ".join(names)
    with (
        pytest.raises(IntegrityError, match=constraint),
        transaction.atomic(),
        connection.cursor() as c,
    ):
        c.execute(
            f"INSERT INTO penempatan_usulan (kode, {', '.join(other)}, {listed}) "
            f"SELECT 'LAIN', {', '.join(['%s'] * len(other))}, {listed} FROM penempatan_usulan WHERE id = %s",
            [*other.values(), usulan.pk],
        )


def test_the_database_refuses_a_proposer_who_approves(kota):
    first, *_ = kota.candidates()
    kota.ranked(first)
    usulan = kota.propose(first)
    for orang in (kota.operator.orang, first.orang):
        with pytest.raises(IntegrityError, match="pengusul"), transaction.atomic():
            Persetujuan.objects.create(
                usulan=usulan, sisi="MENERIMA", unit=kota.tujuan.unit, penyetuju=orang
            )


def test_day_zero_is_local_and_never_before_today(kota):
    first, *_ = kota.candidates()
    kota.ranked(first)
    words = refused(DomainError, kota.propose, pegawai=first, berlaku=TODAY - timedelta(days=1))
    assert "sebelum hari ini" in words
    assert DateRange(TODAY, None).lower == TODAY
