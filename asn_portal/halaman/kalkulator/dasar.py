"""What a calculator is: its fields, its legal basis, its example and the rule behind it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from asn_portal.halaman.kalkulator.isian import Field, parse_object


@dataclass(frozen=True, slots=True)
class Hasil:
    """Result of one calculation: keys for programs, sentences and headlines for people."""

    hasil: Mapping[str, Any]
    langkah: tuple[str, ...]
    sorotan: tuple[tuple[str, str], ...]  # (name, value) for the page, the most important first


Rule = Callable[[Mapping[str, Any], date], Hasil]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kalkulator:
    nama: str
    judul: str
    ringkas: str
    dasar: str
    fields: tuple[Field, ...]
    contoh: Mapping[str, Any]
    rule: Rule
    rahasia: bool = field(default=False)  # data of a person: never in an address

    def hitung(self, masukan: Any, hari_ini: date) -> Hasil:
        """Read the input strictly and apply the rule; raises InputError."""
        return self.rule(parse_object(self.fields, masukan), hari_ini)

    def jawaban(self, masukan: Any, hari_ini: date) -> dict[str, Any]:
        """Return what the command prints and the API answers."""
        result = self.hitung(masukan, hari_ini)
        return {
            "hasil": dict(result.hasil),
            "langkah": list(result.langkah),
            "dasar": self.dasar,
        }
