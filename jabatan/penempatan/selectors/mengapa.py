"""Why this person: place, score, and the difference to the neighbour on the list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jabatan.penempatan.selectors.kedudukan import Hasil
from jabatan.penempatan.selectors.peringkat import kata_poin, untuk_pembaca

if TYPE_CHECKING:
    from jabatan.penempatan.models import Usulan
    from jabatan.penempatan.selectors.peringkat import Peserta


@dataclass(frozen=True, slots=True)
class Beda:
    """One group of the score and the difference to the other person."""

    nama: str
    nilai: str
    lain: str
    selisih: int

    @property
    def teks(self) -> str:
        """Signed difference in points."""
        sign = "+" if self.selisih > 0 else ("−" if self.selisih < 0 else "")
        return f"{sign}{kata_poin(abs(self.selisih))}"


@dataclass(frozen=True, slots=True)
class Mengapa:
    """Place and score of the proposed person, beside number 1 or number 2."""

    kedudukan: Peserta
    layak: int
    lain: Peserta | None
    beda: list[Beda]

    @property
    def selisih(self) -> str:
        """Difference of the totals without sign."""
        if self.lain is None:
            return ""
        return kata_poin(abs(self.kedudukan.total - self.lain.total))

    @property
    def di_atas(self) -> bool:
        """Whether the proposed person has the higher total."""
        return self.lain is None or self.kedudukan.total >= self.lain.total


def mengapa(usulan: Usulan, *, disiplin: bool) -> Mengapa | None:
    """From the frozen run of the proposal; None when the run no longer fits (never expected)."""
    hasil = Hasil(usulan.lowongan, usulan.pemeringkatan_id)
    place = hasil.kedudukan(usulan.pegawai_id)
    if place is None:
        return None
    others = [one for one in hasil.stored if one.pegawai_id != place.pegawai_id]
    own, *rest = untuk_pembaca([place, *others[:1]], disiplin=disiplin)
    other = rest[0] if rest else None
    rows = []
    if other is not None:
        rows = [
            Beda(mine.nama, mine.teks, yours.teks, mine.nilai - yours.nilai)
            for mine, yours in zip(own.ruas, other.ruas, strict=True)
        ]
    return Mengapa(own, hasil.layak, other, rows)
