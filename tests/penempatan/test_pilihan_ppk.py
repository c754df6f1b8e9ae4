"""The PPK chooses another person than proposed: the office left is told, the person is heard."""

import re

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from asn_portal.core.errors import ConflictError, DomainError, NotAllowedError
from asn_portal.core.models import Peristiwa
from jabatan.penempatan import services
from jabatan.penempatan.models import (
    Keputusan,
    PenegasanPPK,
    PernyataanTerpilih,
    Persetujuan,
    SuratKeputusan,
    Usulan,
)
from tests.factories.penempatan import LONG, NOW, Kota, Opd

pytestmark = pytest.mark.django_db
REASON = "Kebutuhan layanan tidak dapat menunggu sampai triwulan depan."
NO = "Saya sedang merawat orang tua di kota ini."
BACKEND = "asn_portal.core.backends.PersonBackend"


@pytest.fixture(autouse=True)
def fixed_day():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def kota():
    """Number 1 of one office is proposed; number 2 sits in a third office with a head of its own."""
    made = Kota()
    made.ketiga = Opd(made, "Dinas Sosial")
    made.first = made.candidates(1)[0]
    made.second = made.candidates(1, made.ketiga)[0]
    made.inside = made.candidates(1, made.tujuan)[0]
    made.ranked(made.first, made.second, made.inside)
    return made


def choose(kota, pegawai):
    usulan = kota.approved(kota.first)
    return services.putuskan(
        usulan=usulan, pegawai=pegawai, versi=usulan.versi, actor=kota.ppk, at=NOW,
        alasan_kode="WAWANCARA", alasan=LONG,
    )  # fmt: skip


def says(kota, keputusan, *, bersedia=True, actor=None):
    return services.nyatakan_terpilih(
        keputusan=keputusan,
        bersedia=bersedia,
        catatan="" if bersedia else NO,
        actor=actor or kota.user(keputusan.pegawai),
        at=NOW,
    )


def confirm(kota, keputusan, **kw):
    facts = {"alasan": REASON, "versi": Usulan.objects.get().versi, "actor": kota.ppk, "at": NOW}
    return services.tegaskan(keputusan=keputusan, **facts | kw)


