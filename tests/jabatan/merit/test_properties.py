"""Promises for every case: order, monotony, independence, exact sums, and an independent check."""

import copy
import json
import os
import random
import subprocess
import sys
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jabatan import merit
from tests.jabatan.merit import checker
from tests.jabatan.merit.cases import GOLDEN, SCENARIO, case, only, person, random_cases, values

NUMBERS = ("nilai", "talenta", "kinerja", "potensial")


def fractions(row):
    return {
        "id": row["id"],
        "urutan": row["urutan"],
        "kotak": row["kotak"],
        **{name: Fraction(row[name]) for name in NUMBERS},
        "rincian": {name: Fraction(part) for name, part in row["rincian"].items()},
    }


@settings(max_examples=400)
@given(random_cases())
def test_engine_agrees_with_an_independent_checker(one):
    found = merit.rank(one)["lowongan"]
    expected = checker.rank(one)

    for seat, lists in expected.items():
        for row in lists["peringkat"]:
            del row["key"]
        assert [fractions(row) for row in found[seat]["peringkat"]] == lists["peringkat"]
        for name in ("tidak_memenuhi", "perlu_verifikasi", "belum_lengkap"):
            assert found[seat][name] == lists[name]


@given(random_cases())
def test_parts_add_up_exactly_and_scores_stay_in_bounds(one):
    for seat in merit.rank(one)["lowongan"].values():
        for row in seat["peringkat"]:
            assert sum(Fraction(part) for part in row["rincian"].values()) == Fraction(row["nilai"])
            assert all(0 <= Fraction(row[name]) <= 100 for name in NUMBERS)


@given(random_cases(), st.randoms(use_true_random=False))
def test_order_of_rows_and_keys_changes_nothing(one, shuffler):
    other = copy.deepcopy(one)
    shuffler.shuffle(other["kandidat"])
    shuffler.shuffle(other["lowongan"])
    other = json.loads(json.dumps(dict(reversed(other.items()))))

    assert merit.rank(other) == merit.rank(one)
    assert merit.canonical(other) == merit.canonical(one)


@given(random_cases())
def test_canonical_bytes_read_back_to_the_same_run(one):
    again = merit.parse(merit.canonical(one))

    assert merit.canonical(again) == merit.canonical(one)
    assert merit.rank(again) == merit.rank(one)


@given(
    st.dictionaries(st.sampled_from(merit.COMPONENTS), values), st.sampled_from(merit.PARTS), values
)
def test_one_input_up_never_lowers_a_score(given_values, name, higher):
    parts = {**dict.fromkeys(merit.PARTS, 5000), **given_values}
    raised = {**parts, name: max(parts[name], higher)}

    def total(chosen):
        teknis = chosen["teknis"]
        komponen = {key: value for key, value in chosen.items() if key != "teknis"}
        one = person(komponen=komponen, per_lowongan={"L": {"teknis": teknis}})
        return Fraction(only(merit.rank(case(one)))["nilai"])

    assert total(raised) >= total(parts)


@given(random_cases(max_people=4), random_cases(max_people=4))
def test_data_of_others_never_changes_my_score(one, other):
    together = copy.deepcopy(one)
    extra = [{**p, "id": "X" + p["id"]} for p in other["kandidat"]]
    together["kandidat"] += extra

    def scores(result, seat):
        rows = result["lowongan"][seat]["peringkat"]
        return {r["id"]: (r["nilai"], r["kotak"], r["rincian"]) for r in rows if r["id"][0] == "P"}

    alone, crowded = merit.rank(one), merit.rank(together)

    for seat in alone["lowongan"]:
        assert scores(alone, seat) == scores(crowded, seat)


@pytest.mark.parametrize("name", merit.PARTS)
def test_missing_is_not_zero_and_not_full(name):
    def ranked(value):
        komponen = dict.fromkeys(merit.COMPONENTS, 8000) | {name: value}
        komponen.pop("teknis", None)
        teknis = value if name == "teknis" else 8000
        return merit.rank(case(person(komponen=komponen, per_lowongan={"L": {"teknis": teknis}})))

    missing = ranked(None)["lowongan"]["L"]

    assert missing["peringkat"] == []
    assert missing["belum_lengkap"] == [{"id": "A", "komponen": [name]}]
    assert Fraction(only(ranked(0))["nilai"]) < Fraction(only(ranked(10000))["nilai"])


@pytest.mark.parametrize("zone", ["Asia/Makassar", "UTC"])
@pytest.mark.parametrize("seed", ["0", "4711"])
def test_bytes_do_not_depend_on_hash_seed_or_time_zone(seed, zone, tmp_path):
    shuffled = copy.deepcopy(SCENARIO)
    random.Random(seed).shuffle(shuffled["kandidat"])
    path = tmp_path / "case.json"
    path.write_text(json.dumps(shuffled))

    def run(name, **environment):
        return subprocess.run(
            [sys.executable, "-m", "jabatan.merit", "rank", str(name)],
            capture_output=True, check=True, env={**os.environ, **environment},
        ).stdout  # fmt: skip

    plain = run(
        GOLDEN / "rank-01-kepala-bidang-anggaran.json", PYTHONHASHSEED="1", TZ="Asia/Jakarta"
    )
    assert run(path, PYTHONHASHSEED=seed, TZ=zone, LC_ALL="C") == plain


@given(random_cases())
def test_fingerprint_follows_every_weight_and_date(one):
    moved = {**one, "tanggal_acuan": "2025-05-05"}
    policy = copy.deepcopy(one)
    policy["kebijakan"]["ambang"]["menengah"] = 5999

    assert len({merit.fingerprint(c) for c in (one, moved, policy)}) == 3


def test_fingerprint_reads_null_as_absent_except_per_vacancy():
    plain, null = person(), person()
    null["komponen"]["predikat"] = None
    del plain["komponen"]["predikat"]
    taken = person(per_lowongan={"L": {"teknis": 8000, "kompetensi": None}})

    assert merit.fingerprint(case(plain)) == merit.fingerprint(case(null))
    assert merit.fingerprint(case(person())) != merit.fingerprint(case(taken))
