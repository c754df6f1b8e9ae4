"""Kinds of files that can be imported and exported; components register theirs in `importers`."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django.utils.module_loading import autodiscover_modules

from asn_portal.core.enums import Peran

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from django.db.models import Model

    from asn_portal.berkas.parsers import Pembaca
    from asn_portal.berkas.parsing.lembar import Lembar
    from asn_portal.core.models import Instansi, Orang


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column of a kind: how it is called, how its cells are read and written."""

    kode: str  # key in Baris.nilai and in the rows of ekspor()
    judul: str  # header in exports and templates
    baca: Pembaca
    alias: tuple[str, ...] = ()  # other headers; case, blanks and punctuation do not matter
    wajib: bool = False  # the column must be there and no cell may be empty
    kunci: bool = False  # the tuple of all key columns is unique within a file
    contoh: str = ""
    keterangan: str = ""
    # False: the portal does not keep it; it is read past, never parsed and exported empty.
    simpan: bool = True


@dataclass(frozen=True, slots=True)
class Salah:
    """Why a row cannot be taken; `kolom` is the code of a column or empty."""

    kolom: str
    pesan: str


@dataclass(slots=True, eq=False)
class Tulis:
    """One row that shall stand in the database after the import.

    A foreign key is a primary key or another `Tulis` (also of a row further down the file).
    Names are attribute names of the model: `pegawai_id` or `pegawai`, both are understood.
    `kunci` identifies the row: a known primary key {"id": 7}, or natural key fields; empty means
    "surely new". `nilai` is compared and written, `awal` is used only when the row is created.
    """

    model: type[Model]
    kunci: dict[str, Any]
    nilai: dict[str, Any] = field(default_factory=dict)
    awal: dict[str, Any] = field(default_factory=dict)
    sebutan: str = ""  # how the page names it, default: verbose name of the model


@dataclass(slots=True)
class Rencana:
    """What one row of the file means."""

    tulis: list[Tulis] = field(default_factory=list)  # the first one decides new or changed
    salah: list[Salah] = field(default_factory=list)
    peringatan: list[str] = field(default_factory=list)
    # Person whose evidence changes: primary key of Orang, or the Tulis that makes him.
    orang: int | Tulis | None = None


@dataclass(slots=True)
class RencanaKolom:
    """What all rows mean, as columns: every row of the file is one row of one model.

    For plain kinds with many rows. What the columns hold at a wrong position is not looked at.
    """

    model: type[Model]
    kunci: dict[str, list[Any]]
    nilai: dict[str, list[Any]]
    orang: list[int | None]
    salah: dict[int, Salah] = field(default_factory=dict)  # by position of the row

    def rinci(self) -> list[Rencana]:
        """The same row by row, for what columns cannot express (rows that contradict each other)."""
        kunci, nilai = list(self.kunci), list(self.nilai)
        isi = zip(
            zip(*self.kunci.values(), strict=True), zip(*self.nilai.values(), strict=True),
            self.orang, strict=True,
        )  # fmt: skip
        return [
            Rencana(salah=[self.salah[i]])
            if i in self.salah
            else Rencana(
                [
                    Tulis(
                        self.model,
                        dict(zip(kunci, k, strict=True)),
                        dict(zip(nilai, v, strict=True)),
                    )
                ],
                orang=orang,
            )
            for i, (k, v, orang) in enumerate(isi)
        ]


@dataclass(slots=True)
class Baris:
    """A parsed row: number as in Excel, typed values by column code; empty cells are None.

    Columns that the file does not have are absent from `nilai`: `baris.nilai.get("x")`.
    """

    nomor: int
    nilai: dict[str, Any]


@dataclass(slots=True)
class Konteks:
    """Where and when an import happens; `memo` keeps lookups of the kind between its hooks."""

    instansi: Instansi
    hari_ini: date
    at: datetime
    oleh: Orang | None
    kolom_ada: frozenset[str] = frozenset()  # codes of the columns that the file has
    memo: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Hasil:
    """What was written, for the hook `setelah`; `tulis` writes more, with the same undo."""

    pk_of: dict[int, int]
    dibuat: dict[type[Model], list[int]]
    diubah: dict[type[Model], list[int]]
    orang_ids: set[int]
    tulis_lagi: Callable[[Sequence[Tulis]], None]

    def pk(self, tulis: Tulis) -> int:
        """Primary key of the row that a `Tulis` of this import stands for."""
        return self.pk_of[id(tulis)]

    def tulis(self, operasi: Sequence[Tulis]) -> None:
        """Write rows that follow from the import (seats, for instance); undo takes them back."""
        self.tulis_lagi(operasi)


