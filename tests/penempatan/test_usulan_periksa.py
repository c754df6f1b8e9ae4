"""Checks beyond the gates: golden EX-2.21 to EX-2.25, retirement, conflict of interest."""

from datetime import date

import pytest

from asn_portal.core.enums import Peran
from asn_portal.core.errors import DomainError
from jabatan.penempatan import services
from jabatan.penempatan.services.pemeriksaan import (
    larangan,
    masa_jabatan,
    pensiun,
    rentang_larangan,
)
from tests.factories.core import PenugasanFactory
from tests.factories.penempatan import LATER, NOW, Kota

MOVE = date(2026, 11, 21)


def test_ex_2_21_less_than_two_years_blocks():
    found = masa_jabatan(date(2025, 3, 1), MOVE)
    assert (found.tingkat, found.dasar) == ("blokir", "Peraturan BKN 5/2019 pasal 2 ayat (3)")
    assert "1 Maret 2027" in found.pesan


def test_ex_2_22_more_than_five_years_flags():
    found = masa_jabatan(date(2020, 10, 1), MOVE)
    assert found.tingkat == "tandai"
    assert "melebihi 5 tahun" in found.pesan


def test_ex_2_23_exactly_two_years_is_allowed():
    assert masa_jabatan(date(2024, 11, 21), MOVE) is None


@pytest.mark.django_db
def test_ex_2_24_six_months_before_the_determination_of_candidates():
    kota = Kota()
    masa = services.catat_masa_larangan(
        instansi=kota.instansi,
        jenis="PENETAPAN_CALON",
        peristiwa=date(2024, 9, 22),
        actor=kota.operator,
        at=NOW,
        akhir=date(2025, 2, 19),
    )
    assert masa.tanggal_mulai == date(2024, 3, 22)
    assert larangan(date(2024, 3, 21), [masa]) == []
    (found,) = larangan(date(2024, 3, 22), [masa])
    assert (found.tingkat, found.dasar) == ("blokir", "UU 10/2016 pasal 71 ayat (2)")
    masa.izin_tertulis = "100.2.1.3/1/OTDA tanggal 1 Maret 2024"
    (found,) = larangan(date(2024, 3, 22), [masa])
    assert found.tingkat == "tandai"


def test_ex_2_25_six_months_after_the_inauguration():
    start, until = rentang_larangan("PELANTIKAN", date(2025, 2, 20))
    assert (start, until) == (date(2025, 2, 20), date(2025, 8, 19))


def test_retired_by_then_blocks_and_within_a_year_flags():
    assert pensiun(date(2026, 11, 1), MOVE).tingkat == "blokir"
    assert pensiun(date(2027, 11, 1), MOVE).tingkat == "tandai"
    assert pensiun(date(2027, 12, 1), MOVE) is None


@pytest.mark.django_db
class TestOnAProposal:
    def test_a_move_too_early_is_refused_with_its_basis(self):
        kota = Kota()
        first, *_ = kota.candidates(1, sejak=date(2025, 3, 1))
        kota.ranked(first)
        with pytest.raises(DomainError, match=r"belum dua tahun.*BKN 5/2019"):
            kota.propose(first)

    def test_a_move_in_the_season_of_an_election_is_refused(self):
        kota = Kota()
        services.catat_masa_larangan(
            instansi=kota.instansi,
            jenis="PELANTIKAN",
            peristiwa=date(2026, 7, 1),
            actor=kota.operator,
            at=NOW,
        )
        first, *_ = kota.candidates(1)
        kota.ranked(first)
        with pytest.raises(DomainError, match="izin tertulis"):
            kota.propose(first)

    def test_the_ppk_is_no_candidate(self):
        kota = Kota()
        first, *_ = kota.candidates(1)
        PenugasanFactory(orang=first.orang, instansi=kota.instansi, peran=Peran.PPK)
        kota.ranked(first)
        with pytest.raises(DomainError, match="PPK"):
            kota.propose(first)

    def test_a_long_post_and_a_missing_paper_are_flags(self):
        kota = Kota()
        first, *_ = kota.candidates(1, sejak=date(2020, 10, 1))
        first.riwayat_jabatan.update(nomor_sk="")
        kota.ranked(first)
        usulan = kota.propose(first)
        assert [one["kode"] for one in usulan.temuan] == ["LIMA_TAHUN", "DOKUMEN"]
        assert usulan.tanggal_berlaku == LATER
        assert NOW


@pytest.mark.parametrize(
    ("lama", "baru", "flagged"),
    [
        ("administrator", "pengawas", True),
        ("jpt_pratama", "administrator", True),
        ("pengawas", "administrator", False),
        ("administrator", "administrator", False),
        ("ahli_muda", "pengawas", False),
        ("ahli_madya", "pengawas", True),
        ("pelaksana", "pengawas", False),
    ],
)
def test_a_lower_post_is_flagged_and_an_equal_or_higher_one_is_not(lama, baru, flagged):
    from jabatan.penempatan.services.pemeriksaan import turun_jenjang

    found = turun_jenjang(lama, baru)

    assert (found is not None and found.tingkat == "tandai") is flagged


@pytest.mark.django_db
def test_the_personnel_office_notes_a_season_and_a_wrong_end_is_refused(client):
    kota = Kota()
    client.force_login(kota.operator)
    form = {"jenis": "PENETAPAN_CALON", "peristiwa": "2029-09-22", "kunci_kirim": "a" * 24}

    refused = client.post("/usulan/masa-larangan/", {**form, "akhir": "2029-01-01"})
    noted = client.post("/usulan/masa-larangan/", {**form, "akhir": "2030-02-19"})

    assert "akhir masa jabatan" in refused.content.decode()
    assert noted.status_code == 302
    assert kota.instansi.masa_larangan.get().tanggal_mulai == date(2029, 3, 22)
    assert "22 Maret 2029" in client.get("/usulan/masa-larangan/").content.decode()
