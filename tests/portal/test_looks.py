"""Who looked at my data: the log is asked by person, however long it grows."""

import pytest
from django.db import connection

from asn_portal.core.models import AksesData
from tests.factories.core import OrangFactory


@pytest.mark.django_db
def test_looks_at_one_person_are_found_by_an_index():
    one, looker = OrangFactory(), OrangFactory()
    AksesData.objects.create(pelaku=looker, halaman="peta", jenis="nilai", subjek_ids=[one.pk, 7])
    mine = AksesData.objects.filter(subjek_ids__contains=[one.pk])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    assert "aksesdata_subjek" in mine.explain()
    assert mine.count() == 1
