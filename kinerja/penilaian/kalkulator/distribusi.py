"""Pure rule of the distribution guide: predicates of a unit beside its own predicate.

SE MenPANRB 3/2023. The guide only warns; nothing here rewrites a predicate.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kinerja.penilaian.kalkulator.predikat import Predikat

MINIMAL_PEGAWAI = 10  # a unit of three cannot meet percentages
_TERBANYAK_MAKS = 70
_POKOK_MIN = 60
_PENDAMPING_MIN = 10
_SANGAT_BAIK_MAKS = 10


class PredikatOrganisasi(StrEnum):
    """Predicate of the unit's own achievement, best first."""

    ISTIMEWA = "ISTIMEWA"
    BAIK = "BAIK"
    BUTUH_PERBAIKAN = "BUTUH_PERBAIKAN"
    KURANG = "KURANG"
    SANGAT_KURANG = "SANGAT_KURANG"


class PeringatanDistribusi(StrEnum):
    """Where the predicates leave the guide."""

    BUKAN_TERBANYAK = "BUKAN_TERBANYAK"  # the expected predicate is not the largest group
    TERLALU_BANYAK = "TERLALU_BANYAK"  # the expected predicate is above 70 %
    TANPA_RENDAH = "TANPA_RENDAH"  # nobody has Butuh Perbaikan or Kurang
    POKOK_KURANG = "POKOK_KURANG"  # the expected predicate is below 60 %
    PENDAMPING_KURANG = "PENDAMPING_KURANG"  # the accompanying predicates are below 10 %
    SANGAT_BAIK_TERLALU_BANYAK = "SANGAT_BAIK_TERLALU_BANYAK"  # above 10 %
    SANGAT_BAIK_TIDAK_BOLEH = "SANGAT_BAIK_TIDAK_BOLEH"


@dataclass(frozen=True, slots=True)
class Distribusi:
    jumlah: int
    berlaku: bool  # False: the unit is too small for the guide
    peringatan: tuple[PeringatanDistribusi, ...]


def pola_distribusi(
    organisasi: PredikatOrganisasi,
    pegawai: Mapping[Predikat, int],
    minimal: int = MINIMAL_PEGAWAI,
) -> Distribusi:
    """Compare whole counts with the guide; shares are never rounded (count × 100 ≥ 60 × n)."""
    count = {grade: int(pegawai.get(grade, 0)) for grade in Predikat}
    if min(count.values()) < 0:
        raise ValueError("jumlah pegawai tidak boleh kurang dari 0")
    total = sum(count.values())
    if total < minimal or not total:
        return Distribusi(total, berlaku=False, peringatan=())
    organisasi = PredikatOrganisasi(organisasi)
    judge = _most if organisasi in _TERBANYAK else _main
    return Distribusi(total, berlaku=True, peringatan=tuple(judge(count, total, organisasi)))


_TERBANYAK = {
    PredikatOrganisasi.ISTIMEWA: Predikat.SANGAT_BAIK,
    PredikatOrganisasi.BAIK: Predikat.BAIK,
}
# The predicate of at least 60 %, and those that make up at least 10 % beside it.
_POKOK: dict[PredikatOrganisasi, tuple[Predikat, tuple[Predikat, ...]]] = {
    PredikatOrganisasi.BUTUH_PERBAIKAN: (Predikat.BUTUH_PERBAIKAN, ()),
    PredikatOrganisasi.KURANG: (Predikat.KURANG, (Predikat.BUTUH_PERBAIKAN,)),
    PredikatOrganisasi.SANGAT_KURANG: (
        Predikat.SANGAT_KURANG,
        (Predikat.KURANG, Predikat.BUTUH_PERBAIKAN),
    ),
}


def _most(
    count: Mapping[Predikat, int], total: int, organisasi: PredikatOrganisasi
) -> list[PeringatanDistribusi]:
    expected = _TERBANYAK[organisasi]
    found = []
    if count[expected] < max(count.values()):
        found.append(PeringatanDistribusi.BUKAN_TERBANYAK)
    if count[expected] * 100 > _TERBANYAK_MAKS * total:
        found.append(PeringatanDistribusi.TERLALU_BANYAK)
    low = count[Predikat.BUTUH_PERBAIKAN] + count[Predikat.KURANG]
    if organisasi is PredikatOrganisasi.BAIK and not low:
        found.append(PeringatanDistribusi.TANPA_RENDAH)
    return found


def _main(
    count: Mapping[Predikat, int], total: int, organisasi: PredikatOrganisasi
) -> list[PeringatanDistribusi]:
    expected, beside = _POKOK[organisasi]
    found = []
    if count[expected] * 100 < _POKOK_MIN * total:
        found.append(PeringatanDistribusi.POKOK_KURANG)
    if beside and sum(count[grade] for grade in beside) * 100 < _PENDAMPING_MIN * total:
        found.append(PeringatanDistribusi.PENDAMPING_KURANG)
    best = count[Predikat.SANGAT_BAIK]
    if organisasi is PredikatOrganisasi.SANGAT_KURANG:
        if best:
            found.append(PeringatanDistribusi.SANGAT_BAIK_TIDAK_BOLEH)
    elif best * 100 > _SANGAT_BAIK_MAKS * total:
        found.append(PeringatanDistribusi.SANGAT_BAIK_TERLALU_BANYAK)
    return found
