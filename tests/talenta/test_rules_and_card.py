"""The first rule sets of an instansi, and the merit card of one person."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal

import pytest
from psycopg.types.range import DateRange

from asn_portal.core import audit
from asn_portal.core.models import Aturan, Peristiwa
from jabatan.merit import JENJANG, read_gate, read_policy
from jabatan.peta.models import PernyataanNihil
from jabatan.talenta.collect import bare
from jabatan.talenta.engine.baku import ATURAN_BAKU, INDIKATOR, KEBIJAKAN, SYARAT
from jabatan.talenta.engine.kotak import NAMA, REKOMENDASI
from jabatan.talenta.selectors import aturan_berlaku, kartu_merit
from jabatan.talenta.services import PenyegelSamaError, tetapkan_aturan_baku
from kinerja.penilaian.models import SKP
from tests.conftest import NOW
from tests.factories.core import InstansiFactory, OrangFactory
from tests.factories.peta import VersiUnitFactory
from tests.factories.talenta import ACUAN, orang_lengkap, profil_lengkap

pytestmark = pytest.mark.django_db


def test_standard_rules_are_sealed_by_two_people_and_noted():
    instansi, one, two = InstansiFactory(), OrangFactory(), OrangFactory()
    made = tetapkan_aturan_baku(instansi=instansi, penyegel1=one, penyegel2=two, at=NOW)
    assert {aturan.kode for aturan in made} == set(ATURAN_BAKU)
    for aturan in Aturan.objects.filter(instansi=instansi):
        assert aturan.digest == hashlib.sha256(audit.canonical(aturan.isi)).hexdigest()
        assert (aturan.disegel_oleh, aturan.disegel_oleh_kedua) == (one, two)
    assert Peristiwa.objects.filter(jenis="aturan.disegel").count() == 3
    berlaku = aturan_berlaku(instansi.pk, ACUAN)
    assert berlaku.disegel
    assert berlaku.kebijakan == KEBIJAKAN
    assert berlaku.indikator_isi == INDIKATOR


def test_sealing_again_changes_nothing_and_one_person_cannot_seal_alone():
    instansi, one, two = InstansiFactory(), OrangFactory(), OrangFactory()
    with pytest.raises(PenyegelSamaError):
        tetapkan_aturan_baku(instansi=instansi, penyegel1=one, penyegel2=one, at=NOW)
    tetapkan_aturan_baku(instansi=instansi, penyegel1=one, penyegel2=two, at=NOW)
    assert tetapkan_aturan_baku(instansi=instansi, penyegel1=two, penyegel2=one, at=NOW) == []
    assert Aturan.objects.filter(instansi=instansi).count() == 3


def test_rules_of_another_time_or_unsealed_ones_are_not_in_force():
    instansi = InstansiFactory()
    isi = {**KEBIJAKAN, "ambang": {"tinggi": 7000, "menengah": 5000}}
    Aturan.objects.create(
        instansi=instansi, kode="BOBOT", versi=1, nama="Rancangan", dasar_hukum="-",
        periode=DateRange(date(2020, 1, 1), None), isi=isi, digest="x",
    )  # fmt: skip
    berlaku = aturan_berlaku(instansi.pk, ACUAN)
    assert not berlaku.disegel
    assert berlaku.policy == read_policy(KEBIJAKAN)


def test_standard_gates_exist_for_every_jenjang_and_are_read_by_the_engine():
    assert set(SYARAT) == set(JENJANG)
    for gates in SYARAT.values():
        for gate in gates:
            assert gate["dasar"]
            assert read_gate(bare(gate)).kode == gate["kode"]


def test_boxes_have_the_official_names_and_each_a_recommendation():
    assert NAMA[9] == "Kinerja di atas ekspektasi, potensial tinggi"
    assert NAMA[7] == "Kinerja di atas ekspektasi, potensial menengah"
    assert NAMA[8] == "Kinerja sesuai ekspektasi, potensial tinggi"
    assert NAMA[3] == "Kinerja di bawah ekspektasi, potensial menengah"
    assert set(REKOMENDASI) == set(NAMA) == set(range(1, 10))


@pytest.fixture
def pegawai():
    unit = VersiUnitFactory().unit
    return orang_lengkap(unit, profil_lengkap(unit.instansi))


def test_the_card_adds_up_and_names_box_and_evidence(pegawai):
    kartu = kartu_merit(pegawai, ACUAN)
    assert (kartu.kotak, kartu.nama_kotak) == (9, NAMA[9])
    assert sum(Decimal(one.sumbangan) for one in kartu.komponen) == Decimal(kartu.nilai)
    assert Decimal(kartu.nilai) == (Decimal(kartu.kinerja) + Decimal(kartu.potensial)) / 2
    bukti = {one.nama: one.bukti for one in kartu.komponen}
    assert bukti["kompetensi"] == "JPM 100, asesmen 12 Maret 2025, berlaku sampai 2028"
    assert bukti["predikat"] == "SKP 2025: Sangat Baik"


def test_the_steps_tell_the_exact_gain(pegawai):
    before = kartu_merit(pegawai, ACUAN)
    SKP.objects.filter(pegawai=pegawai, tahun=2025).update(predikat="BAIK")
    kartu = kartu_merit(pegawai, ACUAN)
    assert len(kartu.langkah) == 3
    assert kartu.langkah[0].kalimat == "Raih predikat kinerja Sangat Baik pada SKP berikutnya."
    assert Decimal(kartu.nilai) + Decimal(kartu.langkah[0].tambah) == Decimal(before.nilai)
    assert all(one.nama != "integritas" for one in kartu.langkah)


def test_a_missing_component_leaves_the_box_open_and_says_who_gives_it(pegawai):
    PernyataanNihil.objects.filter(pegawai=pegawai, hal="HUKUMAN").delete()
    kartu = kartu_merit(pegawai, ACUAN)
    assert (kartu.kotak, kartu.nilai, kartu.potensial) == (None, None, None)
    assert kartu.kinerja is not None
    assert [(one.nama, one.pemasok) for one in kartu.kurang] == [
        ("integritas", "Pengelola Kepegawaian")
    ]
