"""Small exchange cases for tests, and Hypothesis strategies for random ones."""

import copy
import json
from datetime import date, timedelta
from pathlib import Path

from hypothesis import strategies as st

from jabatan import merit

GOLDEN = Path(__file__).parent / "golden"
CUT_OFF = "2026-11-21"


def golden(name):
    return json.loads((GOLDEN / f"{name}.json").read_text())


SCENARIO = golden("rank-01-kepala-bidang-anggaran")
POLICY = SCENARIO["kebijakan"]
FULL_PARTS = dict.fromkeys(merit.COMPONENTS, 8000)


def person(name="A", **facts):
    base = {
        "id": name,
        "status": "PNS",
        "golongan": "III/d",
        "masa_kerja_golongan_bulan": 24,
        "tanggal_lahir": "1982-05-17",
        "pendidikan": [{"jenjang": "S1", "bidang": "akuntansi"}],
        "riwayat": [{"jenjang": "pengawas", "mulai": "2021-01-04"}],
        "predikat": {"2024": "BAIK", "2025": "BAIK"},
        "hukuman": [],
        "pelatihan": ["PKP"],
        "komponen": dict(FULL_PARTS),
        "per_lowongan": {"L": {"teknis": 8000}},
    }
    return {**base, **facts}


def case(*people, gates=(), jenjang="administrator", cut_off=CUT_OFF, policy=None):
    return {
        "format": "merit-1",
        "tanggal_acuan": cut_off,
        "kebijakan": copy.deepcopy(policy or POLICY),
        "lowongan": [{"id": "L", "jenjang": jenjang, "syarat": list(gates)}],
        "kandidat": list(people),
    }


def outcome(one, gate, cut_off=CUT_OFF):
    """The answer of one gate through the whole engine."""
    found = merit.rank(case(one, gates=[gate], cut_off=cut_off))["lowongan"]["L"]
    for name in ("tidak_memenuhi", "perlu_verifikasi"):
        if found[name]:
            assert found[name] == [{"id": one["id"], "syarat": [gate["kode"]]}]
            return name
    return "memenuhi"


def only(result):
    return result["lowongan"]["L"]["peringkat"][0]


# --- random cases -------------------------------------------------------------------------

AROUND = [
    "2016-02-29", "2020-01-31", "2020-02-29", "2021-06-30", "2021-07-01", "2022-11-21",
    "2023-11-20", "2023-11-21", "2023-11-22", "2024-02-29", "2024-11-21", "2024-11-22",
    "2025-02-28", "2026-01-31", "2026-11-20", "2026-11-21", "2026-11-22", "2027-03-01",
]  # fmt: skip
days = st.sampled_from(AROUND) | st.dates(date(2012, 1, 1), date(2028, 1, 1)).map(date.isoformat)
maybe = lambda values: st.none() | values  # noqa: E731
jenjang = st.sampled_from(["pengawas", "ahli_muda", "administrator", "pelaksana"])
levels = st.sampled_from(["SLTA", "D3", "D4", "S1", "S2", "SD"])
fields = st.sampled_from(["akuntansi", "ekonomi", "hukum"])
predicates = st.sampled_from(list(merit.PREDIKAT))
small = st.integers(0, 4)

