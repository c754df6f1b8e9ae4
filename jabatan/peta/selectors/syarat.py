"""Requirements of a position in the words of a reader, with their legal basis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jabatan.peta.enums import PANGKAT, JenisKompetensi, Jenjang, JenjangPendidikan, StatusASN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from jabatan.peta.models import ProfilSyarat

PREDIKAT = {
    "SANGAT_BAIK": "Sangat Baik",
    "BAIK": "Baik",
    "BUTUH_PERBAIKAN": "Butuh Perbaikan",
    "KURANG": "Kurang",
    "SANGAT_KURANG": "Sangat Kurang",
}


@dataclass(frozen=True, slots=True)
class SyaratJabatan:
    """One requirement: a sentence and its basis."""

    kode: str
    kalimat: str
    dasar: str


def golongan_lengkap(golongan: str) -> str:
    """Pembina (IV/a); a PPPK golongan stays as it is."""
    return f"{PANGKAT[golongan]} ({golongan})" if golongan in PANGKAT else golongan


def kalimat_syarat(syarat: Mapping[str, Any], bidang: Mapping[str, str] | None = None) -> str:
    """One SYARAT of the exchange format as a sentence; `bidang` names fields of study."""
    writer = _WRITERS.get(str(syarat.get("kode")))
    return writer(syarat, bidang or {}) if writer else str(syarat.get("kode"))


def _join(words: Iterable[str]) -> str:
    listed = list(words)
    if len(listed) < 3:  # noqa: PLR2004 -- two need no comma
        return " atau ".join(listed)
    return f"{', '.join(listed[:-1])}, atau {listed[-1]}"


def _status(item: Mapping[str, Any], _: Mapping[str, str]) -> str:
    return f"Berstatus {_join(str(StatusASN(code).label) for code in item['nilai'])}"


def _pendidikan(item: Mapping[str, Any], bidang: Mapping[str, str]) -> str:
    level = JenjangPendidikan(item["minimal"]).label
    fields = item.get("bidang")
    if not fields:
        return f"Pendidikan paling rendah {level}"
    return f"Pendidikan paling rendah {level} bidang {_join(bidang.get(f, f) for f in fields)}"


def _golongan(item: Mapping[str, Any], _: Mapping[str, str]) -> str:
    return f"Pangkat paling rendah {golongan_lengkap(item['minimal'])}"


def _masa_jenjang(item: Mapping[str, Any], _: Mapping[str, str]) -> str:
    levels = _join(str(Jenjang(code).label) for code in item["jenjang"])
    return f"Menduduki jabatan {levels} secara definitif paling singkat {item['tahun']} tahun"


def _predikat(item: Mapping[str, Any], _: Mapping[str, str]) -> str:
    grade = PREDIKAT.get(item["minimal"], item["minimal"])
    return f"Predikat kinerja paling rendah {grade} dalam {item['tahun']} tahun terakhir"


def _disiplin(item: Mapping[str, Any], _: Mapping[str, str]) -> str:
    return (
        "Tidak sedang menjalani atau diproses hukuman disiplin, dan tidak pernah dijatuhi hukuman "
        f"sedang atau berat dalam {item['tahun']} tahun terakhir"
    )


def _usia(item: Mapping[str, Any], _: Mapping[str, str]) -> str:
    return f"Usia paling tinggi {item['maksimal']} tahun"


def _pelatihan(item: Mapping[str, Any], _: Mapping[str, str]) -> str:
    return f"Lulus pelatihan {', '.join(item['semua'])}"


_WRITERS: dict[str, Callable[[Mapping[str, Any], Mapping[str, str]], str]] = {
    "status": _status,
    "pendidikan": _pendidikan,
    "golongan": _golongan,
    "masa_jenjang": _masa_jenjang,
    "predikat": _predikat,
    "disiplin": _disiplin,
    "usia": _usia,
    "pelatihan": _pelatihan,
}


def requirements(profil: ProfilSyarat | None, bidang: Mapping[str, str]) -> list[SyaratJabatan]:
    """Requirements of a profile in their order."""
    if profil is None:
        return []
    return [
        SyaratJabatan(item["kode"], kalimat_syarat(item, bidang), str(item.get("dasar", "")))
        for item in profil.syarat
    ]


def competences(profil: ProfilSyarat | None) -> list[dict[str, Any]]:
    """Required levels, managerial first, in the order of the dictionary."""
    if profil is None:
        return []
    order = list(JenisKompetensi.values)
    rows = list(profil.standar.select_related("kompetensi"))
    rows.sort(
        key=lambda r: (order.index(r.kompetensi.jenis), r.kompetensi.urutan, r.kompetensi.nama)
    )
    return [
        {
            "kompetensi_id": row.kompetensi_id,
            "nama": row.kompetensi.nama,
            "jenis": row.kompetensi.get_jenis_display(),
            "level": row.level,
            "kepentingan": row.get_kepentingan_display(),
        }
        for row in rows
    ]
