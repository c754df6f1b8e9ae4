"""Finds the header of a sheet and matches its columns with those of a kind."""

from __future__ import annotations

import hashlib
import re
from dataclasses import asdict, dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from asn_portal.berkas.parsing.lembar import huruf, polos

if TYPE_CHECKING:
    from asn_portal.berkas.parsing.lembar import Lembar
    from asn_portal.berkas.registry import JenisImpor

SIMILAR = 0.86
SAMPLES = 3
MIN_LIKE = 4  # shorter words look alike by chance


@dataclass(slots=True)
class KolomTerbaca:
    """A column of the file: position, title as read, some values."""

    indeks: int
    judul: str
    contoh: list[str] = field(default_factory=list)
    alias: list[str] = field(default_factory=list)  # the title in parts, of a header in two rows

    @property
    def huruf(self) -> str:
        """Letter of the column in Excel."""
        return huruf(self.indeks)


@dataclass(slots=True)
class Kepala:
    """Header of a sheet: its position among the rows and where the data begin."""

    nomor: int  # row number as in Excel, 0 when the sheet is empty
    mulai: int  # position of the first data row
    kolom: list[KolomTerbaca]

    def json(self) -> dict[str, Any]:
        """Plain form for the database."""
        return asdict(self)

    @classmethod
    def dari_json(cls, isi: dict[str, Any]) -> Kepala:
        """Header from its plain form."""
        return cls(isi["nomor"], isi["mulai"], [KolomTerbaca(**satu) for satu in isi["kolom"]])

    def sidik(self) -> str:
        """Digest of the titles, by which a confirmed match is remembered."""
        titles = [normal_judul(satu.judul) for satu in self.kolom]
        return hashlib.sha256("\x1f".join(titles).encode()).hexdigest()


def normal_judul(text: str) -> str:
    """Letters and digits only, lower case: "NIP BARU", nip_baru and nipBaru are one."""
    return re.sub(r"[^0-9a-z]+", "", text.lower())


def _bentuk(text: str) -> list[str]:
    """Spellings under which a title is looked up: whole, and without a hint in brackets."""
    tanpa = re.sub(r"\(.*?\)", "", text)
    return [found for found in dict.fromkeys((normal_judul(text), normal_judul(tanpa))) if found]


def _dikenal(jenis: JenisImpor) -> dict[str, str]:
    known: dict[str, str] = {}
    for kolom in jenis.kolom:
        for word in (*kolom.alias, kolom.kode, kolom.judul):
            known.setdefault(normal_judul(word), kolom.kode)
    for kolom in jenis.kolom:  # a title beats the alias of another column
        known[normal_judul(kolom.judul)] = kolom.kode
    return known


def _kenal(judul: str, known: dict[str, str]) -> str | None:
    return next((known[form] for form in _bentuk(judul) if form in known), None)


def cari_kepala(jenis: JenisImpor, lembar: Lembar) -> Kepala:
    """The row, or two rows, among the first ones that hold most known titles."""
    known = _dikenal(jenis)
    atas = [
        [polos(cell).strip() for cell in lembar.satu(i)]
        for i in range(min(len(lembar.nomor), jenis.baris_judul_maks + 2))
    ]
    best, posisi, dua = 0, -1, False
    for i, row in enumerate(atas[: jenis.baris_judul_maks]):
        satu = len({code for cell in row if (code := _kenal(cell, known))})
        if satu > best:
            best, posisi, dua = satu, i, False
        if i + 1 < len(atas):
            pasangan = _gabung(row, atas[i + 1], known)
            jumlah = len({code for _, _, code in pasangan if code})
            if jumlah > max(best, satu):
                best, posisi, dua = jumlah, i, True
    if posisi < 0:
        posisi = next((i for i, row in enumerate(atas) if sum(map(bool, row)) > 1), -1)
        if posisi < 0:
            return Kepala(0, 0, [])
    return _kepala(lembar, atas, posisi, dua=dua, known=known)