def browser(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def url(name, *args):
    return reverse(f"penempatan:{name}", args=args)


def key(response):
    return re.search(r'name="kunci_kirim" value="([^"]+)"', response.content.decode()).group(1)


def test_the_decree_waits_until_the_chosen_one_says_yes(kota):
    keputusan = choose(kota, kota.second)
    with pytest.raises(DomainError, match="belum memberi pernyataan"):
        kota.issue(keputusan)
    assert not SuratKeputusan.objects.exists()
    says(kota, keputusan)
    assert kota.issue(keputusan).pegawai == kota.second


def test_the_database_itself_refuses_a_decree_about_somebody_unheard(kota):
    keputusan = choose(kota, kota.second)
    facts = {
        "instansi": kota.instansi, "tahun": 2026, "nomor": 1, "nomor_lengkap": "1",
        "keputusan": keputusan, "pegawai": kota.second, "kursi": kota.target,
        "tanggal": NOW.date(), "tanggal_berlaku": NOW.date(), "penanda_tangan": "PPK", "isi": {},
        "pdf": b"%PDF", "pdf_sha256": "0" * 64, "ditetapkan_oleh": kota.operator.orang,
    }  # fmt: skip
    with pytest.raises(IntegrityError, match="belum menyatakan bersedia"), transaction.atomic():
        SuratKeputusan.objects.create(**facts)
    says(kota, keputusan, bersedia=False)
    with pytest.raises(IntegrityError, match="belum menyatakan bersedia"), transaction.atomic():
        SuratKeputusan.objects.create(**facts)


def test_an_unwilling_choice_needs_the_reasoned_word_of_the_ppk(kota):
    keputusan = choose(kota, kota.second)
    says(kota, keputusan, bersedia=False)
    with pytest.raises(DomainError, match="tidak bersedia"):
        kota.issue(keputusan)
    with pytest.raises(DomainError, match="paling sedikit 20"):
        confirm(kota, keputusan, alasan="Harus.")
    with pytest.raises(NotAllowedError):
        confirm(kota, keputusan, actor=kota.operator)
    confirm(kota, keputusan)
    with pytest.raises(ConflictError):
        confirm(kota, keputusan)
    assert kota.issue(keputusan).status == "DITETAPKAN"
    assert PenegasanPPK.objects.get().alasan == REASON
    assert Peristiwa.objects.filter(jenis="keputusan.ditegaskan").count() == 1


def test_the_word_of_the_ppk_cannot_be_changed_or_removed(kota):
    keputusan = choose(kota, kota.second)
    row = confirm(kota, keputusan)
    for act in (
        lambda: PenegasanPPK.objects.filter(pk=row.pk).update(alasan="Lain"),
        lambda: PenegasanPPK.objects.filter(pk=row.pk).delete(),
    ):
        with pytest.raises(Exception, match="Cannot"), transaction.atomic():
            act()


def test_only_the_chosen_one_speaks_and_only_before_the_decree(kota):
    keputusan = choose(kota, kota.second)
    with pytest.raises(NotAllowedError):
        says(kota, keputusan, actor=kota.user(kota.first))
    says(kota, keputusan)
    kota.issue(keputusan)
    with pytest.raises(ConflictError, match="tidak lagi menunggu"):
        says(kota, keputusan, bersedia=False)
    assert PernyataanTerpilih.objects.get().bersedia


def test_the_office_left_is_told_and_nothing_waits_for_it(kota):
    keputusan = choose(kota, kota.second)
    told = Persetujuan.objects.get(sisi="PILIHAN")
    assert (told.penyetuju, told.status) == (kota.ketiga.kepala.orang, "MENUNGGU")
    says(kota, keputusan)
    kota.issue(keputusan)
    with pytest.raises(NotAllowedError):
        services.ketahui(persetujuan=told, actor=kota.asal.user_kepala, at=NOW)
    assert (
        services.ketahui(persetujuan=told, actor=kota.ketiga.user_kepala, at=NOW).status == "TAHU"
    )
    with pytest.raises(ConflictError):
        services.ketahui(persetujuan=told, actor=kota.ketiga.user_kepala, at=NOW)


def test_inside_the_receiving_office_nobody_else_is_told_but_the_person_is_heard(kota):
    keputusan = choose(kota, kota.inside)
    assert not Persetujuan.objects.filter(sisi="PILIHAN").exists()
    with pytest.raises(DomainError, match="belum memberi pernyataan"):
        kota.issue(keputusan)


def test_a_cancelled_decision_takes_the_notice_back(kota):
    keputusan = choose(kota, kota.second)
    usulan = Usulan.objects.get()
    services.batalkan_keputusan(
        keputusan=keputusan, alasan=REASON, versi=usulan.versi, actor=kota.ppk, at=NOW
    )
    assert Persetujuan.objects.get(sisi="PILIHAN").status == "GUGUR"


def test_the_choice_stands_on_the_shortlist_of_the_same_ranking(kota):
    fourth = kota.candidates(1)[0]
    kota.ranked(kota.first, kota.second, kota.inside, fourth)
    with pytest.raises(DomainError, match="daftar pendek"):
        choose(kota, fourth)
    assert not Keputusan.objects.exists()


def test_the_chosen_one_answers_on_the_own_page_without_facts_of_the_other(kota):
    keputusan = choose(kota, kota.second)
    usulan, own = keputusan.usulan, browser(kota.user(kota.second))
    assert "Belum diisi" in own.get(url("saya-usulan")).content.decode()
    assert "Pernyataan atas usulan pemindahan" in own.get("/").content.decode()
    address = url("saya-usulan-rinci", usulan.kode)
    asked = own.get(address)
    page = asked.content.decode()
    assert "PPK memilih Anda menjadi" in page
    assert kota.first.orang.nama not in page
    answer = own.post(address, {"kunci_kirim": key(asked), "bersedia": "ya", "catatan": ""})
    assert answer.status_code == 302
    assert PernyataanTerpilih.objects.get(keputusan=keputusan).bersedia
    assert browser(kota.user(kota.inside)).get(address).status_code == 404


def test_the_head_of_the_office_left_reads_and_acknowledges(kota):
    usulan = choose(kota, kota.second).usulan
    head = browser(kota.ketiga.user_kepala)
    inbox = head.get(url("persetujuan")).content.decode()
    assert f"{kota.second.orang.nama} menjadi" in inbox
    asked = head.get(url("persetujuan-rinci", usulan.kode))
    page = asked.content.decode()
    assert f"PPK memilih {kota.second.orang.nama}" in page
    assert kota.first.orang.nama not in page
    assert "Nilai" not in page
    assert head.get(url("usulan-rinci", usulan.kode)).status_code == 302
    for name in ("persetujuan-tolak", "persetujuan-kembalikan"):
        assert head.post(url(name, usulan.kode), {"kunci_kirim": name}).status_code == 302
    answer = head.post(
        url("persetujuan-setujui", usulan.kode), {"kunci_kirim": key(asked)}, follow=True
    )
    assert "Diketahui pada" in answer.content.decode()
    assert Persetujuan.objects.get(sisi="PILIHAN").status == "TAHU"


def test_everybody_reads_what_the_decree_waits_for(kota):
    keputusan = choose(kota, kota.second)
    kode, words = keputusan.usulan.kode, "belum memberi pernyataan"
    office, ppk = browser(kota.operator), browser(kota.ppk)
    for client, address in (
        (office, url("sk")),
        (office, url("sk-baru", kode)),
        (office, url("usulan-rinci", kode)),
        (ppk, url("keputusan-rinci", kode)),
    ):
        assert words in client.get(address).content.decode(), address
    assert url("keputusan-tegaskan", kode) in ppk.get(url("keputusan-rinci", kode)).content.decode()
    says(kota, keputusan)
    assert words not in office.get(url("sk")).content.decode()
    assert url("sk-baru", kode) in office.get(url("sk")).content.decode()
    page = ppk.get(url("keputusan-rinci", kode)).content.decode()
    assert url("keputusan-tegaskan", kode) not in page
    assert "Bersedia pindah" in page


def test_nobody_confirms_against_an_answer_that_the_open_page_did_not_show(kota):
    keputusan = choose(kota, kota.second)
    seen = Usulan.objects.get().versi
    says(kota, keputusan, bersedia=False)
    with pytest.raises(ConflictError):
        confirm(kota, keputusan, versi=seen)
    assert not PenegasanPPK.objects.exists()


def test_the_reason_of_the_chosen_one_is_not_for_the_head_of_another_office(kota):
    keputusan = choose(kota, kota.second)
    says(kota, keputusan, bersedia=False)
    kode = Usulan.objects.get().kode
    row = Persetujuan.objects.filter(usulan__kode=kode, sisi="MELEPAS").get()
    head = browser(row.penyetuju.akun.first())
    text = head.get(url("persetujuan-rinci", kode)).content.decode()
    assert "Menyatakan tidak bersedia" in text
    assert NO not in text
    assert NO in browser(kota.ppk).get(url("keputusan-rinci", kode)).content.decode()
