"""The first agency and account of an installation without the demo."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from asn_portal.core.models import Instansi, Penugasan, Peristiwa, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    call_command(
        "buat_instansi", "meru", "Pemerintah Kota Meru", jenis="KOTA", tempat="Meru", zona="WIT",
        stdout=io.StringIO(),
    )  # fmt: skip
    return Instansi.objects.get(kode="MERU")


def make(monkeypatch, password, **options):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    given = {"nama": "Rahma Sendaro", "instansi": "meru", "peran": "OPERATOR", **options}
    call_command("buat_akun", "rahma", stdout=io.StringIO(), **given)


def test_the_first_officer_can_log_in_and_the_log_says_so(agency, monkeypatch):
    make(monkeypatch, "teluk-kabut-sembilan")

    account = User.objects.get(username="rahma")
    assert account.check_password("teluk-kabut-sembilan")
    assert not account.demo
    assert Penugasan.objects.get(orang=account.orang).instansi == agency
    assert (agency.zona_waktu, agency.ppk_sebutan) == ("Asia/Jayapura", "Wali Kota")
    assert list(Peristiwa.objects.order_by("nomor").values_list("jenis", flat=True)) == [
        "instansi.dibuat",
        "akun.dibuat",
    ]


@pytest.mark.parametrize(
    ("password", "options", "message"),
    [
        ("12345678", {}, "sandi"),
        ("teluk-kabut-sembilan", {"instansi": "lain"}, "belum terdaftar"),
        ("teluk-kabut-sembilan", {"nip": "198001012005011001"}, "NIP ini tidak ada"),
    ],
)
def test_a_weak_password_or_an_unknown_place_makes_no_account(
    agency, monkeypatch, password, options, message
):
    with pytest.raises(CommandError, match=message):
        make(monkeypatch, password, **options)

    assert not User.objects.filter(username="rahma").exists()
