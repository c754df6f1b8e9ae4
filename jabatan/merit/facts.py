"""What the engine can know: the only fields of a person and of a vacancy that exist for it.

There is deliberately no place for religion, sex, origin, marital status, disability or politics.
Days count from 1970-01-01; every word is already a code of `codes`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from jabatan.merit.codes import DAY_OPEN, N_COMPONENTS, UNKNOWN


@dataclass(frozen=True, slots=True)
class Gate:
    """One syarat; only the fields that its kode uses are filled."""

    kode: str
    nilai: tuple[int, ...] = ()  # status codes
    minimal: int = 0  # code of pendidikan, golongan or predikat
    bidang: tuple[str, ...] | None = None
    jenjang: tuple[int, ...] = ()
    tahun: int = 0
    maksimal: int = 0
    semua: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A target seat: its jenjang chooses the mix, its gates who may compete."""

    id: str
    jenjang: int
    syarat: tuple[Gate, ...]


@dataclass(frozen=True, slots=True)
class Education:
    """One finished education; 0 and None are unknown."""

    jenjang: int
    bidang: str | None


@dataclass(frozen=True, slots=True)
class Tenure:
    """One period in a post, half-open; unknown jenjang is 0, unknown start is None."""

    jenjang: int
    mulai: int | None
    akhir: int = DAY_OPEN  # the day after the last one
    definitif: bool = True


@dataclass(frozen=True, slots=True)
class Discipline:
    """One disciplinary case; `selesai` is the last day served, inclusive."""

    tingkat: int
    mulai: int | None
    selesai: int | None = None
    proses: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """Facts of one person; None or 0 is unknown, an empty tuple is "checked, none"."""

    id: str
    status: int = 0
    golongan: int = 0
    bulan: int = UNKNOWN  # completed months in the present golongan
    lahir: int | None = None
    pendidikan: tuple[Education, ...] = ()
    riwayat: tuple[Tenure, ...] | None = None
    predikat: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))
    hukuman: tuple[Discipline, ...] | None = None
    pelatihan: frozenset[str] | None = None
    komponen: tuple[int, ...] = (UNKNOWN,) * N_COMPONENTS
    per_lowongan: Mapping[str, Mapping[str, int]] = field(
        default_factory=lambda: MappingProxyType({})
    )
