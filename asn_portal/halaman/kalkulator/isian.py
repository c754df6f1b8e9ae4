"""Fields of a calculator: one place that says what a key may hold, for JSON and for the page."""

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from asn_portal.core.numbers import parse_decimal
from asn_portal.halaman.kalkulator.galat import InputError

MISSING: Any = object()
EMPTY = "wajib diisi"
TAHUN_AWAL, TAHUN_AKHIR = 1900, 2199
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_DATE_TYPED = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})", re.ASCII)
_INTEGER = re.compile(r"-?[0-9]{1,18}", re.ASCII)
_GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(ABC):
    key: str
    label: str
    help: str = ""
    default: Any = MISSING  # MISSING = the key is required

    @property
    def required(self) -> bool:
        return self.default is MISSING

    @abstractmethod
    def parse(self, raw: Any, path: str) -> Any:
        """Return the typed value of a JSON value, or raise InputError."""

    def from_text(self, text: str) -> Any:
        """Turn what a person typed into the JSON value that `parse` reads."""
        return text.strip()

    def to_text(self, value: Any) -> str:
        """Print a JSON value as a person would type it."""
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole(Field):
    minimum: int = 0
    maximum: int = 10**9

    def parse(self, raw: Any, path: str) -> int:
        if isinstance(raw, bool) or not isinstance(raw, int):
            raise InputError(path, "harus bilangan bulat")
        if not self.minimum <= raw <= self.maximum:
            raise InputError(path, f"harus antara {_dots(self.minimum)} dan {_dots(self.maximum)}")
        return raw

    def from_text(self, text: str) -> Any:
        text = text.strip()
        if _GROUPED.fullmatch(text):  # 75.000 as people write it
            text = text.replace(".", "")
        return int(text) if _INTEGER.fullmatch(text) else text


