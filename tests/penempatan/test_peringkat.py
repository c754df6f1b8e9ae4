"""Pages of rounds and rankings: what is on them, who sees them, how many queries they cost."""

from __future__ import annotations

import io
import json

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from asn_portal.core.enums import Peran
from asn_portal.core.models import AksesData, Pekerjaan
from jabatan.penempatan import pipeline, services
from jabatan.penempatan.models import Lowongan, NilaiTeknis, Putaran
from jabatan.peta.models import Kursi
from tests.factories.core import InstansiFactory, user_with
from tests.factories.peta import JabatanFactory, KursiFactory, NomenklaturFactory, PegawaiFactory
from tests.factories.putaran import ACUAN, AT, Skenario

pytestmark = pytest.mark.django_db


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def text(response):
    return response.content.decode()


@pytest.fixture
def world():
    found = Skenario()
    pipeline.run(found.buka())
    found.browser = browser(found.operator)
    return found


def url(name, record, query=""):
    return reverse(f"penempatan:{name}", args=[record.kode]) + query


def test_ranking_page_shows_funnel_list_waterfall_comparison_and_close_reading(world):
    page = text(world.browser.get(url("lowongan-detail", world.lowongan)))
    assert "<b>4</b> pegawai diperiksa" in page
    assert "80,5899" in page
    assert "79,435" in page
    assert page.index("P. Pertama") < page.index("R. Ketiga")
    assert "Mengapa 80,5899: P. Pertama" in page
    assert "Predikat 2025 Sangat Baik" in page
    assert "Uji teknis 78" in page
    assert "Perbandingan 2 kandidat" in page
    assert "Level 5, sesuai" in page
    assert "Level 4, kurang 1" in page
    assert "2 orang" not in page.split("Peringkat kandidat")[0]
    assert "Kosong sejak 1 Agustus 2026" in page
    assert "Yang paling menaikkan nilai" in page
    assert "Selisih no. 1" not in page
    assert "S. Keempat" not in page
    assert f"/usulan/baru/?lowongan={world.lowongan.kode}&amp;pegawai={world.p.kode}" in page


def test_gap_below_one_point_is_called_a_close_call(world):
    NilaiTeknis.objects.filter(pegawai=world.r).update(nilai=8400)
    world.catat("TEKNIS", world.r)
    pipeline.run(world.putaran)
    page = text(world.browser.get(url("lowongan-detail", world.lowongan)))
    assert "Selisih no. 1 dan no. 2 hanya 0,3549 poin." in page


def test_focus_and_comparison_stand_in_the_address(world):
    page = text(
        world.browser.get(
            url(
                "lowongan-detail",
                world.lowongan,
                f"?kandidat={world.r.kode}&banding={world.r.kode}",
            )
        )
    )
    assert "Mengapa 79,435: R. Ketiga" in page
    assert "Perbandingan" not in page.split("Bandingkan yang dipilih")[-1]


def test_stale_ranking_says_so_and_old_runs_stay_readable(world):
    old = world.putaran.riwayat_pemeringkatan.get()
    world.naikkan_r()
    page = text(world.browser.get(url("lowongan-detail", world.lowongan)))
    assert "Ada data baru sejak perhitungan ini." in page
    pipeline.run(world.putaran)
    page = text(world.browser.get(url("lowongan-detail", world.lowongan)))
    assert "Ada data baru" not in page
    assert page.index("R. Ketiga") < page.index("P. Pertama")
    page = text(
        world.browser.get(url("lowongan-detail", world.lowongan, f"?pemeringkatan={old.kode}"))
    )
    assert "Ini pemeringkatan lama." in page
    assert "80,5899: P. Pertama" in page


def test_excluded_people_are_listed_with_value_held_needed_basis_and_earliest_date(world):
    page = text(world.browser.get(url("tidak-lolos", world.lowongan)))
    assert "Q. Kedua" in page
    assert "1 tahun 11 bulan" in page
    assert "Paling sedikit 3 tahun sebagai Pengawas atau Ahli Muda" in page
    assert "1 Desember 2027" in page
    assert "PP 11/2017 pasal 54" in page
    only = text(world.browser.get(url("tidak-lolos", world.lowongan, "?syarat=2")))
    assert "S. Keempat" in only
    assert "Q. Kedua" not in only


