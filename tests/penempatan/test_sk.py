"""The decree: number, paper, effective date, rotation."""

import hashlib
import io
from datetime import timedelta

import pypdf
import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from psycopg.types.range import DateRange

from asn_portal.core.errors import ConflictError, DomainError, NotAllowedError
from asn_portal.core.models import Penugasan, Peristiwa, PerubahanBukti
from jabatan.penempatan import services
from jabatan.penempatan.documents.sk import cetak, qr_svg
from jabatan.penempatan.models import Keputusan, SuratKeputusan, Usulan
from jabatan.penempatan.tasks.sk import let_decrees_take_effect
from jabatan.peta.models import PemangkuJabatan
from tests.factories.core import user_with
from tests.factories.penempatan import LATER, NOW, TODAY, Kota, Opd, frozen_run, make_lowongan
from tests.factories.peta import PemangkuFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def kota():
    return Kota()


@pytest.fixture
def first(kota):
    people = kota.candidates(2)
    kota.ranked(*people)
    return people[0]


def holder(kursi, day):
    found = PemangkuJabatan.objects.filter(kursi=kursi, jenis="DEFINITIF", periode__contains=day)
    row = found.first()
    return row and row.pegawai


def text_of(pdf):
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_the_paper_says_who_becomes_what_and_leads_to_the_check_page(kota, first):
    sk = kota.decreed(first)
    text = text_of(bytes(sk.pdf))
    flat = " ".join(text.split())
    for words in (
        "800.1.3.3/0001/BKPSDM/2026",
        first.orang.nama,
        first.nip,
        "WALI KOTA TIRTANALA",
        "Ratna Wibisana",
        "1 Desember 2026",
        f"/publik/periksa/{sk.kode}/",
        "Halaman 1 dari",
    ):
        assert words in flat, words
    assert sk.pdf_sha256 == hashlib.sha256(bytes(sk.pdf)).hexdigest()
    assert Peristiwa.objects.get(nomor=sk.peristiwa_nomor).jenis == "sk.ditetapkan"


def test_the_paper_is_the_same_bytes_again_and_a_name_is_no_markup(kota, first):
    first.orang.nama = "#[Siti] $x$ *Rahma*"
    first.orang.save()
    sk = kota.decreed(first)
    assert cetak(sk.isi, sk.kertas) == bytes(sk.pdf)
    assert "#[Siti] $x$ *Rahma*" in " ".join(text_of(bytes(sk.pdf)).split())


def test_the_qr_code_holds_the_address_and_nothing_else():
    import segno

    address = "https://portal.example/publik/periksa/ABCDEFGHJK/"
    assert qr_svg(address) == qr_svg(address)
    svg = io.BytesIO()
    segno.make(address, error="m", micro=False).save(svg, kind="svg", border=2, xmldecl=False)
    assert qr_svg(address).encode() == svg.getvalue()


def test_numbers_have_no_gap_after_a_rollback(kota):
    people = kota.candidates(3)
    seats = [kota.lowongan, *(make_lowongan(kota.putaran, kota.tujuan.kursi()) for _ in range(2))]
    frozen_run(kota.putaran, {one: [p] for one, p in zip(seats, people, strict=True)})
    decisions = [kota.decided(p, lowongan=one) for one, p in zip(seats, people, strict=True)]
    kota.issue(decisions[0])
    with pytest.raises(RuntimeError), transaction.atomic():
        services.tetapkan_sk(
            keputusan=decisions[1], tanggal_berlaku=LATER,
            versi=Usulan.objects.get(keputusan=decisions[1]).versi, actor=kota.operator, at=NOW,
            cetak=lambda isi, kertas: (_ for _ in ()).throw(RuntimeError("printer")),
        )  # fmt: skip
    kota.issue(decisions[1])
    kota.issue(decisions[2])
    assert list(SuratKeputusan.objects.order_by("nomor").values_list("nomor", flat=True)) == [
        1,
        2,
        3,
    ]


