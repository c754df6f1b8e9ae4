"""Task lists of the start page: what waits, how much, where it is done."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from asn_portal.core.templatetags.portal import angka


@dataclass(frozen=True, slots=True)
class Tugas:
    """One line of a task list: what, why or how much, and whether it is done."""

    teks: str
    ket: str
    keadaan: str
    nada: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Bagian:
    """Tasks of one role."""

    judul: str
    ket: str
    tugas: tuple[Tugas, ...]


def address(name: str, *args: str, query: str = "") -> str | None:
    """Address of a page, or nothing while its room is not built."""
    try:
        return reverse(name, args=args) + query
    except NoReverseMatch:
        return None


def count(n: int, *, teks: str, ket: str, url: str | None, nada: str = "kunyit") -> Tugas:
    """Work that waits: none is good news."""
    return Tugas(teks, ket, angka(n) if n else "Tidak ada", nada if n else "daun", url)


def step(n: int, *, teks: str, ket: str, kata: str, url: str | None) -> Tugas:
    """A step of the first run: done as soon as there are rows."""
    return Tugas(
        teks, ket, f"Selesai: {angka(n)} {kata}" if n else "Belum", "daun" if n else "kunyit", url
    )
