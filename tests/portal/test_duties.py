"""Duties: scope of a person, forbidden pairs, superuser opens nothing."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from psycopg.types.range import DateRange

from asn_portal.core.enums import FORBIDDEN_PAIRS, Peran
from asn_portal.core.models import Penugasan, UnitKerja
from asn_portal.core.scope import scope_of
from tests.factories.core import (
    InstansiFactory,
    OrangFactory,
    PenugasanFactory,
    UnitKerjaFactory,
    UserFactory,
    user_with,
)

pytestmark = pytest.mark.django_db


def test_a_head_of_office_sees_the_own_office_and_a_personnel_officer_the_whole_instansi():
    instansi = InstansiFactory()
    own, other = UnitKerjaFactory(instansi=instansi), UnitKerjaFactory(instansi=instansi)
    foreign = UnitKerjaFactory()
    head = user_with(Peran.KEPALA_OPD, instansi=instansi, unit=own)
    officer = user_with(Peran.OPERATOR, instansi=instansi)

    assert set(UnitKerja.objects.visible_to(head)) == {own}
    assert set(UnitKerja.objects.visible_to(officer)) == {own, other}
    assert foreign not in UnitKerja.objects.visible_to(officer)


def test_is_superuser_and_an_ended_duty_open_nothing():
    instansi = InstansiFactory()
    UnitKerjaFactory(instansi=instansi)
    ended = PenugasanFactory(
        instansi=instansi, periode=DateRange(date(2020, 1, 1), date(2021, 1, 1))
    ).orang

    assert not UnitKerja.objects.visible_to(UserFactory(is_superuser=True)).exists()
    assert not UnitKerja.objects.visible_to(UserFactory(orang=ended)).exists()


def test_the_scope_costs_one_query_per_login(django_assert_num_queries):
    user = user_with(Peran.OPERATOR, instansi=InstansiFactory())

    with django_assert_num_queries(1):
        assert scope_of(user).has(Peran.OPERATOR)
        assert scope_of(user).instansi_ids()


@pytest.mark.parametrize("pair", sorted(sorted(pair) for pair in FORBIDDEN_PAIRS))
def test_the_database_refuses_every_forbidden_pair_for_one_person(pair):
    orang, instansi = OrangFactory(), InstansiFactory()
    unit = UnitKerjaFactory(instansi=instansi)
    first, second = pair

    def give(peran):
        return PenugasanFactory(orang=orang, instansi=instansi, peran=peran, unit=unit)

    give(first)
    with pytest.raises(IntegrityError, match="dua peran"), transaction.atomic():
        give(second)

    assert Penugasan.objects.count() == 1


def test_a_forbidden_pair_is_refused_also_for_raw_sql():
    duty = PenugasanFactory(peran=Peran.OPERATOR)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_penugasan (orang_id, instansi_id, peran, periode) "
            "VALUES (%s, %s, 'VERIFIKATOR', '[2020-01-01,)')",
            [duty.orang_id, duty.instansi_id],
        )


def test_a_duty_bound_to_one_office_is_no_duty_for_the_whole_instansi():
    instansi = InstansiFactory()
    own, other = UnitKerjaFactory(instansi=instansi), UnitKerjaFactory(instansi=instansi)
    bound = scope_of(user_with(Peran.OPERATOR, instansi=instansi, unit=own))
    wide = scope_of(user_with(Peran.OPERATOR, instansi=instansi))

    assert not bound.holds(Peran.OPERATOR, instansi_id=instansi.pk)
    assert bound.holds(Peran.OPERATOR, instansi_id=instansi.pk, opd_id=own.pk)
    assert not bound.holds(Peran.OPERATOR, instansi_id=instansi.pk, opd_id=other.pk)
    assert wide.holds(Peran.OPERATOR, instansi_id=instansi.pk)
