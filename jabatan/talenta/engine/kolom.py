"""The rules of `komponen` on columns: the components of everybody at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from jabatan.merit import (
    COMPONENTS,
    FULL,
    TINGKAT,
    UNKNOWN,
    anniversary,
    to_day,
)
from jabatan.peta.merit_source import (
    HAL_NIHIL,
    KIND_MASK,
    OUTSIDE,
    SHIFT,
    Hal,
    Pemangku,
    Ukuran,
    field_match,
    jpm,
    reached,
)
from jabatan.talenta.engine.pengalaman import ACTING, acting_score
from kinerja.penilaian.merit_source import Hal as HalPenilaian
from pelatihan.merit_source import Hal as HalPelatihan

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from numpy.typing import NDArray

    from jabatan.merit import Shard
    from jabatan.talenta.engine.indikator import Hitungan, Indikator, Steps

    Column = NDArray[Any]
    Flags = NDArray[np.bool_]
    Ints = NDArray[np.int64]

PLACE: Final = {name: i for i, name in enumerate(COMPONENTS)}
CODES: Final = 64  # more than any enumeration of facts has
KEPT: Final = 64  # columns kept for the next profiles of the same kind
# A fact inside a profile row: FACT without the person, in the byte order of PostgreSQL.
FAKTA: Final = np.dtype(
    [("jenis", ">i2"), ("kode", ">i2"), ("lain", ">i4"), ("a", ">i4"), ("b", ">i4")]
)

COLUMNS: Final = ("kode", "lain", "a", "b")


def pack(rows: Column) -> Column:
    """Tidy rows as they stand in profile rows."""
    packed = np.empty(len(rows), FAKTA)
    for name in FAKTA.names or ():
        packed[name] = rows[name]
    return packed


@dataclass(frozen=True, slots=True)
class Baris:
    """Facts of one kind as columns; `who` is the position of the person."""

    who: Column
    kode: Column
    lain: Column
    a: Column
    b: Column

    def only(self, flags: Flags) -> Baris:
        """Some of the rows."""
        at = np.flatnonzero(flags)
        return Baris(
            self.who.take(at),
            self.kode.take(at),
            self.lain.take(at),
            self.a.take(at),
            self.b.take(at),
        )


@dataclass(slots=True)
class Populasi:
    """Everybody of an instansi: who they are, and their facts grouped by person."""

    ids: Column
    kode: list[str]
    status: Column
    lahir: Column
    ptr: Ints
    fakta: Column
    _kinds: dict[int, Baris] = field(default_factory=dict)
    _all: tuple[Column, ...] | None = None  # who and COLUMNS of all facts, kind after kind
    _edges: list[int] = field(default_factory=list)

    @property
    def n(self) -> int:
        """Number of people."""
        return len(self.ids)

    def rows(self, kind: int) -> Baris:
        """Facts of one kind, by person and in order of time."""
        if self._all is None:
            jenis = self.fakta["jenis"].astype(np.int16)
            order = np.argsort(jenis, kind="stable")
            self._edges = np.searchsorted(jenis.take(order), np.arange(CODES + 1)).tolist()
            who = np.repeat(np.arange(self.n), np.diff(self.ptr))
            self._all = who.take(order), *(self._column(name).take(order) for name in COLUMNS)
        if kind not in self._kinds:
            part = slice(self._edges[kind], self._edges[kind + 1])
            self._kinds[kind] = Baris(*(column[part] for column in self._all))
        return self._kinds[kind]

    def _column(self, name: str) -> Column:
        column = self.fakta[name]
        return column.astype(column.dtype.newbyteorder("="))

    def has(self, rows: Baris, nihil: str) -> Flags:
        """Who has a row of the kind, or stated that there is none."""
        found = np.zeros(self.n, np.bool_)
        found[rows.who] = True
        said = self.rows(Hal.NIHIL)
        found[said.who[said.kode == HAL_NIHIL.index(nihil)]] = True
        return found


class Kolom:
    """Components of a population at a cut-off under one rule set."""

    def __init__(self, orang: Populasi, acuan: date, aturan: Indikator) -> None:
        self.orang, self.acuan, self.aturan = orang, acuan, aturan
        self.hari = to_day(acuan)
        self._levels: dict[int, Column] | None = None
        self._fields: Column | None = None
        self._profiles: dict[Ukuran, dict[int, Column]] = {}
        self._sums: dict[Any, Column] = {}
        self._fits: dict[Any, Column] = {}

    def _since(self, tahun: int) -> int:
        return _years_before(self.acuan, tahun)

    def _unknown(self) -> Ints:
        return np.full(self.orang.n, UNKNOWN, np.int64)

    def _highest(self, known: Flags, who: Column, value: Column) -> Ints:
        """Largest value of each person, 0 for who is known to have none."""
        found = np.where(known, 0, UNKNOWN).astype(np.int64)
        np.maximum.at(found, who, value)
        return found

    def komponen(self, shard: Shard) -> Column:
        """int16 (11, n); kompetensi and bidang_ilmu stay unknown until a profile is given.

        The shard supplies the months of service of its history.
        """
        found = np.full((len(COMPONENTS), self.orang.n), UNKNOWN, np.int16)
        found[PLACE["predikat"]] = self._year(HalPenilaian.SKP, self.aturan.predikat)
        found[PLACE["umpan_balik"]] = self._year(HalPenilaian.UMPAN_BALIK, self.aturan.umpan_balik)
        found[PLACE["penghargaan"]] = self._penghargaan()
        found[PLACE["tim_kerja"]] = self._tim_kerja()
        found[PLACE["pengembangan"]] = self._pengembangan()
        found[PLACE["pengalaman"]] = self._pengalaman(shard)
        found[PLACE["potensi"]] = self._potensi()
        found[PLACE["pendidikan"]] = self._pendidikan()
        found[PLACE["integritas"]] = self._integritas()
        return found

    def _year(self, kind: int, table: tuple[int, ...]) -> Ints:
        rows, found = self.orang.rows(kind), self._unknown()
        wanted = rows.a == self.acuan.year - 1
        found[rows.who[wanted]] = np.array(table).take(rows.kode[wanted])
        return found

    def _penghargaan(self) -> Ints:
        rows = self.orang.rows(HalPenilaian.PENGHARGAAN)
        known = self.orang.has(rows, "PENGHARGAAN")
        kept = rows.only(
            (rows.a > self._since(self.aturan.penghargaan_tahun)) & (rows.a <= self.hari)
        )
        return self._highest(known, kept.who, np.array(self.aturan.penghargaan).take(kept.kode))

    def _tim_kerja(self) -> Ints:
        rows = self.orang.rows(HalPenilaian.TIM)
        known = self.orang.has(rows, "TIM_KERJA")
        kept = rows.only((rows.a <= self.hari) & (rows.b > self._since(self.aturan.tim_tahun)))
        return self._highest(known, kept.who, np.array(self.aturan.tim_kerja).take(kept.kode))

    def _pengembangan(self) -> Ints:
        known = self.orang.has(self.orang.rows(HalPelatihan.PELATIHAN), "PELATIHAN")
        total = self._counted(self.aturan.sertifikat) + self._counted(self.aturan.penjenjangan)
        return np.where(known, half_up(total, 2), UNKNOWN)

    def _counted(self, rule: Hitungan) -> Ints:
        rows = self.orang.rows(HalPelatihan.PELATIHAN)
        kept = rows.only(
            among(rule.jenis, rows.kode)
            & (rows.a > self._since(rule.tahun))
            & (rows.a <= self.hari)
        )
        return steps(rule.tangga, np.bincount(kept.who, minlength=self.orang.n))

    def _pengalaman(self, shard: Shard) -> Ints:
        rows = self.orang.rows(Hal.JABATAN)
        definitive = rows.only((rows.lain & KIND_MASK) == Pemangku.DEFINITIF)
        known = self.orang.has(definitive, "RIWAYAT_JABATAN")
        begun = definitive.only(definitive.a <= self.hari)
        parts = (
            np.where(known, self._lama(begun, shard), UNKNOWN),
            np.where(known, self._keragaman(begun), UNKNOWN),
            self._nondefinitif(rows),
        )
        mean = half_up(parts[0] + parts[1] + parts[2], len(parts))
        complete = (parts[0] >= 0) & (parts[1] >= 0) & (parts[2] >= 0)
        return np.where(complete, mean, UNKNOWN)

    def jenjang(self) -> Column:
        """Code of the definitive post begun last, 0 for none."""
        rows = self.orang.rows(Hal.JABATAN)
        begun = rows.only(((rows.lain & KIND_MASK) == Pemangku.DEFINITIF) & (rows.a <= self.hari))
        return self._present(begun)

    def _present(self, begun: Baris) -> Column:
        present = np.zeros(self.orang.n, np.uint8)
        present[begun.who] = begun.kode  # in order of time: the last one stays
        return present

    def _lama(self, begun: Baris, shard: Shard) -> Ints:
        present = self._present(begun)
        months = np.zeros(self.orang.n, np.int64)
        for code in np.unique(present[present > 0]).tolist():
            mine = present == code
            months[mine] = shard.service.months(self.aturan.setara(code))[mine]
        return steps(self.aturan.lama, months // 12)

    def _keragaman(self, begun: Baris) -> Ints:
        n = self.orang.n
        outside = np.zeros(n, np.bool_)
        outside[begun.who[(begun.lain & OUTSIDE) != 0]] = True
        unit = begun.lain >> SHIFT
        named = begun.only(unit > 0)
        number = named.lain >> SHIFT
        most = np.zeros(n, np.int64)
        np.maximum.at(most, named.who, number)
        least = np.full(n, np.iinfo(np.int64).max)
        np.minimum.at(least, named.who, number)
        nameless = np.bincount(begun.who[unit == 0], minlength=n)
        several = most > least
        doubtful = ~several & (nameless + (most > 0) > 1)
        found = np.where(several, self.aturan.lintas_unit, self.aturan.satu_unit)
        found = np.where(doubtful, UNKNOWN, found)
        return np.where(outside, self.aturan.lintas_instansi, found)

    def _nondefinitif(self, rows: Baris) -> Ints:
        kind = rows.lain & KIND_MASK
        acting = rows.only(among(ACTING, kind))
        known = self.orang.has(acting, "JABATAN_NONDEFINITIF")
        begun = acting.only(acting.a <= self.hari)
        triples = zip(
            (begun.lain & KIND_MASK).tolist(),
            begun.kode.tolist(),
            (begun.lain >> SHIFT).tolist(),
            strict=True,
        )
        scores = [acting_score(self.aturan, *triple) for triple in triples]
        return self._highest(known, begun.who, np.array(scores, np.int64))

    def _potensi(self) -> Ints:
        rows = self.orang.rows(Hal.POTENSI)
        kept = rows.only(rows.a <= self.hari)
        total, when = np.zeros(self.orang.n, np.int64), np.full(self.orang.n, -(2**31), np.int64)
        total[kept.who], when[kept.who] = kept.kode, kept.a  # in order of time: the last one stays
        value = np.minimum(half_up(total * FULL, self.aturan.potensi_maksimal), FULL)
        return np.where(when >= self._since(self.aturan.potensi_berlaku), value, UNKNOWN)

    def gelar(self) -> Baris:
        """Degrees held at the cut-off."""
        rows = self.orang.rows(Hal.PENDIDIKAN)
        return rows.only(rows.a <= self.acuan.year)

    def _pendidikan(self) -> Ints:
        rows, found = self.gelar(), self._unknown()
        np.maximum.at(found, rows.who, np.array(self.aturan.pendidikan).take(rows.kode))
        return found

    def _integritas(self) -> Ints:
        rows = self.orang.rows(HalPenilaian.HUKUMAN)
        known = self.orang.has(rows, "HUKUMAN")
        given = rows.only((rows.lain == 0) & (rows.a <= self.hari))
        light = given.kode == TINGKAT["ringan"]
        served = np.where(light, given.a == self.hari, given.b >= self.hari)
        end = np.where(light, given.a, given.b)
        recent = given.only(end > self._since(self.aturan.disiplin_tahun))
        heaviest = np.zeros(self.orang.n, np.int64)
        np.maximum.at(heaviest, recent.who, recent.kode)
        found = np.array((self.aturan.bersih, *self.aturan.disiplin[1:])).take(heaviest)
        found[given.who[served]] = self.aturan.dijalani
        return np.where(known, found, UNKNOWN)

    def levels(self) -> dict[int, Column]:
        """Competence to the latest level of everybody that is still good, -1 for none."""
        if self._levels is None:
            rows = self.orang.rows(Hal.CAPAIAN)
            kept = rows.only(
                (rows.a >= self._since(self.aturan.asesmen_berlaku)) & (rows.a <= self.hari)
            )
            names, place = np.unique(kept.lain, return_inverse=True)
            table = np.full((len(names), self.orang.n), -1, np.int8)
            table[place, kept.who] = kept.kode  # in order of time: the last one stays
            self._levels = dict(zip(names.tolist(), table, strict=True))
        return self._levels

    def kompetensi(self, ukuran: Ukuran) -> Column:
        """Job person match of everybody with one profile."""
        cap_each = self.aturan.batas_per_kompetensi
        # Without a limit per competence only the set of competences matters, not their levels.
        key = ukuran.standar if cap_each else tuple(kind for kind, _ in ukuran.standar)
        sums = self._sums.get(key)
        if sums is None:
            if len(self._sums) == KEPT:
                self._sums.clear()
            sums = reached(self.levels(), ukuran.standar, self.orang.n, cap_each=cap_each)
            self._sums[key] = sums
        return jpm(sums, ukuran)

    def bidang_ilmu(self, ukuran: Ukuran) -> Column:
        """Fit of everybody's fields of study with one profile."""
        found = self._fits.get(ukuran.bidang)
        if found is None:
            if len(self._fits) == KEPT:
                self._fits.clear()
            found = field_match(self.fields(), ukuran, other=self.aturan.bidang_tidak_sesuai)
            self._fits[ukuran.bidang] = found
        return found.copy()  # a template may be corrected for one person

    def fields(self) -> Column:
        """Field of study of the first, second … mapped degree of everybody, -1 for none."""
        if self._fields is None:
            rows = self.gelar()
            rows = rows.only(rows.lain >= 0)
            counts = np.bincount(rows.who, minlength=self.orang.n)
            first = np.cumsum(counts) - counts
            number = np.arange(len(rows.who)) - first[rows.who]
            self._fields = np.full((int(counts.max(initial=0)), self.orang.n), -1, np.int64)
            self._fields[number, rows.who] = rows.lain
        return self._fields

    def per_profil(self, ukuran: Ukuran) -> Mapping[int, Column]:
        """What a template of the engine overrides for seats of this profile; computed once."""
        if ukuran not in self._profiles:
            self._profiles[ukuran] = {
                PLACE["kompetensi"]: self.kompetensi(ukuran),
                PLACE["bidang_ilmu"]: self.bidang_ilmu(ukuran),
            }
        return self._profiles[ukuran]


@lru_cache(maxsize=256)
def _years_before(acuan: date, tahun: int) -> int:
    return to_day(anniversary(acuan, -tahun))


def among(codes: Iterable[int], column: Column) -> Flags:
    """Which of the small codes of a column are among these."""
    table = np.zeros(CODES, np.bool_)
    table[[*codes]] = True
    return table.take(column)


def half_up(total: Ints, parts: int) -> Ints:
    """Quotient of whole numbers, half rounded up."""
    return (2 * total + parts) // (2 * parts)


def steps(rule: Steps, amount: Ints) -> Ints:
    """Value of the highest step that each amount reaches."""
    edges = np.array([at_least for at_least, _ in reversed(rule)])
    values = np.array([value for _, value in reversed(rule)], np.int64)
    return values[np.searchsorted(edges, amount, side="right") - 1]
