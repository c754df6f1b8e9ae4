"""Requirement profiles: few templates that many positions share (gates, competences, fields)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from asn_portal.perintah.kota import kata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asn_portal.perintah.kota.bentuk import Kota, Posisi

KOMPETENSI: Final = (
    "Integritas", "Kerja Sama", "Komunikasi", "Orientasi pada Hasil", "Pelayanan Publik",
    "Pengembangan Diri dan Orang Lain", "Mengelola Perubahan", "Pengambilan Keputusan",
    "Perekat Bangsa",
)  # fmt: skip
# PermenPANRB 38/2017: the level that a tier asks for.
LEVEL: Final = {
    "jpt_pratama": 4, "administrator": 3, "pengawas": 2, "pelaksana": 1, "ahli_madya": 4,
    "ahli_muda": 3, "ahli_pertama": 2, "penyelia": 3, "mahir": 2, "terampil": 2,
}  # fmt: skip
JA, JPT_DASAR = "PP 11/2017 pasal 54 jo. PP 17/2020", "PP 17/2020 pasal 107"
JF = "PermenPANRB 1/2023"
Gerbang = dict[str, Any]


def _gate(kode: str, dasar: str, **isi: Any) -> Gerbang:
    return {"kode": kode, "dasar": dasar, **isi}


def _bersama(minimal: str, dasar: str) -> list[Gerbang]:
    return [
        _gate("status", dasar, daftar="PNS"),
        _gate("pendidikan", dasar, minimal=minimal),
        _gate("predikat", dasar, minimal="BAIK", angka=2),
        _gate("disiplin", "PP 94/2021; Peraturan BKN 5/2019", angka=2),
    ]


# Work that asks for people of the trade; elsewhere the field only counts in the score.
SEBIDANG: Final = frozenset(
    {"keuangan", "teknik", "informatika", "kesehatan", "pertanian", "lingkungan", "pengawasan"}
)


def gerbang(jenjang: str, urusan: str) -> list[Gerbang]:
    """Gates of a tier (domain §5.4) as the file writes them; empty: the sealed rule decides."""
    gates = _gerbang(jenjang)
    if urusan in SEBIDANG and jenjang in {"administrator", "pengawas"}:
        fit, part = kata.URUSAN[urusan]
        fields = ", ".join(kata.BIDANG[name][0] for name in (*fit, *part))
        gates = [g | {"daftar": fields} if g["kode"] == "pendidikan" else g for g in gates]
    return gates


def _gerbang(jenjang: str) -> list[Gerbang]:
    if jenjang == "jpt_pratama":
        return [
            *_bersama("S1", JPT_DASAR),
            _gate("masa_jenjang", JPT_DASAR, daftar="administrator, ahli_madya", angka=2),
            _gate("golongan", "PP 13/2002", minimal="IV/a"),
            _gate("usia", JPT_DASAR, angka=56),
        ]
    if jenjang == "administrator":
        return [
            *_bersama("S1", JA),
            _gate("masa_jenjang", JA, daftar="pengawas, ahli_muda", angka=3),
            _gate("golongan", "PP 13/2002", minimal="III/d"),
        ]
    if jenjang == "pengawas":
        masa = "pelaksana, ahli_pertama, penyelia, mahir, terampil"
        return [
            *_bersama("D3", JA),
            _gate("masa_jenjang", JA, daftar=masa, angka=4),
            _gate("golongan", "PP 13/2002", minimal="III/b"),
        ]
    return []


IKHTISAR: Final = {
    "jpt_pratama": "Memimpin perangkat daerah dan menyelaraskan kebijakan urusan {u}.",
    "administrator": "Memimpin pelaksanaan program dan pelayanan urusan {u}.",
    "pengawas": "Mengendalikan kegiatan harian dan pelayanan urusan {u}.",
}


def baris_profil(kota: Kota) -> Iterator[dict[str, Any]]:
    """Rows of the file, profile by profile."""
    seen: dict[str, Posisi] = {}
    for posisi in kota.posisi:
        if posisi.profil:
            seen.setdefault(posisi.profil, posisi)
    for nama, posisi in seen.items():
        jenjang, urusan = posisi.jenjang, posisi.unit.urusan
        kepala = {"nama": nama, "jenjang": jenjang}
        ikhtisar = IKHTISAR.get(jenjang, "Melaksanakan tugas urusan {u}.").format(u=urusan)
        for gate in gerbang(jenjang, urusan):
            yield {**kepala, "baris": "SYARAT", **gate, "ikhtisar": ikhtisar}
        for nomor, kompetensi in enumerate(KOMPETENSI):
            yield {
                **kepala,
                "baris": "KOMPETENSI",
                "kode": kompetensi,
                "level": _level(jenjang, urusan, nomor),
                "kepentingan": "MUTLAK" if nomor == 0 else "PENTING",
                "ikhtisar": ikhtisar,
            }
        fit, part = kata.URUSAN[urusan]
        for fields, nilai in ((fit, 100), (part, 75)):
            for field in fields:
                yield {
                    **kepala,
                    "baris": "BIDANG",
                    "kode": kata.BIDANG[field][0],
                    "nilai": nilai,
                    "ikhtisar": ikhtisar,
                }


def _level(jenjang: str, urusan: str, nomor: int) -> int:
    """The tier's level; money and control ask one level more of integrity, services of service."""
    base = LEVEL[jenjang]
    more = (urusan in {"keuangan", "pengawasan"} and nomor == 0) or (
        urusan in {"kesehatan", "sosial"} and KOMPETENSI[nomor] == "Pelayanan Publik"
    )
    return min(base + more, 5)
