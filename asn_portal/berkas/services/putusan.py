"""Verdicts on the rows of a file, and the fingerprint by which saving repeats what a check found."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from asn_portal.berkas.enums import StatusBaris

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from asn_portal.berkas.engine.tafsir import Tafsiran
    from asn_portal.berkas.registry import JenisImpor

MAX_NAME = 300
BARU, BERUBAH, SAMA, BERMASALAH = (
    StatusBaris.BARU.value, StatusBaris.BERUBAH.value, StatusBaris.SAMA.value,
    StatusBaris.BERMASALAH.value,
)  # fmt: skip


@dataclass(slots=True)
class NilaiBaris:
    """Verdict on one row."""

    nomor: int
    status: str
    ringkas: str
    perubahan: list[dict[str, str]]
    kesalahan: list[dict[str, str]]
    peringatan: list[str]


@dataclass(slots=True)
class Penilaian:
    """Verdict on a file."""

    baris: list[NilaiBaris]
    hitungan: dict[str, int]
    catatan: list[str]
    hilang: list[str]
    sidik: str
    tersimpan: bool = False
    orang_ids: set[int] = field(default_factory=set)
    dibuat: dict[str, int] = field(default_factory=dict)
    diubah: dict[str, int] = field(default_factory=dict)

    @property
    def bermasalah(self) -> int:
        """Number of wrong rows."""
        return self.hitungan[BERMASALAH]


@dataclass(slots=True)
class Putusan:
    """Status of every row of the file, and what there is to say about some of them, by position."""

    status: list[str]
    perubahan: dict[int, list[dict[str, str]]] = field(default_factory=dict)
    peringatan: dict[int, list[str]] = field(default_factory=dict)


def susun(jenis: JenisImpor, tafsiran: Tafsiran, putusan: Putusan, hilang: list[str]) -> Penilaian:
    """Put the verdict together, column by column."""
    nomor, status, kesalahan = tafsiran.nomor, putusan.status, tafsiran.kesalahan
    perubahan, peringatan = putusan.perubahan, putusan.peringatan
    baris = [
        NilaiBaris(
            n, s, text, perubahan.get(i) or [], kesalahan.get(n) or [], peringatan.get(i) or []
        )
        for i, (n, s, text) in enumerate(zip(nomor, status, _ringkas(jenis, tafsiran), strict=True))
    ]
    # Most rows are new or the same: their number and status say it all.
    sidik = hashlib.sha256(
        "\n".join(map("%d %s".__mod__, zip(nomor, status, strict=True))).encode()
    )
    for satu in baris:
        if satu.perubahan or satu.kesalahan:
            sidik.update(repr((satu.nomor, satu.perubahan, satu.kesalahan)).encode())
    hitungan = Counter(status)
    return Penilaian(
        baris=baris,
        hitungan={satu.value: hitungan[satu.value] for satu in StatusBaris},
        catatan=list(tafsiran.catatan),
        hilang=hilang,
        sidik=sidik.hexdigest(),
    )


def _ringkas(jenis: JenisImpor, tafsiran: Tafsiran) -> list[str]:
    """A few cells by which a person knows the row."""
    by_kode = jenis.kolom_by_kode
    kolom = [
        _sebutan(by_kode[kode].baca.tulis, tafsiran.kolom[kode])
        for kode in jenis.kolom_ringkas
        if kode in by_kode and kode in tafsiran.kolom
    ]
    if not kolom:
        return [""] * len(tafsiran.nomor)
    if any(None in satu for satu in kolom):
        return [
            " · ".join(text for text in row if text is not None)[:MAX_NAME]
            for row in zip(*kolom, strict=True)
        ]
    return [" · ".join(row)[:MAX_NAME] for row in zip(*kolom, strict=True)]


def _sebutan(tulis: Callable[[Any], Any], values: Sequence[Any]) -> list[str | None]:
    """How each value is written; the same value is asked once."""
    try:
        peta: Mapping[Any, str | None] = {
            value: None if value is None else _kata(tulis(value)) for value in set(values)
        }
    except TypeError:  # a kind whose values cannot be told apart by a set
        return [None if value is None else _kata(tulis(value)) for value in values]
    return list(map(peta.__getitem__, values))


def _kata(value: Any) -> str:
    """As a person reads it."""
    return f"{value:%d-%m-%Y}" if isinstance(value, date) else str(value)
