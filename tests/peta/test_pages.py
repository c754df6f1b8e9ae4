"""Pages of the map and of people: what they show, to whom, and what they cost."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.urls import reverse
from psycopg.types.range import DateRange

from asn_portal.core.crypto import encrypt_nik
from asn_portal.core.enums import Peran
from asn_portal.core.models import AksesData
from jabatan.peta.models import (
    CapaianKompetensi,
    HasilAsesmen,
    Kompetensi,
    StandarKompetensi,
)
from tests.factories.core import UnitKerjaFactory, user_with
from tests.factories.peta import (
    PegawaiFactory,
    VersiUnitFactory,
)
from tests.peta.dunia import MOST, TODAY, City, fixed_day, page, sign_in  # noqa: F401 -- a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fixed_day")]


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("peta:ringkasan", {}),
        ("peta:ringkasan", {"tampil": "pimpinan-kosong"}),
        ("peta:unit", {}),
        ("peta:unit", {"buka": "BIDANG", "pilih": "STAFF"}),
        ("peta:unit", {"tampilan": "tabel", "saring": "kurang", "urut": "-kurang"}),
        ("peta:unit", {"tampilan": "kesenjangan"}),
        ("peta:jabatan", {}),
        (
            "peta:pegawai",
            {"q": "orang", "golongan": "III/b", "pendidikan": "S1", "urut": "-golongan"},
        ),
        ("peta:pegawai-detail", {}),
        ("peta:pegawai-detail", {"bagian": "kinerja"}),
        ("peta:pegawai-detail", {"bagian": "merit"}),
        ("beranda", {}),
        ("saya:akses", {}),
    ],
)
def test_a_page_costs_the_same_queries_whatever_the_size(
    name, query, client, django_assert_max_num_queries
):
    costs = []
    for size in (1, 3):
        city = City(people=size)
        words = {"BIDANG": city.bidang.kode, "STAFF": city.staff[0].jabatan.kode}
        args = {
            "peta:unit": [city.opd.kode],
            "peta:jabatan": [city.staff[0].jabatan.kode],
            "peta:pegawai-detail": [city.people[0].kode],
        }.get(name, [])
        sign_in(client, city.operator)
        with django_assert_max_num_queries(MOST) as spent:
            response = page(client, name, *args, **{k: words.get(v, v) for k, v in query.items()})
        assert response.status_code == 200
        costs.append(len(spent))
    assert costs[0] == costs[1]


def test_the_chart_shows_vacancy_acting_official_and_retirement(client):
    city = City()
    city.seat(city.head, jenis="PLT", periode=DateRange(date(2026, 10, 1), date(2027, 1, 1)))
    city.seat(
        city.head,
        periode=DateRange(date(2020, 1, 1), date(2026, 9, 8)),
    )
    city.seat(city.kabid, lahir=date(1969, 3, 10))
    sign_in(client, city.operator)

    html = page(client, "peta:unit", city.opd.kode).content.decode()

    assert "Kosong sejak 8 September 2026" in html
    assert "Plt. Orang Contoh" in html
    assert "Pensiun 1 April 2027" in html
    assert "Seksi Loket" in html  # offered to be opened
    assert "Penata Layanan 0" not in html  # but its positions only on demand
    opened = page(client, "peta:unit", city.opd.kode, buka=city.bidang.kode).content.decode()
    assert "Penata Layanan 0" in opened


def test_the_filter_and_the_chosen_position_stand_in_the_address(client):
    city = City()
    sign_in(client, city.operator)

    response = page(
        client,
        "peta:unit",
        city.opd.kode,
        tampilan="tabel",
        saring="kosong",
        pilih=city.staff[0].jabatan.kode,
    )
    html = response.content.decode()

    assert [row.nama for row, _ in response.context["halaman"]] == ["Kepala Dinas", "Kepala Bidang"]
    assert "Pangkat paling rendah Penata (III/c)" in html
    assert "PP 11/2017 Pasal 54" in html


def test_the_gap_is_the_mean_over_valid_assessments_and_says_how_many(client):
    city = City(people=2)
    skill = Kompetensi.objects.create(
        instansi=city.instansi, kode="integritas", nama="Integritas", jenis="MANAJERIAL"
    )
    StandarKompetensi.objects.create(profil=city.profil, kompetensi=skill, level=3)
    third = city.seat(city.staff[0], nomor=2)
    for person, day, level in (
        (city.people[0], date(2025, 2, 1), 2),
        (city.people[1], date(2024, 2, 1), 3),
        (third, date(2022, 2, 1), 1),  # too old to count
    ):
        result = HasilAsesmen.objects.create(pegawai=person, tanggal=day)
        CapaianKompetensi.objects.create(asesmen=result, kompetensi=skill, level=level)
    sign_in(client, city.operator)

    html = page(client, "peta:unit", city.bidang.kode, tampilan="kesenjangan").content.decode()

    assert '<td class="n1">−0,5<small>n 2</small></td>' in html


def test_a_head_sees_the_own_office_and_nothing_of_another(client):
    city, foreign = City(), City()
    other = UnitKerjaFactory(instansi=city.instansi)
    VersiUnitFactory(unit=other, nama="Dinas Lain")
    stranger = PegawaiFactory(unit=other)
    head = user_with(Peran.KEPALA_OPD, instansi=city.instansi, unit=city.opd)
    sign_in(client, head)

    assert page(client, "peta:unit", city.seksi.kode).status_code == 200
    assert page(client, "peta:pegawai-detail", city.people[0].kode).status_code == 200
    assert page(client, "peta:unit", other.kode).status_code == 404
    assert page(client, "peta:pegawai-detail", stranger.kode).status_code == 404
    assert page(client, "peta:unit", foreign.opd.kode).status_code == 404
    assert page(client, "peta:jabatan", foreign.head.jabatan.kode).status_code == 404
    listed = page(client, "peta:pegawai").context["baris"]
    assert [row["isi"].pegawai.pk for row in listed] == [city.people[0].pk]


def test_an_employee_opens_only_the_own_card(client):
    city = City(people=2)
    user = user_with(Peran.ASN, instansi=city.instansi, orang=city.people[0].orang)
    sign_in(client, user)

    assert page(client, "peta:ringkasan").status_code == 403
    assert page(client, "peta:pegawai").status_code == 403
    assert page(client, "peta:pegawai-detail", city.people[0].kode).status_code == 200
    assert page(client, "peta:pegawai-detail", city.people[1].kode).status_code == 404


def test_a_nip_is_searched_by_post_and_never_stands_in_an_address(client):
    city = City()
    person = city.people[0]
    sign_in(client, city.operator)

    found = client.post(reverse("peta:pegawai-cari"), {"nip": f"{person.nip[:8]} {person.nip[8:]}"})
    missing = client.post(reverse("peta:pegawai-cari"), {"nip": "1" * 18})
    typed = page(client, "peta:pegawai", q=person.nip)

    assert found.url == reverse("peta:pegawai-detail", args=[person.kode])
    assert missing.url == typed.url == reverse("peta:pegawai")


def test_the_number_is_masked_outside_the_personnel_office(client):
    city = City()
    person = city.people[0]
    nip = person.nip

    auditor = user_with(Peran.AUDITOR, instansi=city.instansi)
    masked = page(sign_in(client, auditor), "peta:pegawai").content.decode()
    full = page(sign_in(client, city.operator), "peta:pegawai-detail", person.kode).content.decode()

    assert f"{nip[:8]}********{nip[-2:]}" in masked
    assert nip[8:14] + " " not in masked
    assert f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}" in full


def test_the_nik_is_shown_on_request_and_the_person_sees_who_asked(client):
    city = City()
    person = city.people[0]
    person.orang.nik_tersandi = encrypt_nik("3171011705820001")
    person.orang.save()
    url = reverse("peta:pegawai-nik", args=[person.kode])

    sign_in(client, user_with(Peran.AUDITOR, instansi=city.instansi))
    facts = {"kunci_kirim": "k" * 24}
    assert client.post(url, facts).status_code == 403
    sign_in(client, city.operator)
    assert (
        "3171011705820001" not in page(client, "peta:pegawai-detail", person.kode).content.decode()
    )
    assert "3171011705820001" in client.post(url, facts, follow=True).content.decode()
    client.post(url, facts)  # a second click is no second look

    look = AksesData.objects.get(jenis="nik")
    assert (look.pelaku_id, look.subjek_ids) == (city.operator.orang_id, [person.orang_id])
    user = user_with(Peran.ASN, instansi=city.instansi, orang=person.orang)
    own = page(sign_in(client, user), "saya:akses").content.decode()
    assert city.operator.orang.nama in own
    assert "NIK" in own


def test_discipline_is_for_the_named_duties_only_and_is_logged(client):
    city = City()
    person = city.people[0]

    def seen(user):
        html = page(
            sign_in(client, user), "peta:pegawai-detail", person.kode, bagian="kinerja"
        ).content.decode()
        return "Hukuman disiplin</h2>" in html

    assert seen(user_with(Peran.PPK, instansi=city.instansi))
    assert seen(user_with(Peran.KEPALA_OPD, instansi=city.instansi, unit=city.opd))
    assert seen(user_with(Peran.ASN, instansi=city.instansi, orang=person.orang))
    assert AksesData.objects.filter(jenis="disiplin").count() == 2
    assert not seen(user_with(Peran.AUDITOR, instansi=city.instansi))
    assert not seen(user_with(Peran.PANSEL, instansi=city.instansi))
    assert AksesData.objects.filter(jenis="disiplin").count() == 2


def test_the_list_finds_people_without_a_seat_and_those_who_retire_soon(client):
    city = City()
    old = city.seat(city.kabid, lahir=date(1969, 3, 10))
    idle = PegawaiFactory(unit=city.seksi)
    sign_in(client, city.operator)

    def found(**query):
        return [
            row["isi"].pegawai.pk for row in page(client, "peta:pegawai", **query).context["baris"]
        ]

    assert found(tanpa_jabatan="on") == [idle.pk]
    assert found(pensiun="12") == [old.pk]
    assert found(jenjang="administrator") == [old.pk]
    assert set(found(opd=city.opd.kode)) == {city.people[0].pk, old.pk, idle.pk}


def test_the_spreadsheet_of_the_view_keeps_shortage_and_surplus_apart(client):
    from openpyxl import load_workbook

    city = City()
    sign_in(client, city.operator)

    response = page(client, "peta:unit-unduh", city.opd.kode, saring="kurang", urut="-kurang")

    sheet = load_workbook(io.BytesIO(response.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    start = next(i for i, row in enumerate(rows) if "Kurang" in row)
    titles = rows[start]
    lines = [dict(zip(titles, row, strict=True)) for row in rows[start + 1 :]]
    assert [(r["Jabatan"], r["Kurang"], r["Lebih"]) for r in lines] == [
        ("Kepala Dinas", 1, 0),
        ("Kepala Bidang", 1, 0),
        ("Penata Layanan 0", 1, 0),
    ]


def test_a_stranger_to_the_login_is_sent_to_the_door(client):
    assert client.get(reverse("beranda")).url.startswith("/akun/login/")
