"""The fast columns and the plain dictionary say the same about everybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from asn_portal.core import evidence
from asn_portal.core.enums import Sumber
from jabatan.merit import (
    COMPONENTS,
    UNKNOWN,
    Shard,
    Vacancies,
    rank_all,
    read_candidate,
    read_policy,
    to_day,
)
from jabatan.peta import merit_source as sumber_peta
from jabatan.peta.merit_source import own_profiles
from jabatan.talenta import collect, services
from jabatan.talenta.engine.baku import INDIKATOR, KEBIJAKAN, SYARAT
from jabatan.talenta.engine.indikator import read_indikator
from jabatan.talenta.models import KeadaanProfil, ProfilMerit
from jabatan.talenta.selectors import kandidat_orang
from kinerja.penilaian.models import SKP
from tests.factories.peta import PegawaiFactory, VersiUnitFactory
from tests.factories.talenta import ACUAN, dunia_acak, orang_lengkap, profil_lengkap

pytestmark = pytest.mark.django_db
ATURAN = read_indikator(INDIKATOR)


@pytest.mark.parametrize("acuan", [ACUAN, date(2024, 2, 29), date(2023, 11, 30)])
@pytest.mark.parametrize("cap_each", [False, True])
def test_columns_and_dictionary_agree_on_a_random_world(acuan, cap_each):
    unit = VersiUnitFactory().unit
    pegawai, profiles = dunia_acak(unit)
    aturan = replace(ATURAN, batas_per_kompetensi=cap_each)
    services.segarkan_profil(instansi_id=unit.instansi_id)
    found = collect.people(unit.instansi_id, acuan, aturan)
    own = found.own(own_profiles(unit.instansi_id, acuan))
    shard = Shard(own, to_day(acuan))
    lowongan = {f"L{profil.pk}": profil.pk for profil in profiles}
    plain = kandidat_orang(unit.instansi_id, [p.pk for p in pegawai], acuan, aturan, lowongan)
    assert found.kode == sorted(p.kode for p in pegawai)
    columns = {profil.pk: found.kolom.per_profil(found.ukuran[profil.pk]) for profil in profiles}
    for position, pk in enumerate(found.people.ids.tolist()):
        words = plain[pk]
        expected = read_candidate(words)
        got = shard.candidate(position)
        assert replace(got, id=expected.id, per_lowongan=expected.per_lowongan) == expected, words
        for profil in profiles:
            values = words["per_lowongan"][f"L{profil.pk}"]
            for place, column in columns[profil.pk].items():
                name = COMPONENTS[place]
                assert int(column[position]) == (UNKNOWN if values[name] is None else values[name])


def test_the_random_world_holds_values_and_gaps_of_every_component():
    unit = VersiUnitFactory().unit
    dunia_acak(unit)
    services.segarkan_profil(instansi_id=unit.instansi_id)
    _, own = collect.talenta_people(unit.instansi_id, ACUAN, ATURAN)
    assert (own.komponen >= 0).any(axis=1).all()
    assert (own.komponen < 0).any(axis=1).all()


def test_a_template_ranks_the_complete_person():
    unit = VersiUnitFactory().unit
    profil = profil_lengkap(unit.instansi)
    good = orang_lengkap(unit, profil)
    PegawaiFactory(unit=unit)
    services.segarkan_profil(instansi_id=unit.instansi_id)
    found = collect.people(unit.instansi_id, ACUAN, ATURAN, program=["PKA"])
    syarat = [*SYARAT["pelaksana"], {"kode": "pelatihan", "semua": ["PKA"], "dasar": "-"}]
    template = found.template(profil.pk, syarat)
    kebijakan = {**KEBIJAKAN, "gabungan": {}}
    seats = Vacancies([template], np.zeros(1, np.int32))
    results = rank_all(Shard(found.people, to_day(ACUAN)), seats, read_policy(kebijakan))
    assert found.people.ids[results.positions(0)].tolist() == [good.pk]


def test_refresh_reads_only_people_whose_evidence_changed():
    unit = VersiUnitFactory().unit
    profil = profil_lengkap(unit.instansi)
    one, two = orang_lengkap(unit, profil), orang_lengkap(unit, profil)
    assert services.segarkan_profil(instansi_id=unit.instansi_id) == 2
    assert services.segarkan_profil(instansi_id=unit.instansi_id) == 0
    before = bytes(ProfilMerit.objects.get(pegawai=two).fakta)
    SKP.objects.filter(pegawai=one, tahun=2025).update(predikat="KURANG")
    evidence.bump(Sumber.PENILAIAN, instansi_id=unit.instansi_id, orang_ids=[one.orang_id])
    assert services.segarkan_profil(instansi_id=unit.instansi_id) == 1
    found = collect.people(unit.instansi_id, ACUAN, ATURAN)
    at = found.people.ids.tolist().index(one.pk)
    assert found.people.komponen[0, at] == 4000
    assert bytes(ProfilMerit.objects.get(pegawai=two).fakta) == before


@pytest.mark.parametrize("few", [0, 200])
def test_a_few_people_are_written_byte_by_byte_like_everybody(few, monkeypatch):
    monkeypatch.setattr(sumber_peta, "FEW", few)  # 0: as if they were many
    unit = VersiUnitFactory().unit
    pegawai, _ = dunia_acak(unit)
    services.segarkan_profil(instansi_id=unit.instansi_id, semua=True)
    rows = list(ProfilMerit.objects.order_by("pk").values())
    assert len(rows) == len(pegawai)
    ProfilMerit.objects.all().delete()
    orang = [one.orang_id for one in pegawai]
    assert services.segarkan_profil(instansi_id=unit.instansi_id, orang_ids=orang) == len(orang)
    again = list(ProfilMerit.objects.order_by("pk").values())
    assert [{**row, "fakta": bytes(row["fakta"])} for row in again] == [
        {**row, "fakta": bytes(row["fakta"])} for row in rows
    ]


def test_a_few_people_are_loaded_like_everybody():
    unit = VersiUnitFactory().unit
    pegawai, _ = dunia_acak(unit)
    services.segarkan_profil(instansi_id=unit.instansi_id)
    everybody = collect.load(unit.instansi_id)
    few = collect.load(unit.instansi_id, [one.pk for one in pegawai])
    for name in ("ids", "kode", "status", "lahir", "ptr", "fakta"):
        left, right = getattr(few, name), getattr(everybody, name)
        assert np.array_equal(left, right), name


def test_one_by_one_people_are_the_candidates_of_the_columns():
    unit = VersiUnitFactory().unit
    dunia_acak(unit)
    services.segarkan_profil(instansi_id=unit.instansi_id)
    columns = collect.people(unit.instansi_id, ACUAN, ATURAN)
    shard = Shard(columns.people, to_day(ACUAN))
    rujukan = collect.read_rujukan(unit.instansi_id)
    plain = collect.candidates(columns.kolom.orang, ACUAN, ATURAN, rujukan=rujukan)
    for position, one in enumerate(plain):
        assert replace(shard.candidate(position), id=one.id) == one


def test_a_change_without_names_refreshes_everybody():
    unit = VersiUnitFactory().unit
    profil = profil_lengkap(unit.instansi)
    orang_lengkap(unit, profil), orang_lengkap(unit, profil)
    services.segarkan_profil(instansi_id=unit.instansi_id)
    evidence.bump(Sumber.PETA, instansi_id=unit.instansi_id, orang_ids=[])
    assert services.segarkan_profil(instansi_id=unit.instansi_id) == 2
    state = KeadaanProfil.objects.get(instansi=unit.instansi)
    assert state.versi_bukti == evidence.versions(unit.instansi_id)


def test_who_left_has_no_profile_and_other_agencies_are_not_touched():
    unit, other = VersiUnitFactory().unit, VersiUnitFactory().unit
    gone, stays = PegawaiFactory(unit=unit), PegawaiFactory(unit=unit)
    PegawaiFactory(unit=other)
    services.segarkan_profil(instansi_id=unit.instansi_id)
    gone.aktif = False
    gone.save()
    evidence.bump(Sumber.PETA, instansi_id=unit.instansi_id, orang_ids=[gone.orang_id])
    services.segarkan_profil(instansi_id=unit.instansi_id)
    assert list(ProfilMerit.objects.values_list("pegawai_id", flat=True)) == [stays.pk]


def test_an_instansi_without_people_is_an_empty_shard():
    unit = VersiUnitFactory().unit
    services.segarkan_profil(instansi_id=unit.instansi_id)
    found = collect.people(unit.instansi_id, ACUAN, ATURAN)
    assert found.people.komponen.shape == (11, 0)