def _gabung(
    atas: list[str], bawah: list[str], known: dict[str, str]
) -> list[tuple[str, list[str], str | None]]:
    """Titles of a header in two rows: merged cells above carry on to the right."""
    hasil, bawaan = [], ""
    for induk, anak in zip(atas, bawah, strict=True):
        bawaan = induk or (bawaan if anak else "")
        bentuk = [f"{bawaan} {anak}".strip(), anak, bawaan if induk else ""]
        code = next((c for word in bentuk if word and (c := _kenal(word, known))), None)
        hasil.append((bentuk[0], [word for word in bentuk[1:] if word], code))
    return hasil


def _kepala(
    lembar: Lembar, atas: list[list[str]], posisi: int, *, dua: bool, known: dict[str, str]
) -> Kepala:
    if dua:
        judul = [(j, alias) for j, alias, _ in _gabung(atas[posisi], atas[posisi + 1], known)]
    else:
        judul = [(cell, []) for cell in atas[posisi]]
    mulai = posisi + (2 if dua else 1)
    while mulai < len(lembar.nomor) and _baris_nomor(lembar, mulai):
        mulai += 1
    kolom = []
    for indeks, (text, alias) in enumerate(judul):
        contoh = _contoh(lembar, indeks, mulai)
        if text or contoh:
            kolom.append(KolomTerbaca(indeks, " ".join(text.split()), contoh, alias))
    return Kepala(lembar.nomor[posisi], mulai, kolom)


def _baris_nomor(lembar: Lembar, posisi: int) -> bool:
    """A row of column numbers (1, 2, 3 …) under the header."""
    cells = [polos(cell).strip("() .") for cell in lembar.satu(posisi)]
    filled = [cell for cell in cells if cell]
    return len(filled) > 2 and filled == [str(i) for i in range(1, len(filled) + 1)]  # noqa: PLR2004


def _contoh(lembar: Lembar, indeks: int, mulai: int) -> list[str]:
    found: list[str] = []
    for i in range(mulai, min(len(lembar.nomor), mulai + 200)):
        text = polos(lembar.sel(i, indeks)).strip()
        if text and text not in found:
            found.append(text[:60])
            if len(found) == SAMPLES:
                break
    return found


@dataclass(frozen=True, slots=True)
class Cocok:
    """A proposed match: code of the target (empty: none) and how sure it is."""

    kode: str
    yakin: str  # "sama", "mirip", "diingat", "ganda" or ""


def cocokkan(
    jenis: JenisImpor, kepala: Kepala, diingat: dict[str, str] | None = None
) -> dict[int, Cocok]:
    """Target of every column of the file; a title that stands there twice is not guessed."""
    if diingat is not None:
        kode = {kolom.kode for kolom in jenis.kolom}
        return {
            satu.indeks: Cocok(target, "diingat")
            if (target := diingat.get(str(satu.indeks), "")) in kode
            else Cocok("", "")
            for satu in kepala.kolom
        }
    known = _dikenal(jenis)
    hasil: dict[int, Cocok] = {}
    pemakai: dict[str, list[int]] = {}
    for satu in kepala.kolom:
        code = next((c for word in [satu.judul, *satu.alias] if (c := _kenal(word, known))), None)
        if code:
            pemakai.setdefault(code, []).append(satu.indeks)
        hasil[satu.indeks] = Cocok(code or "", "sama" if code else "")
    for indeks in (i for daftar in pemakai.values() if len(daftar) > 1 for i in daftar):
        hasil[indeks] = Cocok("", "ganda")
    bebas = {word: code for word, code in known.items() if code not in pemakai}
    for satu in kepala.kolom:
        if hasil[satu.indeks].yakin == "" and (code := _mirip(satu.judul, bebas)):
            hasil[satu.indeks] = Cocok(code, "mirip")
            bebas = {word: other for word, other in bebas.items() if other != code}
    return hasil


def _mirip(judul: str, known: dict[str, str]) -> str:
    text = normal_judul(judul)
    if len(text) < MIN_LIKE:
        return ""
    nilai, code = max(
        ((SequenceMatcher(None, text, word).ratio(), code) for word, code in known.items()),
        default=(0.0, ""),
    )
    return code if nilai >= SIMILAR else ""


def kolom_kurang(jenis: JenisImpor, pemetaan: dict[str, str]) -> list[str]:
    """Titles of the required columns that nothing is matched with."""
    ada = set(pemetaan.values())
    return [kolom.judul for kolom in jenis.kolom if kolom.wajib and kolom.kode not in ada]
