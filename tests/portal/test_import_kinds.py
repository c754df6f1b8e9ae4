"""Whatever becomes points is imported by two people (decisions §12, four eyes)."""

import pytest

from asn_portal.berkas.registry import semua

POINTS = {
    "skp", "umpan-balik", "penghargaan", "tim-kerja", "hukdis", "kursus", "diklat", "asesmen",
    "nihil", "uji-teknis",
}  # fmt: skip


@pytest.mark.parametrize("kode", sorted(POINTS))
def test_whatever_becomes_points_needs_a_second_person(kode):
    kinds = {kind.kode: kind for kind in semua()}

    assert kinds[kode].nilai is True
