"""The event log: gap-free, chained, canonical, without personal data in the chain."""

import json

import pytest
from django.db import DatabaseError, connection, transaction

from asn_portal.core import audit
from asn_portal.core.models import IsiPeristiwa, Peristiwa
from tests.conftest import NOW
from tests.factories.core import InstansiFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_events_are_numbered_without_gaps_and_chained():
    instansi, user = InstansiFactory(), UserFactory()

    first = audit.record("uji.satu", instansi, actor=user, at=NOW, data={"nama": "Rahasia"})
    second = audit.record("uji.dua", instansi, actor=user, at=NOW, data={})

    assert [first.nomor, second.nomor] == [1, 2]
    assert bytes(second.sidik_sebelum) == bytes(first.sidik)
    assert audit.first_broken() is None


def test_the_chain_holds_no_personal_data_and_the_payload_proves_itself():
    user = UserFactory()

    event = audit.record(
        "uji", InstansiFactory(), actor=user, at=NOW, data={"nip": "198205172009012001"}
    )

    content = bytes(event.kanonik)
    assert b"198205172009012001" not in content
    assert user.orang.nama.encode() not in content
    assert json.loads(content)["objek"][0] == "core.instansi"
    assert json.loads(IsiPeristiwa.objects.get(peristiwa=event).data) == {
        "nip": "198205172009012001"
    }


def test_a_change_in_the_log_is_refused_and_one_made_around_the_trigger_is_found():
    instansi = InstansiFactory()
    for number in range(3):
        audit.record(f"uji.{number}", instansi, actor=None, at=NOW, data={})

    with pytest.raises(DatabaseError, match="hanya_tambah"), transaction.atomic():
        Peristiwa.objects.filter(nomor=2).update(jenis="palsu")
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE core_peristiwa SET kanonik = 'palsu' WHERE nomor = 2")
        cursor.execute("SET session_replication_role = origin")

    assert audit.first_broken() == 2


def test_an_event_of_a_rolled_back_act_leaves_no_gap():
    instansi = InstansiFactory()
    audit.record("uji.satu", instansi, actor=None, at=NOW, data={})

    with pytest.raises(RuntimeError), transaction.atomic():
        audit.record("uji.gagal", instansi, actor=None, at=NOW, data={})
        raise RuntimeError
    third = audit.record("uji.tiga", instansi, actor=None, at=NOW, data={})

    assert third.nomor == 2