def test_person_with_a_missing_value_is_listed_apart_with_who_must_supply_it(world):
    world.p.umpan_balik.all().delete()
    world.r.pernyataan_nihil.all().delete()
    world.r.hukuman.all().delete()
    world.catat("PENILAIAN", world.p, world.r)
    pipeline.run(world.putaran)
    page = text(world.browser.get(url("lowongan-detail", world.lowongan)))
    assert "Perlu verifikasi dan belum lengkap" in page
    assert "Umpan balik 360°" in page
    assert "BKPSDM memasukkan hukuman disiplin atau pernyataan nihil" in page
    assert "Belum ada yang dapat diperingkat" in page
    assert "data wajibnya belum lengkap" in page


def test_nobody_eligible_names_the_rule_that_removed_the_last_person(world):
    title = NomenklaturFactory(instansi=world.instansi, jenjang="jpt_pratama")
    seat = KursiFactory(jabatan=JabatanFactory(unit=world.unit, nomenklatur=title, profil=None))
    putaran = services.buka_putaran(
        instansi=world.instansi, nama="JPT", kursi_list=[seat], tanggal_acuan=ACUAN,
        actor=world.operator, at=AT,
    )  # fmt: skip
    pipeline.run(putaran)
    page = text(world.browser.get(url("lowongan-detail", putaran.lowongan.get())))
    assert "Syarat yang menyisihkan orang terakhir: Paling sedikit 2 tahun sebagai" in page


def test_looking_at_a_ranking_is_logged_for_everybody_shown(world):
    world.browser.get(url("lowongan-detail", world.lowongan))
    look = AksesData.objects.get(jenis="nilai")
    assert look.jenis == "nilai"
    assert set(look.subjek_ids) == {world.p.orang_id, world.r.orang_id}


def test_workbook_has_the_exact_values_as_text(world):
    response = world.browser.get(url("lowongan-unduh", world.lowongan))
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    rows = list(sheet.iter_rows(min_row=5, values_only=True))
    assert rows[0][:5] == (1, "P. Pertama", "Jabatan P. Pertama, Badan Keuangan", 9, "80,5899")


def test_file_for_a_stranger_names_nobody(world):
    response = world.browser.get(url("lowongan-berkas", world.lowongan))
    found = json.loads(response.content)
    assert found["format"] == "merit-run-1"
    assert b"Pertama" not in response.content
    look = AksesData.objects.get(halaman="penempatan:lowongan-berkas", jenis="nilai")
    assert set(look.subjek_ids) == {one.orang_id for one in (world.p, world.q, world.r, world.s)}


def test_looks_at_discipline_are_logged_apart_from_values(world):
    for name in ("lowongan-detail", "tidak-lolos"):
        world.browser.get(url(name, world.lowongan))
    seen = AksesData.objects.filter(jenis="disiplin").values_list("halaman", "subjek_ids")
    assert {page: set(ids) for page, ids in seen} == {
        "penempatan:lowongan-detail": {world.p.orang_id, world.r.orang_id}
    }


def test_a_round_with_many_vacancies_is_read_page_by_page(world, monkeypatch):
    monkeypatch.setattr("jabatan.penempatan.views.putaran.PER_PAGE", 1)
    kursi = KursiFactory(jabatan=JabatanFactory(unit=world.unit))
    Lowongan.objects.create(
        instansi=world.instansi,
        putaran=world.putaran,
        kursi=kursi,
        jenjang="administrator",
        profil=world.lowongan.profil,
        syarat=world.lowongan.syarat,
    )
    response = world.browser.get(url("putaran", world.putaran, "?hal=2"))
    assert len(response.context["baris"]) == 1
    assert "2 jabatan" in text(response)


def test_compute_button_makes_one_job_and_the_page_shows_its_progress(world):
    page = text(world.browser.get(url("putaran", world.putaran)))
    assert "Hitung sekarang" in page
    for key in ("a" * 20, "b" * 20):
        response = world.browser.post(url("putaran-hitung", world.putaran), {"kunci_kirim": key})
        assert response.status_code == 302
    assert Pekerjaan.objects.count() == 1
    page = text(world.browser.get(url("putaran", world.putaran)))
    assert "Menunggu giliran" in page
    assert "Batalkan" in page
    assert "Hitung sekarang" not in page


