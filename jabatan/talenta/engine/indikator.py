"""The indicator rule set as checked tables; the place in a table is the code of the engine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from jabatan.merit import FULL, JENJANG, PENDIDIKAN, PREDIKAT, TINGKAT
from kinerja.penilaian.merit_source import PERAN_TIM, TINGKAT_PENGHARGAAN
from pelatihan.merit_source import JENIS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Steps = tuple[tuple[int, int], ...]
DINILAI: Final = ("predikat", "umpan_balik", "penghargaan", "tim_kerja", "pendidikan")


class AturanKeliruError(ValueError):
    """The rule set cannot be used; the message names the place."""


def half_up(total: int, parts: int) -> int:
    """Quotient of two whole numbers, half rounded up."""
    return (2 * total + parts) // (2 * parts)


def step(steps: Steps, amount: int) -> int:
    """Value of the highest step that the amount reaches."""
    return next(value for at_least, value in steps if amount >= at_least)


@dataclass(frozen=True, slots=True)
class Hitungan:
    """Counting courses of some kinds in a window."""

    tahun: int
    jenis: frozenset[int]
    tangga: Steps


@dataclass(frozen=True)
class Indikator:
    """Everything that turns facts into the hundredths of a component."""

    predikat: tuple[int, ...]
    umpan_balik: tuple[int, ...]
    penghargaan: tuple[int, ...]
    penghargaan_tahun: int
    tim_kerja: tuple[int, ...]
    tim_tahun: int
    asesmen_berlaku: int
    batas_per_kompetensi: bool
    sertifikat: Hitungan
    penjenjangan: Hitungan
    lama: Steps
    lintas_instansi: int
    lintas_unit: int
    satu_unit: int
    pj_kepala_daerah: int
    plt: tuple[int, int]  # equal or lower post, higher post
    plh: tuple[int, int]
    tingkat: tuple[int, ...]
    potensi_berlaku: int
    potensi_maksimal: int
    pendidikan: tuple[int, ...]
    bidang_tidak_sesuai: int
    disiplin_tahun: int
    bersih: int
    dijalani: int
    disiplin: tuple[int, ...]

    @cached_property
    def tangga(self) -> dict[str, tuple[int, ...]]:
        """Levels that a component can take, where it does not move continuously."""
        return {
            "predikat": self.predikat[1:],
            "umpan_balik": self.umpan_balik[1:],
            "penghargaan": self.penghargaan[1:],
            "tim_kerja": self.tim_kerja[1:],
            "pendidikan": self.pendidikan[1:],
            "pengembangan": _means(
                _values(self.sertifikat.tangga), _values(self.penjenjangan.tangga)
            ),
            "pengalaman": _means(
                _values(self.lama),
                (self.satu_unit, self.lintas_unit, self.lintas_instansi),
                (0, *self.plh, *self.plt, self.pj_kepala_daerah),
            ),
        }

    def setara(self, jenjang: int) -> frozenset[int]:
        """Codes of the jenjang on the same level."""
        return frozenset(
            code for code in JENJANG.values() if self.tingkat[code] == self.tingkat[jenjang]
        )


def _values(steps: Steps) -> tuple[int, ...]:
    return tuple(value for _, value in steps)


def _means(*levels: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted({half_up(sum(mix), len(mix)) for mix in product(*levels)}))


def read_indikator(isi: Mapping[str, Any]) -> Indikator:
    """Check a rule set of kind INDIKATOR; refuse anything missing, unknown or out of range."""
    wanted = {
        *DINILAI, "kompetensi", "sertifikat", "penjenjangan", "lama", "keragaman",
        "nondefinitif", "tingkat_jenjang", "potensi", "bidang_ilmu", "integritas",
    }  # fmt: skip
    if set(isi) != wanted:
        raise AturanKeliruError(f"Nama indikator tidak lengkap atau lebih: {set(isi) ^ wanted}.")
    try:
        found = _read(isi)
    except (KeyError, TypeError, StopIteration) as error:
        raise AturanKeliruError(f"Isi indikator tidak lengkap: {error}.") from error
    return found


def _read(isi: Mapping[str, Any]) -> Indikator:
    acting, spread, conduct = isi["nondefinitif"], isi["keragaman"], isi["integritas"]
    return Indikator(
        predikat=_table(isi["predikat"], ("", *PREDIKAT)),
        umpan_balik=_table(isi["umpan_balik"], ("", *PREDIKAT)),
        penghargaan=_table(isi["penghargaan"]["nilai"], TINGKAT_PENGHARGAAN),
        penghargaan_tahun=_whole(isi["penghargaan"]["tahun"]),
        tim_kerja=_table(isi["tim_kerja"]["nilai"], PERAN_TIM),
        tim_tahun=_whole(isi["tim_kerja"]["tahun"]),
        asesmen_berlaku=_whole(isi["kompetensi"]["berlaku_tahun"]),
        batas_per_kompetensi=bool(isi["kompetensi"]["batas_per_kompetensi"]),
        sertifikat=_count(isi["sertifikat"]),
        penjenjangan=_count(isi["penjenjangan"]),
        lama=_steps(isi["lama"]["tangga"]),
        lintas_instansi=_points(spread["lintas_instansi"]),
        lintas_unit=_points(spread["lintas_unit"]),
        satu_unit=_points(spread["satu_unit"]),
        pj_kepala_daerah=_points(acting["pj_kepala_daerah"]),
        plt=(_points(acting["plt_setara"]), _points(acting["plt_lebih_tinggi"])),
        plh=(_points(acting["plh_setara"]), _points(acting["plh_lebih_tinggi"])),
        tingkat=_table(isi["tingkat_jenjang"], ("", *JENJANG)),
        potensi_berlaku=_whole(isi["potensi"]["berlaku_tahun"]),
        potensi_maksimal=_whole(isi["potensi"]["maksimal"]),
        pendidikan=_table(isi["pendidikan"], ("", *PENDIDIKAN)),
        bidang_tidak_sesuai=_points(isi["bidang_ilmu"]["tidak_sesuai"]),
        disiplin_tahun=_whole(conduct["tahun"]),
        bersih=_points(conduct["bersih"]),
        dijalani=_points(conduct["dijalani"]),
        disiplin=_table(conduct["nilai"], ("", *TINGKAT)),
    )


def _points(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= FULL:
        raise AturanKeliruError(f"Nilai indikator harus bilangan bulat 0 sampai 10000: {value!r}.")
    return value


def _whole(value: Any) -> int:
    if _points(value) == 0:
        raise AturanKeliruError("Jumlah tahun dan nilai maksimal harus lebih dari 0.")
    return int(value)


def _table(given: Mapping[str, Any], names: Sequence[str]) -> tuple[int, ...]:
    if set(given) != set(names[1:]):
        raise AturanKeliruError(
            f"Daftar nilai tidak lengkap atau lebih: {set(given) ^ set(names[1:])}."
        )
    return (0, *(_points(given[name]) for name in names[1:]))


def _steps(given: Sequence[Sequence[int]]) -> Steps:
    steps = tuple((_points(at_least), _points(value)) for at_least, value in given)
    if list(steps) != sorted(steps, reverse=True) or steps[-1][0] != 0:
        raise AturanKeliruError("Tangga nilai harus menurun dan berakhir pada 0.")
    return steps


def _count(given: Mapping[str, Any]) -> Hitungan:
    return Hitungan(
        tahun=_whole(given["tahun"]),
        jenis=frozenset(JENIS.index(name) for name in given["jenis"]),
        tangga=_steps(given["tangga"]),
    )
