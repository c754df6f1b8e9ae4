"""Calculators of talent management: talenta and kesesuaian-jabatan."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from asn_portal.core.numbers import decimal_string, exact_string
from asn_portal.halaman.kalkulator.dasar import Hasil, Kalkulator
from asn_portal.halaman.kalkulator.isian import Group, Number, Optional, Points
from asn_portal.halaman.kalkulator.kalimat import desimal, persis
from jabatan.talenta.engine.nilai import SEBUTAN
from jabatan.talenta.kalkulator import (
    BOBOT_KINERJA,
    BOBOT_POTENSIAL,
    KESESUAIAN_DJBK,
    BelumLengkap,
    kesesuaian,
    talenta,
)

_HUNDREDTHS = 100


def _talenta(isi: Mapping[str, Any], _hari_ini: date) -> Hasil:
    values = {**isi["kinerja"], **isi["potensial"]}
    result = talenta(values)
    if isinstance(result, BelumLengkap):
        names = ", ".join(SEBUTAN[name].lower() for name in result.komponen)
        return Hasil(
            hasil={"belum_lengkap": list(result.komponen)},
            langkah=(
                f"Belum diketahui: {names}.",
                (
                    "Komponen yang belum diketahui bukan nol, sehingga nilai talenta "
                    "belum dapat dihitung."
                ),
            ),
            sorotan=(("Nilai talenta", "Belum lengkap"), ("Belum diketahui", names)),
        )
    return Hasil(
        hasil={
            "kinerja": exact_string(result.kinerja),
            "potensial": exact_string(result.potensial),
            "nilai": exact_string(result.nilai),
            "kotak": result.kotak,
        },
        langkah=(
            _axis("Kinerja", BOBOT_KINERJA, values, result.kinerja),
            _axis("Potensial", BOBOT_POTENSIAL, values, result.potensial),
            (
                f"Nilai talenta = 50% × {persis(result.kinerja, 2)} + 50% × "
                f"{persis(result.potensial, 2)} = {persis(result.nilai, 2)}."
            ),
            (
                f"Kinerja {_level(result.kinerja)} dan potensial {_level(result.potensial)} "
                f"(tinggi mulai 80, menengah mulai 60, tanpa pembulatan): kotak {result.kotak}."
            ),
        ),
        sorotan=(
            ("Kotak talenta", str(result.kotak)),
            ("Nilai talenta", persis(result.nilai, 2)),
            ("Kinerja", persis(result.kinerja, 2)),
            ("Potensial", persis(result.potensial, 2)),
        ),
    )


def _axis(name: str, weights: Mapping[str, int], values: Mapping[str, int], total: Fraction) -> str:
    parts = " + ".join(
        f"{persis(Fraction(weight, _HUNDREDTHS))}% × {persis(Fraction(values[key], _HUNDREDTHS))}"
        for key, weight in weights.items()
    )
    return f"{name} = {parts} = {persis(total, 2)}."


def _level(value: Fraction) -> str:
    if value >= 80:  # noqa: PLR2004 - only words; the box itself comes from the engine
        return "tinggi"
    return "menengah" if value >= 60 else "rendah"  # noqa: PLR2004 - the same


def _members(weights: Mapping[str, int]) -> tuple[Optional, ...]:
    return tuple(
        Optional(
            key=name,
            label=SEBUTAN[name],
            help=f"Bobot {persis(Fraction(weight, _HUNDREDTHS))}%; 0 sampai 100.",
            inner=Points(key=name, label=SEBUTAN[name], maximum=10_000),
            default=None,
        )
        for name, weight in weights.items()
    )


BAGIAN = {
    "potensi_kompetensi": "Potensi dan kompetensi",
    "kualifikasi": "Kualifikasi jabatan",
    "integritas": "Integritas dan moralitas",
}


def _kesesuaian(isi: Mapping[str, Any], _hari_ini: date) -> Hasil:
    total = kesesuaian(isi)
    steps = [
        f"{BAGIAN[name]} {persis(isi[name])} × {bobot}% = {persis(Fraction(isi[name]) * bobot / 100)}."
        for name, bobot in KESESUAIAN_DJBK.items()
    ]
    return Hasil(
        hasil={"nilai": decimal_string(total)},
        langkah=(*steps, f"Jumlah {persis(total)}; dicetak {desimal(total)}."),
        sorotan=(("Kesesuaian jabatan", desimal(total)),),
    )


KALKULATOR_TALENTA = Kalkulator(
    nama="talenta",
    judul="Nilai dan kotak talenta",
    ringkas="Sumbu kinerja dan potensial, nilai talenta, dan letak pada sembilan kotak.",
    dasar="PermenPANRB 3/2020 dan Keputusan Kepala BKN 411/2025",
    fields=(
        Group(key="kinerja", label="Kinerja", members=_members(BOBOT_KINERJA)),
        Group(key="potensial", label="Potensial", members=_members(BOBOT_POTENSIAL)),
    ),
    contoh={
        "kinerja": {
            "predikat": 10000,
            "penghargaan": 5000,
            "tim_kerja": 7500,
            "umpan_balik": 8000,
        },
        "potensial": {
            "kompetensi": 8500,
            "pengembangan": 6000,
            "pengalaman": 8000,
            "potensi": 7200,
            "pendidikan": 9000,
            "bidang_ilmu": 10000,
            "integritas": 10000,
        },
    },
    rule=_talenta,
)
KALKULATOR_KESESUAIAN = Kalkulator(
    nama="kesesuaian-jabatan",
    judul="Kesesuaian jabatan, varian 65/20/15",
    ringkas="Nilai calon terhadap satu jabatan menurut varian Ditjen Bina Konstruksi.",
    dasar="PermenPANRB 3/2020; bobot menurut aplikasi talenta Ditjen Bina Konstruksi. "
    "Peringkat portal memakai Keputusan Kepala BKN 411/2025.",
    fields=tuple(
        Number(key=name, label=BAGIAN[name], help=f"Bobot {bobot}%; 0 sampai 100.")
        for name, bobot in KESESUAIAN_DJBK.items()
    ),
    contoh={"potensi_kompetensi": "82", "kualifikasi": "75.83", "integritas": "75"},
    rule=_kesesuaian,
)
