"""The database itself refuses what the office forbids, whatever program writes."""

from __future__ import annotations

from datetime import date

import pghistory
import pytest
from django.apps import apps
from django.db import IntegrityError, connection
from psycopg.types.range import DateRange

from jabatan.peta.models import PemangkuJabatan, VersiUnit
from jabatan.peta.selectors.unit import unit_tree
from tests.factories.core import InstansiFactory, UnitKerjaFactory, user_with
from tests.factories.peta import (
    JabatanFactory,
    KursiFactory,
    PegawaiFactory,
    PemangkuFactory,
    VersiUnitFactory,
)

pytestmark = pytest.mark.django_db

INSERT = """
INSERT INTO peta_pemangkujabatan
    (instansi_id, pegawai_id, kursi_id, jenis, jenjang, nama_jabatan, nama_unit, nama_instansi,
     di_instansi, periode, nomor_sk, sk_kode)
VALUES (%s, %s, %s, %s, 'administrator', 'Kepala Bidang', '', '', true, %s::daterange, '', '')
"""


def insert(kursi, pegawai, jenis, periode):
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [kursi.instansi_id, pegawai.pk, kursi.pk, jenis, periode])


@pytest.fixture
def held():
    unit = UnitKerjaFactory()
    seat = KursiFactory(jabatan=JabatanFactory(unit=unit))
    return PemangkuFactory(
        kursi=seat,
        pegawai=PegawaiFactory(unit=unit),
        periode=DateRange(date(2024, 1, 1), date(2026, 1, 1)),
    )


@pytest.mark.parametrize(
    ("who", "where", "jenis", "periode", "rule"),
    [
        ("other", "same", "DEFINITIF", "[2025-12-31,)", "kursi_satu_definitif"),
        ("same", "other", "DEFINITIF", "[2025-12-31,)", "pegawai_satu_definitif"),
        ("other", "other", "DEFINITIF", "empty", "pemangku_punya_mulai"),
        ("other", "other", "DEFINITIF", "(,2024-01-01)", "pemangku_punya_mulai"),
        ("other", "same", "PLT", "[2026-05-04,2026-08-05)", "plt_paling_lama_tiga_bulan"),
        ("other", "same", "PLT", "[2026-05-04,)", "plt_paling_lama_tiga_bulan"),
    ],
)
def test_the_database_refuses(held, who, where, jenis, periode, rule):  # noqa: PLR0917
    unit = held.kursi.jabatan.unit
    person = held.pegawai if who == "same" else PegawaiFactory(unit=unit)
    seat = held.kursi if where == "same" else KursiFactory(jabatan=JabatanFactory(unit=unit))

    with pytest.raises(IntegrityError, match=rule):
        insert(seat, person, jenis, periode)


@pytest.mark.parametrize(
    ("jenis", "periode"),
    [
        ("DEFINITIF", "[2026-01-01,)"),  # the day after the last day of the former holder
        ("PLT", "[2026-05-04,2026-08-04)"),  # EX-11.6: last day 3 August
        ("PLH", "[2025-05-04,)"),  # acting beside the holder, without a limit
    ],
)
def test_the_database_takes(held, jenis, periode):
    insert(held.kursi, PegawaiFactory(unit=held.kursi.jabatan.unit), jenis, periode)

    assert PemangkuJabatan.objects.count() == 2


def test_two_acting_officials_on_one_seat_are_refused(held):
    unit = held.kursi.jabatan.unit
    insert(held.kursi, PegawaiFactory(unit=unit), "PLT", "[2026-05-04,2026-08-04)")

    with pytest.raises(IntegrityError, match="kursi_satu_pelaksana_tugas"):
        insert(held.kursi, PegawaiFactory(unit=unit), "PLH", "[2026-08-03,)")


def test_a_unit_has_one_name_on_a_day_and_the_tree_of_a_day_is_that_of_then():
    instansi = InstansiFactory()
    user = user_with("OPERATOR", instansi=instansi)
    old, new, child = (UnitKerjaFactory(instansi=instansi) for _ in range(3))
    VersiUnitFactory(
        unit=old, nama="Dinas Lama", periode=DateRange(date(2020, 1, 1), date(2026, 1, 1))
    )
    VersiUnitFactory(unit=new, nama="Dinas Baru", periode=DateRange(date(2026, 1, 1), None))
    VersiUnitFactory(
        unit=child, nama="Bidang", induk=old, periode=DateRange(date(2020, 1, 1), date(2026, 1, 1))
    )
    VersiUnitFactory(
        unit=child, nama="Bidang", induk=new, periode=DateRange(date(2026, 1, 1), None)
    )

    def parents(on):
        tree = unit_tree(user, on)
        return [node.nama for node in tree.ancestors(tree.simpul[child.pk])]

    assert parents(date(2025, 12, 31)) == ["Dinas Lama"]
    assert parents(date(2026, 1, 1)) == ["Dinas Baru"]
    with pytest.raises(IntegrityError, match="versiunit_satu_berlaku"):
        VersiUnit.objects.create(
            unit=new, nama="Dinas Kembar", jenis="DINAS", periode=DateRange(date(2026, 6, 1), None)
        )


def test_row_history_still_names_its_context(held):
    events = apps.get_model("peta", "PemangkuJabatanEvent")

    with pghistory.context(pengguna="uji"):
        held.nomor_sk = "821/1"
        held.save()

    last = events.objects.order_by("-pgh_id").first()
    assert (last.nomor_sk, last.pgh_context.metadata["pengguna"]) == ("821/1", "uji")
    assert events.objects.order_by("pgh_id").first().pgh_context is None


def test_two_units_that_name_each_other_as_parent_do_not_hang_the_map():
    instansi = InstansiFactory()
    user = user_with("OPERATOR", instansi=instansi)
    a, b = UnitKerjaFactory(instansi=instansi), UnitKerjaFactory(instansi=instansi)
    VersiUnitFactory(unit=a, induk=b)
    VersiUnitFactory(unit=b, induk=a)

    tree = unit_tree(user, date(2026, 1, 1))

    assert sum(len(list(node.with_descendants())) for node in tree.simpul.values()) <= 4
