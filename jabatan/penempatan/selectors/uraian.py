"""Why this value: evidence, waterfall and what would raise it, for one person of a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jabatan import merit
from jabatan.penempatan.selectors import kata
from jabatan.penempatan.selectors.peringkat import GROUPS, POTENSIAL, Ruas, kata_poin
from jabatan.peta.enums import PANGKAT
from kinerja.penilaian.enums import PeranTim, Predikat, TingkatHukuman, TingkatPenghargaan

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_BIDANG = {
    10000: "bidang ilmu sesuai",
    7500: "bidang ilmu serumpun",
    5000: "bidang ilmu tidak sesuai",
}
_NUMBERS = {
    "kompetensi": "kesesuaian kompetensi (JPM)",
    "pengembangan": "pengembangan kompetensi",
    "pengalaman": "pengalaman jabatan",
    "potensi": "asesmen potensi",
    "teknis": "uji teknis",
    "penghargaan": "penghargaan",
    "tim_kerja": "tim kerja",
    "umpan_balik": "umpan balik 360°",
    "bidang_ilmu": "bidang ilmu",
    "integritas": "integritas",
    "predikat": "predikat",
}
_PREDIKAT = dict(Predikat.choices)
_TEN = tuple(range(1000, 10001, 1000))
TOP_ADVICE = 3
TERTUTUP = "Rinciannya hanya tampil bagi yang boleh melihat hukuman disiplin"
# Advice that tells no value of the potential axis.
_OPEN = ("predikat", "penghargaan", "tim_kerja", "umpan_balik", "teknis")


def angka_nilai(value: int) -> str:
    """Hundredths → 73,33 or 86."""
    whole, rest = divmod(value, 100)
    return f"{whole},{rest:02d}".rstrip("0") if rest else str(whole)


@dataclass(frozen=True, slots=True)
class Kamus:
    """The indicator tables of a round read backwards: value → words, and the next levels."""

    kata: Mapping[str, Mapping[int, str]]
    tangga: Mapping[str, tuple[int, ...]]


def kamus(indikator: Mapping[str, Any]) -> Kamus:
    """Words and levels of the sealed tables, so that a page says what the rules say."""
    years = indikator["integritas"]["tahun"]
    tables = {
        "predikat": _turned(indikator["predikat"], _PREDIKAT, "predikat {}"),
        "umpan_balik": _turned(indikator["umpan_balik"], _PREDIKAT, "umpan balik 360° {}"),
        "penghargaan": {
            0: "tidak ada penghargaan",
            **_turned(
                indikator["penghargaan"]["nilai"],
                dict(TingkatPenghargaan.choices),
                "penghargaan {}",
            ),
        },
        "tim_kerja": {
            0: "tidak ada penugasan tim",
            **_turned(indikator["tim_kerja"]["nilai"], dict(PeranTim.choices), "{}"),
        },
        "bidang_ilmu": _BIDANG,
        "integritas": {
            indikator["integritas"]["bersih"]: f"tidak ada hukuman disiplin {years} tahun",
            indikator["integritas"]["dijalani"]: "sedang menjalani hukuman disiplin",
            **_turned(
                indikator["integritas"]["nilai"],
                dict(TingkatHukuman.choices),
                f"hukuman disiplin {{}} dalam {years} tahun",
            ),
        },
    }
    # A degree and a clean record are no advice; measured values go up by ten points.
    ladders = {
        name: tuple(sorted(tables[name]))
        for name in ("predikat", "umpan_balik", "penghargaan", "tim_kerja")
    }
    measured = ("kompetensi", "pengembangan", "pengalaman", "potensi", "teknis")
    return Kamus(tables, {**ladders, **dict.fromkeys(measured, _TEN)})


def _turned(table: Mapping[str, int], labels: Mapping[str, str], frame: str) -> dict[int, str]:
    return {
        value: frame.format(labels[code] if code in _PREDIKAT else labels[code].lower())
        for code, value in table.items()
    }


def bukti(nama: str, value: int, person: merit.Candidate, words: Kamus) -> str:
    """What a value rests on, from the frozen facts and the value itself."""
    if value < 0:
        return f"{kata.NAMA_UNSUR[nama].lower()} {kata.BELUM}"
    if nama == "predikat" and person.predikat:
        year = max(person.predikat)
        code = merit.name_of(merit.PREDIKAT, person.predikat[year])
        if code:
            return f"predikat {year} {_PREDIKAT[code]}"
    if nama == "pendidikan":
        return kata.bukti_pendidikan(person)
    return words.kata.get(nama, {}).get(value) or f"{_NUMBERS[nama]} {angka_nilai(value)}"


@dataclass(frozen=True, slots=True)
class Langkah:
    """One step of the waterfall."""

    ruas: Ruas
    bukti: str


def air_terjun(
    peserta: Sequence[Ruas],
    values: Sequence[int],
    person: merit.Candidate,
    *,
    rule: merit.Coefficients,
    words: Kamus,
) -> list[Langkah]:
    """Every group with its evidence in words; the steps sum exactly to the total."""
    parts = dict(GROUPS)
    found = []
    for one in peserta:
        if one.nama == POTENSIAL:
            found.append(Langkah(one, TERTUTUP))
            continue
        told = [
            bukti(name, values[merit.PARTS.index(name)], person, words)
            for name in parts[one.nama]
            if rule.parts[merit.PARTS.index(name)]
        ]
        text = ", ".join(told)
        found.append(Langkah(one, text[:1].upper() + text[1:]))
    return found


def saran(
    values: Sequence[int], rule: merit.Coefficients, words: Kamus, *, disiplin: bool = True
) -> list[str]:
    """Three steps that raise the value most, other data unchanged."""
    found = [
        one
        for one in merit.sensitivity(values, rule, words.tangga)
        if one.nama in words.tangga and one.nilai is not None and (disiplin or one.nama in _OPEN)
    ]
    return [
        f"{kata.NAMA_UNSUR[one.nama]} naik dari {angka_nilai(one.nilai or 0)} "
        f"ke {angka_nilai(one.menjadi)}: +{kata_poin(one.tambah)}"
        for one in found[:TOP_ADVICE]
    ]


def pangkat(person: merit.Candidate) -> str:
    """Penata Tingkat I (III/d), 3 tahun 2 bulan dalam pangkat."""
    code = merit.name_of(merit.GOLONGAN, person.golongan)
    if code is None:
        return f"Pangkat {kata.BELUM}"
    name = f"{PANGKAT[code]} ({code})" if code in PANGKAT else f"Golongan {code} (PPPK)"
    return name if person.bulan < 0 else f"{name}, {kata.lama(person.bulan)} dalam pangkat ini"
