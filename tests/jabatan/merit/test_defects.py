"""Defects found in the scoring code of other systems; none of them can happen here."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jabatan import merit
from tests.jabatan.merit.cases import FULL_PARTS, case, only, outcome, person, values


def total(**parts):
    return Fraction(only(merit.rank(case(person(komponen={**FULL_PARTS, **parts}))))["nilai"])


@given(values, values)
def test_every_value_has_its_own_worth_without_holes_or_unreachable_bands(low, high):
    assert (total(potensi=high) - total(potensi=low)) * 10000 == Fraction(
        high - low
    ) * 6000 * 5000 * 2500 / 10**10


def test_old_punishments_are_never_worse_than_fresh_ones():
    def answer(year):
        case_ = {"tingkat": "sedang", "mulai": f"{year}-01-10", "selesai": f"{year}-07-10"}
        return outcome(person(hukuman=[case_]), {"kode": "disiplin", "tahun": 2})

    assert [answer(year) for year in (2026, 2025, 2023, 2013, 2008, 1990)] == (
        ["tidak_memenuhi"] * 2 + ["memenuhi"] * 4
    )


def test_best_box_is_reachable_and_has_a_number():
    full = person(
        komponen=dict.fromkeys(merit.COMPONENTS, 10000), per_lowongan={"L": {"teknis": 10000}}
    )
    empty = person(komponen=dict.fromkeys(merit.COMPONENTS, 0), per_lowongan={"L": {"teknis": 0}})

    best, worst = only(merit.rank(case(full))), only(merit.rank(case(empty)))

    assert (best["kotak"], best["nilai"]) == (9, "100.00")
    assert (worst["kotak"], worst["nilai"]) == (1, "0.00")


def test_all_nine_boxes_are_reachable_and_different():
    levels = (0, 60_000000, 80_000000)

    assert sorted(merit.box(y, x, (8000, 6000)) for y in levels for x in levels) == list(
        range(1, 10)
    )


def test_worst_label_scores_less_than_the_next_one():
    assert total(predikat=2000) < total(predikat=4000) < total(predikat=6000)


@pytest.mark.parametrize("name", merit.COMPONENTS)
def test_nothing_exceeds_its_maximum(name):
    with pytest.raises(merit.MeritInputError):
        total(**{name: 10001})


def test_one_strength_never_hides_a_missing_must():
    strong = person(
        komponen=dict.fromkeys(merit.COMPONENTS, 10000),
        pendidikan=[{"jenjang": "S3", "bidang": "hukum"}],
    )
    gate = {"kode": "pendidikan", "minimal": "S1", "bidang": ["akuntansi"]}

    assert outcome(strong, gate) == "tidak_memenuhi"


def test_absent_part_is_neither_zero_nor_agreement():
    nobody = merit.rank(case({"id": "kosong"}))["lowongan"]["L"]

    assert nobody["peringkat"] == []
    assert nobody["belum_lengkap"][0]["komponen"] == [*sorted(merit.COMPONENTS), "teknis"]


def test_equal_people_share_a_place_and_the_next_one_is_counted_on():
    people = [person(name) for name in ("P10", "P2", "P1")]
    rows = merit.rank(case(*people, person("Z", golongan="III/a")))["lowongan"]["L"]["peringkat"]

    assert [(row["id"], row["urutan"]) for row in rows] == [
        ("P1", 1),
        ("P10", 1),
        ("P2", 1),
        ("Z", 4),
    ]


def test_text_of_a_wish_or_a_title_plays_no_part():
    with pytest.raises(merit.MeritInputError, match="kunci tidak dikenal"):
        merit.rank(case(person(jabatan_diminati="Kepala Bidang")))


@given(
    st.permutations(["agama", "jenis_kelamin", "suku", "status_kawin", "disabilitas", "politik"])
)
def test_protected_attributes_have_no_place(names):
    with pytest.raises(merit.MeritInputError, match="kunci tidak dikenal"):
        merit.rank(case(person(**{names[0]: 1})))
