"""The array path on its own: seat results, funnels, and lists that follow one person."""

import dataclasses
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jabatan import merit
from jabatan.merit import ranking
from tests.jabatan.merit.cases import CUT_OFF, facts, gates, golden, policies, random_cases

CUT = merit.to_day(date.fromisoformat(CUT_OFF))


def laid_out(one):
    checked = merit.check(one)
    people = sorted(checked.kandidat, key=lambda p: p.id)
    shard = merit.make_shard(people, checked.tanggal_acuan)
    return shard, merit.make_vacancies(checked.lowongan, people), checked


@settings(max_examples=150)
@given(random_cases(), st.integers(1, 3))
def test_seat_results_say_the_same_as_the_exchange_format(one, top):
    shard, vacancies, checked = laid_out(one)
    names = sorted(p.id for p in checked.kandidat)
    found = merit.rank_all(shard, vacancies, checked.kebijakan, top=top)

    for number, seat in enumerate(checked.lowongan):
        expected = merit.rank(one)["lowongan"][seat.id]
        result = merit.SeatResult.from_bytes(found.seat(number).to_bytes())
        rows = expected["peringkat"][:top]
        assert [names[i] for i in result.ids] == [row["id"] for row in rows]
        assert result.urutan.tolist() == [row["urutan"] for row in rows]
        assert result.kotak.tolist() == [row["kotak"] for row in rows]
        for row, total, talenta, parts in zip(
            rows, result.totals, result.talenta, result.contributions, strict=True
        ):
            assert merit.points(int(total), merit.FINAL_SCALE) == row["nilai"]
            assert merit.points(int(talenta), merit.TALENT_SCALE) == row["talenta"]
            assert sum(parts.tolist()) == total
        for i, row in enumerate(rows):
            assert result.score(i).printed() == {
                k: v for k, v in row.items() if k not in ("id", "urutan")
            }
        counts = (result.n_eligible, result.n_failed, result.n_unknown, result.n_incomplete)
        lists = ("peringkat", "tidak_memenuhi", "perlu_verifikasi", "belum_lengkap")
        assert counts == tuple(len(expected[name]) for name in lists)
        funnel = [
            sum(not set(codes_failed(shard, seat, i, p)) for p in range(shard.n))
            for i in range(1, len(seat.syarat) + 1)
        ]
        assert list(result.funnel) == funnel


def codes_failed(shard, seat, steps, position):
    person = shard.candidate(position)
    return [
        g
        for g in seat.syarat[:steps]
        if merit.evaluate(person, g, shard.cut_off) == "tidak_memenuhi"
    ]


@given(facts)
def test_a_person_reads_back_from_the_columns(one):
    person = merit.read_candidate({"id": "0", **one})
    again = merit.make_shard([person], CUT).candidate(0)

    assert dataclasses.replace(again, per_lowongan=person.per_lowongan) == dataclasses.replace(
        person, predikat={year: code for year, code in person.predikat.items() if code}
    )


def test_bytes_of_another_kind_are_refused():
    data = (
        merit.rank_all(
            *laid_out(golden("rank-02-edges"))[:2], merit.check(golden("rank-02-edges")).kebijakan
        )
        .seat(0)
        .to_bytes()
    )

    for wrong in (b"XX01" + data[4:], data + b"0", data[:-1]):
        with pytest.raises(ValueError, match="not a stored seat result"):
            merit.SeatResult.from_bytes(wrong)


worlds = st.tuples(
    st.lists(facts, min_size=1, max_size=12),
    st.lists(
        st.fixed_dictionaries(
            {"jenjang": st.sampled_from(["administrator", "ahli_muda"]), "syarat": st.lists(gates, max_size=2)}
        ),
        min_size=1, max_size=3,
    ),
    policies,
    st.lists(st.tuples(st.integers(0, 11), facts, st.integers(-1, 10000), st.integers(-1, 10000)), min_size=1, max_size=6),
)  # fmt: skip


def same(left, right):
    assert left.to_bytes() == right.to_bytes()


@settings(max_examples=60)
@given(worlds, st.integers(1, 3))
def test_lists_do_not_depend_on_how_the_work_is_cut(world, top):
    people, seats, policy, _ = world
    read = [merit.read_candidate({"id": f"{i:02}", **p}) for i, p in enumerate(people)]
    wanted = [merit.read_vacancy({"id": f"L{i}", **s}, "$") for i, s in enumerate(seats)]
    rules = merit.read_policy(policy)

    def lists(**limits):
        with pytest.MonkeyPatch.context() as patched:
            for name, value in limits.items():
                patched.setattr(ranking, name, value)
            vacancies = merit.make_vacancies(wanted, read)
            found = merit.rank_all(merit.make_shard(read, CUT), vacancies, rules, top=top)
            return [found.seat(i).to_bytes() for i in range(len(wanted))]

    together = lists(_BLOCK=1 << 15, _FEW_TESTS=10**6)
    assert together == lists(_BLOCK=0) == lists(_FEW_TESTS=-1) == lists(_BLOCK=0, _FEW_TESTS=0)


