"""A large export in a browser: asked for, waited for, fetched; on a desk and on a phone."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

from asn_portal.berkas import tasks
from asn_portal.core import jobs
from asn_portal.core.enums import Peran
from asn_portal.core.models import Pekerjaan
from tests.factories.core import user_with
from tests.factories.peta import PegawaiFactory, VersiUnitFactory
from tests.journeys.layar import DESKTOP, PHONE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_a_large_list_is_waited_for_and_fetched(layar, settings, tmp_path, size):
    settings.EKSPOR_LANGSUNG_BARIS = 2
    settings.MEDIA_ROOT = str(tmp_path / "arsip")
    unit = VersiUnitFactory(nama="Dinas Kesehatan").unit
    for _ in range(3):
        PegawaiFactory(unit=unit)
    one = layar(user_with(Peran.OPERATOR, instansi=unit.instansi), size=size)
    one.buka("/pegawai/").ikuti("Unduh XLSX")
    one.baca("Menunggu giliran", "Hanya Anda yang dapat mengunduh berkas ini.")
    assert tasks
    assert jobs.run(Pekerjaan.objects.get().pk) == "SELESAI"
    # The page follows the work by itself.
    link = one.page.get_by_role("link", name="Unduh berkas")
    link.wait_for()
    one.periksa().baca("Berkas siap diunduh", "3 baris")
    with one.page.expect_download() as found:
        link.click()
    rows = list(openpyxl.load_workbook(BytesIO(found.value.path().read_bytes())).active.values)
    assert len(rows) == 4
    one.buka("/ekspor/").baca("Daftar pegawai", "Siap diunduh", "Tersedia sampai")
    one.buka("/").baca("Berkas ekspor", "1 siap")
