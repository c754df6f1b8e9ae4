"""Exact scores: components to axes, axes to nilai talenta, talenta and test to nilai akhir."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jabatan.merit.boxes import box
from jabatan.merit.codes import N_COMPONENTS, PARTS, UNKNOWN
from jabatan.merit.rules import AXIS_SCALE, FINAL_SCALE, N_KINERJA, TALENT_SCALE, Coefficients

PLAIN_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Score:
    """One person against one vacancy; whole numbers, their scale in the name of the constant."""

    kinerja: int  # 1/AXIS_SCALE point
    potensial: int
    talenta: int  # 1/TALENT_SCALE point
    nilai: int  # 1/FINAL_SCALE point
    kotak: int
    rincian: tuple[tuple[str, int], ...]  # required parts, 1/FINAL_SCALE point, summing to nilai

    def printed(self) -> dict[str, object]:
        """The score in the words and decimal strings of the exchange format."""
        return {
            "nilai": points(self.nilai, FINAL_SCALE),
            "talenta": points(self.talenta, TALENT_SCALE),
            "kinerja": points(self.kinerja, AXIS_SCALE),
            "potensial": points(self.potensial, AXIS_SCALE),
            "kotak": self.kotak,
            "rincian": {name: points(part, FINAL_SCALE) for name, part in self.rincian},
        }


def points(total: int, scale: int) -> str:
    """Exact decimal of total/scale (a power of ten): two decimals or as many as it has."""
    sign, total = ("-", -total) if total < 0 else ("", total)
    whole, rest = divmod(total, scale)
    decimals = str(rest).zfill(len(str(scale)) - 1).rstrip("0").ljust(PLAIN_DIGITS, "0")
    return f"{sign}{whole}.{decimals}"


def missing(values: Sequence[int], rule: Coefficients) -> tuple[str, ...]:
    """Required parts without a value: names by code point, `teknis` last."""
    names = [
        name
        for name, value, needed in zip(PARTS, values, rule.required, strict=True)
        if needed and value < 0
    ]
    return tuple(sorted(names, key=lambda name: (name == PARTS[-1], name)))


def score(values: Sequence[int], rule: Coefficients) -> Score:
    """Score twelve known values (a part of weight 0 may be unknown and counts nothing)."""
    if missing(values, rule):
        raise ValueError("A required component is unknown; there is no score.")
    clean = [max(int(value), 0) for value in values]
    weighted = [w * v for w, v in zip(rule.bobot, clean[:N_COMPONENTS], strict=True)]
    kinerja, potensial = sum(weighted[:N_KINERJA]), sum(weighted[N_KINERJA:])
    parts = [c * v for c, v in zip(rule.parts, clean, strict=True)]
    return Score(
        kinerja=kinerja,
        potensial=potensial,
        talenta=rule.poros[0] * kinerja + rule.poros[1] * potensial,
        nilai=sum(parts),
        kotak=box(kinerja, potensial, rule.ambang),
        rincian=tuple(
            (name, part)
            for name, part, needed in zip(PARTS, parts, rule.required, strict=True)
            if needed
        ),
    )


def values_of(komponen: Mapping[str, int | None]) -> tuple[int, ...]:
    """Twelve values in the order of PARTS; absent or None is unknown, never zero."""
    found = (komponen.get(name) for name in PARTS)
    return tuple(UNKNOWN if value is None else value for value in found)