@dataclass(frozen=True, slots=True, kw_only=True)
class Points(Whole):
    """Hundredths of a point for programs, points with a comma for people: 7333 is 73,33."""

    def parse(self, raw: Any, path: str) -> int:
        try:
            return Whole.parse(self, raw, path)
        except InputError as error:
            limit = "harus 0 sampai 100 poin, dikirim sebagai bilangan bulat 0 sampai 10.000"
            raise InputError(path, limit) from error

    def from_text(self, text: str) -> Any:
        try:
            hundredths = parse_decimal(text.strip().replace(",", ".")) * 100
        except ValueError:
            return text
        return int(hundredths) if hundredths == int(hundredths) else text

    def to_text(self, value: Any) -> str:
        if isinstance(value, bool) or not isinstance(value, int):
            return str(value)
        whole, rest = divmod(value, 100)
        return f"{whole},{rest:02d}".removesuffix(",00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Field):
    """A decimal string with a point; a page also takes the comma."""

    minimum: Decimal = Decimal(0)
    maximum: Decimal = Decimal(100)

    def parse(self, raw: Any, path: str) -> Decimal:
        if isinstance(raw, bool) or not isinstance(raw, int | str):
            raise InputError(path, 'harus teks angka desimal, misalnya "112.5"')
        try:
            value = parse_decimal(raw) if isinstance(raw, str) else Decimal(raw)
        except ValueError:
            raise InputError(path, 'harus angka desimal, misalnya "112.5"') from None
        if not self.minimum <= value <= self.maximum:
            raise InputError(path, f"harus antara {self.minimum} dan {self.maximum}")
        return value

    def from_text(self, text: str) -> Any:
        return text.strip().replace(",", ".")

    def to_text(self, value: Any) -> str:
        return str(value).replace(".", ",")


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag(Field):
    def parse(self, raw: Any, path: str) -> bool:
        if not isinstance(raw, bool):
            raise InputError(path, "harus true atau false")
        return raw


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Field):
    options: tuple[tuple[Any, str], ...]  # (JSON value, label); values all text or all integers
    any_case: bool = False

    def parse(self, raw: Any, path: str) -> Any:
        wanted = raw.upper() if self.any_case and isinstance(raw, str) else raw
        for value, _label in self.options:
            # True == 1 in Python, so the type has to agree too.
            if type(wanted) is type(value) and wanted == value:
                return value
        raise InputError(
            path, "harus salah satu dari " + ", ".join(str(v) for v, _ in self.options)
        )

    def from_text(self, text: str) -> Any:
        return next((value for value, _ in self.options if str(value) == text), text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Field):
    max_length: int = 64

    def parse(self, raw: Any, path: str) -> str:
        if not isinstance(raw, str):
            raise InputError(path, "harus teks dalam tanda kutip")
        if len(raw) > self.max_length:
            raise InputError(path, f"paling panjang {self.max_length} huruf")
        if not raw.isascii():
            raise InputError(path, "hanya menerima angka 0 sampai 9 dari papan ketik biasa")
        return raw


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(Field):
    def parse(self, raw: Any, path: str) -> date:
        if not isinstance(raw, str) or not _DATE.fullmatch(raw):
            raise InputError(path, "harus tanggal, misalnya 2026-03-06")
        try:
            day = date.fromisoformat(raw)
        except ValueError:
            raise InputError(path, "bukan tanggal yang ada di kalender") from None
        if not TAHUN_AWAL <= day.year <= TAHUN_AKHIR:
            raise InputError(path, f"tahun harus antara {TAHUN_AWAL} dan {TAHUN_AKHIR}")
        return day

    def from_text(self, text: str) -> Any:
        text = text.strip()
        if typed := _DATE_TYPED.fullmatch(text):
            return f"{typed[3]}-{int(typed[2]):02d}-{int(typed[1]):02d}"
        return text

    def to_text(self, value: Any) -> str:
        if not isinstance(value, str) or not _DATE.fullmatch(value):
            return "" if value is None else str(value)
        return f"{int(value[8:])}-{int(value[5:7])}-{value[:4]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Optional(Field):
    """A value that may be null."""

    inner: Field

    def parse(self, raw: Any, path: str) -> Any:
        return None if raw is None else self.inner.parse(raw, path)

    def from_text(self, text: str) -> Any:
        return self.inner.from_text(text) if text.strip() else None

    def to_text(self, value: Any) -> str:
        return "" if value is None else self.inner.to_text(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows(Field):
    """A list whose items are objects, or, when `positional`, lists of fixed length."""

    columns: tuple[Field, ...]
    minimum: int = 1
    maximum: int = 1000
    positional: bool = False

    def parse(self, raw: Any, path: str) -> list[dict[str, Any]]:
        if not isinstance(raw, list):
            raise InputError(path, "harus daftar")
        if not self.minimum <= len(raw) <= self.maximum:
            raise InputError(path, f"harus berisi {self.minimum} sampai {self.maximum} baris")
        return [self._row(item, f"{path}[{n}]") for n, item in enumerate(raw)]

    def _row(self, item: Any, path: str) -> dict[str, Any]:
        if not self.positional:
            return parse_object(self.columns, item, path)
        if not isinstance(item, list) or len(item) != len(self.columns):
            names = ", ".join(column.key for column in self.columns)
            raise InputError(path, f"harus daftar berisi {names}")
        return {
            column.key: column.parse(value, f"{path}[{n}]")
            for n, (column, value) in enumerate(zip(self.columns, item, strict=True))
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Items(Field):
    """A list of plain values of one kind."""

    item: Field
    minimum: int = 1
    maximum: int = 1000

    def parse(self, raw: Any, path: str) -> list[Any]:
        if not isinstance(raw, list):
            raise InputError(path, "harus daftar")
        if not self.minimum <= len(raw) <= self.maximum:
            raise InputError(path, f"harus berisi {self.minimum} sampai {self.maximum} nilai")
        return [self.item.parse(value, f"{path}[{n}]") for n, value in enumerate(raw)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Field):
    """An object with named values."""

    members: tuple[Field, ...] = field(default=())

    def parse(self, raw: Any, path: str) -> dict[str, Any]:
        return parse_object(self.members, raw, path)


def parse_object(fields: tuple[Field, ...], raw: Any, path: str = "") -> dict[str, Any]:
    """Read an object: every key known, every required key there, every value of its kind."""
    if not isinstance(raw, dict):
        raise InputError(path or "masukan", "harus objek JSON")
    prefix = f"{path}." if path else ""
    known = {item.key for item in fields}
    for key in raw:
        if key not in known:
            raise InputError(f"{prefix}{key}", "kunci tidak dikenal")
    values = {}
    for item in fields:
        if item.key in raw:
            values[item.key] = item.parse(raw[item.key], f"{prefix}{item.key}")
        elif item.required:
            raise InputError(f"{prefix}{item.key}", EMPTY)
        else:
            values[item.key] = item.default
    return values


def _dots(number: int) -> str:
    return f"{number:,}".replace(",", ".")
