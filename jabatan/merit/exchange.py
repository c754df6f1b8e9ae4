"""The exchange format in and out: rank a case, fingerprint it, verify a stored run."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from jabatan.merit import assemble, bits, checks, inputs, jsontext
from jabatan.merit.bits import Column, Ints
from jabatan.merit.codes import N_COMPONENTS, UNKNOWN
from jabatan.merit.errors import MeritInputError
from jabatan.merit.facts import Candidate, Vacancy
from jabatan.merit.pools import effective, gauges
from jabatan.merit.ranking import Results, rank_all
from jabatan.merit.rules import Coefficients
from jabatan.merit.scoring import missing
from jabatan.merit.shard import Shard
from jabatan.merit.vacancies import Template, Vacancies

RUN_FORMAT = "merit-run-1"
MAX_DEPTH = 16  # a result has five levels


def rank(case: dict[str, Any]) -> dict[str, Any]:
    """Rank an exchange case; refuses with MeritInputError."""
    checked = inputs.check(case)
    people = sorted(checked.kandidat, key=lambda one: one.id)
    seats = sorted(checked.lowongan, key=lambda one: one.id)
    shard = assemble.make_shard(people, checked.tanggal_acuan)
    vacancies = assemble.make_vacancies(seats, people)
    results = rank_all(shard, vacancies, checked.kebijakan, top=max(len(people), 1))
    printed = {
        seat.id: _printed(people, seat, number, vacancies, results)
        for number, seat in enumerate(seats)
    }
    return {"lowongan": printed, "sidik_jari": _digest(_canonical(case))}


def _printed(
    people: Sequence[Candidate],
    seat: Vacancy,
    number: int,
    vacancies: Vacancies,
    results: Results,
) -> dict[str, Any]:
    shard, found = results.shard, results.seat(number)
    template = vacancies.templates[int(vacancies.template[number])]
    ranked = [
        {
            "id": people[int(position)].id,
            "urutan": int(place),
            **found.score(row).printed(),
        }
        for row, (position, place) in enumerate(
            zip(results.positions(number), found.urutan, strict=True)
        )
    ]
    failed, unknown = _stopped(shard, seat)
    tests = vacancies.test_values(number, shard.n)
    return {
        "peringkat": ranked,
        "tidak_memenuhi": [{"id": people[i].id, "syarat": codes} for i, codes in failed],
        "perlu_verifikasi": [{"id": people[i].id, "syarat": codes} for i, codes in unknown],
        "belum_lengkap": [
            {"id": people[i].id, "komponen": names}
            for i, names in _incomplete(shard, template, found.rule, tests)
        ],
    }


Stopped = list[tuple[int, list[str]]]


def _stopped(shard: Shard, seat: Vacancy) -> tuple[Stopped, Stopped]:
    """Who fails and who cannot be judged, with the codes in the order of the gates."""
    shape = (len(seat.syarat), shard.n)
    fail, unknown = np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)
    for i, gate in enumerate(seat.syarat):
        found = shard.gate(gate)
        fail[i], unknown[i] = bits.unpack(found.fail, shard.n), bits.unpack(found.unknown, shard.n)
    failed: bits.Flags = np.any(fail, axis=0)
    doubtful: bits.Flags = np.any(unknown, axis=0) & ~failed
    codes = [gate.kode for gate in seat.syarat]

    def named(flags: bits.Flags, who: bits.Flags) -> Stopped:
        return [
            (i, [codes[j] for j in np.flatnonzero(flags[:, i]).tolist()])
            for i in np.flatnonzero(who).tolist()
        ]

    return named(fail, failed), named(unknown, doubtful)


def _incomplete(
    shard: Shard, template: Template, rule: Coefficients, tests: Column | None
) -> list[tuple[int, list[str]]]:
    """Who meets the gates but lacks a weighted part, with its names."""
    _, cleared = gauges(shard, [template])
    who = np.flatnonzero(bits.unpack(cleared[0], shard.n))
    values = weighed_values(shard, template, tests, who)
    found = [
        (position, list(missing(row, rule)))
        for position, row in zip(who.tolist(), values.tolist(), strict=True)
    ]
    return [(position, names) for position, names in found if names]


def weighed_values(shard: Shard, template: Template, tests: Column | None, who: Ints) -> Column:
    """The twelve values of these people for a seat, unknown as -1."""
    values = np.full((len(who), N_COMPONENTS + 1), UNKNOWN, np.int16)
    values[:, :N_COMPONENTS] = shard.komponen.T[who]
    for component, column in template.overrides.items():
        values[:, component] = effective(shard, component, column, who)
    if tests is not None:
        values[:, N_COMPONENTS] = tests.take(who)
    return values


def canonical(case: dict[str, Any]) -> bytes:
    """The one byte form of a case: same for any order of lowongan, kandidat and object keys."""
    inputs.check(case)
    return _canonical(case)


def _canonical(case: dict[str, Any]) -> bytes:
    plain = {key: _pruned(value) for key, value in case.items() if value is not None}
    for name in ("lowongan", "kandidat"):
        plain[name] = sorted(plain[name], key=lambda one: one["id"])
    return dumps(plain)


def dumps(value: Any) -> bytes:
    """Compact UTF-8 JSON with sorted keys."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def _pruned(value: Any) -> Any:
    """Drop null members, except of the values per vacancy, where null means taken away."""
    if isinstance(value, list):
        return [_pruned(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: {seat: values for seat, values in item.items() if values is not None}
        if key == "per_lowongan"
        else _pruned(item)
        for key, item in value.items()
        if item is not None
    }


def fingerprint(case: dict[str, Any]) -> str:
    """SHA-256 of the canonical bytes."""
    return _digest(canonical(case))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def parse_run(data: bytes) -> dict[str, Any]:
    """Read UTF-8 JSON of a stored run and check its shape and its input."""
    found = checks.fields(
        jsontext.load(data), "$", required=("format", "mesin", "masukan", "hasil")
    )
    if checks.text(found["format"], "$.format") != RUN_FORMAT:
        raise MeritInputError("$.format", f"harus {RUN_FORMAT}")
    checks.text(found["mesin"], "$.mesin")
    try:
        inputs.check(found["masukan"])
    except MeritInputError as error:
        raise MeritInputError("$.masukan" + error.path.removeprefix("$"), error.message) from None
    checks.mapping(found["hasil"], "$.hasil")
    _plain(found["hasil"])
    return found


def _plain(tree: Any) -> None:
    """Refuse what strict JSON reading marked, anywhere in the stored result."""
    stack = [("$.hasil", 0, tree)]
    while stack:
        path, depth, value = stack.pop()
        if isinstance(value, jsontext.Refused):
            raise MeritInputError(path, value.reason)
        if depth > MAX_DEPTH:
            raise MeritInputError("$.hasil", "JSON bersarang terlalu dalam")
        if isinstance(value, dict):
            checks.mapping(value, path)
            stack.extend((checks.join(path, key), depth + 1, item) for key, item in value.items())
        elif isinstance(value, list):
            stack.extend((checks.join(path, i), depth + 1, one) for i, one in enumerate(value))


def verify(run: dict[str, Any]) -> str | None:
    """Recompute a stored run; None if it agrees, else the path and both values."""
    return difference(run["hasil"], rank(run["masukan"]), "$.hasil")


def difference(stored: Any, computed: Any, path: str) -> str | None:
    """The first place where two plain trees differ."""
    if type(stored) is not type(computed):
        return f"{path}: tersimpan {_short(stored)}, hitung ulang {_short(computed)}"
    if isinstance(stored, dict):
        children = [(key, key in stored, key in computed) for key in sorted({*stored, *computed})]
    elif isinstance(stored, list):
        longest = max(len(stored), len(computed))
        children = [(i, i < len(stored), i < len(computed)) for i in range(longest)]
    else:
        if stored == computed:
            return None
        return f"{path}: tersimpan {_short(stored)}, hitung ulang {_short(computed)}"
    for key, left, right in children:
        where = checks.join(path, key)
        if not left:
            return f"{where}: tidak ada dalam hasil tersimpan"
        if not right:
            return f"{where}: tidak ada dalam hitung ulang"
        found = difference(stored[key], computed[key], where)
        if found:
            return found
    return None


def _short(value: Any) -> str:
    return jsontext.quoted(json.dumps(value, ensure_ascii=True)[:80])
