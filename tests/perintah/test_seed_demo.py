"""The demo city in the database: loaded without a wrong row, with work waiting for every role."""

from __future__ import annotations

import io
import re
from collections import Counter, deque

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client, override_settings

from asn_portal.berkas.models import Impor
from asn_portal.core.models import Instansi, Peristiwa, User
from asn_portal.perintah.kota.akun import PERAN_DEMO
from jabatan.penempatan.models import Lowongan, Persetujuan, Usulan
from jabatan.penempatan.selectors.putaran import putaran_basi
from jabatan.peta.models import Kursi, Pegawai, PemangkuJabatan, ProgramStudi

# The mark makes pytest-django set up the test database before the fixture below writes.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker, tmp_path_factory):
    """The small city once for all tests of this module, rolled back at the end."""
    folder = tmp_path_factory.mktemp("demo")
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=str(folder / "media")),
        transaction.atomic(),
    ):
        call_command("seed_demo", pegawai=60, folder=folder, stdout=io.StringIO())
        yield folder
        transaction.set_rollback(True)


def user(name):
    return User.objects.get(username=name)


def test_every_file_is_loaded_without_a_wrong_row(seeded):
    files = sorted(path.name for path in (seeded / "berkas" / "sagarameru").iterdir())
    imports = Impor.objects.filter(instansi__kode="SAGARAMERU")

    assert len(files) == imports.count() == 25
    assert not [i.jenis for i in imports if i.hitungan.get("BERMASALAH")]
    assert [i.jenis for i in imports.exclude(status="DITERAPKAN")] == ["skp"]
    assert Pegawai.objects.filter(instansi__kode="SAGARAMERU").count() == 60
    held = PemangkuJabatan.objects.filter(
        instansi__kode="SAGARAMERU", jenis="DEFINITIF", kursi__isnull=False,
        periode__endswith__isnull=True,
    )  # fmt: skip
    assert held.count() == 60
    since = Lowongan.objects.filter(instansi__kode="SAGARAMERU").values_list(
        "kosong_sejak", flat=True
    )
    assert since
    assert sum(day is not None for day in since) * 2 > len(since)


def test_every_role_finds_work_waiting(seeded):
    open_states = set(Usulan.objects.visible_to(user("hr")).values_list("status", flat=True))

    assert {"DRAF", "DIAJUKAN", "DISETUJUI", "DIPUTUSKAN", "DITETAPKAN", "BERLAKU"} <= open_states
    assert Usulan.objects.visible_to(user("ppk")).filter(status="DISETUJUI").exists()
    for name in ("kepala", "kepala2"):
        mine = Persetujuan.objects.filter(status="MENUNGGU", penyetuju=user(name).orang)
        assert mine.exists(), name
    assert Impor.objects.filter(status="MENUNGGU_VERIFIKASI").exists()
    own = Usulan.objects.visible_to(user("asn")).filter(pegawai__orang=user("asn").orang)
    assert own.filter(status="DIAJUKAN", pernyataan__isnull=True).exists()
    assert Lowongan.objects.visible_to(user("pansel")).filter(status="TERBUKA").exists()
    assert ProgramStudi.objects.filter(bidang__isnull=True).exists()
    assert Peristiwa.objects.filter(jenis="sk.ditetapkan").count() == 2


def test_the_ranking_is_computed_and_not_stale(seeded):
    assert not putaran_basi()
    assert Kursi.objects.filter(pemangku__jenis="PLT").exists()


def test_the_officer_of_the_neighbour_sees_nobody_of_the_city(seeded):
    city = Instansi.objects.get(kode="SAGARAMERU")
    visible = Pegawai.objects.visible_to(user("hr2"))

    assert visible.exists()
    assert not visible.filter(instansi=city).exists()
    assert not Usulan.objects.visible_to(user("hr2")).exists()


def test_the_printed_password_opens_every_printed_account_and_no_other(seeded):
    out = io.StringIO()
    call_command("daftar_masuk_demo", folder=seeded, stdout=out)
    password = (seeded / "sandi-demo.txt").read_text().strip()

    validate_password(password)
    assert out.getvalue().rstrip().endswith(password)
    names = {name for _, name in PERAN_DEMO}
    for account in User.objects.filter(demo=True):
        assert account.check_password(password) is (account.username in names), account.username
        assert account.username not in names or f"  {account.username} " in out.getvalue()


def test_a_second_load_is_refused(seeded):
    with pytest.raises(CommandError, match="sudah ada"), transaction.atomic():
        call_command("seed_demo", pegawai=60, folder=seeded, stdout=io.StringIO())


@pytest.mark.parametrize(
    "words", [["seed_demo"], ["daftar_masuk_demo"], ["siapkan_demo", "asn_app", "masuk.txt"]]
)
def test_production_mode_refuses_the_demo(words, settings):
    settings.IS_PRODUCTION = True
    with pytest.raises(CommandError, match="produksi"):
        call_command(*words)


def _addresses(page):
    """Links of a page, without its frame's."""
    main = re.search(r"<main.*?</main>", page, re.DOTALL)
    found = re.findall(r'<a [^>]*href="(/[^"#]*)', page if main is None else main[0])
    return [address.replace("&amp;", "&") for address in found]


@pytest.mark.parametrize("name", [username for _, username in PERAN_DEMO])
def test_no_link_leads_its_reader_to_a_closed_door(seeded, name):
    client = Client()
    client.force_login(user(name), backend=settings.AUTHENTICATION_BACKENDS[-1])
    first = client.get("/").content.decode()
    assert "Belum ada peran" not in first
    waiting = deque(dict.fromkeys(re.findall(r'href="(/[^"#]*)"', first)))
    kinds, refused = Counter(), []
    while waiting:
        address = waiting.popleft()
        # Two pages of every kind are enough; files are no pages.
        kind = re.sub(r"[A-Z0-9]{8,}|[0-9]+", "*", address.partition("?")[0])
        if kinds[kind] >= 2 or re.search(
            r"unduh|ekspor|keluar|/static/|\.(pdf|xlsx|json)", address
        ):
            continue
        kinds[kind] += 1
        response = client.get(address)
        if response.status_code >= 400:
            refused.append((address, response.status_code))
        elif response.get("Content-Type", "").startswith("text/html"):
            waiting.extend(_addresses(response.content.decode()))

    assert not refused
    assert len(kinds) >= (1 if name == "admin" else 4)
