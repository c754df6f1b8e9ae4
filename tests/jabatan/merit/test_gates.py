"""Edges of the gates and of the calendar, one fact at a time."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jabatan import merit
from tests.jabatan.merit import checker
from tests.jabatan.merit.cases import CUT_OFF, day_after, facts, gates, outcome, person

LONG = {"kode": "masa_jenjang", "jenjang": ["pengawas", "ahli_muda"], "tahun": 3}
CLEAN = {"kode": "disiplin", "tahun": 2}


@pytest.mark.parametrize(
    ("changed", "gate", "answer"),
    [
        ({"riwayat": []}, LONG, "tidak_memenuhi"),
        # adjacent periods are one: 2 years 11 months 30 days, although their parts would make 36 months
        (
            {
                "riwayat": [
                    {"jenjang": "ahli_muda", "mulai": "2024-02-01"},
                    {"jenjang": "pengawas", "mulai": "2023-11-22", "selesai": "2024-01-31"},
                ]
            },
            LONG, "tidak_memenuhi",
        ),
        # one day between them makes them several: 2 months 10 days and 33 months 20 days
        (
            {
                "riwayat": [
                    {"jenjang": "pengawas", "mulai": "2023-11-21", "selesai": "2024-01-30"},
                    {"jenjang": "ahli_muda", "mulai": "2024-02-01"},
                ]
            },
            LONG, "memenuhi",
        ),
        ({"riwayat": None}, LONG, "perlu_verifikasi"),
        ({"riwayat": None}, {**LONG, "tahun": 0}, "memenuhi"),
        ({"riwayat": [{"jenjang": "pengawas", "mulai": "2025-01-01", "selesai": "2024-01-01"}]}, LONG, "tidak_memenuhi"),
        ({"riwayat": [{"mulai": "2020-01-01"}]}, LONG, "perlu_verifikasi"),
        ({"riwayat": [{"mulai": "2025-01-01"}]}, LONG, "tidak_memenuhi"),
        ({"riwayat": [{"jenjang": "pengawas"}]}, LONG, "perlu_verifikasi"),
        ({"status": None}, {"kode": "status", "nilai": ["PNS"]}, "perlu_verifikasi"),
        ({"golongan": None}, {"kode": "golongan", "minimal": "III/c"}, "perlu_verifikasi"),
        ({"golongan": None, "status": "PPPK"}, {"kode": "golongan", "minimal": "III/c"}, "tidak_memenuhi"),
        ({"golongan": "XVII", "status": "PPPK"}, {"kode": "golongan", "minimal": "I/a"}, "tidak_memenuhi"),
        ({"pendidikan": []}, {"kode": "pendidikan", "minimal": "S1"}, "perlu_verifikasi"),
        ({"pendidikan": [{"jenjang": "D4"}]}, {"kode": "pendidikan", "minimal": "S1"}, "memenuhi"),
        ({"pendidikan": [{"jenjang": "S1"}]}, {"kode": "pendidikan", "minimal": "S1", "bidang": ["x"]}, "perlu_verifikasi"),
        ({"pendidikan": [{"jenjang": "D3"}]}, {"kode": "pendidikan", "minimal": "S1", "bidang": ["x"]}, "tidak_memenuhi"),
        ({"predikat": {"2024": "KURANG"}}, {"kode": "predikat", "minimal": "BAIK", "tahun": 2}, "tidak_memenuhi"),
        ({"hukuman": None}, CLEAN, "perlu_verifikasi"),
        ({"hukuman": [{"proses": True}]}, CLEAN, "tidak_memenuhi"),
        ({"hukuman": [{"tingkat": "ringan", "mulai": CUT_OFF, "selesai": "2020-01-01"}]}, CLEAN, "tidak_memenuhi"),
        ({"hukuman": [{"tingkat": "sedang", "mulai": "2024-11-21", "selesai": "2024-11-21"}]}, CLEAN, "memenuhi"),
        ({"hukuman": [{"tingkat": "sedang", "mulai": "2024-11-22", "selesai": "2024-11-22"}]}, CLEAN, "tidak_memenuhi"),
        ({"pelatihan": None}, {"kode": "pelatihan", "semua": ["PKA"]}, "perlu_verifikasi"),
        ({"pelatihan": []}, {"kode": "pelatihan", "semua": ["PKA"]}, "tidak_memenuhi"),
        ({"pelatihan": None}, {"kode": "pelatihan", "semua": []}, "memenuhi"),
        ({"tanggal_lahir": None}, {"kode": "usia", "maksimal": 50}, "perlu_verifikasi"),
    ],
)  # fmt: skip
def test_edges_of_each_gate(changed, gate, answer):
    assert outcome(person(**changed), gate) == answer


def test_predicate_years_are_before_the_year_of_the_cut_off_even_on_31_december():
    gate = {"kode": "predikat", "minimal": "BAIK", "tahun": 1}

    assert outcome(person(predikat={"2025": "BAIK"}), gate, "2026-12-31") == "memenuhi"
    assert outcome(person(predikat={"2026": "BAIK"}), gate, "2026-12-31") == "perlu_verifikasi"


@pytest.mark.parametrize(
    ("cut_off", "answer"), [("2026-02-28", "memenuhi"), ("2026-03-01", "tidak_memenuhi")]
)
def test_born_on_29_february_has_the_birthday_on_28_february(cut_off, answer):
    gate = {"kode": "usia", "maksimal": 58}

    assert outcome(person(tanggal_lahir="1968-02-29"), gate, cut_off) == answer


@pytest.mark.parametrize(
    ("periods", "until", "length"),
    [
        ([("2023-11-21", None)], CUT_OFF, (3, 0, 0)),
        ([("2023-11-22", None)], CUT_OFF, (2, 11, 30)),
        ([("2024-02-29", None)], "2025-02-28", (1, 0, 0)),
        ([("2020-01-01", "2020-12-15"), ("2021-02-01", "2023-02-15")], CUT_OFF, (3, 0, 0)),
        ([("2020-01-01", "2021-06-30"), ("2021-07-01", "2022-12-31")], CUT_OFF, (3, 0, 0)),
        ([("2020-01-01", "2021-06-30"), ("2021-01-01", "2021-03-01")], CUT_OFF, (1, 6, 0)),
        ([("2025-01-01", "2024-01-01")], CUT_OFF, (0, 0, 0)),
        ([], CUT_OFF, (0, 0, 0)),
    ],
)
def test_service_length(periods, until, length):
    given_periods = [(date.fromisoformat(a), b and date.fromisoformat(b)) for a, b in periods]

    assert merit.service_length(given_periods, date.fromisoformat(until)) == length


def test_months_end_on_the_last_day():
    assert merit.add_months(date(2024, 8, 31), -6) == date(2024, 2, 29)
    assert merit.add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert merit.anniversary(date(1968, 2, 29), 58) == date(2026, 2, 28)
    with pytest.raises(OverflowError):
        merit.add_months(date(9999, 12, 1), 1)


def results(one, gate, cut_off=CUT_OFF):
    cut = merit.to_day(date.fromisoformat(cut_off))
    return merit.gate_result(merit.read_candidate(one), merit.read_gate(gate), cut)


@given(facts, gates)
def test_explained_answer_is_the_ranked_answer_and_its_date_is_the_first_good_one(one, gate):
    named = {"id": "A", **one}
    found = results(named, gate)

    assert found.hasil == checker.GATES[gate["kode"]](named, gate, date.fromisoformat(CUT_OFF))
    if found.paling_cepat and gate["kode"] != "predikat":
        assert found.hasil == "tidak_memenuhi"
        eve = date.fromordinal(date.fromisoformat(found.paling_cepat).toordinal() - 1).isoformat()
        assert results(named, gate, found.paling_cepat).hasil == "memenuhi"
        assert results(named, gate, eve).hasil != "memenuhi"
        assert day_after(eve) == found.paling_cepat


@pytest.mark.parametrize(
    ("changed", "gate", "held", "earliest"),
    [
        ({"riwayat": [{"jenjang": "pengawas", "mulai": "2024-12-01"}]}, LONG, {"tahun": 1, "bulan": 11, "hari": 20}, "2027-12-01"),
        ({"riwayat": [{"jenjang": "pengawas", "mulai": "2020-01-01", "selesai": "2020-12-31"}]}, LONG, {"tahun": 1, "bulan": 0, "hari": 0}, None),
        ({"predikat": {"2024": "BAIK", "2025": "KURANG"}}, {"kode": "predikat", "minimal": "BAIK", "tahun": 2}, {"2024": "BAIK", "2025": "KURANG"}, "2028-01-01"),
        ({"tanggal_lahir": "1970-06-10"}, {"kode": "usia", "maksimal": 56}, {"tanggal_lahir": "1970-06-10", "usia": 56}, None),
        ({"golongan": "III/b"}, {"kode": "golongan", "minimal": "III/c"}, "III/b", None),
        (
            {"hukuman": [{"tingkat": "sedang", "mulai": "2026-03-16", "selesai": "2026-12-15"}]}, CLEAN,
            [{"tingkat": "sedang", "mulai": "2026-03-16", "selesai": "2026-12-15", "proses": False}], "2028-12-15",
        ),
    ],
)  # fmt: skip
def test_failed_gate_says_what_is_held_and_when_it_could_be_met(changed, gate, held, earliest):
    found = results(person(**changed), gate)

    assert (found.hasil, found.dimiliki, found.paling_cepat) == ("tidak_memenuhi", held, earliest)


KNOWN = merit.read_policy(
    {
        "bobot": {
            "kinerja": {"predikat": 6000, "penghargaan": 1500, "tim_kerja": 1500, "umpan_balik": 1000},
            "potensial": {**dict.fromkeys(merit.POTENSIAL, 1500), "kompetensi": 1000},
        },
        "poros": {"kinerja": 5000, "potensial": 5000},
        "ambang": {"tinggi": 8000, "menengah": 6000},
        "gabungan": {"administrator": {"talenta": 6000, "teknis": 4000}},
        "seri": ["kinerja"],
    }
).coefficients(merit.JENJANG["administrator"])  # fmt: skip


@given(st.lists(st.integers(-1, 10000), min_size=12, max_size=12))
def test_what_would_raise_the_score_is_exact(values):
    known = [max(value, 0) for value in values]

    for gain in merit.sensitivity(values, KNOWN, {"predikat": (2000, 4000, 6000, 8000, 10000)}):
        place = merit.PARTS.index(gain.nama)
        raised = [*known[:place], gain.menjadi, *known[place + 1 :]]
        assert merit.score(raised, KNOWN).nilai - merit.score(known, KNOWN).nilai == gain.tambah
        assert gain.menjadi > values[place]


@given(*[st.lists(st.integers(0, 10000), min_size=12, max_size=12)] * 2)
def test_differences_of_two_people_add_up_to_the_difference_of_their_scores(left, right):
    parts = merit.compare(left, right, KNOWN)

    assert (
        sum(part.selisih for part in parts)
        == merit.score(left, KNOWN).nilai - merit.score(right, KNOWN).nilai
    )


def test_points_are_exact_decimals():
    assert [merit.points(n, 10**6) for n in (0, 1, 83_000000, 81_633000, 100_000000, -2_500000)] == [
        "0.00", "0.000001", "83.00", "81.633", "100.00", "-2.50",
    ]  # fmt: skip
