"""The benchmark measures what it says, on a small city, and leaves nothing behind."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from asn_portal.bootstrap import environment
from asn_portal.perintah.tolok_ukur import peringkat
from asn_portal.perintah.tolok_ukur.cetak import Sasaran, angka
from asn_portal.perintah.tolok_ukur.peringkat import LAWAN


def left_behind():
    return sorted(path.name for path in (Path(settings.BASE_DIR) / "var").glob("tolok-ukur-*"))


def test_all_engines_give_the_same_lists_and_the_cluster_is_gone():
    before, out = left_behind(), StringIO()
    call_command("tolok_ukur", "peringkat", pegawai=200, lowongan=20, stdout=out)
    text = out.getvalue()
    assert "Semua daftar sama." in text
    for title, _ in LAWAN.values():
        assert f"{title}: " in text
    assert "BERBEDA" not in text
    assert "daftar yang salah sesudah semua perubahan: 0 dari 20" in text
    assert left_behind() == before


def test_one_different_total_is_an_error_of_the_run():
    ours = {"daftar": {"1": [1, [[7, 100]]]}}
    theirs = {"orm": {"kursi": 1, "daftar": {"1": [1, [[7, 101]]]}}}
    said = []
    assert not peringkat._bandingkan(ours, theirs, said.append)
    assert "1 BERBEDA" in said[0]


def test_a_size_below_one_is_refused_before_anything_starts():
    with pytest.raises(CommandError, match="paling sedikit 1"):
        call_command("tolok_ukur", "peringkat", pegawai=0)


def test_goals_are_judged_from_the_right_side():
    assert Sasaran("Rasio", 2100, 2000, "kali", paling_sedikit=True).tercapai
    assert not Sasaran("Biaya", 0.6, 0.5, "detik-inti", paling_sedikit=False).tercapai
    assert [angka(value) for value in (0.0417, 3.5, 122.8, 2356)] == [
        "0,0417",
        "3,50",
        "123",
        "2.356",
    ]


def test_it_needs_no_server_of_anybody_else(tmp_path):
    found = environment.discover({}, "tolok_ukur", tmp_path)
    assert found["ASN_MODE"] == "uji"
    assert environment.discover({"DATABASE_URL": "x://y"}, "tolok_ukur", tmp_path) == {}
    assert environment.discover({"ASN_MODE": "produksi"}, "tolok_ukur", tmp_path) == {}
