"""Turns the cells of the matched columns into typed rows; wrong cells become sentences."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from asn_portal.berkas.parsing.lembar import huruf, polos

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asn_portal.berkas.engine.judul import Kepala
    from asn_portal.berkas.parsing.lembar import Lembar
    from asn_portal.berkas.registry import Baris, JenisImpor, Kolom

Kesalahan = dict[str, str]


@dataclass(slots=True)
class Tafsiran:
    """Typed columns and, by row number, what is wrong with the rows."""

    nomor: Sequence[int]  # of each row, as in Excel
    kolom: dict[str, list[Any]]  # column code → value of each row
    baris_baru: type[Baris]
    kesalahan: dict[int, list[Kesalahan]]
    kolom_ada: frozenset[str]
    catatan: list[str] = field(default_factory=list)
    letak: dict[str, int] = field(default_factory=dict)  # column code → index in the file
    judul: dict[str, str] = field(default_factory=dict)  # column code → title as read
    _baris: list[Baris] | None = None

    @property
    def baris(self) -> list[Baris]:
        """The same as rows, for plans that are made row by row."""
        if self._baris is None:
            kode, baris_baru = list(self.kolom), self.baris_baru
            self._baris = [
                baris_baru(nomor, dict(zip(kode, values, strict=True)))
                for nomor, values in zip(
                    self.nomor, zip(*self.kolom.values(), strict=True), strict=True
                )
            ]
        return self._baris

    def salah(self, nomor: int, kode: str, pesan: str) -> None:
        """Note an error of a row, with the cell when it belongs to a column."""
        indeks = self.letak.get(kode)
        sel = f"{huruf(indeks)}{nomor}" if indeks is not None else ""
        self.kesalahan.setdefault(nomor, []).append(
            {"kolom": kode, "sel": sel, "judul": self.judul.get(kode, ""), "pesan": pesan}
        )


@dataclass(slots=True)
class _Terbaca:
    """One column: value of each row, positions whose cell was refused."""

    kolom: Kolom
    nilai: list[Any]
    ditolak: dict[int, str]


def tafsirkan(
    jenis: JenisImpor,
    lembar: Lembar,
    kepala: Kepala,
    pemetaan: dict[str, str],
    baris_baru: type[Baris],
) -> Tafsiran:
    """Read all matched columns; every distinct cell is parsed once."""
    by_kode = jenis.kolom_by_kode
    letak = {kode: int(indeks) for indeks, kode in pemetaan.items() if kode in by_kode}
    dibaca = {kode: indeks for kode, indeks in letak.items() if by_kode[kode].simpan}
    judul = {satu.indeks: satu.judul for satu in kepala.kolom}
    hasil = Tafsiran(
        nomor=[],
        kolom={kode: [] for kode in dibaca},
        baris_baru=baris_baru,
        kesalahan={},
        kolom_ada=frozenset(dibaca),
        letak=letak,
        judul={kode: judul.get(indeks) or by_kode[kode].judul for kode, indeks in letak.items()},
    )
    if not dibaca or not lembar.kolom:
        return hasil
    terisi = _terisi(lembar, kepala.mulai, list(dibaca.values()), hasil)
    terbaca = [_baca(by_kode[kode], lembar, indeks, terisi) for kode, indeks in dibaca.items()]
    hasil.nomor = nomor = [lembar.nomor[i] for i in terisi]
    hasil.kolom = {satu.kolom.kode: satu.nilai for satu in terbaca}
    for satu in terbaca:
        for posisi, pesan in satu.ditolak.items():
            hasil.salah(nomor[posisi], satu.kolom.kode, pesan)
        if satu.kolom.wajib and None in satu.nilai:
            for posisi, value in enumerate(satu.nilai):
                if value is None and posisi not in satu.ditolak:
                    hasil.salah(nomor[posisi], satu.kolom.kode, f"Isi {satu.kolom.judul}.")
    if lembar.rumus:
        _rumus(lembar, dibaca, set(nomor), hasil)
    _kembar(jenis, hasil)
    if lembar.tersembunyi:
        hasil.catatan.append(f"{lembar.tersembunyi} baris tersembunyi di lembar ini ikut dibaca.")
    return hasil


def _terisi(lembar: Lembar, mulai: int, dibaca: list[int], hasil: Tafsiran) -> Sequence[int]:
    """Positions of rows that hold something in a matched column."""
    jumlah = len(lembar.nomor)
    indexes = [lembar.kolom[i][1][mulai:] for i in dibaca if i < len(lembar.kolom)]
    if any(0 not in index for index in indexes):  # a column without an empty cell
        return range(mulai, jumlah)
    terisi = [mulai + i for i, row in enumerate(zip(*indexes, strict=True)) if any(row)]
    if len(terisi) < jumlah - mulai:
        ada = set(terisi)
        sisa = [
            lembar.nomor[i]
            for i in range(mulai, jumlah)
            if i not in ada and any(polos(cell).strip() for cell in lembar.satu(i))
        ]
        if sisa:
            contoh = ", ".join(map(str, sisa[:5]))
            hasil.catatan.append(
                f"{len(sisa)} baris dilewati karena kolom yang dicocokkan kosong (baris {contoh})."
            )
    return terisi


def _baca(kolom: Kolom, lembar: Lembar, indeks: int, terisi: Sequence[int]) -> _Terbaca:
    if indeks >= len(lembar.kolom):
        return _Terbaca(kolom, [None] * len(terisi), {})
    unik, index = lembar.kolom[indeks]
    tolak: dict[int, str] = {}
    values = kolom.baca.semua(unik, tolak)
    dipakai: Sequence[int] = [index[i] for i in terisi]
    ditolak = {posisi: tolak[i] for posisi, i in enumerate(dipakai) if i in tolak} if tolak else {}
    return _Terbaca(kolom, list(map(values.__getitem__, dipakai)), ditolak)


def _rumus(lembar: Lembar, dibaca: dict[str, int], nomor: set[int], hasil: Tafsiran) -> None:
    kode_of = {indeks: kode for kode, indeks in dibaca.items()}
    for row, column in sorted(lembar.rumus):
        if column in kode_of and row in nomor:
            hasil.salah(row, kode_of[column], "Berisi rumus. Salin lalu tempel sebagai nilai.")


def _kembar(jenis: JenisImpor, hasil: Tafsiran) -> None:
    """The tuple of key columns stands in one row only."""
    kunci = [kolom.kode for kolom in jenis.kolom if kolom.kunci and kolom.kode in hasil.kolom_ada]
    if not kunci:
        return
    isi_semua = list(zip(*(hasil.kolom[kode] for kode in kunci), strict=True))
    if len(set(isi_semua)) == len(isi_semua):
        return
    judul = " dan ".join(hasil.judul[kode] for kode in kunci)
    pertama: dict[tuple[Any, ...], int] = {}
    for nomor, isi in zip(hasil.nomor, isi_semua, strict=True):
        if None in isi and len(set(isi)) == 1:
            continue
        if isi in pertama:
            hasil.salah(nomor, kunci[0], f"{judul} sama dengan baris {pertama[isi]}.")
        else:
            pertama[isi] = nomor
