"""Code tables of the engine: words of the exchange format and the small integers behind them.

0 always means "unknown" in a column; a higher code of an ordered table is a higher level.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

Table = Mapping[str, int]


def _table(names: str, start: int = 1) -> Table:
    return MappingProxyType({name: code for code, name in enumerate(names.split(), start)})


STATUS: Final = _table("PNS CPNS PPPK PPPK_PARUH_WAKTU")
PPPK_STATUS: Final = frozenset({STATUS["PPPK"], STATUS["PPPK_PARUH_WAKTU"]})

GOLONGAN_PNS: Final = _table(
    "I/a I/b I/c I/d II/a II/b II/c II/d III/a III/b III/c III/d IV/a IV/b IV/c IV/d IV/e"
)
PPPK_FIRST: Final = 101
GOLONGAN_PPPK: Final = _table(
    "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII", PPPK_FIRST
)
GOLONGAN: Final[Table] = MappingProxyType({**GOLONGAN_PNS, **GOLONGAN_PPPK})

PENDIDIKAN: Final = _table("SD SLTP SLTA D1 D2 D3 D4 S1 S2 S3")
PENDIDIKAN_ORDER: Final = (0, 1, 2, 3, 4, 5, 6, 7, 7, 8, 9)  # by code; D4 and S1 are equal

JENJANG: Final = _table(
    "jpt_utama jpt_madya jpt_pratama administrator pengawas pelaksana"
    " ahli_utama ahli_madya ahli_muda ahli_pertama penyelia mahir terampil pemula"
)
PREDIKAT: Final = _table("SANGAT_KURANG KURANG BUTUH_PERBAIKAN BAIK SANGAT_BAIK")
TINGKAT: Final = _table("ringan sedang berat")
RINGAN: Final = TINGKAT["ringan"]

KINERJA: Final = ("predikat", "penghargaan", "tim_kerja", "umpan_balik")
POTENSIAL: Final = (
    "kompetensi",
    "pengembangan",
    "pengalaman",
    "potensi",
    "pendidikan",
    "bidang_ilmu",
    "integritas",
)
COMPONENTS: Final = (*KINERJA, *POTENSIAL)  # order of every component column
COMPONENT_INDEX: Final = MappingProxyType({name: i for i, name in enumerate(COMPONENTS)})
N_COMPONENTS: Final = len(COMPONENTS)
TEKNIS: Final = "teknis"  # the technical test: a twelfth value, per vacancy
PARTS: Final = (*COMPONENTS, TEKNIS)

SERI: Final = ("kinerja", "potensial", "golongan", "masa_kerja_golongan_bulan")
GATES: Final = (
    "status",
    "pendidikan",
    "golongan",
    "masa_jenjang",
    "predikat",
    "disiplin",
    "usia",
    "pelatihan",
)

FULL: Final = 10_000  # a component at its top, and the sum of every set of weights
UNKNOWN: Final = -1  # a component without a value
NOT_OVERRIDDEN: Final = -2  # the vacancy says nothing of its own about this person

DAY_UNKNOWN: Final = -(2**31)  # int32 columns of days since 1970-01-01
DAY_OPEN: Final = 2**31 - 1  # still running

LOWEST: Final = 1  # code of the lowest level in every ordered table


def name_of(table: Table, code: int) -> str | None:
    """The word behind a code, or None for unknown."""
    return next((name for name, value in table.items() if value == code), None)
