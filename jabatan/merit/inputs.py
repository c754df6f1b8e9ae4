"""The door: an exchange case becomes checked facts, or a MeritInputError with its path."""

from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from jabatan.merit import checks, jsontext
from jabatan.merit.codes import (
    COMPONENTS,
    DAY_OPEN,
    GATES,
    GOLONGAN,
    GOLONGAN_PNS,
    JENJANG,
    KINERJA,
    PARTS,
    PENDIDIKAN,
    POTENSIAL,
    PREDIKAT,
    SERI,
    STATUS,
    TINGKAT,
    UNKNOWN,
)
from jabatan.merit.errors import MeritInputError
from jabatan.merit.facts import Candidate, Discipline, Education, Gate, Tenure, Vacancy
from jabatan.merit.rules import Policy

if TYPE_CHECKING:
    from collections.abc import Callable

FORMAT = "merit-1"
_GATE_CODES = MappingProxyType({name: index for index, name in enumerate(GATES)})
_GATE_FIELDS = MappingProxyType(
    {
        "status": (("nilai",), ()),
        "pendidikan": (("minimal",), ("bidang",)),
        "golongan": (("minimal",), ()),
        "masa_jenjang": (("jenjang", "tahun"), ()),
        "predikat": (("minimal", "tahun"), ()),
        "disiplin": (("tahun",), ()),
        "usia": (("maksimal",), ()),
        "pelatihan": (("semua",), ()),
    }
)
_MINIMAL = MappingProxyType(
    {"pendidikan": PENDIDIKAN, "golongan": GOLONGAN_PNS, "predikat": PREDIKAT}
)


@dataclass(frozen=True, slots=True)
class Case:
    """A checked case, in the order of the file."""

    tanggal_acuan: int
    kebijakan: Policy
    lowongan: tuple[Vacancy, ...]
    kandidat: tuple[Candidate, ...]


def parse(data: bytes) -> dict[str, Any]:
    """Read UTF-8 JSON of a case and check it; returns the plain object."""
    found = jsontext.load(data)
    check(found)
    case: dict[str, Any] = found
    return case


def check(case: Any) -> Case:
    """Check an exchange case to the last field."""
    found = checks.fields(
        case,
        "$",
        required=("format", "tanggal_acuan", "kebijakan", "lowongan", "kandidat"),
    )
    if checks.text(found["format"], "$.format") != FORMAT:
        raise MeritInputError("$.format", f"harus {FORMAT}")
    cut_off = checks.calendar_day(found["tanggal_acuan"], "$.tanggal_acuan")
    policy = read_policy(found["kebijakan"], "$.kebijakan")
    vacancies = checks.array(found["lowongan"], "$.lowongan", read_vacancy)
    checks.unique((vacancy.id for vacancy in vacancies), "$.lowongan")
    people = checks.array(found["kandidat"], "$.kandidat", read_candidate)
    checks.unique((person.id for person in people), "$.kandidat")
    return Case(cut_off, policy, vacancies, people)


def _weights(value: Any, path: str, names: tuple[str, ...]) -> tuple[int, ...]:
    given = checks.fields(value, path, required=names)
    weights = {name: checks.amount(given[name], checks.join(path, name)) for name in names}
    checks.total(weights, path)
    return tuple(weights.values())


def read_policy(value: Any, path: str = "$") -> Policy:
    """Check a kebijakan object."""
    given = checks.fields(value, path, required=("bobot", "poros", "ambang", "gabungan", "seri"))
    bobot = checks.fields(given["bobot"], f"{path}.bobot", required=("kinerja", "potensial"))
    kinerja = _weights(bobot["kinerja"], f"{path}.bobot.kinerja", KINERJA)
    potensial = _weights(bobot["potensial"], f"{path}.bobot.potensial", POTENSIAL)
    poros = _weights(given["poros"], f"{path}.poros", ("kinerja", "potensial"))
    ambang = checks.fields(given["ambang"], f"{path}.ambang", required=("tinggi", "menengah"))
    tinggi = checks.amount(ambang["tinggi"], f"{path}.ambang.tinggi")
    menengah = checks.amount(ambang["menengah"], f"{path}.ambang.menengah")
    if menengah > tinggi:
        raise MeritInputError(f"{path}.ambang.menengah", "tidak boleh di atas tinggi")
    mixes = checks.fields(given["gabungan"], f"{path}.gabungan", optional=JENJANG)
    gabungan = []
    for name, mix in mixes.items():
        pair = _weights(mix, f"{path}.gabungan.{name}", ("talenta", "teknis"))
        gabungan.append((JENJANG[name], pair[0], pair[1]))
    seri = checks.array(given["seri"], f"{path}.seri", _seri)
    if len(set(seri)) != len(seri):
        raise MeritInputError(f"{path}.seri", "nama tertulis dua kali")
    return Policy(
        bobot=(*kinerja, *potensial),
        poros=(poros[0], poros[1]),
        ambang=(tinggi, menengah),
        gabungan=tuple(sorted(gabungan)),
        seri=seri,
    )


def _seri(value: Any, path: str) -> str:
    word = checks.text(value, path)
    if word not in SERI:
        raise MeritInputError(path, f"nilai {jsontext.quoted(word)} tidak dikenal")
    return word


def read_vacancy(value: Any, path: str) -> Vacancy:
    """Check one lowongan."""
    given = checks.fields(value, path, required=("id", "jenjang", "syarat"))
    return Vacancy(
        id=checks.text(given["id"], f"{path}.id"),
        jenjang=checks.choice(JENJANG, given["jenjang"], f"{path}.jenjang"),
        syarat=checks.array(given["syarat"], f"{path}.syarat", read_gate),
    )


