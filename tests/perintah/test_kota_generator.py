"""The generator of the demo city, without a database."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from asn_portal.perintah.kota.bagian import bagian
from asn_portal.perintah.kota.bangun import bangun, bangun_tetangga
from asn_portal.perintah.kota.lembar import LEMBAR
from jabatan.peta.kalkulator.nip import JenisNIP, check_nip

ACUAN = date(2026, 11, 21)
DOC = Path(__file__).parents[2] / "docs" / "kota-contoh.md"
WITHIN = 5.0


@pytest.fixture(scope="module")
def city():
    return bangun(1_300, ACUAN)


def stated_shares():
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| (\d+) \|$", DOC.read_text(), re.MULTILINE)
    return [(group.strip(), item.strip(), int(percent)) for group, item, percent in rows]


def test_shares_are_within_five_points_of_the_table_in_the_docs(city):
    found, stated = bagian(city), stated_shares()

    assert {group for group, _, _ in stated} == set(found)
    wrong = {
        (group, item): found[group].get(item, 0.0)
        for group, item, percent in stated
        if abs(found[group].get(item, 0.0) - percent) > WITHIN
    }
    assert not wrong


def test_the_same_seed_gives_the_same_spreadsheets_and_another_seed_others():
    first, again, other = (bangun(200, ACUAN, benih=benih) for benih in (411, 411, 7))

    assert first == again
    for lembar in LEMBAR:
        assert list(lembar.isi(first)) == list(lembar.isi(again)), lembar.nama
    assert [w.nip for w in other.warga] != [w.nip for w in first.warga]


def test_numbers_and_names_are_valid_and_nobody_shares_them(city):
    people = [*city.warga, *bangun_tetangga(ACUAN).warga]

    for w in people:
        kind = JenisNIP.PPPK if w.status.startswith("PPPK") else JenisNIP.PNS
        check = check_nip(
            w.nip, kind, tanggal_lahir=w.lahir, jenis_kelamin=w.kelamin, hari_ini=ACUAN
        )
        assert check.sah, (w.nip, check.kesalahan)
        assert int(w.nip[15:]) > 900
        assert w.nik.startswith("99")
    assert len({w.nip for w in people}) == len({w.nik for w in people}) == len(people)
    assert all(int(w.nip[15:]) > 980 for w in people[len(city.warga) :])
    assert len({w.nama for w in city.warga}) == len(city.warga)


def test_dates_of_a_career_follow_each_other(city):
    for w in city.warga:
        posts = [one for one in w.riwayat if one.jenis == "DEFINITIF"]
        assert posts[-1].mulai == w.tmt_jabatan <= ACUAN
        for earlier, later in pairwise(posts):
            assert earlier.mulai <= earlier.selesai < later.mulai
        ranks = [one.tmt for one in w.pangkat]
        assert ranks == sorted(set(ranks))
        assert ranks[-1] <= ACUAN


def test_workload_sheets_round_to_the_need_and_everybody_has_a_seat(city):
    for p in city.posisi:
        total = Fraction(sum(t.menit * t.volume for t in p.tugas), 75_000)
        assert int(total + Fraction(1, 2)) == p.kebutuhan, p.nama
        assert p.jenis != "STRUKTURAL" or p.terisi <= p.kebutuhan == 1
    assert sum(p.terisi for p in city.posisi) == len(city.warga) == 1_300
    keys = [(p.unit.kode, p.nama) for p in city.posisi]
    assert len(set(keys)) == len(keys)


def test_shortage_surplus_vacancies_and_near_retirement_are_there(city):
    heads = [p for p in city.posisi if p.jenis == "STRUKTURAL"]
    vacant = {p.jenjang for p in heads if not p.terisi}

    assert vacant == {"jpt_pratama", "administrator", "pengawas"}
    assert any(p.terisi > p.kebutuhan for p in city.posisi)
    assert any(p.terisi < p.kebutuhan for p in city.posisi if p.jenis != "STRUKTURAL")
    assert any((ACUAN - w.lahir).days / 365.25 > 57 for w in city.warga)


def test_a_city_of_fewer_than_sixty_people_is_refused():
    with pytest.raises(ValueError, match="paling sedikit 60"):
        bangun(59, ACUAN)