@settings(max_examples=150)
@given(worlds, st.integers(1, 3), st.integers(0, 2))
def test_lists_after_single_updates_equal_a_full_run(world, top, slack):
    people, seats, policy, changes = world
    n = len(people)
    read = [merit.read_candidate({"id": f"{i:02}", **p}) for i, p in enumerate(people)]
    shard = merit.make_shard(read, CUT)
    vacancies = merit.make_vacancies(
        [merit.read_vacancy({"id": f"L{i}", **s}, "$") for i, s in enumerate(seats)], read
    )
    templates = [
        merit.Template(t.jenjang, t.syarat, {4: np.full(n, 7000, np.int16), **t.overrides})
        for t in vacancies.templates
    ]
    vacancies = merit.Vacancies(templates, vacancies.template, vacancies.tests)
    rules = merit.read_policy(policy)
    live = merit.Ranking(shard, vacancies, rules, top=top, keep=top + slack)

    for position, new, kompetensi, teknis in changes:
        who = position % n
        read[who] = merit.read_candidate({"id": f"{who:02}", **new})
        live.update(who, read[who], overrides={0: {4: kompetensi}}, tests={0: teknis})
        fresh = merit.rank_all(merit.make_shard(read, CUT), vacancies, rules, top=top)
        for seat in range(len(vacancies)):
            same(live.seat(seat), fresh.seat(seat))


@pytest.mark.parametrize("slack", [0, 1, 4])
def test_a_long_series_of_updates_never_leaves_a_wrong_list(slack):
    random = np.random.default_rng(7)
    policy = merit.check(golden("rank-01-kepala-bidang-anggaran")).kebijakan
    gate = merit.Gate("golongan", minimal=merit.GOLONGAN["III/c"])
    templates = [
        merit.Template(merit.JENJANG["administrator"], (gate,)),
        merit.Template(merit.JENJANG["ahli_muda"], ()),
    ]
    n = 30
    partial = np.sort(random.choice(n, 9, replace=False))
    tests = merit.Tests(
        np.array([0, n, n + 9, n + 9]),
        np.r_[np.arange(n), partial].astype(np.int32),
        random.integers(0, 10001, n + 9).astype(np.int16),
    )
    vacancies = merit.Vacancies(templates, np.array([0, 0, 1], np.int32), tests)

    def someone(i):
        level = int(random.integers(-1, 30)) * 300
        return merit.Candidate(
            str(i), status=1, golongan=int(random.integers(11, 16)), bulan=int(random.integers(0, 4)),
            komponen=(level,) * 11,
        )  # fmt: skip

    people = [someone(i) for i in range(n)]
    live = merit.Ranking(merit.make_shard(people, CUT), vacancies, policy, top=3, keep=3 + slack)
    for _ in range(400):
        i = int(random.integers(0, n))
        people[i] = someone(i)
        live.update(i, people[i])
        full = merit.rank_all(merit.make_shard(people, CUT), vacancies, policy, top=3)
        for seat in range(3):
            same(live.seat(seat), full.seat(seat))
    assert live.rebuilt > 0


def test_update_names_the_seats_that_changed():
    one = golden("rank-01-kepala-bidang-anggaran")
    shard, vacancies, checked = laid_out(one)
    live = merit.Ranking(shard, vacancies, checked.kebijakan)
    q = shard.candidate(1)

    untouched = live.update(1, q)
    moved = live.update(1, dataclasses.replace(q, riwayat=shard.candidate(0).riwayat))

    assert untouched.lists.tolist() == untouched.numbers.tolist() == []
    assert moved.lists.tolist() == moved.numbers.tolist() == [0]
    assert live.seat(0).ids.tolist() == [0, 2, 1]
    assert live.seat(0).n_failed == 1


def test_seats_without_a_test_share_one_list():
    one = golden("rank-03-gates-boxes")
    seat = one["lowongan"][1]
    one["lowongan"] = [{**seat, "id": f"L{i}"} for i in range(2, 6)]
    shard, vacancies, checked = laid_out(one)

    found = merit.rank_all(shard, vacancies, checked.kebijakan)

    assert len(vacancies.templates) == len(found.lists) == 1
    assert len({found.seat(i).to_bytes() for i in range(4)}) == 1


def test_engine_version_is_bound_to_its_sources():
    release, digest = merit.ENGINE_VERSION.split("+")

    assert release == "merit 1.0"
    assert len(digest) == 16
