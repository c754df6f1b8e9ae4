"""Approval on a phone: three taps at 360 px, nothing to scroll sideways, axe at zero."""

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse

from jabatan.penempatan.models import Persetujuan
from tests.factories.penempatan import NOW, Kota

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


def sign_in(page, server, user):
    client = Client()
    client.force_login(user, backend="asn_portal.core.backends.PersonBackend")
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": server.url}]
    )


def sound(page):
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_a_head_approves_with_three_taps_at_360_px(live_server, page):
    with time_machine.travel(NOW, tick=True):
        kota = Kota()
        people = kota.candidates(2)
        kota.ranked(*people)
        usulan = kota.sent(people[0])
    page.set_viewport_size({"width": 360, "height": 640})
    sign_in(page, live_server, kota.tujuan.user_kepala)
    page.goto(live_server.url + reverse("penempatan:persetujuan"))
    sound(page)
    page.get_by_role("link", name=people[0].orang.nama).click()
    sound(page)
    for name in ("Setujui", "Kembalikan", "Tolak"):
        assert page.get_by_role("link", name=name, exact=True).bounding_box()["y"] < 640
    page.get_by_role("link", name="Setujui", exact=True).click()
    sound(page)
    page.get_by_role("button", name="Ya, setujui").click()
    page.get_by_text("Anda menyetujui pemindahan").wait_for()
    sound(page)
    assert Persetujuan.objects.get(usulan=usulan, sisi="MENERIMA").status == "SETUJU"
