"""A frozen run gives the same bytes, the same ranking, and names nobody."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jabatan import merit

CASES = sorted(
    path
    for path in (Path(__file__).parent / "golden").glob("rank-*.json")
    if "expected" not in path.name
)


def frozen_of(case):
    checked = merit.check(case)
    people = sorted(checked.kandidat, key=lambda one: one.id)
    seats = sorted(checked.lowongan, key=lambda one: one.id)
    shard = merit.make_shard(people, checked.tanggal_acuan)
    vacancies = merit.make_vacancies(seats, people)
    names = {one.id: merit.local_name(i) for i, one in enumerate(people)}
    return merit.Frozen(shard, vacancies, checked.kebijakan, tuple(one.id for one in seats)), names


def renamed(value, names):
    if isinstance(value, list):
        return [renamed(one, names) for one in value]
    if isinstance(value, dict):
        return {k: names[v] if k == "id" else renamed(v, names) for k, v in value.items()}
    return value


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_frozen_case_thaws_to_the_same_bytes_and_the_same_ranking(path):
    case = json.loads(path.read_text())
    frozen, names = frozen_of(case)
    raw = merit.freeze(frozen)
    thawed = merit.thaw(raw)
    assert merit.freeze(thawed) == raw
    exported = merit.rank(merit.export_case(thawed, thawed.seats))["lowongan"]
    assert exported == renamed(merit.rank(case)["lowongan"], names)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_reading_a_seat_again_says_the_same_about_everybody(path):
    case = json.loads(path.read_text())
    frozen, names = frozen_of(case)
    for seat, expected in renamed(merit.rank(case)["lowongan"], names).items():
        found = merit.outcomes(merit.thaw(merit.freeze(frozen)), seat)
        assert [merit.local_name(i) for i in found.failed] == [
            x["id"] for x in expected["tidak_memenuhi"]
        ]
        assert [merit.local_name(i) for i in found.doubtful] == [
            x["id"] for x in expected["perlu_verifikasi"]
        ]
        assert [(merit.local_name(i), list(names)) for i, names in found.incomplete()] == [
            (x["id"], x["komponen"]) for x in expected["belum_lengkap"]
        ]
        assert len(found.full_list()) == len(expected["peringkat"])


def test_bytes_of_another_kind_are_refused():
    frozen, _ = frozen_of(json.loads(CASES[0].read_text()))
    raw = merit.freeze(frozen)
    with pytest.raises(ValueError, match="longer"):
        merit.thaw(raw + b"\0")
    with pytest.raises(ValueError, match="not a frozen run"):
        merit.thaw(b'{"format":"lain"}\n')
