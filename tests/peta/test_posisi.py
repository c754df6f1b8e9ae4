"""The page of a position and what the map says of an empty one."""

from __future__ import annotations

from datetime import date

import pytest
from psycopg.types.range import DateRange

from jabatan.peta.models import (
    PemangkuJabatan,
    TugasABK,
)
from tests.factories.peta import (
    PegawaiFactory,
    PemangkuFactory,
)
from tests.peta.dunia import MOST, TODAY, City, fixed_day, page, sign_in  # noqa: F401 -- a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fixed_day")]


def test_an_imported_history_tells_since_when_a_managerial_post_is_vacant(client):
    city = City()
    title = city.head.jabatan.nomenklatur.nama
    moved = PegawaiFactory(unit=city.bidang)
    for unit, end in (("Dinas Perizinan", date(2026, 5, 2)), ("Dinas Lain", date(2026, 8, 2))):
        PemangkuFactory(
            pegawai=moved,
            kursi=None,
            instansi=city.instansi,
            jenjang="JPT_PRATAMA",
            nama_jabatan=title,
            nama_unit=unit,
            periode=DateRange(date(2020, 1, 1), end),
        )
    sign_in(client, city.operator)

    assert "Kosong sejak 2 Mei 2026" in page(client, "peta:unit", city.opd.kode).content.decode()
    former = page(client, "peta:jabatan", city.head.jabatan.kode).context["riwayat"]
    assert [(row["kode"], row["sampai"]) for row in former] == [(moved.kode, date(2026, 5, 1))]


def test_the_position_page_shows_tasks_and_effectiveness(client):
    city = City()
    isi = city.staff[0]
    TugasABK.objects.create(isi_peta=isi, urutan=1, uraian="Melayani izin", menit=45, volume=1000)
    TugasABK.objects.create(
        isi_peta=isi, urutan=2, uraian="Menyusun laporan", menit=300, volume=100
    )
    sign_in(client, city.operator)

    response = page(client, "peta:jabatan", isi.jabatan.kode)

    beban = response.context["beban"]
    assert (beban.menit, str(beban.eksak), str(beban.ej.ej), beban.ej.grade) == (
        75_000, "1.0000", "1.00", "B",
    )  # fmt: skip
    assert "Melayani izin" in response.content.decode()


def test_the_position_page_shows_when_a_retirement_opens_a_gap(client):
    """EX-4.9 on the map: the need stays, a holder retires, from then on one is missing."""
    city = City(people=1)
    isi = city.staff[0]
    holder = PemangkuJabatan.objects.get(kursi__jabatan=isi.jabatan).pegawai.orang
    holder.tanggal_lahir = date(TODAY.year + 2 - 58, 3, 10)
    holder.save()
    sign_in(client, city.operator)

    rows = page(client, "peta:jabatan", isi.jabatan.kode).context["ringkas"].proyeksi

    assert [row.keluar for row in rows] == [0, 0, 1, 0, 0, 0]
    assert rows[2].selisih == rows[1].selisih - 1
    assert rows[5].pegawai == rows[0].pegawai - 1