def test_round_page_says_the_policy_in_words_with_its_fingerprint(world):
    page = text(world.browser.get(url("putaran", world.putaran)))
    assert "Nilai talenta = 50% kinerja + 50% potensial." in page
    assert "Administrator: 60% nilai talenta dan 40% uji teknis." in page
    assert world.putaran.kebijakan_digest[:4] in page
    assert "No. 1/2026" in page


def test_opening_a_round_goes_through_a_check_page_that_writes_nothing(world):
    title = NomenklaturFactory(instansi=world.instansi, nama="Kepala Subbagian", jenjang="pengawas")
    seat = KursiFactory(jabatan=JabatanFactory(unit=world.unit, nomenklatur=title, profil=None))
    assert "Kepala Subbagian" in text(world.browser.get(reverse("penempatan:putaran-baru")))
    answers = {"nama": "Pengisian pengawas", "tanggal_acuan": "2026-11-21", "kursi": seat.kode}
    page = text(world.browser.get(reverse("penempatan:putaran-periksa"), answers))
    assert "Belum ada yang tersimpan" in page
    assert "21 November 2026" in page
    assert Putaran.objects.count() == 1
    response = world.browser.post(
        reverse("penempatan:putaran-buka"), {**answers, "kunci_kirim": "k" * 20}
    )
    made = Putaran.objects.get(nama="Pengisian pengawas")
    assert response.url == url("putaran", made)
    assert Pekerjaan.objects.filter(args={"putaran": made.pk}).count() == 1


def test_form_with_a_missing_seat_keeps_the_answers_and_names_the_error(world):
    page = text(
        world.browser.get(
            reverse("penempatan:putaran-periksa"),
            {"nama": "Pengisian", "tanggal_acuan": "2026-11-21"},
        )
    )
    assert "Pilih paling sedikit satu jabatan kosong." in page
    assert 'value="Pengisian"' in page


def test_one_vacant_seat_opens_from_the_map_with_one_button(world):
    title = NomenklaturFactory(
        instansi=world.instansi, nama="Kepala Seksi Aset", jenjang="pengawas"
    )
    seat = KursiFactory(jabatan=JabatanFactory(unit=world.unit, nomenklatur=title, profil=None))
    response = world.browser.post(url("kursi-buka", seat), {"kunci_kirim": "m" * 20})
    made = Lowongan.objects.get(kursi=seat)
    assert response.url == url("lowongan-detail", made)
    page = text(world.browser.get(response.url))
    assert "Peringkat jabatan ini belum dihitung." in page


def test_list_of_vacancies_filters_and_shows_freshness(world):
    page = text(world.browser.get(reverse("penempatan:lowongan")))
    assert "Kepala Bidang Anggaran" in page
    assert "Terbaru" in page
    world.naikkan_r()
    page = text(world.browser.get(reverse("penempatan:lowongan"), {"q": "anggaran"}))
    assert "Ada data baru" in page
    page = text(world.browser.get(reverse("penempatan:lowongan"), {"q": "tidak ada"}))
    assert "Tidak ada lowongan yang cocok." in page


def test_empty_list_points_at_posts_that_fall_vacant_within_a_year():
    world = Skenario()
    page = text(browser(world.operator).get(reverse("penempatan:lowongan")))
    assert "Tidak ada jabatan kosong di unit ini." in page


@pytest.mark.parametrize(
    "name", ["lowongan-detail", "tidak-lolos", "lowongan-unduh", "lowongan-berkas"]
)
def test_another_instansi_does_not_exist_and_a_head_of_office_has_no_ranking_page(world, name):
    stranger = browser(user_with(Peran.OPERATOR, instansi=InstansiFactory()))
    assert stranger.get(url(name, world.lowongan)).status_code == 404
    head = browser(user_with(Peran.KEPALA_OPD, instansi=world.instansi, unit=world.unit))
    assert head.get(url(name, world.lowongan)).status_code == 403


