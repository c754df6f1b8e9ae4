"""Shares of the city in percent, as docs/kota-contoh.md states them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

    from asn_portal.perintah.kota.bentuk import Kota

USIA: Final = ((30, "di bawah 30"), (40, "30–39"), (50, "40–49"), (99, "50 ke atas"))


def bagian(kota: Kota) -> dict[str, dict[str, float]]:
    """{group: {item: percent}}."""
    people = kota.warga
    pns = [w for w in people if w.status in {"PNS", "CPNS"}]

    def persen(values: list[str]) -> dict[str, float]:
        return {name: 100 * count / len(values) for name, count in Counter(values).items()}

    def usia(lahir: date) -> str:
        years = (kota.acuan - lahir).days / 365.25
        return next((nama for batas, nama in USIA if years < batas), USIA[-1][1])

    return {
        "jenis": persen([w.status for w in people]),
        "kelamin": persen([w.kelamin for w in people]),
        "usia": persen([usia(w.lahir) for w in people]),
        "golongan PNS": persen([w.pangkat[-1].golongan.partition("/")[0] for w in pns]),
        "pendidikan": persen([w.pendidikan[-1].jenjang for w in people]),
        "jabatan": persen([w.posisi.jenis for w in people]),
    }