def test_tomorrow_changes_nothing_today_and_the_task_applies_it_once(kota, first):
    left = first.riwayat_jabatan.get().kursi
    sk = kota.decreed(first)
    assert sk.status == "DITETAPKAN"
    assert holder(kota.target, LATER) is None
    assert services.berlakukan_jatuh_tempo(at=NOW + timedelta(days=9)) == 0
    # 17:00 UTC of the day before is midnight in Jakarta.
    at = NOW.replace(hour=17) + timedelta(days=9)
    assert services.berlakukan_jatuh_tempo(at=at) == 1
    assert services.berlakukan_jatuh_tempo(at=at) == 0
    assert holder(kota.target, LATER) == first
    assert holder(left, LATER) is None
    assert holder(left, LATER - timedelta(days=1)) == first
    sk.refresh_from_db()
    first.refresh_from_db()
    kota.lowongan.refresh_from_db()
    assert (sk.status, kota.lowongan.status) == ("BERLAKU", "TERISI")
    assert Usulan.objects.get().status == "BERLAKU"
    assert first.unit == kota.tujuan.unit
    assert PerubahanBukti.objects.get(versi_bukti__sumber="PETA").orang_ids == [first.orang_id]
    assert Peristiwa.objects.filter(jenis="sk.berlaku").count() == 1
    assert let_decrees_take_effect() == 0


def test_for_today_it_takes_effect_at_once_and_ends_acting(kota, first):
    acting = kota.candidates(1)[0]
    row = PemangkuFactory(
        kursi=kota.target, pegawai=acting, jenis="PLT",
        periode=DateRange(TODAY - timedelta(days=30), TODAY + timedelta(days=30)),
    )  # fmt: skip
    sk = kota.decreed(first, berlaku=TODAY)
    assert sk.status == "BERLAKU"
    assert holder(kota.target, TODAY) == first
    row.refresh_from_db()
    assert row.periode.upper == TODAY


def test_three_people_change_places_on_one_day(kota):
    people = kota.candidates(3)
    seats = [p.riwayat_jabatan.get().kursi for p in people]
    targets = [seats[1], seats[2], seats[0]]
    rounds = [make_lowongan(kota.putaran, kursi) for kursi in targets]
    frozen_run(kota.putaran, {one: [p] for one, p in zip(rounds, people, strict=True)})
    decisions = []
    for one, pegawai in zip(rounds, people, strict=True):
        usulan = Usulan.objects.create(
            instansi=kota.instansi, lowongan=one, kursi=one.kursi, pegawai=pegawai,
            kursi_asal=pegawai.riwayat_jabatan.get().kursi, pemeringkatan=kota.putaran.pemeringkatan,
            urutan=1, nilai="1", alasan_kode="PERINGKAT_SATU", pengusul=kota.operator.orang,
            tanggal_berlaku=LATER, status="DIPUTUSKAN",
        )  # fmt: skip
        decisions.append(
            Keputusan.objects.create(
                instansi=kota.instansi,
                usulan=usulan,
                pegawai=pegawai,
                urutan=1,
                diputuskan_oleh=kota.ppk.orang,
                diputuskan_at=NOW,
            )
        )
    for one in decisions[:2]:
        kota.issue(one)
    # Two of three cannot move yet: the last seat of the circle is still held.
    assert services.berlakukan_jatuh_tempo(at=NOW + timedelta(days=10)) == 0
    assert [holder(kursi, LATER) for kursi in seats] == people
    kota.issue(decisions[2])
    assert services.berlakukan_jatuh_tempo(at=NOW + timedelta(days=10)) == 3
    assert [holder(kursi, LATER) for kursi in targets] == people


