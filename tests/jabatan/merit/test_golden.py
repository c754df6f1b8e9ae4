"""Exact numbers that were agreed outside: exchange cases, EX-2, EX-5, EX-10 and section 15."""

import copy
import csv
import json

import pytest

from jabatan import merit
from tests.jabatan.merit.cases import GOLDEN, SCENARIO, case, golden, only, outcome, person


@pytest.mark.parametrize(
    "name", ["rank-01-kepala-bidang-anggaran", "rank-02-edges", "rank-03-gates-boxes"]
)
def test_golden_case_comes_out_exactly(name):
    expected = json.loads((GOLDEN / f"{name}.expected.json").read_text())

    assert merit.rank(golden(name))["lowongan"] == expected["lowongan"]


def rows(name):
    with (GOLDEN / name).open() as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", rows("ex-2.csv"), ids=lambda row: row["id"])
def test_talent_score_and_box(row):
    values = [int(value) for value in row["masukan"].split()]
    one = person(komponen=dict(zip(merit.COMPONENTS, values, strict=True)))

    found = only(merit.rank(case(one, jenjang="ahli_muda")))

    assert {name: found[name] for name in ("kinerja", "potensial", "talenta")} == {
        name: row[name] for name in ("kinerja", "potensial", "talenta")
    }
    assert found["kotak"] == int(row["kotak"])


@pytest.mark.parametrize(
    ("kinerja", "potensial", "box"),
    [
        (80_000000, 80_000000, 9), (60_000000, 79_999000, 5), (59_990000, 60_000000, 3),
        (79_990000, 80_000000, 8), (80_000000, 70_000000, 7), (100_000000, 69_580000, 7),
        (79_999999, 79_999999, 5), (0, 0, 1), (0, 80_000000, 6), (80_000000, 0, 4),
        (60_000000, 0, 2),
    ],
)  # fmt: skip
def test_box_edges_are_inclusive_and_never_rounded(kinerja, potensial, box):
    assert merit.box(kinerja, potensial, (8000, 6000)) == box


@pytest.mark.parametrize(
    ("jenjang", "nilai"),
    [
        ("jpt_pratama", "82.2125"),
        ("administrator", "81.325"),
        ("pengawas", "80.4375"),
        ("jpt_madya", "83.10"),
    ],
)
def test_mix_with_the_technical_test(jenjang, nilai):
    """EX-2.16: talenta 84.875, teknis 76."""
    values = [10000, 5000, 7500, 8000, 8500, 6000, 8000, 7200, 9000, 10000, 10000]
    one = person(
        komponen=dict(zip(merit.COMPONENTS, values, strict=True)),
        per_lowongan={"L": {"teknis": 7600}},
    )
    policy = copy.deepcopy(SCENARIO["kebijakan"])
    policy["gabungan"]["jpt_madya"] = {"talenta": 8000, "teknis": 2000}

    assert only(merit.rank(case(one, jenjang=jenjang, policy=policy)))["nilai"] == nilai


def worked(since, jenjang="administrator", until=None):
    return [{"jenjang": jenjang, "mulai": since, "selesai": until}]


JPT = {"kode": "masa_jenjang", "jenjang": ["administrator", "ahli_madya"], "tahun": 2}
AGE = {"kode": "usia", "maksimal": 56}
GOOD = {"kode": "predikat", "minimal": "BAIK", "tahun": 2}
CLEAN = {"kode": "disiplin", "tahun": 2}
MINIMAL_D3 = {"kode": "pendidikan", "minimal": "D3"}
DEDUCTION = [{"tingkat": "sedang", "mulai": "2026-03-16", "selesai": "2026-12-15"}]


@pytest.mark.parametrize(
    ("facts", "gate", "cut_off", "answer"),
    [
        pytest.param({"riwayat": worked("2023-02-01")}, JPT, "2026-12-01", "memenuhi", id="EX-5.1"),
        pytest.param({"tanggal_lahir": "1971-06-10"}, AGE, "2026-12-01", "memenuhi", id="EX-5.1-age"),
        pytest.param({"tanggal_lahir": "1970-06-10"}, AGE, "2026-12-01", "tidak_memenuhi", id="EX-5.2"),
        pytest.param({"riwayat": worked("2025-01-15")}, JPT, "2026-12-01", "tidak_memenuhi", id="EX-5.3"),
        pytest.param({"riwayat": worked("2024-10-21", "ahli_madya")}, JPT, "2026-11-21", "memenuhi", id="EX-5.4"),
        pytest.param({"predikat": {"2024": "BAIK", "2025": "BUTUH_PERBAIKAN"}}, GOOD, "2026-11-21", "tidak_memenuhi", id="EX-5.5"),
        pytest.param({"predikat": {"2025": "BAIK"}}, GOOD, "2026-11-21", "perlu_verifikasi", id="EX-5.6"),
        pytest.param({"pendidikan": [{"jenjang": "D3", "bidang": "x"}]}, MINIMAL_D3, "2026-11-21", "memenuhi", id="EX-5.7"),
        pytest.param({"pendidikan": [{"jenjang": "SLTA", "bidang": "x"}]}, MINIMAL_D3, "2026-11-21", "tidak_memenuhi", id="EX-5.8"),
        pytest.param({"hukuman": DEDUCTION}, CLEAN, "2026-11-21", "tidak_memenuhi", id="EX-10.4"),
        pytest.param({"hukuman": DEDUCTION}, CLEAN, "2026-12-16", "tidak_memenuhi", id="EX-10.5"),
        pytest.param({"hukuman": [{"tingkat": "ringan", "mulai": "2022-01-10"}]}, CLEAN, "2026-11-21", "memenuhi", id="EX-10.6"),
        pytest.param(
            {"hukuman": [{"tingkat": "ringan", "mulai": "2024-03-01"}, {"tingkat": "berat", "mulai": "2020-05-01", "selesai": "2021-05-01"}]},
            {"kode": "disiplin", "tahun": 5}, "2026-11-21", "memenuhi", id="EX-10.7",
        ),
    ],
)  # fmt: skip
def test_worked_gate_examples(facts, gate, cut_off, answer):
    assert outcome(person(**facts), gate, cut_off) == answer


def test_golongan_order():
    """EX-5.11: IV/e > IV/a > III/d > III/a > II/c."""
    ranks = ["IV/a", "III/d", "II/c", "IV/e", "III/a"]
    found = merit.rank(case(*(person(f"P{i}", golongan=r) for i, r in enumerate(ranks))))

    order = [row["id"] for row in found["lowongan"]["L"]["peringkat"]]

    assert [ranks[int(name[1])] for name in order] == ["IV/e", "IV/a", "III/d", "III/a", "II/c"]


def test_scenario_turns_when_the_skp_of_r_becomes_very_good_and_the_old_run_stays():
    before = merit.rank(SCENARIO)
    changed = copy.deepcopy(SCENARIO)
    r = next(one for one in changed["kandidat"] if one["id"] == "R")
    r["predikat"]["2025"] = "SANGAT_BAIK"
    r["komponen"]["predikat"] = 10000

    first, second = merit.rank(changed)["lowongan"]["L1"]["peringkat"]

    assert (first["id"], first["nilai"], first["kinerja"], first["kotak"]) == (
        "R",
        "83.035",
        "86.75",
        9,
    )
    assert first["talenta"] == "83.725"
    assert second["id"] == "P"
    assert merit.rank(SCENARIO) == before
    assert merit.fingerprint(changed) != before["sidik_jari"]
