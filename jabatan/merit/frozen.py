"""A run kept as bytes: everything the engine read, so that it can be computed again years later.

The bytes are a line of canonical JSON (policy, seats, gates, names, list of columns) followed by
the columns, little-endian, in that order. No pickle, no clock, no dictionary order.
What is measured against a template stands there only for the people who meet its gates: nobody
else's value is ever read.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from jabatan.merit import bits
from jabatan.merit.bits import Column
from jabatan.merit.codes import JENJANG, N_COMPONENTS, NOT_OVERRIDDEN, name_of
from jabatan.merit.inputs import read_gate, read_policy
from jabatan.merit.rules import Policy
from jabatan.merit.shard import Cases, Educations, History, People, Shard
from jabatan.merit.vacancies import Template, Tests, Vacancies
from jabatan.merit.words import gate_words

FORMAT = "merit-beku-2"
_END = b"\n"


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a run read: people, seats with their ids, policy, and columns that only explain."""

    shard: Shard
    vacancies: Vacancies
    policy: Policy
    seats: tuple[str, ...]
    extra: Mapping[str, Column] = field(default_factory=dict)
    notes: Mapping[str, Any] = field(default_factory=dict)


def freeze(frozen: Frozen) -> bytes:
    """The one byte form of these inputs; the same inputs always give the same bytes."""
    people = frozen.shard.people
    columns = [(name, _plain(column)) for name, column in _columns(frozen)]
    head = {
        "format": FORMAT,
        "acuan": frozen.shard.cut_off,
        "kebijakan": frozen.policy.as_dict(),
        "kursi": list(frozen.seats),
        "pola": [
            {
                "jenjang": name_of(JENJANG, template.jenjang),
                "syarat": [gate_words(gate) for gate in template.syarat],
                "ganti": sorted(template.overrides),
            }
            for template in frozen.vacancies.templates
        ],
        "bidang": list(people.pendidikan.names),
        "pelatihan": list(people.pelatihan_names),
        "predikat": sorted(people.predikat),
        "catatan": dict(frozen.notes),
        "kolom": [[name, column.dtype.str, list(column.shape)] for name, column in columns],
    }
    text = json.dumps(head, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode() + _END + b"".join(column.tobytes() for _, column in columns)


def _plain(column: Column) -> Column:
    """Contiguous and little-endian, whatever machine made it."""
    kind = column.dtype.newbyteorder("<") if column.dtype.itemsize > 1 else column.dtype
    return np.ascontiguousarray(column, dtype=kind)


def _columns(frozen: Frozen) -> list[tuple[str, Column]]:
    people, vacancies = frozen.shard.people, frozen.vacancies
    education, history, cases = people.pendidikan, people.riwayat, people.hukuman
    tests = vacancies.tests or _no_tests(len(vacancies))
    named: list[tuple[str, Column, str]] = [
        ("ids", people.ids, "i8"),
        ("status", people.status, "u1"),
        ("golongan", people.golongan, "u1"),
        ("bulan", people.bulan, "i8"),
        ("lahir", people.lahir, "i4"),
        ("komponen", people.komponen, "i2"),
        ("pendidikan.ptr", education.ptr, "i8"),
        ("pendidikan.jenjang", education.jenjang, "u1"),
        ("pendidikan.bidang", education.bidang, "i4"),
        ("riwayat.ptr", history.ptr, "i8"),
        ("riwayat.jenjang", history.jenjang, "u1"),
        ("riwayat.mulai", history.mulai, "i4"),
        ("riwayat.akhir", history.akhir, "i4"),
        ("riwayat.definitif", history.definitif, "?"),
        ("riwayat.known", history.known, "?"),
        ("hukuman.ptr", cases.ptr, "i8"),
        ("hukuman.tingkat", cases.tingkat, "u1"),
        ("hukuman.mulai", cases.mulai, "i4"),
        ("hukuman.selesai", cases.selesai, "i4"),
        ("hukuman.proses", cases.proses, "?"),
        ("hukuman.known", cases.known, "?"),
        ("pelatihan", people.pelatihan, "u8"),
        ("pelatihan.known", people.pelatihan_known, "?"),
        ("pola", vacancies.template, "i4"),
        ("uji.ptr", tests.ptr, "i8"),
        ("uji.who", tests.who, "i4"),
        ("uji.value", tests.value, "i2"),
    ]
    found = [(name, np.asarray(column).astype(kind)) for name, column, kind in named]
    found += [
        (f"predikat.{year}", np.asarray(people.predikat[year]).astype("u1"))
        for year in sorted(people.predikat)
    ]
    for number, template in enumerate(vacancies.templates):
        if template.overrides:
            found += _overrides(frozen.shard, number, template)
    return found + [(f"lain.{name}", frozen.extra[name]) for name in sorted(frozen.extra)]


def _overrides(shard: Shard, number: int, template: Template) -> list[tuple[str, Column]]:
    """Who meets the gates, and their values of each overridden component."""
    cleared = bits.everyone(shard.n)
    for gate in template.syarat:
        answer = shard.gate(gate)
        cleared &= ~(answer.fail | answer.unknown)
    who = np.flatnonzero(bits.unpack(cleared, shard.n))
    found: list[tuple[str, Column]] = [(f"ganti.{number}", who.astype("i4"))]
    for component in sorted(template.overrides):
        values = np.asarray(template.overrides[component]).take(who).astype("i2")
        found.append((f"ganti.{number}.{component}", values))
    return found


class _Sparse(Mapping[int, Column]):
    """Overrides of a thawed template; a column of everybody is made when somebody asks for it."""

    def __init__(self, n: int, who: Column, values: Mapping[int, Column]) -> None:
        self._n, self._who, self._values = n, who, values
        self._made: dict[int, Column] = {}

    def __getitem__(self, component: int) -> Column:
        if component not in self._made:
            column = np.full(self._n, NOT_OVERRIDDEN, np.int16)
            column[self._who] = self._values[component]
            self._made[component] = column
        return self._made[component]

    def __iter__(self) -> Iterator[int]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def _no_tests(seats: int) -> Tests:
    return Tests(np.zeros(seats + 1, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int16))


def thaw(data: bytes) -> Frozen:
    """The inverse of `freeze`; refuses bytes of another kind."""
    text, _, body = data.partition(_END)
    head = json.loads(text)
    if head.get("format") != FORMAT:
        raise ValueError("These bytes are not a frozen run.")
    column: dict[str, Column] = {}
    start = 0
    for name, kind, shape in head["kolom"]:
        size = int(np.prod(shape, dtype=np.int64))
        column[name] = np.frombuffer(body, kind, size, start).reshape(shape)
        start += column[name].nbytes
    if start != len(body):
        raise ValueError("These bytes are longer than the run they describe.")
    return Frozen(
        shard=Shard(_people(head, column), head["acuan"]),
        vacancies=Vacancies(
            templates=[_template(i, one, column) for i, one in enumerate(head["pola"])],
            template=column["pola"],
            tests=Tests(column["uji.ptr"], column["uji.who"], column["uji.value"]),
        ),
        policy=read_policy(head["kebijakan"]),
        seats=tuple(head["kursi"]),
        extra={
            name.removeprefix("lain."): values
            for name, values in column.items()
            if name.startswith("lain.")
        },
        notes=head["catatan"],
    )


def _template(number: int, given: Mapping[str, Any], column: Mapping[str, Column]) -> Template:
    overrides: Mapping[int, Column] = {}
    if given["ganti"]:
        values = {kind: column[f"ganti.{number}.{kind}"] for kind in given["ganti"]}
        overrides = _Sparse(len(column["ids"]), column[f"ganti.{number}"], values)
    return Template(
        jenjang=JENJANG[given["jenjang"]],
        syarat=tuple(read_gate(gate) for gate in given["syarat"]),
        overrides=overrides,
    )


def _people(head: Mapping[str, Any], column: Mapping[str, Column]) -> People:
    return People(
        ids=column["ids"],
        status=column["status"],
        golongan=column["golongan"],
        bulan=column["bulan"],
        lahir=column["lahir"],
        pendidikan=Educations(
            ptr=column["pendidikan.ptr"],
            jenjang=column["pendidikan.jenjang"],
            bidang=column["pendidikan.bidang"],
            names=head["bidang"],
        ),
        riwayat=History(
            ptr=column["riwayat.ptr"],
            jenjang=column["riwayat.jenjang"],
            mulai=column["riwayat.mulai"],
            akhir=column["riwayat.akhir"],
            definitif=column["riwayat.definitif"],
            known=column["riwayat.known"],
        ),
        predikat={year: column[f"predikat.{year}"] for year in head["predikat"]},
        hukuman=Cases(
            ptr=column["hukuman.ptr"],
            tingkat=column["hukuman.tingkat"],
            mulai=column["hukuman.mulai"],
            selesai=column["hukuman.selesai"],
            proses=column["hukuman.proses"],
            known=column["hukuman.known"],
        ),
        pelatihan=column["pelatihan"],
        pelatihan_known=column["pelatihan.known"],
        pelatihan_names=head["pelatihan"],
        komponen=column["komponen"].reshape(N_COMPONENTS, -1),
    )
