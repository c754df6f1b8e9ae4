"""Facts back in the words of the exchange format, so that a stranger can compute a run again."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from jabatan.merit.codes import (
    COMPONENTS,
    DAY_OPEN,
    GOLONGAN,
    JENJANG,
    NOT_OVERRIDDEN,
    PENDIDIKAN,
    PREDIKAT,
    STATUS,
    TEKNIS,
    TINGKAT,
    name_of,
)
from jabatan.merit.facts import Candidate, Discipline, Education, Gate, Tenure
from jabatan.merit.inputs import FORMAT
from jabatan.merit.periods import from_day

if TYPE_CHECKING:
    from jabatan.merit.frozen import Frozen

_MINIMAL = {"pendidikan": PENDIDIKAN, "golongan": GOLONGAN, "predikat": PREDIKAT}


def day_words(day: int | None) -> str | None:
    """2026-11-21, or None for unknown, open and impossible days."""
    found = None if day is None or day == DAY_OPEN else from_day(day)
    return None if found is None else found.isoformat()


def gate_words(gate: Gate) -> dict[str, Any]:
    """One syarat as it stands in a case."""
    found: dict[str, Any] = {"kode": gate.kode}
    if gate.kode in _MINIMAL:
        found["minimal"] = name_of(_MINIMAL[gate.kode], gate.minimal)
    if gate.kode == "status":
        found["nilai"] = [name_of(STATUS, code) for code in gate.nilai]
    if gate.kode == "masa_jenjang":
        found["jenjang"] = [name_of(JENJANG, code) for code in gate.jenjang]
    if gate.kode in {"masa_jenjang", "predikat", "disiplin"}:
        found["tahun"] = gate.tahun
    if gate.kode == "pendidikan" and gate.bidang is not None:
        found["bidang"] = list(gate.bidang)
    if gate.kode == "usia":
        found["maksimal"] = gate.maksimal
    if gate.kode == "pelatihan":
        found["semua"] = list(gate.semua)
    return found


def _given(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value for name, value in pairs if value is not None}


def _education(one: Education) -> dict[str, Any]:
    return _given([("jenjang", name_of(PENDIDIKAN, one.jenjang)), ("bidang", one.bidang)])


def _tenure(one: Tenure) -> dict[str, Any]:
    last = None if one.akhir == DAY_OPEN else one.akhir - 1
    return _given(
        [
            ("jenjang", name_of(JENJANG, one.jenjang)),
            ("mulai", day_words(one.mulai)),
            ("selesai", day_words(last)),
            ("definitif", one.definitif),
        ]
    )


def _discipline(one: Discipline) -> dict[str, Any]:
    return _given(
        [
            ("tingkat", name_of(TINGKAT, one.tingkat)),
            ("mulai", day_words(one.mulai)),
            ("selesai", day_words(one.selesai)),
            ("proses", one.proses),
        ]
    )


def candidate_words(person: Candidate, name: str) -> dict[str, Any]:
    """One kandidat as it stands in a case, under a name of the run instead of a real one."""
    values = zip(COMPONENTS, person.komponen, strict=True)
    return {
        "id": name,
        **_given(
            [
                ("status", name_of(STATUS, person.status)),
                ("golongan", name_of(GOLONGAN, person.golongan)),
                ("masa_kerja_golongan_bulan", None if person.bulan < 0 else person.bulan),
                ("tanggal_lahir", day_words(person.lahir)),
                ("riwayat", None if person.riwayat is None else [*map(_tenure, person.riwayat)]),
                (
                    "hukuman",
                    None if person.hukuman is None else [*map(_discipline, person.hukuman)],
                ),
                ("pelatihan", None if person.pelatihan is None else sorted(person.pelatihan)),
            ]
        ),
        "pendidikan": [_education(one) for one in person.pendidikan],
        "predikat": {
            f"{year:04d}": name_of(PREDIKAT, code) for year, code in person.predikat.items()
        },
        "komponen": {part: value for part, value in values if value >= 0},
    }


def local_name(position: int) -> str:
    """Name of a person inside one run: says nothing, sorts like the rows of the run."""
    return f"p{position:07d}"


def export_case(frozen: "Frozen", seats: Iterable[str]) -> dict[str, Any]:
    """A case of the exchange format for some seats of a frozen run, without any real name."""
    wanted = [(frozen.seats.index(seat), seat) for seat in seats]
    shard, vacancies = frozen.shard, frozen.vacancies
    people = []
    templates = {seat: vacancies.templates[int(vacancies.template[i])] for i, seat in wanted}
    tests = {seat: vacancies.test_values(i, shard.n) for i, seat in wanted}
    tested = {seat: _tested(frozen, i) for i, seat in wanted}
    for position in range(shard.n):
        words = candidate_words(shard.candidate(position), local_name(position))
        own: dict[str, Any] = {}
        for seat, template in templates.items():
            given = _overridden(template.overrides, position)
            column = tests[seat]
            if column is not None and position in tested[seat]:
                given[TEKNIS] = _known(int(column[position]))
            if given:
                own[seat] = given
        people.append({**words, **({"per_lowongan": own} if own else {})})
    return {
        "format": FORMAT,
        "tanggal_acuan": day_words(shard.cut_off),
        "kebijakan": frozen.policy.as_dict(),
        "lowongan": [
            {
                "id": seat,
                "jenjang": name_of(JENJANG, template.jenjang),
                "syarat": [gate_words(gate) for gate in template.syarat],
            }
            for seat, template in templates.items()
        ],
        "kandidat": people,
    }


def _tested(frozen: "Frozen", seat: int) -> frozenset[int]:
    tests = frozen.vacancies.tests
    if tests is None:
        return frozenset()
    rows = slice(int(tests.ptr[seat]), int(tests.ptr[seat + 1]))
    return frozenset(int(position) for position in tests.who[rows])


def _known(value: int) -> int | None:
    return None if value < 0 else value


def _overridden(overrides: Mapping[int, Any], position: int) -> dict[str, Any]:
    return {
        COMPONENTS[component]: _known(int(column[position]))
        for component, column in sorted(overrides.items())
        if int(column[position]) != NOT_OVERRIDDEN
    }
