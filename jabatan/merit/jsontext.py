"""Strict JSON: text to plain values, keeping a mark where something must be refused by path."""

import json
from dataclasses import dataclass
from typing import Any, NoReturn

from jabatan.merit.errors import MeritInputError

MAX_DIGITS = 40


@dataclass(frozen=True, slots=True)
class Refused:
    """Stands in the parsed tree where the text held something that no field accepts."""

    reason: str


def _integer(text: str) -> int | Refused:
    if len(text) > MAX_DIGITS:
        return Refused("bilangan terlalu panjang")
    return int(text)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any] | Refused:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            return Refused(f"kunci {quoted(key)} tertulis dua kali")
        seen.add(key)
    raise AssertionError  # pragma: no cover -- a shorter dictionary always has a double key


def quoted(text: str) -> str:
    """A piece of the input for a one-line message: escaped and short."""
    limit = 60
    return json.dumps(text if len(text) <= limit else text[:limit] + "…", ensure_ascii=True)


def load(data: bytes) -> Any:
    """Parse UTF-8 JSON; floats, NaN and double keys come back as `Refused`."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MeritInputError("$", f"bukan teks UTF-8 (bita ke-{error.start + 1})") from None
    if text.startswith("\ufeff"):
        raise MeritInputError("$", "berkas diawali tanda BOM; simpan sebagai UTF-8 tanpa BOM")
    try:
        return json.loads(
            text,
            parse_int=_integer,
            parse_float=lambda _: Refused("bilangan pecahan tidak diterima"),
            parse_constant=lambda name: Refused(f"{name} tidak diterima"),
            object_pairs_hook=_pairs,
        )
    except json.JSONDecodeError as error:
        _broken(error)
    except RecursionError:
        raise MeritInputError("$", "JSON bersarang terlalu dalam") from None


def _broken(error: json.JSONDecodeError) -> NoReturn:
    where = f"baris {error.lineno} kolom {error.colno}"
    raise MeritInputError("$", f"JSON rusak pada {where}") from None


def has_surrogate(text: str) -> bool:
    """Half of a surrogate pair is no character and has no UTF-8 form."""
    return any("\ud800" <= character <= "\udfff" for character in text)
