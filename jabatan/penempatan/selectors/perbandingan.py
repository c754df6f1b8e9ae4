"""Two to five candidates side by side; what is equal for all can be hidden."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jabatan import merit
from jabatan.penempatan.selectors import kata
from jabatan.penempatan.selectors.kompetensi import Kecocokan, matches
from jabatan.penempatan.selectors.uraian import pangkat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jabatan.penempatan.models import Lowongan
    from jabatan.penempatan.selectors.orang import Identitas
    from jabatan.penempatan.selectors.peringkat import Peserta

FEWEST, MOST = 2, 5
_STRUCTURAL = {"PKN1": "PKN Tingkat I", "PKN2": "PKN Tingkat II", "PKA": "PKA", "PKP": "PKP"}


@dataclass(frozen=True, slots=True)
class Sel:
    """One cell of the comparison."""

    teks: str
    unggul: bool = False
    tebal: bool = False
    cocok: Kecocokan | None = None


@dataclass(frozen=True, slots=True)
class BarisBanding:
    """One row: the same question for everybody."""

    nama: str
    sel: list[Sel]
    ket: str = ""

    @property
    def sama(self) -> bool:
        """Whether everybody has the same."""
        return len({one.teks for one in self.sel}) == 1


@dataclass(frozen=True, slots=True)
class Perbandingan:
    """The whole table."""

    peserta: list[tuple[Peserta, Identitas]]
    kelompok: list[tuple[str, list[BarisBanding]]] = field(default_factory=list)

    @property
    def lebar(self) -> int:
        """Columns of the table."""
        return len(self.peserta) + 1


def _best(values: Sequence[int], texts: Sequence[str], *, tebal: bool = False) -> list[Sel]:
    top = max(values)
    single = values.count(top) == 1 if isinstance(values, list) else True
    return [
        Sel(text, unggul=single and value == top, tebal=tebal)
        for value, text in zip(values, texts, strict=True)
    ]


def banding(
    lowongan: Lowongan,
    frozen: merit.Frozen,
    chosen: list[tuple[Peserta, Identitas]],
    *,
    disiplin: bool,
) -> Perbandingan:
    """Values, competences and record of the chosen people, all from the frozen run.

    Discipline only for those who may see it; the rows of `chosen` are already as they may be read.
    """
    rows = [one for one, _ in chosen]
    place = merit.positions_of(frozen, [one.pegawai_id for one in rows])
    positions = [place[one.pegawai_id] for one in rows]
    people = [frozen.shard.candidate(position) for position in positions]
    kelompok = [("Nilai", _values(rows))]
    if fits := _competences(lowongan, frozen, positions):
        kelompok.append(("Kompetensi terhadap syarat jabatan (garis tegak = syarat)", fits))
    kelompok.append(("Rekam jejak", _record(people, chosen, disiplin=disiplin)))
    return Perbandingan(chosen, kelompok)


def _values(rows: list[Peserta]) -> list[BarisBanding]:
    totals = [one.total for one in rows]
    found = [BarisBanding("Nilai akhir", _best(totals, [one.nilai for one in rows], tebal=True))]
    for number, ruas in enumerate(rows[0].ruas):
        parts = [one.ruas[number] for one in rows]
        cells = _best([part.nilai for part in parts], [part.teks for part in parts])
        found.append(BarisBanding(f"{ruas.nama} ({ruas.teks_maks})", cells))
    found.append(BarisBanding("Kotak talenta", [Sel(str(one.kotak)) for one in rows]))
    return found


def _competences(
    lowongan: Lowongan, frozen: merit.Frozen, positions: list[int]
) -> list[BarisBanding]:
    columns = [matches(frozen, lowongan.profil_id, position) for position in positions]
    return [
        BarisBanding(
            nama=line[0].nama,
            ket=f"Syarat level {line[0].syarat}",
            sel=[Sel(one.kata, cocok=one) for one in line],
        )
        for line in zip(*columns, strict=True)
    ]


def _record(
    people: list[merit.Candidate], chosen: list[tuple[Peserta, Identitas]], *, disiplin: bool
) -> list[BarisBanding]:
    rows = [
        ("Pangkat, masa kerja", [pangkat(one) for one in people]),
        ("Pendidikan", [kata.bukti_pendidikan(one) for one in people]),
        ("Pelatihan kepemimpinan", [_training(one) for one in people]),
        *([("Hukuman disiplin", [_discipline(one) for one in people])] if disiplin else []),
        ("Jabatan yang ditinggalkan", [who.jabatan for _, who in chosen]),
    ]
    return [BarisBanding(nama, [Sel(text) for text in texts]) for nama, texts in rows]


def _training(person: merit.Candidate) -> str:
    if person.pelatihan is None:
        return kata.BELUM.capitalize()
    held = [words for code, words in _STRUCTURAL.items() if code in person.pelatihan]
    return kata.daftar(held, "dan") or "Belum ada"


def _discipline(person: merit.Candidate) -> str:
    if person.hukuman is None:
        return kata.BELUM.capitalize()
    if not person.hukuman:
        return "Tidak ada"
    levels: list[Any] = [merit.name_of(merit.TINGKAT, one.tingkat) for one in person.hukuman]
    running = any(one.proses for one in person.hukuman)
    words = kata.daftar([str(level or "tingkat belum ada") for level in levels], "dan")
    return f"{words.capitalize()}{', ada yang masih diproses' if running else ''}"
