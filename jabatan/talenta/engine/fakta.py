"""Facts of one person, read from tidy rows; only what is known stands here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jabatan.merit import DAY_UNKNOWN
from jabatan.peta.merit_source import HAL_NIHIL, KIND_MASK, OUTSIDE, SHIFT, Hal, Pemangku
from kinerja.penilaian.merit_source import Hal as HalPenilaian
from pelatihan.merit_source import Hal as HalPelatihan

if TYPE_CHECKING:
    from collections.abc import Iterable

Row = tuple[int, int, int, int, int]  # jenis, kode, lain, a, b


@dataclass(frozen=True, slots=True)
class Masa:
    """One appointment; half-open days, `akhir` is DAY_OPEN while running."""

    jenjang: int
    mulai: int
    akhir: int
    jenis: int
    di_luar: bool  # at another instansi
    unit: int  # number of the unit among those of the person, 0 unknown
    jenjang_sendiri: int  # acting: own definitive jenjang when it began, 0 none

    @property
    def definitif(self) -> bool:
        """Only these count as years of service and occupy a seat."""
        return self.jenis == Pemangku.DEFINITIF


@dataclass(frozen=True, slots=True)
class Hukuman:
    """One disciplinary case that was not cancelled; `selesai` inclusive or DAY_OPEN."""

    tingkat: int
    mulai: int
    selesai: int
    proses: bool


@dataclass(slots=True)
class FaktaOrang:
    """What all sources know about one person; lists are in order of time."""

    status: int
    lahir: int
    pangkat: list[tuple[int, int]] = field(default_factory=list)  # TMT, golongan
    pendidikan: list[tuple[int, int, int]] = field(default_factory=list)  # jenjang, bidang, tahun
    jabatan: list[Masa] = field(default_factory=list)
    capaian: list[tuple[int, int, int]] = field(default_factory=list)  # day, competence, level
    potensi: list[tuple[int, int]] = field(default_factory=list)  # day, sum
    nihil: set[str] = field(default_factory=set)
    skp: dict[int, int] = field(default_factory=dict)
    umpan_balik: dict[int, int] = field(default_factory=dict)
    tim: list[tuple[int, int, int]] = field(default_factory=list)  # first day, last day, peran
    penghargaan: list[tuple[int, int]] = field(default_factory=list)  # day, tingkat
    hukuman: list[Hukuman] = field(default_factory=list)
    pelatihan: list[tuple[int, int, int]] = field(default_factory=list)  # day, jenis, programme

    @property
    def definitif(self) -> list[Masa]:
        """Definitive appointments."""
        return [one for one in self.jabatan if one.definitif]

    @property
    def riwayat_diketahui(self) -> bool:
        """Whether the career was entered, or stated to be empty."""
        return bool(self.definitif) or "RIWAYAT_JABATAN" in self.nihil

    @property
    def hukuman_diketahui(self) -> bool:
        """Whether discipline was entered, or stated to be empty."""
        return bool(self.hukuman) or "HUKUMAN" in self.nihil

    @property
    def pelatihan_diketahui(self) -> bool:
        """Whether training was entered, or stated to be empty."""
        return bool(self.pelatihan) or "PELATIHAN" in self.nihil


def read_person(rows: Iterable[Row], status: int, lahir: int = DAY_UNKNOWN) -> FaktaOrang:
    """Sort the tidy rows of one person, already in order of time, into their places."""
    found = FaktaOrang(status=status, lahir=lahir)
    for jenis, kode, lain, a, b in rows:
        _READERS[jenis](found, kode, lain, a, b)
    return found


def _pangkat(found: FaktaOrang, kode: int, _lain: int, a: int, _b: int) -> None:
    found.pangkat.append((a, kode))


def _pendidikan(found: FaktaOrang, kode: int, lain: int, a: int, _b: int) -> None:
    found.pendidikan.append((kode, lain, a))


def _jabatan(found: FaktaOrang, kode: int, lain: int, a: int, b: int) -> None:
    kind, rest = lain & KIND_MASK, lain >> SHIFT
    definitive = kind == Pemangku.DEFINITIF
    found.jabatan.append(
        Masa(
            jenjang=kode,
            mulai=a,
            akhir=b,
            jenis=kind,
            di_luar=bool(lain & OUTSIDE),
            unit=rest if definitive else 0,
            jenjang_sendiri=0 if definitive else rest,
        )
    )


def _capaian(found: FaktaOrang, kode: int, lain: int, a: int, _b: int) -> None:
    found.capaian.append((a, lain, kode))


def _potensi(found: FaktaOrang, kode: int, _lain: int, a: int, _b: int) -> None:
    found.potensi.append((a, kode))


def _nihil(found: FaktaOrang, kode: int, _lain: int, _a: int, _b: int) -> None:
    found.nihil.add(HAL_NIHIL[kode])


def _skp(found: FaktaOrang, kode: int, _lain: int, a: int, _b: int) -> None:
    found.skp[a] = kode


def _umpan_balik(found: FaktaOrang, kode: int, _lain: int, a: int, _b: int) -> None:
    found.umpan_balik[a] = kode


def _tim(found: FaktaOrang, kode: int, _lain: int, a: int, b: int) -> None:
    found.tim.append((a, b, kode))


def _penghargaan(found: FaktaOrang, kode: int, _lain: int, a: int, _b: int) -> None:
    found.penghargaan.append((a, kode))


def _hukuman(found: FaktaOrang, kode: int, lain: int, a: int, b: int) -> None:
    found.hukuman.append(Hukuman(kode, a, b, proses=bool(lain)))


def _pelatihan(found: FaktaOrang, kode: int, lain: int, a: int, _b: int) -> None:
    found.pelatihan.append((a, kode, lain))


_READERS: dict[int, Any] = {
    Hal.PANGKAT: _pangkat,
    Hal.PENDIDIKAN: _pendidikan,
    Hal.JABATAN: _jabatan,
    Hal.CAPAIAN: _capaian,
    Hal.POTENSI: _potensi,
    Hal.NIHIL: _nihil,
    HalPenilaian.SKP: _skp,
    HalPenilaian.UMPAN_BALIK: _umpan_balik,
    HalPenilaian.TIM: _tim,
    HalPenilaian.PENGHARGAAN: _penghargaan,
    HalPenilaian.HUKUMAN: _hukuman,
    HalPelatihan.PELATIHAN: _pelatihan,
}
