"""Competence levels against the standard of a profile, as a run freezes them for its pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jabatan.peta.models import StandarKompetensi

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jabatan import merit
NOT_ASSESSED = -1


def standards(profil_ids: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """Required level of every competence by profile, in the order of the dictionary."""
    found: dict[int, list[dict[str, Any]]] = {pk: [] for pk in profil_ids}
    rows = (
        StandarKompetensi.objects.filter(profil_id__in=profil_ids)
        .order_by("profil_id", "kompetensi__jenis", "kompetensi__urutan", "kompetensi__kode")
        .values_list("profil_id", "kompetensi_id", "kompetensi__nama", "level")
    )
    for profil, pk, nama, level in rows:
        found[profil].append({"id": pk, "nama": nama, "level": level})
    return found


@dataclass(frozen=True, slots=True)
class Kecocokan:
    """One competence of one person against the requirement; None = not assessed."""

    nama: str
    syarat: int
    nilai: int | None

    @property
    def selisih(self) -> int | None:
        """Level held minus level required."""
        return None if self.nilai is None else self.nilai - self.syarat

    @property
    def kelas(self) -> str:
        """Class of the table cell."""
        if self.selisih is None:
            return "krg"
        return "krg" if self.selisih < 0 else "lbh" if self.selisih > 0 else "pas"

    @property
    def kata(self) -> str:
        """The comparison in words."""
        if self.selisih is None:
            return "Belum dinilai"
        if self.selisih == 0:
            return f"Level {self.nilai}, sesuai"
        word = "kurang" if self.selisih < 0 else "lebih"
        return f"Level {self.nilai}, {word} {abs(self.selisih)}"


def matches(frozen: merit.Frozen, profil_id: int, position: int) -> list[Kecocokan]:
    """Competences of one person of a run against the profile of a seat."""
    notes: Mapping[str, Any] = frozen.notes
    column_of = {pk: column for column, pk in enumerate(notes.get("kompetensi", []))}
    table = frozen.extra.get("kompetensi")
    found = []
    for needed in notes.get("standar", {}).get(str(profil_id), []):
        value = NOT_ASSESSED
        if table is not None:
            value = int(table[position, column_of[needed["id"]]])
        found.append(Kecocokan(needed["nama"], needed["level"], None if value < 0 else value))
    return found


def gaps(found: Sequence[Kecocokan]) -> int | None:
    """How many competences are below the requirement; None when nothing was assessed."""
    if not found or all(one.nilai is None for one in found):
        return None
    return sum(1 for one in found if one.selisih is not None and one.selisih < 0)