def read_gate(value: Any, path: str = "$") -> Gate:
    """Check one syarat."""
    kode = checks.mapping(value, path).get("kode")
    if kode is None:
        raise MeritInputError(f"{path}.kode", "wajib ada")
    checks.choice(_GATE_CODES, kode, f"{path}.kode")
    required, optional = _GATE_FIELDS[kode]
    given = checks.fields(value, path, required=("kode", *required), optional=optional)
    made: dict[str, Any] = {"kode": kode}
    if "minimal" in given:
        made["minimal"] = checks.choice(_MINIMAL[kode], given["minimal"], f"{path}.minimal")
    for name, table in (("nilai", STATUS), ("jenjang", JENJANG)):
        if name in given:
            read = partial(checks.choice, table)
            made[name] = checks.array(given[name], f"{path}.{name}", read)
    for name in ("bidang", "semua"):
        if name in given:
            made[name] = checks.array(given[name], f"{path}.{name}", checks.text)
    for name in ("tahun", "maksimal"):
        if name in given:
            made[name] = checks.count(given[name], f"{path}.{name}")
    if made.get("bidang") == ():
        raise MeritInputError(f"{path}.bidang", "tidak boleh kosong; hapus bila bebas")
    return Gate(**made)


def _education(value: Any, path: str) -> Education:
    given = checks.fields(value, path, optional=("jenjang", "bidang"))
    return Education(
        jenjang=checks.choice(PENDIDIKAN, given["jenjang"], f"{path}.jenjang")
        if "jenjang" in given
        else 0,
        bidang=checks.text(given["bidang"], f"{path}.bidang") if "bidang" in given else None,
    )


def _optional_day(given: dict[str, Any], name: str, path: str) -> int | None:
    return checks.calendar_day(given[name], f"{path}.{name}") if name in given else None


def _tenure(value: Any, path: str) -> Tenure:
    given = checks.fields(value, path, optional=("jenjang", "mulai", "selesai", "definitif"))
    last = _optional_day(given, "selesai", path)
    return Tenure(
        jenjang=checks.choice(JENJANG, given["jenjang"], f"{path}.jenjang")
        if "jenjang" in given
        else 0,
        mulai=_optional_day(given, "mulai", path),
        akhir=DAY_OPEN if last is None else last + 1,
        definitif=checks.flag(given.get("definitif", True), f"{path}.definitif"),
    )


def _discipline(value: Any, path: str) -> Discipline:
    given = checks.fields(value, path, optional=("tingkat", "mulai", "selesai", "proses"))
    return Discipline(
        tingkat=checks.choice(TINGKAT, given["tingkat"], f"{path}.tingkat")
        if "tingkat" in given
        else 0,
        mulai=_optional_day(given, "mulai", path),
        selesai=_optional_day(given, "selesai", path),
        proses=checks.flag(given.get("proses", False), f"{path}.proses"),
    )


def _predicates(value: Any, path: str) -> dict[int, int]:
    given = checks.mapping(value, path)
    found = {}
    for key, word in given.items():
        number = checks.year(key, checks.join(path, key))
        if word is not None:
            found[number] = checks.choice(PREDIKAT, word, checks.join(path, key))
    return found


def _values(value: Any, path: str, names: tuple[str, ...]) -> dict[str, int]:
    """Component values; a name with null is present and unknown."""
    given = checks.mapping(value, path)
    checks.fields(given, path, optional=names)
    return {
        name: UNKNOWN if item is None else checks.amount(item, checks.join(path, name))
        for name, item in given.items()
    }


def _overrides(value: Any, path: str) -> dict[str, dict[str, int]]:
    found = {}
    for vacancy_id, values in checks.mapping(value, path).items():
        where = checks.join(path, vacancy_id)
        checks.text(vacancy_id, where)
        if values is not None:
            found[vacancy_id] = _values(values, where, PARTS)
    return found


_PERSON_FIELDS = (
    "status",
    "golongan",
    "masa_kerja_golongan_bulan",
    "tanggal_lahir",
    "pendidikan",
    "riwayat",
    "predikat",
    "hukuman",
    "pelatihan",
    "komponen",
    "per_lowongan",
)


def read_candidate(value: Any, path: str = "$") -> Candidate:
    """Check one kandidat."""
    given = checks.fields(value, path, required=("id",), optional=_PERSON_FIELDS)
    made: dict[str, Any] = {"id": checks.text(given["id"], f"{path}.id")}
    readers: dict[str, tuple[str, Callable[[Any, str], Any]]] = {
        "status": ("status", partial(checks.choice, STATUS)),
        "golongan": ("golongan", partial(checks.choice, GOLONGAN)),
        "masa_kerja_golongan_bulan": ("bulan", checks.count),
        "tanggal_lahir": ("lahir", checks.calendar_day),
        "pendidikan": ("pendidikan", partial(checks.array, item=_education)),
        "riwayat": ("riwayat", partial(checks.array, item=_tenure)),
        "predikat": ("predikat", _predicates),
        "hukuman": ("hukuman", partial(checks.array, item=_discipline)),
        "per_lowongan": ("per_lowongan", _overrides),
    }
    for name, (attribute, read) in readers.items():
        if name in given:
            made[attribute] = read(given[name], f"{path}.{name}")
    if "pelatihan" in given:
        courses = checks.array(given["pelatihan"], f"{path}.pelatihan", checks.text)
        made["pelatihan"] = frozenset(courses)
    if "komponen" in given:
        values = _values(given["komponen"], f"{path}.komponen", COMPONENTS)
        made["komponen"] = tuple(values.get(name, UNKNOWN) for name in COMPONENTS)
    return Candidate(**made)
