"""Pages of the map and of people: what they show, to whom, and what they cost."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse
from psycopg.types.range import DateRange

from asn_portal.core.crypto import encrypt_nik
from asn_portal.core.enums import Peran
from asn_portal.core.models import AksesData
from jabatan.peta import services
from jabatan.peta.enums import JenisJabatan, Jenjang
from jabatan.peta.models import (
    CapaianKompetensi,
    HasilAsesmen,
    Kompetensi,
    Kursi,
    PemangkuJabatan,
    RiwayatPangkat,
    RiwayatPendidikan,
    StandarKompetensi,
    TugasABK,
)
from tests.factories.core import InstansiFactory, OrangFactory, UnitKerjaFactory, user_with
from tests.factories.peta import (
    IsiPetaFactory,
    JabatanFactory,
    NomenklaturFactory,
    PegawaiFactory,
    PemangkuFactory,
    ProfilSyaratFactory,
    VersiPetaFactory,
    VersiUnitFactory,
)

pytestmark = pytest.mark.django_db
MOST = 20
TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def _fixed_day(monkeypatch):
    from datetime import UTC, datetime

    from django.utils import timezone

    real = timezone.localdate
    monkeypatch.setattr(
        timezone, "localdate", lambda *a, **k: TODAY if not a and not k else real(*a, **k)
    )
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 21, 3, 0, tzinfo=UTC))


class City:
    """An office with a vacant head, two sections, and people as many as asked for."""

    def __init__(self, people=1):
        self.instansi = InstansiFactory()
        self.versi = VersiPetaFactory(instansi=self.instansi, nama="Peta 2026")
        self.profil = ProfilSyaratFactory(
            instansi=self.instansi,
            syarat=[
                {"kode": "golongan", "minimal": "III/c", "dasar": "PP 11/2017 Pasal 54"},
                {"kode": "pendidikan", "minimal": "S1", "dasar": "PP 11/2017 Pasal 54"},
            ],
        )
        root = UnitKerjaFactory(instansi=self.instansi)
        VersiUnitFactory(unit=root, nama="Pemerintah Kota", jenis="PEMDA")
        self.opd = UnitKerjaFactory(instansi=self.instansi)
        VersiUnitFactory(unit=self.opd, nama="Dinas Perizinan", induk=root)
        self.bidang = UnitKerjaFactory(instansi=self.instansi, opd=self.opd)
        VersiUnitFactory(unit=self.bidang, nama="Bidang Layanan", jenis="BIDANG", induk=self.opd)
        self.seksi = UnitKerjaFactory(instansi=self.instansi, opd=self.opd)
        VersiUnitFactory(unit=self.seksi, nama="Seksi Loket", jenis="SEKSI", induk=self.bidang)
        self.head = self.line(self.opd, "Kepala Dinas", k=1, head=True, jenjang=Jenjang.JPT_PRATAMA)
        self.kabid = self.line(self.bidang, "Kepala Bidang", k=1, head=True)
        self.staff = [
            self.line(self.seksi, f"Penata Layanan {n}", k=2, kelas=7) for n in range(people)
        ]
        services.sesuaikan_kursi(versi=self.versi, on=TODAY)
        self.people = [self.seat(isi) for isi in self.staff]
        self.operator = user_with(Peran.OPERATOR, instansi=self.instansi)

    def line(self, unit, nama, *, k, head=False, kelas=11, jenjang=None):
        title = NomenklaturFactory(
            instansi=self.instansi,
            nama=nama,
            jenis=JenisJabatan.STRUKTURAL if head else JenisJabatan.PELAKSANA,
            jenjang=jenjang or (Jenjang.ADMINISTRATOR if head else Jenjang.PELAKSANA),
            bup=None,
        )
        jabatan = JabatanFactory(unit=unit, nomenklatur=title, profil=self.profil, memimpin=head)
        return IsiPetaFactory(jabatan=jabatan, versi=self.versi, kelas=kelas, kebutuhan=k)

    def seat(self, isi, nomor=1, *, lahir=date(1982, 5, 17), jenis="DEFINITIF", periode=None):
        person = PegawaiFactory(unit=isi.jabatan.unit, orang=OrangFactory(tanggal_lahir=lahir))
        PemangkuFactory(
            kursi=Kursi.objects.get(jabatan=isi.jabatan, nomor=nomor),
            pegawai=person,
            jenis=jenis,
            periode=periode or DateRange(date(2024, 1, 1), None),
            nama_jabatan=str(isi.jabatan),
        )
        RiwayatPangkat.objects.create(pegawai=person, golongan="III/b", tmt=date(2020, 4, 1))
        RiwayatPendidikan.objects.create(pegawai=person, jenjang="S1", tahun_lulus=2004)
        return person


def page(client, name, *args, **query):
    return client.get(reverse(name, args=args), query)


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


def sign_in(client, user):
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


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


def test_the_position_page_shows_tasks_and_effectiveness(client):
    city = City()
    isi = city.staff[0]
    TugasABK.objects.create(isi_peta=isi, urutan=1, uraian="Melayani izin", menit=45, volume=1000)
    TugasABK.objects.create(
        isi_peta=isi, urutan=2, uraian="Menyusun laporan", menit=300, volume=100
    )
    sign_in(client, city.operator)

    response = page(client, "peta:jabatan", isi.jabatan.kode)

    beban = response.context["beban"]
    assert (beban.menit, str(beban.eksak), str(beban.ej.ej), beban.ej.grade) == (
        75_000, "1.0000", "1.00", "B",
    )  # fmt: skip
    assert "Melayani izin" in response.content.decode()


def test_the_position_page_shows_when_a_retirement_opens_a_gap(client):
    """EX-4.9 on the map: the need stays, a holder retires, from then on one is missing."""
    city = City(people=1)
    isi = city.staff[0]
    holder = PemangkuJabatan.objects.get(kursi__jabatan=isi.jabatan).pegawai.orang
    holder.tanggal_lahir = date(TODAY.year + 2 - 58, 3, 10)
    holder.save()
    sign_in(client, city.operator)

    rows = page(client, "peta:jabatan", isi.jabatan.kode).context["ringkas"].proyeksi

    assert [row.keluar for row in rows] == [0, 0, 1, 0, 0, 0]
    assert rows[2].selisih == rows[1].selisih - 1
    assert rows[5].pegawai == rows[0].pegawai - 1


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
    assert client.post(url).status_code == 403
    sign_in(client, city.operator)
    assert (
        "3171011705820001" not in page(client, "peta:pegawai-detail", person.kode).content.decode()
    )
    assert "3171011705820001" in client.post(url).content.decode()

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