gates = st.one_of(
    st.fixed_dictionaries(
        {"kode": st.just("status"), "nilai": st.lists(st.sampled_from(list(merit.STATUS)))}
    ),
    st.fixed_dictionaries(
        {"kode": st.just("pendidikan"), "minimal": levels},
        optional={"bidang": maybe(st.lists(fields, min_size=1))},
    ),
    st.fixed_dictionaries(
        {"kode": st.just("golongan"), "minimal": st.sampled_from(["I/a", "III/c", "IV/a"])}
    ),
    st.fixed_dictionaries(
        {"kode": st.just("masa_jenjang"), "jenjang": st.lists(jenjang), "tahun": small}
    ),
    st.fixed_dictionaries({"kode": st.just("predikat"), "minimal": predicates, "tahun": small}),
    st.fixed_dictionaries({"kode": st.just("disiplin"), "tahun": small}),
    st.fixed_dictionaries({"kode": st.just("usia"), "maksimal": st.integers(30, 60)}),
    st.fixed_dictionaries(
        {"kode": st.just("pelatihan"), "semua": st.lists(st.sampled_from(["PKA", "PKP", "X"]))}
    ),
)
periods = st.fixed_dictionaries(
    {},
    optional={
        "jenjang": maybe(jenjang), "mulai": maybe(days), "selesai": maybe(days),
        "definitif": maybe(st.booleans()),
    },
)  # fmt: skip
punishments = st.fixed_dictionaries(
    {},
    optional={
        "tingkat": maybe(st.sampled_from(list(merit.TINGKAT))), "mulai": maybe(days),
        "selesai": maybe(days), "proses": maybe(st.booleans()),
    },
)  # fmt: skip
values = st.sampled_from([0, 5999, 6000, 7999, 8000, 10000]) | st.integers(0, 10000)
facts = st.fixed_dictionaries(
    {"komponen": st.fixed_dictionaries(dict.fromkeys(merit.COMPONENTS, values))},
    optional={
        "status": maybe(st.sampled_from(list(merit.STATUS))),
        "golongan": maybe(st.sampled_from(["II/d", "III/c", "III/d", "IV/a", "I", "IX"])),
        "masa_kerja_golongan_bulan": maybe(st.integers(0, 3)),
        "tanggal_lahir": maybe(days | st.dates(date(1960, 1, 1), date(1999, 1, 1)).map(str)),
        "pendidikan": maybe(
            st.lists(
                st.fixed_dictionaries(
                    {}, optional={"jenjang": maybe(levels), "bidang": maybe(fields)}
                ),
                max_size=2,
            )
        ),
        "riwayat": maybe(st.lists(periods, max_size=4)),
        "predikat": maybe(
            st.dictionaries(
                st.sampled_from(["2022", "2023", "2024", "2025", "2026"]), maybe(predicates)
            )
        ),
        "hukuman": maybe(st.lists(punishments, max_size=2)),
        "pelatihan": maybe(st.lists(st.sampled_from(["PKA", "PKP"]))),
        "per_lowongan": maybe(
            st.dictionaries(
                st.sampled_from(["L0", "L1"]),
                maybe(
                    st.fixed_dictionaries(
                        {},
                        optional={
                            "teknis": maybe(values), "kompetensi": maybe(values),
                            "predikat": maybe(values),
                        },
                    )
                ),
            )
        ),
    },
)  # fmt: skip
weights = st.sampled_from(
    [
        POLICY["bobot"],
        {
            "kinerja": {"predikat": 10000, "penghargaan": 0, "tim_kerja": 0, "umpan_balik": 0},
            "potensial": {**dict.fromkeys(merit.POTENSIAL, 1429), "integritas": 1426},
        },
    ]
)
policies = st.fixed_dictionaries(
    {
        "bobot": weights,
        "poros": st.sampled_from(
            [{"kinerja": 5000, "potensial": 5000}, {"kinerja": 3333, "potensial": 6667}]
        ),
        "ambang": st.just({"tinggi": 8000, "menengah": 6000}),
        "gabungan": st.sampled_from([POLICY["gabungan"], {}]),
        "seri": st.permutations(merit.SERI).flatmap(
            lambda names: st.integers(0, 4).map(lambda n: names[:n])
        ),
    }
)


@st.composite
def random_cases(draw, max_people=7):
    people = draw(st.lists(facts, max_size=max_people))
    seats = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "jenjang": st.sampled_from(["administrator", "pengawas", "ahli_muda"]),
                    "syarat": st.lists(gates, max_size=3),
                }
            ),
            max_size=2,
        )
    )
    return {
        "format": "merit-1",
        "tanggal_acuan": draw(st.sampled_from([CUT_OFF, "2024-02-29", "2026-12-31"])),
        "kebijakan": draw(policies),
        "lowongan": [{"id": f"L{i}", **seat} for i, seat in enumerate(seats)],
        "kandidat": [{"id": f"P{i}", **one} for i, one in enumerate(people)],
    }


def day_after(text):
    return (date.fromisoformat(text) + timedelta(days=1)).isoformat()
