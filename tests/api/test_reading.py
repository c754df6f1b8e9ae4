"""The reading API: scoped rows, explicit fields, the same cost for one row and for three."""

import pytest

from asn_portal.core.enums import Peran
from tests.factories.core import InstansiFactory, UnitKerjaFactory, user_with
from tests.factories.peta import (
    IsiPetaFactory,
    JabatanFactory,
    KursiFactory,
    PemangkuFactory,
    VersiPetaFactory,
    VersiUnitFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return user_with(Peran.OPERATOR, instansi=InstansiFactory())


def instansi_of(user):
    return user.orang.penugasan.get().instansi


def add_seat(instansi, versi):
    unit = UnitKerjaFactory(instansi=instansi)
    VersiUnitFactory(unit=unit)
    line = IsiPetaFactory(jabatan=JabatanFactory(unit=unit), versi=versi, kelas=9)
    return KursiFactory(jabatan=line.jabatan)


@pytest.mark.parametrize("rows", [1, 3])
def test_seats_cost_the_same_queries_whatever_their_number(
    client, officer, rows, django_assert_num_queries
):
    versi = VersiPetaFactory(instansi=instansi_of(officer))
    seats = [add_seat(instansi_of(officer), versi) for _ in range(rows)]
    add_seat(InstansiFactory(), VersiPetaFactory(instansi=InstansiFactory()))
    client.force_login(officer)

    with django_assert_num_queries(5):
        answer = client.get("/api/v1/kursi/")

    assert {row["kode"] for row in answer.json()["results"]} == {seat.kode for seat in seats}


def test_a_seat_says_whether_it_is_held_but_never_by_whom(client, officer):
    seat = add_seat(instansi_of(officer), VersiPetaFactory(instansi=instansi_of(officer)))
    PemangkuFactory(kursi=seat)
    client.force_login(officer)

    body = client.get(f"/api/v1/kursi/{seat.kode}/").json()

    assert set(body) == {
        "kode", "nomor", "formasi", "terisi", "jabatan", "nama_jabatan", "jenis_jabatan",
        "jenjang", "kelas_jabatan", "unit",
    }  # fmt: skip
    assert (body["terisi"], body["kelas_jabatan"]) == (True, 9)


def test_another_instansi_does_not_exist_and_errors_have_one_shape(client, officer):
    foreign = InstansiFactory()
    seat = add_seat(foreign, VersiPetaFactory(instansi=foreign))
    client.force_login(officer)

    answer = client.get(f"/api/v1/kursi/{seat.kode}/")

    assert answer.status_code == 404
    assert answer.json() == {
        "kesalahan": {"kode": "tidak_ditemukan", "pesan": "Data tidak ditemukan."}
    }


def test_nobody_reads_without_login_and_nobody_writes(client, officer):
    assert client.get("/api/v1/unit/").status_code == 403
    client.force_login(officer)
    assert client.post("/api/v1/unit/", {}, content_type="application/json").status_code in {
        403,
        405,
    }
