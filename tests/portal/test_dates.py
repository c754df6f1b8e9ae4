"""Days of the office: three time zones, inclusive last days, working days."""

from datetime import UTC, date, datetime

import pytest

from asn_portal.core import dates
from asn_portal.core.enums import JenisLibur, ZonaWaktu
from asn_portal.core.models import HariLibur
from tests.factories.core import InstansiFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("zone", "instant", "day"),
    [
        (ZonaWaktu.WIB, datetime(2026, 11, 20, 16, 59, tzinfo=UTC), date(2026, 11, 20)),
        (ZonaWaktu.WIB, datetime(2026, 11, 20, 17, 0, tzinfo=UTC), date(2026, 11, 21)),
        (ZonaWaktu.WITA, datetime(2026, 11, 20, 15, 59, tzinfo=UTC), date(2026, 11, 20)),
        (ZonaWaktu.WITA, datetime(2026, 11, 20, 16, 0, tzinfo=UTC), date(2026, 11, 21)),
        (ZonaWaktu.WIT, datetime(2026, 11, 20, 15, 0, tzinfo=UTC), date(2026, 11, 21)),
    ],
)
def test_the_day_of_an_office_begins_at_its_own_midnight(zone, instant, day):
    assert dates.local_date(InstansiFactory.build(zona_waktu=zone), instant) == day


def test_a_period_stores_the_day_after_its_last_day():
    value = dates.period(date(2026, 1, 1), date(2026, 12, 31))

    assert (value.lower, value.upper) == (date(2026, 1, 1), date(2027, 1, 1))
    assert dates.last_day(value) == date(2026, 12, 31)


def test_a_deadline_skips_weekends_national_and_own_holidays_only():
    mataram, binjai = InstansiFactory(), InstansiFactory()
    HariLibur.objects.create(tanggal=date(2026, 3, 19), nama="Nyepi", jenis=JenisLibur.NASIONAL)
    HariLibur.objects.create(
        instansi=mataram, tanggal=date(2026, 3, 20), nama="Idulfitri", jenis=JenisLibur.DAERAH
    )

    assert dates.deadline(mataram, date(2026, 3, 6), 14) == date(2026, 3, 30)
    assert dates.deadline(binjai, date(2026, 3, 6), 14) == date(2026, 3, 27)


def test_the_clock_of_a_page_is_the_clock_of_the_office(client):
    from asn_portal.core.enums import Peran
    from tests.factories.core import user_with

    mataram = InstansiFactory(zona_waktu=ZonaWaktu.WITA)
    client.force_login(user_with(Peran.OPERATOR, instansi=mataram))

    assert "WITA" in client.get("/").content.decode()
