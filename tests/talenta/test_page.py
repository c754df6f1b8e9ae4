"""The talent map page: boxes, lists, filters, and who may look."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from asn_portal.core import evidence
from asn_portal.core.enums import Peran, Sumber
from asn_portal.core.models import AksesData
from jabatan.talenta import tasks
from jabatan.talenta.pipeline import hangatkan
from kinerja.penilaian.models import SKP
from tests.factories.core import UnitKerjaFactory, user_with
from tests.factories.peta import PegawaiFactory, VersiUnitFactory
from tests.factories.talenta import bidang, orang_lengkap, profil_lengkap

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def unit():
    return VersiUnitFactory(nama="Dinas Kesehatan").unit


@pytest.fixture
def profil(unit):
    return profil_lengkap(unit.instansi)


def person(unit, profil, nama="Orang", **more):
    pegawai = orang_lengkap(unit, profil, acuan=timezone.localdate(), **more)
    pegawai.orang.nama, pegawai.orang.nama_urut = nama, nama.lower()
    pegawai.orang.save()
    return pegawai


def look(client, unit, peran=Peran.OPERATOR, **query):
    client.force_login(
        user_with(peran, instansi=unit.instansi, unit=unit if peran == Peran.KEPALA_OPD else None)
    )
    return client.get(reverse("talenta:peta"), query)


def counts(response):
    return {
        cell["kotak"]: cell["jumlah"]
        for row in response.context["kisi"]
        for cell in row["sel"]
        if cell["jumlah"]
    }


def names(response):
    return [one.pegawai.orang.nama for one in response.context["daftar"]]


def test_people_stand_in_their_box_and_the_incomplete_apart(client, unit, profil):
    person(unit, profil, "Ani")
    low = person(unit, profil, "Budi")
    SKP.objects.filter(pegawai=low, tahun=timezone.localdate().year - 1).update(
        predikat="SANGAT_KURANG"
    )
    person(unit, profil, "Citra", tanpa=("predikat", "kompetensi"))
    response = look(client, unit)
    assert counts(response) == {9: 1, 6: 1}
    assert names(response) == ["Ani", "Budi"]
    assert (
        response.context["daftar"][0].nama_kotak == "Kinerja di atas ekspektasi, potensial tinggi"
    )
    response = look(client, unit, daftar="belum")
    assert names(response) == ["Citra"]
    text = response.content.decode()
    assert "Predikat kinerja: SKP" in text
    assert "Pejabat penilai kinerja" in text
    assert "Penyelenggara asesmen" in text


def test_a_box_filters_the_list_and_shows_its_recommendation(client, unit, profil):
    person(unit, profil, "Ani")
    low = person(unit, profil, "Budi")
    SKP.objects.filter(pegawai=low, tahun=timezone.localdate().year - 1).update(
        predikat="SANGAT_KURANG"
    )
    response = look(client, unit, kotak="6")
    assert names(response) == ["Budi"]
    assert counts(response) == {9: 1, 6: 1}
    assert "Konseling kinerja" in response.content.decode()


def test_filters_by_office_level_and_name(client, unit, profil):
    other = VersiUnitFactory(
        unit=UnitKerjaFactory(instansi=unit.instansi), nama="Dinas Pendidikan"
    ).unit
    person(unit, profil, "Ani Lestari")
    person(other, profil, "Budi")
    assert names(look(client, unit, opd=other.kode)) == ["Budi"]
    assert names(look(client, unit, q="lestari")) == ["Ani Lestari"]
    assert names(look(client, unit, jenjang="administrator", urut="-nama")) == [
        "Budi",
        "Ani Lestari",
    ]
    assert names(look(client, unit, jenjang="pengawas")) == []


def test_new_evidence_changes_the_map_and_old_evidence_stays_cached(client, unit, profil):
    one = person(unit, profil, "Ani")
    assert counts(look(client, unit)) == {9: 1}
    SKP.objects.filter(pegawai=one).update(predikat="SANGAT_KURANG")
    assert counts(look(client, unit)) == {9: 1}  # nobody said that evidence changed
    evidence.bump(Sumber.PENILAIAN, instansi_id=unit.instansi_id, orang_ids=[one.orang_id])
    assert counts(look(client, unit)) == {6: 1}


def test_the_worker_computes_the_map_after_a_change_before_somebody_opens_it(client, unit, profil):
    one = person(unit, profil, "Ani")
    tasks.hangatkan_peta()
    assert not hangatkan(unit.instansi_id, timezone.localdate())
    SKP.objects.filter(pegawai=one).update(predikat="SANGAT_KURANG")
    evidence.bump(Sumber.PENILAIAN, instansi_id=unit.instansi_id, orang_ids=[one.orang_id])
    tasks.hangatkan_peta()
    assert not hangatkan(unit.instansi_id, timezone.localdate())
    assert counts(look(client, unit)) == {6: 1}


def test_a_head_of_office_sees_the_own_office_and_nobody_sees_another_instansi(
    client, unit, profil
):
    other = VersiUnitFactory(unit=UnitKerjaFactory(instansi=unit.instansi)).unit
    person(unit, profil, "Ani")
    person(other, profil, "Budi")
    stranger = VersiUnitFactory().unit
    person(stranger, profil_lengkap(stranger.instansi), "Orang Lain")
    assert names(look(client, unit, Peran.KEPALA_OPD)) == ["Ani"]
    assert names(look(client, unit, Peran.AUDITOR, urut="nama")) == ["Ani", "Budi"]
    client.force_login(user_with(Peran.OPERATOR, instansi=unit.instansi))
    assert (
        client.get(reverse("talenta:peta"), {"instansi": stranger.instansi.kode}).status_code == 404
    )


def test_an_employee_gets_the_page_that_names_the_roles(client, unit):
    response = look(client, unit, Peran.ASN)
    assert response.status_code == 403
    assert "Panitia Seleksi" in response.content.decode()


def test_looking_at_scores_is_noted_for_the_listed_people_only(client, unit, profil):
    one = person(unit, profil, "Ani")
    person(unit, profil, "Budi", tanpa=("predikat",))
    response = look(client, unit)
    assert AksesData.objects.get().subjek_ids == [one.orang_id]
    assert [p["nama"] for p in response.context["titik"]["titik"]] == [str(one.orang)]


def test_a_number_in_the_search_never_stays_in_the_address(client, unit):
    response = look(client, unit, q="198205172009012001")
    assert response.status_code == 302
    assert response.url == reverse("talenta:peta")


@pytest.mark.parametrize("daftar", ["", "belum"])
def test_the_number_of_queries_does_not_grow_with_people(client, unit, profil, daftar):
    tanpa = ("predikat",) if daftar else ()
    used = []
    for more in (1, 2):
        for i in range(more):
            person(unit, profil, f"Orang {more}{i}", tanpa=tanpa)
        evidence.bump(Sumber.PETA, instansi_id=unit.instansi_id, orang_ids=[])
        look(client, unit, daftar=daftar)
        client.force_login(user_with(Peran.OPERATOR, instansi=unit.instansi))
        with CaptureQueriesContext(connection) as captured:
            response = client.get(reverse("talenta:peta"), {"daftar": daftar})
        assert len(names(response)) == (1 if more == 1 else 3)
        used.append(len(captured))
    assert used[0] == used[1] <= 20


def test_the_spreadsheet_holds_all_people_and_hides_discipline_from_others(client, unit, profil):
    person(unit, profil, "Ani")
    person(unit, profil, "Budi", tanpa=("predikat",))
    for peran, points in ((Peran.OPERATOR, 100), (Peran.PANSEL, None)):
        client.force_login(user_with(peran, instansi=unit.instansi))
        response = client.get(reverse("talenta:unduh"))
        rows = list(openpyxl.load_workbook(io.BytesIO(response.content)).active.values)
        head, ani, budi = rows
        assert (ani[0], ani[head.index("Kotak")]) == ("Ani", 9)
        assert ani[head.index("Integritas dan moralitas")] == points
        # Nor what the potential axis would give it away with.
        assert (ani[head.index("Potensi")] is None) is (points is None)
        assert ani[head.index("Predikat kinerja")] is not None
        assert "Predikat kinerja" in budi[head.index("Yang belum ada")]


def test_an_empty_instansi_shows_a_page_that_says_who_adds_people(client, unit):
    response = look(client, unit)
    assert response.status_code == 200
    assert "Pengelola Kepegawaian" in response.content.decode()


def test_somebody_without_a_seat_or_profile_is_incomplete_and_the_page_says_so(client, unit):
    bidang(unit.instansi, "akuntansi")
    pegawai = PegawaiFactory(unit=unit)
    response = look(client, unit, daftar="belum")
    assert [one.pegawai for one in response.context["daftar"]] == [pegawai]
    assert "Jabatan belum punya profil syarat" in response.content.decode()


@pytest.mark.parametrize(("peran", "shown"), [(Peran.PPK, True), (Peran.PANSEL, False)])
def test_the_merit_card_tells_of_punishments_only_to_those_who_may_see_discipline(
    client, unit, profil, peran, shown
):
    pegawai = person(unit, profil, "Ani")
    client.force_login(user_with(peran, instansi=unit.instansi))
    address = reverse("peta:pegawai-detail", args=[pegawai.kode])
    page = client.get(address, {"bagian": "merit"}).content.decode()
    assert ("Tidak ada hukuman disiplin dalam 5 tahun" in page) is shown
    assert ("Hanya tampil bagi yang boleh melihat hukuman disiplin" in page) is not shown
    assert AksesData.objects.filter(jenis="disiplin").exists() is shown
