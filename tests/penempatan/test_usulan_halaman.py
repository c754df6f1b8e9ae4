"""The way through the pages: propose, approve in three taps, decide, decree, check."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from asn_portal.core.models import AksesData
from jabatan.penempatan.models import Keputusan, Persetujuan, SuratKeputusan, Usulan
from tests.factories.penempatan import LATER, LONG, NOW, Kota

pytestmark = pytest.mark.django_db
BACKEND = "asn_portal.core.backends.PersonBackend"
REASON = "Kandidat kedua memimpin sistem layanan yang sama sejak 2023."


@pytest.fixture(autouse=True)
def fixed_day():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def kota():
    return Kota()


@pytest.fixture
def three(kota):
    people = kota.candidates(3)
    kota.ranked(*people)
    return people


def browser(user):
    client = Client()
    user.set_password("rahasia-sekali-123")
    user.save()
    client.force_login(user, backend=BACKEND)
    return client


def url(name, *args):
    return reverse(f"penempatan:{name}", args=args)


def key(response):
    return re.search(r'name="kunci_kirim" value="([^"]+)"', response.content.decode()).group(1)


def send(client, address, data, *, follow=False):
    page = client.get(address)
    assert page.status_code == 200, page.content.decode()[:2000]
    return client.post(address, {"kunci_kirim": key(page), **data}, follow=follow)


def test_from_the_ranking_to_the_check_page_and_out(kota, three):
    office = browser(kota.operator)
    address = f"{url('usulan-baru')}?lowongan={kota.lowongan.kode}&pegawai={three[0].kode}"
    answer = send(office, address, {"tanggal_berlaku": LATER.isoformat(), "alasan": ""})
    usulan = Usulan.objects.get()
    assert answer.url == url("usulan-periksa", usulan.kode)
    page = office.get(answer.url).content.decode()
    for words in (kota.asal.kepala.orang.nama, kota.tujuan.kepala.orang.nama, "5 hari kerja"):
        assert words in page
    answer = send(office, answer.url, {"versi": usulan.versi}, follow=True)
    assert "terkirim untuk persetujuan" in answer.content.decode()
    assert "Sekarang giliran" in answer.content.decode()
    assert Usulan.objects.get().status == "DIAJUKAN"


def test_off_rank_without_a_reason_shows_the_form_again(kota, three):
    office = browser(kota.operator)
    address = f"{url('usulan-baru')}?lowongan={kota.lowongan.kode}&pegawai={three[1].kode}"
    page = office.get(address)
    assert 'class="ungu"' in page.content.decode()
    facts = {"kunci_kirim": key(page), "tanggal_berlaku": LATER.isoformat(), "alasan": "pendek"}
    answer = office.post(address, facts)
    assert answer.status_code == 422
    assert "paling sedikit 20 huruf. Sekarang 6." in answer.content.decode()
    # The same key may carry better input: nothing was stored with it.
    answer = office.post(address, {**facts, "alasan": REASON, "alasan_kode": "KESINAMBUNGAN"})
    assert answer.status_code == 302
    assert Usulan.objects.get().urutan == 2


def test_a_head_approves_in_three_taps(kota, three):
    usulan = kota.sent(three[0])
    head = browser(kota.tujuan.user_kepala)
    inbox = head.get(url("persetujuan")).content.decode()
    assert url("persetujuan-rinci", usulan.kode) in inbox  # tap 1
    page = head.get(url("persetujuan-rinci", usulan.kode)).content.decode()
    assert f"Setujui pemindahan {three[0].orang.nama}" in page
    for words in (
        "Apa yang diminta",
        "Mengapa",
        "Dampak pada unit",
        "Risiko",
        "Tenggat",
        "Kembalikan",
        "Tolak",
    ):
        assert words in page
    confirm = url("persetujuan-setujui", usulan.kode)
    assert confirm in page  # tap 2
    asked = head.get(confirm)
    assert f"Anda menyetujui pemindahan {three[0].orang.nama} menjadi" in asked.content.decode()
    answer = head.post(
        confirm, {"kunci_kirim": key(asked), "versi": usulan.versi}, follow=True
    )  # tap 3
    assert "Disetujui pada" in answer.content.decode()
    assert usulan.persetujuan.get(sisi="MENERIMA").status == "SETUJU"
    # Decided already: the page shows that decision, not an error.
    again = head.get(confirm, follow=True)
    assert "Disetujui pada" in again.content.decode()
    assert AksesData.objects.filter(jenis="nilai", subjek_ids=[three[0].orang_id]).exists()


def test_returning_needs_a_reason_and_a_stale_tab_says_so(kota, three):
    usulan = kota.sent(three[0])
    head = browser(kota.asal.user_kepala)
    address = url("persetujuan-kembalikan", usulan.kode)
    page = head.get(address)
    facts = {"kunci_kirim": key(page), "versi": usulan.versi}
    assert head.post(address, facts).status_code == 422
    Usulan.objects.filter(pk=usulan.pk).update(versi=usulan.versi + 1)
    facts |= {"alasan_kode": "LAINNYA", "alasan": "Menunggu pengganti di loket pelayanan."}
    answer = head.post(address, facts)
    assert answer.status_code == 409
    assert "Usulan sudah berubah. Muat ulang halaman." in answer.content.decode()
    facts["versi"] += 1
    assert head.post(address, facts).status_code == 302
    assert Usulan.objects.get().status == "DIKEMBALIKAN"


def test_the_person_concerned_answers_on_the_own_page(kota, three):
    usulan = kota.sent(three[0])
    own = browser(kota.user(three[0]))
    assert "Belum diisi" in own.get(url("saya-usulan")).content.decode()
    address = url("saya-usulan-rinci", usulan.kode)
    refused = send(own, address, {"bersedia": "tidak", "catatan": "tidak"})
    assert refused.status_code == 422
    send(own, address, {"bersedia": "ya", "catatan": ""})
    assert usulan.pernyataan.bersedia
    other = browser(kota.user(three[1]))
    assert other.get(address).status_code == 404
    assert browser(kota.operator).get(address).status_code == 404


def reauthenticated(client, answer):
    """The password is asked, then the form goes on by itself."""
    assert answer.status_code == 302
    assert "/reauthenticate/" in answer.url
    target = re.search(r"next=([^&]+)", answer.url).group(1)
    return client.post(
        answer.url.split("?")[0],
        {"password": "rahasia-sekali-123", "next": target.replace("%2F", "/")},
    )


def test_the_ppk_sees_three_side_by_side_and_decides_with_the_password(kota, three):
    usulan = kota.approved(three[0])
    ppk = browser(kota.ppk)
    assert usulan.kode in ppk.get(url("keputusan")).content.decode()
    page = ppk.get(url("keputusan-rinci", usulan.kode)).content.decode()
    assert [page.index(p.orang.nama) for p in three] == sorted(
        page.index(p.orang.nama) for p in three
    )
    assert "Tetapkan no. 1" in page
    check = ppk.get(f"{url('keputusan-periksa', usulan.kode)}?pegawai={three[0].kode}")
    assert f"Anda menetapkan {three[0].orang.nama}" in check.content.decode()
    facts = {"kunci_kirim": key(check), "versi": usulan.versi, "pegawai": three[0].kode}
    answer = ppk.post(url("keputusan-tetapkan", usulan.kode), facts)
    assert Keputusan.objects.count() == 0
    answer = reauthenticated(ppk, answer)
    assert answer.url == url("keputusan-rinci", usulan.kode)
    keputusan = Keputusan.objects.get()
    assert keputusan.kode in ppk.get(answer.url).content.decode()


def test_another_choice_opens_the_purple_section(kota, three):
    usulan = kota.approved(three[0])
    ppk = browser(kota.ppk)
    address = url("keputusan-periksa", usulan.kode)
    page = ppk.get(f"{address}?pegawai={three[1].kode}").content.decode()
    assert 'class="ungu"' in page
    assert "Alasan tercatat permanen" in page
    facts = {"versi": usulan.versi, "pegawai": three[1].kode, "alasan_kode": "WAWANCARA"}
    short = ppk.post(address, {**facts, "alasan": "Lebih baik."})
    assert (
        short.status_code,
        "paling sedikit 150 huruf. Sekarang 11." in short.content.decode(),
    ) == (422, True)
    check = ppk.post(address, {**facts, "alasan": LONG})
    assert check.status_code == 200
    assert "Ya, tetapkan no. 2" in check.content.decode()
    answer = ppk.post(
        url("keputusan-tetapkan", usulan.kode), {"kunci_kirim": key(check), **facts, "alasan": LONG}
    )
    reauthenticated(ppk, answer)
    assert Keputusan.objects.get().berbeda
    assert (
        "PPK memilih kandidat no. 2"
        in ppk.get(url("keputusan-rinci", usulan.kode)).content.decode()
    )


def test_nothing_ready_says_with_whom_it_still_is(kota, three):
    kota.sent(three[0])
    page = browser(kota.ppk).get(url("keputusan")).content.decode()
    assert "Tidak ada keputusan yang siap" in page
    assert kota.tujuan.kepala.orang.nama in page


def test_decree_download_and_public_check(kota, three):
    keputusan = kota.decided(three[0])
    office = browser(kota.operator)
    assert three[0].orang.nama in office.get(url("sk")).content.decode()
    address = url("sk-baru", keputusan.usulan.kode)
    versi = Usulan.objects.get().versi
    facts = {"versi": versi, "tanggal_berlaku": LATER.isoformat(), "kertas": "A4"}
    answer = send(office, address, facts, follow=True)
    sk = SuratKeputusan.objects.get()
    assert sk.nomor_lengkap in answer.content.decode()
    assert sk.pdf_sha256 in answer.content.decode()
    pdf = office.get(url("sk-pdf", sk.kode))
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content == bytes(sk.pdf)
    anyone = Client()
    found = anyone.get(url("periksa"), {"kode": sk.kode.lower()})
    assert found.url == url("periksa-sk", sk.kode)
    page = anyone.get(found.url).content.decode()
    assert sk.nomor_lengkap in page
    assert three[0].orang.nama in page
    assert three[0].nip not in page
    for content, words in ((pdf.content, "sama persis"), (pdf.content + b"x", "Berkas berbeda")):
        upload = SimpleUploadedFile("sk.pdf", content, content_type="application/pdf")
        assert words in anyone.post(found.url, {"berkas": upload}).content.decode()
    assert anyone.get(url("periksa-sk", "TIDAKADA22")).status_code == 404
    assert "Batalkan SK" in office.get(url("sk-rinci", sk.kode)).content.decode()


def test_the_list_has_the_same_number_of_queries_for_one_and_three(
    kota, three, django_assert_max_num_queries
):
    from tests.factories.penempatan import frozen_run, make_lowongan

    office, ppk, head = browser(kota.operator), browser(kota.ppk), browser(kota.tujuan.user_kepala)
    counts = {}
    seats = [kota.lowongan, *(make_lowongan(kota.putaran, kota.tujuan.kursi()) for _ in range(2))]
    frozen_run(kota.putaran, {one: [p] for one, p in zip(seats, three, strict=True)})
    for number, (lowongan, pegawai) in enumerate(zip(seats, three, strict=True), 1):
        kota.sent(pegawai, lowongan=lowongan)
        for client, name in ((office, "usulan"), (ppk, "keputusan"), (head, "persetujuan")):
            with django_assert_max_num_queries(20) as seen:
                assert client.get(url(name)).status_code == 200
            counts.setdefault(name, []).append(len(seen))
        assert number
    assert all(len(set(found)) == 1 for found in counts.values()), counts


@pytest.mark.parametrize("name", ["usulan-rinci", "persetujuan-rinci", "keputusan-rinci"])
def test_one_proposal_costs_at_most_twenty_queries(
    kota, three, name, django_assert_max_num_queries
):
    usulan = kota.approved(three[0])
    user = {"usulan-rinci": kota.operator, "keputusan-rinci": kota.ppk}.get(
        name, kota.tujuan.user_kepala
    )
    client = browser(user)
    with django_assert_max_num_queries(20):
        assert client.get(url(name, usulan.kode)).status_code == 200


def test_other_offices_see_nothing(kota, three):
    usulan = kota.sent(three[0])
    stranger = Kota()
    for name, user in (
        ("usulan-rinci", stranger.operator),
        ("persetujuan-rinci", stranger.asal.user_kepala),
        ("persetujuan-rinci", kota.setda.user_kepala),
        ("keputusan-rinci", stranger.ppk),
    ):
        assert browser(user).get(url(name, usulan.kode)).status_code == 404
    assert Persetujuan.objects.filter(status="MENUNGGU").count() == 2
    assert timedelta


def test_a_head_who_is_the_candidate_reads_the_own_page_without_values_of_others(kota):
    head, rival = kota.asal.kepala, *kota.candidates(1)
    kota.ranked(rival, head)
    usulan = kota.sent(head, alasan_kode="KESINAMBUNGAN", alasan=REASON)
    reader = browser(kota.asal.user_kepala)
    assert reader.get(url("usulan-rinci", usulan.kode)).url == url("saya-usulan-rinci", usulan.kode)
    page = reader.get(url("saya-usulan-rinci", usulan.kode)).content.decode()
    assert "Perbedaan nilai" not in page


def test_every_page_of_the_ppk_that_shows_values_or_discipline_is_logged(kota, three):
    usulan = kota.approved(three[0])
    reader = browser(kota.ppk)
    people = {one.orang_id for one in three}
    reader.get(url("keputusan-rinci", usulan.kode))
    looks = AksesData.objects.filter(pelaku=kota.ppk.orang, halaman="penempatan:keputusan-rinci")
    assert {(one.jenis, frozenset(one.subjek_ids)) for one in looks} == {
        ("nilai", frozenset(people)),
        ("disiplin", frozenset(people)),
    }
    reader.get(url("keputusan-periksa", usulan.kode) + f"?pegawai={three[1].kode}")
    look = AksesData.objects.get(halaman="penempatan:keputusan-periksa")
    assert set(look.subjek_ids) == {three[0].orang_id, three[1].orang_id}
