"""What a civil servant sees: the own card, the own place, nobody else."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from asn_portal.core.enums import Peran
from jabatan.penempatan import pipeline
from tests.factories.core import InstansiFactory, UserFactory, user_with
from tests.factories.peta import PegawaiFactory
from tests.factories.putaran import Skenario

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    found = Skenario()
    pipeline.run(found.buka())
    return found


def page_of(world, pegawai, *, status=200):
    client = Client()
    client.force_login(user_with(Peran.ASN, instansi=world.instansi, orang=pegawai.orang))
    response = client.get(reverse("saya:lowongan", args=[world.lowongan.kode]))
    assert response.status_code == status
    return response.content.decode()


def test_eligible_person_sees_a_band_and_the_own_waterfall_but_no_other_name(world):
    page = page_of(world, world.r)
    assert "urutan <b>1 sampai 2</b> dari 2 orang" in page
    assert "79,435" in page
    assert "Hukuman disiplin ringan dalam 5 tahun" in page
    for other in ("P. Pertama", "Q. Kedua", "S. Keempat", "80,5899"):
        assert other not in page


def test_person_who_is_not_eligible_sees_rule_value_held_and_earliest_date(world):
    page = page_of(world, world.q)
    assert "Anda belum memenuhi semua syarat" in page
    assert "Paling sedikit 3 tahun sebagai Pengawas atau Ahli Muda" in page
    assert "1 tahun 11 bulan" in page
    assert "1 Desember 2027" in page
    for word in ("gagal", "rendah.", "risiko"):
        assert word not in page.lower()


def test_missing_value_is_named_with_who_supplies_it_and_no_place_is_shown(world):
    world.r.umpan_balik.all().delete()
    world.catat("PENILAIAN", world.r)
    pipeline.run(world.putaran)
    page = page_of(world, world.r)
    assert "Nilai Anda belum lengkap" in page
    assert "Umpan balik 360°, dilengkapi oleh atasan" in page
    assert "Anda berada pada urutan" not in page


def test_person_who_came_after_the_run_is_told_so(world):
    late = PegawaiFactory(unit=world.unit)
    assert "belum termasuk dalam perhitungan ini" in page_of(world, late)


def test_vacancy_without_a_run_shows_the_requirements():
    world = Skenario()
    world.buka()
    page = page_of(world, world.p)
    assert "Peringkat jabatan ini belum dihitung." in page
    assert "Predikat kinerja Baik 2 tahun terakhir" in page


def test_vacancy_of_another_instansi_does_not_exist(world):
    foreign = PegawaiFactory(instansi=InstansiFactory())
    page_of(world, foreign, status=404)


def test_card_shows_the_own_components_and_the_open_vacancies(world):
    client = Client()
    client.force_login(user_with(Peran.ASN, instansi=world.instansi, orang=world.p.orang))
    page = client.get(reverse("saya:kartu")).content.decode()
    assert "Kartu merit" in page
    assert "Predikat kinerja" in page
    assert reverse("saya:lowongan", args=[world.lowongan.kode]) in page
    assert "R. Ketiga" not in page


def test_login_without_an_employment_gets_a_plain_answer():
    client = Client()
    client.force_login(UserFactory())
    page = client.get(reverse("saya:kartu"))
    assert "tidak terhubung dengan data pegawai" in page.content.decode()
