"""Small checks of the exchange format, each naming the JSON path of what it refuses."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from jabatan.merit.codes import FULL, Table
from jabatan.merit.errors import MeritInputError
from jabatan.merit.jsontext import Refused, has_surrogate, quoted
from jabatan.merit.periods import to_day

T = TypeVar("T")
_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_YEAR = re.compile(r"[0-9]{4}")
_WORDS = {
    dict: "objek",
    list: "larik",
    str: "teks",
    bool: "benar/salah",
    int: "bilangan bulat",
    float: "bilangan pecahan",
    type(None): "null",
}


def join(path: str, key: str | int) -> str:
    """The path of a child."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    if _PLAIN_KEY.fullmatch(key):
        return f"{path}.{key}"
    return f"{path}[{quoted(key)}]"


def _expect(value: Any, wanted: type, path: str) -> None:
    if isinstance(value, Refused):
        raise MeritInputError(path, value.reason)
    if type(value) is not wanted:
        found = _WORDS.get(type(value), "jenis lain")
        raise MeritInputError(path, f"harus {_WORDS[wanted]}, bukan {found}")


def mapping(value: Any, path: str) -> dict[str, Any]:
    """An object whose keys are all text."""
    _expect(value, dict, path)
    for key in value:
        if type(key) is not str:
            raise MeritInputError(path, "kunci harus teks")
        if has_surrogate(key):
            raise MeritInputError(path, f"kunci {quoted(key)} memuat karakter rusak")
    found: dict[str, Any] = value
    return found


def fields(
    value: Any, path: str, *, required: Iterable[str] = (), optional: Iterable[str] = ()
) -> dict[str, Any]:
    """An object with known keys only; null is the same as absent."""
    found = mapping(value, path)
    required = tuple(required)
    known = {*required, *optional}
    for key in found:
        if key not in known:
            raise MeritInputError(join(path, key), "kunci tidak dikenal")
    given = {key: item for key, item in found.items() if item is not None}
    for key in required:
        if key not in given:
            raise MeritInputError(join(path, key), "wajib ada")
    return given


def array(value: Any, path: str, item: Callable[[Any, str], T]) -> tuple[T, ...]:
    """A list whose every element passes the check."""
    _expect(value, list, path)
    return tuple(item(one, join(path, index)) for index, one in enumerate(value))


def text(value: Any, path: str) -> str:
    """Non-empty text without broken characters."""
    _expect(value, str, path)
    found: str = value
    if not found:
        raise MeritInputError(path, "tidak boleh kosong")
    if has_surrogate(found):
        raise MeritInputError(path, "memuat karakter rusak")
    return found


def flag(value: Any, path: str) -> bool:
    """Either true or false."""
    _expect(value, bool, path)
    return bool(value)


def count(value: Any, path: str) -> int:
    """A whole number of at least zero."""
    _expect(value, int, path)
    if value < 0:
        raise MeritInputError(path, "tidak boleh negatif")
    return int(value)


def amount(value: Any, path: str) -> int:
    """A whole number from 0 to 10000."""
    _expect(value, int, path)
    if not 0 <= value <= FULL:
        raise MeritInputError(path, "harus antara 0 dan 10000")
    return int(value)


def choice(table: Table, value: Any, path: str) -> int:
    """The code of a word of a closed list."""
    word = text(value, path)
    if word not in table:
        raise MeritInputError(path, f"nilai {quoted(word)} tidak dikenal")
    return table[word]


def calendar_day(value: Any, path: str) -> int:
    """An existing date written YYYY-MM-DD, as a day count."""
    match = _DATE.fullmatch(text(value, path))
    if match is None:
        raise MeritInputError(path, "tanggal harus berbentuk TTTT-BB-HH")
    try:
        return to_day(date(*(int(part) for part in match.groups())))
    except ValueError:
        raise MeritInputError(path, f"tanggal {match.group()} tidak ada") from None


def year(value: str, path: str) -> int:
    """A calendar year of four digits."""
    if not _YEAR.fullmatch(value) or value == "0000":
        raise MeritInputError(path, "tahun harus empat angka")
    return int(value)


def total(weights: Mapping[str, int], path: str) -> None:
    """Weights that belong together sum to exactly 10000."""
    found = sum(weights.values())
    if found != FULL:
        raise MeritInputError(path, f"jumlah harus tepat 10000, bukan {found}")


def unique(ids: Iterable[str], path: str) -> None:
    """No id twice."""
    seen: set[str] = set()
    for index, one in enumerate(ids):
        if one in seen:
            raise MeritInputError(f"{path}[{index}].id", f"id {quoted(one)} tertulis dua kali")
        seen.add(one)