def test_only_the_office_opens_and_only_office_and_committee_compute(world):
    auditor = browser(user_with(Peran.AUDITOR, instansi=world.instansi))
    assert auditor.get(url("putaran", world.putaran)).status_code == 200
    assert (
        auditor.post(url("putaran-hitung", world.putaran), {"kunci_kirim": "x" * 20}).status_code
        == 403
    )
    assert auditor.get(reverse("penempatan:putaran-baru")).status_code == 403
    committee = browser(user_with(Peran.PANSEL, instansi=world.instansi))
    answer = committee.post(url("putaran-hitung", world.putaran), {"kunci_kirim": "y" * 20})
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("name", "query"),
    [("lowongan-detail", ""), ("tidak-lolos", ""), ("putaran", ""), ("lowongan", None)],
)
def test_number_of_queries_does_not_grow_with_the_number_of_people(
    world, name, query, django_assert_max_num_queries
):
    address = reverse("penempatan:lowongan") if query is None else None
    target = {"putaran": world.putaran}.get(name, world.lowongan)
    address = address or url(name, target)
    PegawaiFactory(unit=world.unit)
    world.catat()
    pipeline.run(world.putaran)
    world.browser.get(address)
    with django_assert_max_num_queries(20) as few:
        world.browser.get(address)
    for _ in range(3):
        PegawaiFactory(unit=world.unit)
    world.catat()
    pipeline.run(world.putaran)
    world.browser.get(address)
    with django_assert_max_num_queries(20) as many:
        assert world.browser.get(address).status_code == 200
    assert len(many) == len(few)


def test_a_search_for_seats_keeps_what_was_typed_and_chosen(world):
    for nama in ("Kepala Subbagian", "Kepala Seksi"):
        title = NomenklaturFactory(instansi=world.instansi, nama=nama, jenjang="pengawas")
        KursiFactory(jabatan=JabatanFactory(unit=world.unit, nomenklatur=title, profil=None))
    seat = Kursi.objects.get(jabatan__nomenklatur__nama="Kepala Subbagian")
    typed = {"nama": "Pengisian pengawas", "tanggal_acuan": "2026-12-01",
             "tanggal_pelantikan": "2026-12-15", "kursi": seat.kode, "q": "seksi"}  # fmt: skip
    page = text(world.browser.get(reverse("penempatan:putaran-baru"), typed))
    for words in ('value="Pengisian pengawas"', 'value="2026-12-01"', 'value="2026-12-15"'):
        assert words in page, words
    assert f'value="{seat.kode}" checked' in page
    assert "Kepala Seksi" in page
    # One form: the button of the search goes to this page with everything that was typed.
    address = reverse("penempatan:putaran-baru")
    assert f'formaction="{address}#id_kursi"' in page
    assert page.count("<form") == text(world.browser.get(reverse("penempatan:lowongan"))).count(
        "<form"
    )
    # The way back from the check page keeps the dates too.
    check = text(world.browser.get(reverse("penempatan:putaran-periksa"), typed))
    assert "tanggal_acuan=2026-12-01" in check


def test_a_filled_vacancy_says_so_in_the_list(world):
    Lowongan.objects.filter(pk=world.lowongan.pk).update(status="TERISI")
    Putaran.objects.update(pemeringkatan=None)
    page = text(world.browser.get(reverse("penempatan:lowongan")))
    assert "Belum dihitung" not in page
    assert "Terisi</span>" in page


def test_stopping_and_repeating_a_computation_carry_a_key_and_count_once(world):
    world.browser.post(url("putaran-hitung", world.putaran), {"kunci_kirim": "a" * 20})
    job = Pekerjaan.objects.get()
    page = text(world.browser.get(url("putaran", world.putaran)))
    stop = reverse("pekerjaan-batal", args=[job.kode])
    assert 'name="kunci_kirim"' in page.split(stop)[1].split("</form>")[0]
    assert world.browser.post(stop).status_code == 400
    answers = {world.browser.post(stop, {"kunci_kirim": "b" * 20}).url for _ in range(3)}
    assert len(answers) == 1
    assert Pekerjaan.objects.get().status == "DIBATALKAN"  # it had not begun
    page = text(world.browser.get(url("putaran", world.putaran)))
    again = reverse("pekerjaan-ulang", args=[job.kode])
    assert 'name="kunci_kirim"' in page.split(again)[1].split("</form>")[0]
    assert world.browser.post(again).status_code == 400
    # The second click finds the job open again; with the same key it gets the first answer.
    codes = {world.browser.post(again, {"kunci_kirim": "c" * 20}).status_code for _ in range(3)}
    assert codes == {302}
    assert Pekerjaan.objects.get().status == "SIAP"
