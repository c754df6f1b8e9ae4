"""Every page of docs/akses.yaml, for a person who may see it: axe at zero, nothing sideways."""

from __future__ import annotations

from functools import cached_property
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.urls import reverse

from tests.conftest import NOW
from tests.factories.berkas import BarisImporFactory, ImporFactory
from tests.journeys.layar import DESKTOP, PHONE
from tests.test_access_matrix import MATRIX, routes
from tests.world import World

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
# Who looks where several may: the one whose page has most on it.
ORDER = ("operator", "kepala_opd", "ppk", "verifikator", "asn", "auditor", "pansel", "admin")
# Other states of a page that look different.
STATES = {
    "peta:unit": ("saring=kosong", "tampilan=tabel", "tampilan=kesenjangan"),
    "peta:pegawai-detail": ("bagian=kinerja", "bagian=merit"),
    "penempatan:lowongan": ("q=tidak-ada",),
    "penempatan:lowongan-detail": ("semua=1",),
}
PUBLIC = {
    "kalkulator:rinci": {"kode": "angka-kredit"},
}


class Dunia(World):
    """The world of the access matrix, with an import that has rows."""

    def make_impor(self, relation):
        impor = ImporFactory(instansi=self.instansi)
        for nomor in (2, 3):
            BarisImporFactory(impor=impor, nomor=nomor)
        return impor.kode

    @cached_property
    def periksa(self):
        """Query of the page that shows what opening a round would mean."""
        return urlencode(
            {
                "nama": "Pengisian",
                "tanggal_acuan": NOW.date().isoformat(),
                "kursi": self.office["opd"].kursi.kode,
            }
        )

    def alamat(self, nama, rule):
        """(role, address) of a page, or nothing where no page of ours opens with GET."""
        parameters = routes()[nama]
        if rule.get("publik"):
            fixed = PUBLIC.get(nama, {})
            if nama == "penempatan:periksa-sk":
                fixed = {"kode": self.record("sk", "opd")}
            return None if set(parameters) - set(fixed) else ("anonim", reverse(nama, kwargs=fixed))
        allowed = rule.get("GET")
        if not allowed:
            return None
        if record := rule.get("objek"):
            relation = next((r for r in ("opd", "instansi", "sendiri") if allowed.get(r)), None)
            if relation is None:
                return None
            roles, kwargs = allowed[relation], self.kwargs(nama, record, relation, parameters)
        else:
            roles = allowed
            kwargs = dict.fromkeys(parameters, "skp")  # kind of file
        role = next(one for one in ORDER if one in roles)
        url = reverse(nama, kwargs=kwargs)
        return role, f"{url}?{self.periksa}" if nama == "penempatan:putaran-periksa" else url

    def halaman(self):
        """Addresses by role that answer with a page of HTML."""
        found = {}
        for nama, rule in MATRIX["rute"].items():
            place = self.alamat(nama, rule)
            if place is None:
                continue
            role, url = place
            answer = self.client(role).get(url)
            is_page = answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
            if is_page and b"<main" in answer.content:
                states = (url, *(f"{url}?{state}" for state in STATES.get(nama, ())))
                found.setdefault(role, []).extend((nama, one) for one in states)
        return found


def masuk(layar, client):
    """The session of the matrix' client in a real browser."""
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    if cookie is not None:
        layar.context.add_cookies(
            [{"name": cookie.key, "value": cookie.value, "url": layar.server.url}]
        )


def test_every_page_is_sound_on_a_desk_and_on_a_phone(layar):
    dunia = Dunia()
    halaman = dunia.halaman()
    assert sum(len(rows) for rows in halaman.values()) > 40
    wrong = []
    for role, rows in halaman.items():
        one = layar()
        masuk(one, dunia.client(role))
        for nama, url in rows:
            for size in (DESKTOP, PHONE):
                one.size = size
                one.page.set_viewport_size({"width": size[0], "height": size[1]})
                try:
                    if size is DESKTOP:
                        one.page.goto(one.server.url + url)
                    one.periksa()
                except AssertionError as error:
                    wrong.append(f"{nama} ({role}, {size[0]} px): {error}")
                one.keluhan.clear()
        one.tutup()
    assert not wrong, "\n\n".join(wrong)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_the_pages_of_accounts_and_errors_are_sound(layar, size):
    one = layar(size=size)
    for path in ("/akun/login/", "/akun/password/reset/", "/tidak/ada/", "/publik/periksa/"):
        one.buka(path)