class JenisImpor:
    """A kind of file. Subclass, fill in, decorate with `@daftarkan`."""

    kode: ClassVar[str]  # slug in addresses and on the command line
    judul: ClassVar[str]
    keterangan: ClassVar[str] = ""
    kolom: ClassVar[tuple[Kolom, ...]]
    urutan: ClassVar[int] = 100  # place in the list of kinds; import in this order
    peran: ClassVar[tuple[str, ...]] = (Peran.OPERATOR,)
    # What becomes points (scores, awards, certificates, "none") waits for a verifikator who is
    # another person.
    nilai: ClassVar[bool] = False
    # What a look at the rows of such a file is called in the log of looks (core.access.log_look).
    hal: ClassVar[str] = "nilai"
    # Source of evidence that the framework bumps for the touched people (core.enums.Sumber).
    sumber: ClassVar[str | None] = None
    # Sheets that are taken when the file has several, lower case, "*" allowed at the end.
    lembar: ClassVar[tuple[str, ...]] = ()
    maks_baris: ClassVar[int] = 100_000
    maks_kolom: ClassVar[int] = 100
    baris_judul_maks: ClassVar[int] = 10
    # Columns shown to name a row on the check page; default: the key columns and "nama".
    ringkas: ClassVar[tuple[str, ...]] = ()
    # How foreign keys read on the check page: {UnitKerja: lambda ids: {id: name}}.
    nama_rujukan: ClassVar[Mapping[type[Model], Callable[[set[int]], dict[int, str]]]] = {}

    def tata(self, lembar: Lembar) -> Lembar:
        """Re-arrange an unusual layout before the header is looked for; keep row numbers."""
        return lembar

    def rencanakan(self, ctx: Konteks, baris: Sequence[Baris]) -> list[Rencana]:
        """One Rencana per row, in order. Look things up for all rows at once, never per row."""
        raise NotImplementedError

    def rencanakan_kolom(
        self,
        ctx: Konteks,  # noqa: ARG002 -- hook
        kolom: Mapping[str, list[Any]],  # noqa: ARG002
    ) -> RencanaKolom | None:
        """The same from whole columns, for plain kinds; None: `rencanakan` is asked."""
        return None

    def hilang(self, ctx: Konteks, baris: Sequence[Baris]) -> list[str]:  # noqa: ARG002 -- hook
        """Rows of the database that the file no longer has: information, nothing is deleted."""
        return []

    def setelah(self, ctx: Konteks, hasil: Hasil) -> None:
        """Work in the same transaction after the rows are written."""

    def ekspor(self, ctx: Konteks) -> Iterable[Mapping[str, Any]]:
        """Rows by column code, with the values that reading them again gives."""
        raise NotImplementedError

    def jumlah_ekspor(self, ctx: Konteks) -> int | None:  # noqa: ARG002 -- hook
        """How many rows `ekspor` gives, where counting is cheaper than reading the first ones."""
        return None

    @property
    def bisa_ekspor(self) -> bool:
        """Whether the kind writes what it reads."""
        return type(self).ekspor is not JenisImpor.ekspor

    @property
    def kolom_by_kode(self) -> dict[str, Kolom]:
        """Columns by code."""
        return {kolom.kode: kolom for kolom in self.kolom}

    @property
    def kolom_ringkas(self) -> tuple[str, ...]:
        """Columns that name a row."""
        if self.ringkas:
            return self.ringkas
        return tuple(k.kode for k in self.kolom if k.kunci or k.kode == "nama") or (
            self.kolom[0].kode,
        )


_T = TypeVar("_T", bound=type[JenisImpor])
_PencariOrang = TypeVar("_PencariOrang", bound="Callable[[int, Collection[str]], Iterable[int]]")
_jenis: dict[str, JenisImpor] = {}
_pencari_orang: list[Callable[[int, Collection[str]], Iterable[int]]] = []


def daftarkan(jenis: _T) -> _T:
    """Class decorator: make the kind known."""
    _jenis[jenis.kode] = jenis()
    return jenis


def pencari_orang(cari: _PencariOrang) -> _PencariOrang:
    """Decorator: how the people behind NIPs of an instansi are found (primary keys of Orang)."""
    _pencari_orang.append(cari)
    return cari


def orang_dari_nip(instansi_id: int, nips: Collection[str]) -> set[int]:
    """People of an instansi whom rows of a file speak of."""
    _discover()
    return {pk for cari in _pencari_orang for pk in cari(instansi_id, nips)} if nips else set()


@cache
def _discover() -> None:
    autodiscover_modules("importers")


def semua() -> list[JenisImpor]:
    """All kinds in the order in which an office imports them."""
    _discover()
    return sorted(_jenis.values(), key=lambda jenis: (jenis.urutan, jenis.judul))


def ambil(kode: str) -> JenisImpor | None:
    """The kind with this code."""
    _discover()
    return _jenis.get(kode)


def kelompok_model(operasi: Iterable[Tulis]) -> dict[type[Model], list[Tulis]]:
    """Operations by model, in order of appearance."""
    grouped: dict[type[Model], list[Tulis]] = defaultdict(list)
    for tulis in operasi:
        grouped[tulis.model].append(tulis)
    return grouped
