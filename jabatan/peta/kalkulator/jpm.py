"""Job person match (JPM): levels reached against levels required."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from asn_portal.core.numbers import half_up

LEVEL_MAKSIMAL = 5
_PENUH = Fraction(100)
_SELEKSI = ((80, "MS"), (68, "MMS"))
_PEMETAAN = ((90, "OPTIMAL"), (78, "CUKUP_OPTIMAL"))


@dataclass(frozen=True, slots=True)
class JPM:
    total_standar: int
    total_capaian: int  # what counted, after the cap per competency if that was asked for
    selisih: tuple[int, ...]  # reached minus required, per competency

    @property
    def mentah(self) -> Fraction:
        return Fraction(100 * self.total_capaian, self.total_standar)

    @property
    def eksak(self) -> Fraction:
        """Percentage, at most 100."""
        return min(self.mentah, _PENUH)

    @property
    def jpm(self) -> Decimal:
        return half_up(self.eksak, 2)

    @property
    def seleksi(self) -> str:
        """Class for selection, from the exact value."""
        return next((name for bound, name in _SELEKSI if self.eksak >= bound), "KMS")

    @property
    def pemetaan(self) -> str:
        """Class for mapping and development, from the exact value."""
        return next((name for bound, name in _PEMETAAN if self.eksak >= bound), "KURANG_OPTIMAL")


def jpm(
    standar: Sequence[int], capaian: Sequence[int], *, batas_per_kompetensi: bool = False
) -> JPM:
    """Compare levels; capped per competency, a surplus in one no longer hides a gap in another."""
    if not standar:
        raise ValueError("standar kompetensi belum ada")
    if len(standar) != len(capaian):
        raise ValueError("standar dan capaian harus sama banyak")
    if min(standar) < 1 or max(standar) > LEVEL_MAKSIMAL:
        raise ValueError("level standar harus 1 sampai 5")
    if min(capaian) < 0 or max(capaian) > LEVEL_MAKSIMAL:
        raise ValueError("level capaian harus 0 sampai 5")
    pairs = list(zip(standar, capaian, strict=True))
    counted = sum(min(pair) if batas_per_kompetensi else pair[1] for pair in pairs)
    return JPM(
        total_standar=sum(standar),
        total_capaian=counted,
        selisih=tuple(reached - required for required, reached in pairs),
    )