def test_the_duty_of_a_head_goes_with_the_seat(kota):
    head = kota.asal.kepala
    lowongan = make_lowongan(kota.putaran, kota.setda.kursi_kepala)
    PemangkuJabatan.objects.filter(kursi=kota.setda.kursi_kepala).update(
        periode=DateRange(TODAY - timedelta(days=900), TODAY)
    )
    frozen_run(kota.putaran, {lowongan: [head]})
    usulan = Usulan.objects.create(
        instansi=kota.instansi, lowongan=lowongan, kursi=lowongan.kursi, pegawai=head,
        kursi_asal=kota.asal.kursi_kepala, pemeringkatan=kota.putaran.pemeringkatan, urutan=1,
        nilai="1", alasan_kode="PERINGKAT_SATU", pengusul=kota.operator.orang, status="DIPUTUSKAN",
    )  # fmt: skip
    keputusan = Keputusan.objects.create(
        instansi=kota.instansi, usulan=usulan, pegawai=head, urutan=1,
        diputuskan_oleh=kota.ppk.orang, diputuskan_at=NOW,
    )  # fmt: skip
    kota.issue(keputusan, berlaku=TODAY)
    duties = head.orang.penugasan.filter(peran="KEPALA_OPD", periode__contains=TODAY)
    assert [duty.unit for duty in duties] == [kota.setda.unit]


def test_never_back_dated_never_by_the_person_who_decided(kota, first):
    keputusan = kota.decided(first)
    usulan = Usulan.objects.get()
    facts = {"keputusan": keputusan, "versi": usulan.versi, "at": NOW, "cetak": cetak}
    with pytest.raises(DomainError, match="sebelum hari ini"):
        services.tetapkan_sk(
            tanggal_berlaku=TODAY - timedelta(days=1), actor=kota.operator, **facts
        )
    for user in (kota.ppk, user_with("OPERATOR", instansi=kota.instansi, orang=first.orang)):
        with pytest.raises(NotAllowedError):
            services.tetapkan_sk(tanggal_berlaku=LATER, actor=user, **facts)
    assert SuratKeputusan.objects.count() == 0
    assert Usulan.objects.get().status == "DIPUTUSKAN"


def test_cancelled_before_it_takes_effect_keeps_number_and_paper(kota, first):
    sk = kota.decreed(first)
    with pytest.raises(DomainError, match="20 huruf"):
        services.batalkan_sk(sk=sk, alasan="salah", actor=kota.operator, at=NOW)
    services.batalkan_sk(
        sk=sk, alasan="Pelantikan ditunda sampai bulan Maret.", actor=kota.operator, at=NOW
    )
    assert services.berlakukan_jatuh_tempo(at=NOW + timedelta(days=30)) == 0
    sk.refresh_from_db()
    assert (sk.status, sk.nomor) == ("DIBATALKAN", 1)
    assert holder(kota.target, LATER) is None
    with pytest.raises(ConflictError):
        services.batalkan_sk(
            sk=sk, alasan="Dibatalkan untuk kedua kali.", actor=kota.operator, at=NOW
        )
    assert kota.propose(first).status == "DRAF"


