"""Evidence versions and NIK secrecy."""

import pytest
from cryptography.exceptions import InvalidTag

from asn_portal.core import crypto, evidence
from asn_portal.core.enums import Sumber
from tests.factories.core import InstansiFactory

pytestmark = pytest.mark.django_db


def test_a_bump_tells_later_who_was_touched():
    instansi = InstansiFactory()
    evidence.bump(Sumber.PETA, instansi_id=instansi.pk, orang_ids=[3, 1])
    seen = evidence.versions(instansi.pk)
    evidence.bump(Sumber.PENILAIAN, instansi_id=instansi.pk, orang_ids=[7])

    assert evidence.changed_since(instansi.pk, seen) == {7}
    assert evidence.changed_since(instansi.pk, evidence.versions(instansi.pk)) == set()


def test_an_empty_list_means_that_everybody_may_be_touched():
    instansi = InstansiFactory()
    evidence.bump(Sumber.PETA, instansi_id=instansi.pk, orang_ids=[])

    assert evidence.changed_since(instansi.pk, {}) is None


def test_evidence_of_another_instansi_makes_nothing_stale():
    instansi = InstansiFactory()
    evidence.bump(Sumber.PETA, instansi_id=InstansiFactory().pk, orang_ids=[1])

    assert evidence.versions(instansi.pk) == {}


def test_a_nik_comes_back_whole_and_a_changed_bit_is_refused():
    token = crypto.encrypt_nik("1671102609860003")

    assert crypto.decrypt_nik(token) == "1671102609860003"
    assert b"16711026" not in token
    assert crypto.nik_index("1671102609860003") == crypto.nik_index("1671102609860003")
    with pytest.raises(InvalidTag):
        crypto.decrypt_nik(token[:-1] + bytes([token[-1] ^ 1]))
