"""What the generator makes: units, positions and people as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Ciri:
    """How an agency presents itself."""

    kode: str
    nama: str
    jenis: str
    kota: str
    ppk: str
    zona: str


@dataclass(slots=True)
class Unit:
    """A unit with its place in the tree; `urusan` decides which fields of study fit."""

    kode: str
    siasn: str
    nama: str
    induk: Unit | None
    jenis: str
    urusan: str
    # An office points at itself, so it takes no part in comparing.
    opd: Unit | None = field(default=None, compare=False, repr=False)
    tmt: date | None = None

    @property
    def kantor(self) -> Unit:
        """The office that the unit belongs to."""
        return self.opd or self


class Tugas(NamedTuple):
    """A line of the workload sheet."""

    uraian: str
    satuan: str
    menit: int
    volume: int


@dataclass(slots=True)
class Posisi:
    """A position of the map: title in a unit, class, need and workload."""

    unit: Unit
    nama: str
    jenis: str
    jenjang: str
    kelas: int
    kebutuhan: int
    profil: str | None
    memimpin: bool = False
    pendidikan: str = "S1"  # what an executor's title asks for
    tugas: list[Tugas] = field(default_factory=list)
    terisi: int = 0


class Pangkat(NamedTuple):
    """A rank since its date."""

    golongan: str
    tmt: date
    mk_tahun: int
    mk_bulan: int


class Gelar(NamedTuple):
    """A degree."""

    jenjang: str
    program: str
    bidang: str
    tahun: int


class Masa(NamedTuple):
    """A post; `selesai` is the last day inclusive, None while it is held."""

    jenis: str
    jenjang: str
    jabatan: str
    unit: str
    instansi: str | None  # another agency
    mulai: date
    selesai: date | None
    nomor_sk: str


class Kursus(NamedTuple):
    """A finished course."""

    jenis: str
    nama: str
    penyelenggara: str
    nomor: str
    mulai: date
    selesai: date
    jp: int


class Hukuman(NamedTuple):
    """A disciplinary case."""

    tingkat: str
    jenis: str
    mulai: date
    selesai: date | None
    proses: bool


@dataclass(slots=True)
class Warga:
    """A civil servant and everything the office has on file."""

    nomor: int
    nama: str
    kelamin: str  # L or P
    lahir: date
    nik: str
    nip: str
    pns_id: str
    status: str
    posisi: Posisi
    tmt: date  # start of service
    tmt_jabatan: date
    mutu: float  # hidden ability; drives all ratings
    gelar_depan: str = ""
    gelar_belakang: str = ""
    pangkat: list[Pangkat] = field(default_factory=list)
    pendidikan: list[Gelar] = field(default_factory=list)
    riwayat: list[Masa] = field(default_factory=list)
    skp: list[tuple[int, str, str, str]] = field(default_factory=list)
    umpan_balik: list[tuple[int, str, int]] = field(default_factory=list)
    kursus: list[Kursus] = field(default_factory=list)
    diklat: list[Kursus] = field(default_factory=list)
    penghargaan: list[tuple[str, str, date]] = field(default_factory=list)
    tim: list[tuple[str, str, date, date | None]] = field(default_factory=list)
    hukuman: list[Hukuman] = field(default_factory=list)
    asesmen: list[tuple[date, tuple[int, ...], tuple[int, ...] | None]] = field(
        default_factory=list
    )
    nihil: list[tuple[str, date]] = field(default_factory=list)


@dataclass(slots=True)
class Kota:
    """One agency with its people, and the day that everything is counted from."""

    ciri: Ciri
    acuan: date
    benih: int
    unit: list[Unit]
    posisi: list[Posisi]
    warga: list[Warga]
