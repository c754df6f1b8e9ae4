"""Cells whose fault must also stop the other rows of the same thing, not only their own row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asn_portal.berkas.parsers import Pembaca, Tolak
from asn_portal.berkas.registry import Salah

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asn_portal.berkas.parsing.lembar import Mentah


@dataclass(frozen=True, slots=True)
class Galat:
    """A cell that could not be read."""

    pesan: str


def lunak(pembaca: Pembaca) -> Pembaca:
    """The same reader, but a refusal becomes a value that the plan of the kind sees."""

    def baca(cell: Mentah) -> Any:
        try:
            return pembaca.baca(cell)
        except Tolak as error:
            return Galat(str(error))

    return Pembaca(pembaca.harap, baca, pembaca.tulis, pembaca.kosong, pembaca.pilihan)


def galat(nilai: Mapping[str, Any], wajib: Mapping[str, str]) -> Salah | None:
    """First unreadable or missing cell of a row; `wajib` = {column code: title}."""
    for kolom, value in nilai.items():
        if isinstance(value, Galat):
            return Salah(kolom, value.pesan)
    for kolom, judul in wajib.items():
        if nilai.get(kolom) is None:
            return Salah(kolom, f"Isi {judul}.")
    return None