def test_the_database_keeps_number_paper_and_date(kota, first):
    sk = kota.decreed(first)
    for change in ({"nomor": 7}, {"pdf": b"x"}, {"tanggal_berlaku": TODAY}, {"pdf_sha256": "0"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            SuratKeputusan.objects.filter(pk=sk.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        SuratKeputusan.objects.filter(pk=sk.pk).delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        SuratKeputusan.objects.filter(pk=sk.pk).update(status="BERLAKU", nomor=2)
    with pytest.raises(IntegrityError, match="sk_batal_beralasan"), transaction.atomic():
        SuratKeputusan.objects.filter(pk=sk.pk).update(status="DIBATALKAN")


def leave(pegawai):
    pegawai.aktif = False
    pegawai.save()


def test_no_decree_is_issued_for_somebody_who_has_left(kota, first):
    keputusan = kota.decided(first)
    leave(first)
    keputusan = Keputusan.objects.get(pk=keputusan.pk)
    with pytest.raises(DomainError, match="tidak aktif"):
        kota.issue(keputusan)
    assert not SuratKeputusan.objects.exists()


def test_a_decree_of_somebody_who_has_left_waits_and_holds_up_nobody(kota):
    people = kota.candidates(2)
    seats = [kota.lowongan, make_lowongan(kota.putaran, kota.tujuan.kursi())]
    frozen_run(kota.putaran, {one: [p] for one, p in zip(seats, people, strict=True)})
    gone, stays = [kota.decreed(p, lowongan=one) for one, p in zip(seats, people, strict=True)]
    leave(people[0])
    later = NOW + (LATER - TODAY)
    assert services.berlakukan_jatuh_tempo(at=later) == 1
    gone.refresh_from_db()
    stays.refresh_from_db()
    assert (gone.status, stays.status) == ("DITETAPKAN", "BERLAKU")
    assert holder(seats[0].kursi, LATER) is None


def test_an_office_in_trouble_does_not_hold_up_the_decrees_of_another(kota, first, monkeypatch):
    other = Kota()
    person = other.candidates(1)[0]
    other.ranked(person)
    troubled, fine = kota.decreed(first), other.decreed(person)
    real = services.pemberlakuan.berlakukan

    def trouble(*, instansi, at):
        if instansi == kota.instansi:
            raise ConflictError("Jabatan ini sudah terisi pada tanggal itu.")
        return real(instansi=instansi, at=at)

    monkeypatch.setattr(services.pemberlakuan, "berlakukan", trouble)
    assert services.berlakukan_jatuh_tempo(at=NOW + (LATER - TODAY)) == 1
    troubled.refresh_from_db()
    fine.refresh_from_db()
    assert (troubled.status, fine.status) == ("DITETAPKAN", "BERLAKU")


def test_a_head_whose_duty_is_refused_is_shown_until_it_is_put_right(kota, first):
    """An auditor cannot be head of an office: the appointment stands, what is missing is told."""
    vacant = Opd(kota, "Dinas Sosial", kepala=False)
    lowongan = make_lowongan(kota.putaran, vacant.kursi_kepala)
    frozen_run(kota.putaran, {lowongan: [first]})
    duty = Penugasan.objects.create(
        orang=first.orang, instansi=kota.instansi, peran="AUDITOR", periode=DateRange(TODAY, None)
    )
    sk = kota.decreed(first, lowongan=lowongan, berlaku=TODAY)
    assert sk.status == "BERLAKU"
    assert holder(vacant.kursi_kepala, TODAY) == first
    event = Peristiwa.objects.get(jenis="sk.peran_ditolak", objek_kode=sk.kode)
    assert "tidak boleh dirangkap" in event.isi.data
    office = Client()
    office.force_login(kota.operator)
    words, told = "Data perlu dilengkapi", "tidak boleh dirangkap"
    pages = {
        "list": reverse("penempatan:sk"),
        "decree": reverse("penempatan:sk-rinci", args=[sk.kode]),
        "timeline": reverse("penempatan:usulan-rinci", args=[Usulan.objects.get().kode]),
    }
    with time_machine.travel(NOW, tick=True):
        assert words in office.get(pages["list"]).content.decode()
        assert told in office.get(pages["decree"]).content.decode()
        assert told in office.get(pages["timeline"]).content.decode()
        duty.delete()
        Penugasan.objects.create(
            orang=first.orang, instansi=kota.instansi, peran="KEPALA_OPD", unit=vacant.unit,
            periode=DateRange(TODAY, None),
        )  # fmt: skip
        # Put right: the notice goes, the history stays.
        assert words not in office.get(pages["list"]).content.decode()
        assert told not in office.get(pages["decree"]).content.decode()
        assert told in office.get(pages["timeline"]).content.decode()


def test_a_head_who_has_the_duty_already_is_no_refusal(kota, first):
    vacant = Opd(kota, "Dinas Sosial", kepala=False)
    lowongan = make_lowongan(kota.putaran, vacant.kursi_kepala)
    frozen_run(kota.putaran, {lowongan: [first]})
    Penugasan.objects.create(
        orang=first.orang, instansi=kota.instansi, peran="KEPALA_OPD", unit=vacant.unit,
        periode=DateRange(TODAY, None),
    )  # fmt: skip
    kota.decreed(first, lowongan=lowongan, berlaku=TODAY)
    assert not Peristiwa.objects.filter(jenis="sk.peran_ditolak").exists()
