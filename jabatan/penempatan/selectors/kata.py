"""Words for gates, parts and facts of a run, from the frozen facts alone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from asn_portal.core.dates import long_date
from jabatan import merit
from jabatan.peta.enums import PANGKAT, Jenjang, JenjangPendidikan, StatusASN
from kinerja.penilaian.enums import Predikat

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jabatan.merit import Candidate, GateResult

NAMA_SYARAT = {
    "status": "Status kepegawaian",
    "pendidikan": "Pendidikan",
    "golongan": "Pangkat",
    "masa_jenjang": "Masa jabatan",
    "predikat": "Predikat kinerja",
    "disiplin": "Hukuman disiplin",
    "usia": "Usia",
    "pelatihan": "Pelatihan wajib",
}
# The gate of discipline for readers who may not see discipline (domain §10.5).
INTEGRITAS = "Syarat integritas"
# Who must supply a fact that is not known (decisions §6).
PEMASOK_SYARAT = {
    "status": "BKPSDM melengkapi data kepegawaian",
    "pendidikan": "BKPSDM melengkapi riwayat pendidikan dari ijazah",
    "golongan": "BKPSDM melengkapi riwayat pangkat",
    "masa_jenjang": "BKPSDM melengkapi riwayat jabatan",
    "predikat": "Pejabat penilai melengkapi SKP tahun yang belum ada",
    "disiplin": "BKPSDM memasukkan hukuman disiplin atau pernyataan nihil",
    "usia": "BKPSDM melengkapi tanggal lahir",
    "pelatihan": "BKPSDM memasukkan riwayat pelatihan atau pernyataan nihil",
}
NAMA_UNSUR = {
    "predikat": "Predikat kinerja",
    "penghargaan": "Penghargaan",
    "tim_kerja": "Penugasan tim kerja",
    "umpan_balik": "Umpan balik 360°",
    "kompetensi": "Penilaian kompetensi",
    "pengembangan": "Pengembangan kompetensi",
    "pengalaman": "Pengalaman jabatan",
    "potensi": "Potensi",
    "pendidikan": "Tingkat pendidikan",
    "bidang_ilmu": "Kesesuaian bidang ilmu",
    "integritas": "Integritas dan moralitas",
    "teknis": "Uji teknis jabatan",
}
PEMASOK_UNSUR = {
    "predikat": "pejabat penilai (SKP tahun terakhir)",
    "penghargaan": "BKPSDM (penghargaan atau pernyataan nihil)",
    "tim_kerja": "pegawai dan atasan (SK tim atau pernyataan nihil)",
    "umpan_balik": "atasan, rekan, dan bawahan (umpan balik 360°)",
    "kompetensi": "BKPSDM (asesmen paling lama tiga tahun, standar kompetensi jabatan)",
    "pengembangan": "pegawai (sertifikat) atau BKPSDM (pernyataan nihil)",
    "pengalaman": "BKPSDM (riwayat jabatan dan jabatan nondefinitif)",
    "potensi": "BKPSDM (asesmen potensi)",
    "pendidikan": "BKPSDM (ijazah)",
    "bidang_ilmu": "BKPSDM (pemetaan program studi ke bidang ilmu)",
    "integritas": "BKPSDM (hukuman disiplin atau pernyataan nihil)",
    "teknis": "panitia seleksi (nilai uji teknis)",
}
_PENDIDIKAN = dict(JenjangPendidikan.choices)
_JENJANG = dict(Jenjang.choices)
_PREDIKAT = dict(Predikat.choices)
_STATUS = dict(StatusASN.choices)
BELUM = "belum ada data"


def hari(text: str | None) -> str:
    """ISO date of the engine → 1 Januari 2027."""
    return long_date(date.fromisoformat(text)) if text else BELUM


def golongan(kode: str | None) -> str:
    """Rank and golongan: Penata (III/c); PPPK keep the golongan alone."""
    if not kode:
        return BELUM
    return f"{PANGKAT[kode]} ({kode})" if kode in PANGKAT else f"golongan {kode} PPPK"


def bidang(kode: str) -> str:
    """akuntansi-keuangan → Akuntansi keuangan."""
    return kode.replace("-", " ").replace("_", " ").capitalize()


def daftar(items: list[str], kata: str = "atau") -> str:
    """A, B, atau C."""
    if len(items) <= 1:
        return "".join(items)
    return f"{', '.join(items[:-1])}{',' if len(items) > 2 else ''} {kata} {items[-1]}"  # noqa: PLR2004


def besar(text: str) -> str:
    """First letter upper, the rest as it is."""
    return text[:1].upper() + text[1:]


def lama(bulan: int) -> str:
    """Months → 3 tahun 10 bulan."""
    tahun, sisa = divmod(bulan, 12)
    parts = [f"{tahun} tahun"] if tahun else []
    if sisa or not tahun:
        parts.append(f"{sisa} bulan")
    return " ".join(parts)


def aturan(gate: Mapping[str, Any]) -> str:
    """What a gate asks, as one sentence part."""
    kode = gate["kode"]
    if kode == "status":
        return f"Berstatus {daftar([_STATUS[one] for one in gate['nilai']])}"
    if kode == "pendidikan":
        words = f"Pendidikan paling rendah {_PENDIDIKAN[gate['minimal']]}"
        if gate.get("bidang"):
            words += f" bidang {daftar([bidang(one) for one in gate['bidang']])}"
        return words
    if kode == "golongan":
        return f"Pangkat paling rendah {golongan(gate['minimal'])}"
    if kode == "masa_jenjang":
        posts = daftar([_JENJANG[one] for one in gate["jenjang"]])
        return f"Paling sedikit {gate['tahun']} tahun sebagai {posts}"
    if kode == "predikat":
        return f"Predikat kinerja {_PREDIKAT[gate['minimal']]} {gate['tahun']} tahun terakhir"
    if kode == "disiplin":
        return f"Tidak sedang dan {gate['tahun']} tahun terakhir tidak dijatuhi hukuman disiplin sedang atau berat"
    if kode == "usia":
        return f"Usia paling tinggi {gate['maksimal']} tahun"
    return f"Sudah lulus {daftar(list(gate['semua']), 'dan')}"


def dimiliki(result: GateResult) -> str:
    """What the person holds for a gate, in words."""
    held: Any = result.dimiliki
    if held in (None, []):
        if result.kode == "disiplin" and held == []:
            return "Tidak ada hukuman disiplin"
        if result.kode == "pelatihan" and held == []:
            return "Belum satu pun"
        return BELUM
    return _HELD[result.kode](held)


def _pendidikan(held: Any) -> str:
    return daftar(
        [
            " ".join(
                filter(
                    None,
                    [
                        _PENDIDIKAN.get(one["jenjang"] or "", "jenjang belum ada"),
                        bidang(one["bidang"]) if one["bidang"] else "(bidang belum dipetakan)",
                    ],
                )
            )
            for one in held
        ],
        "dan",
    )


def _masa(held: Any) -> str:
    return lama(held["tahun"] * 12 + held["bulan"])


def _predikat(held: Any) -> str:
    return ", ".join(
        f"{year}: {_PREDIKAT[code] if code else BELUM}" for year, code in sorted(held.items())
    )


def _disiplin(held: Any) -> str:
    words = daftar(
        [
            f"{one['tingkat'] or 'tingkat belum ada'}"
            f"{', masih dalam proses' if one['proses'] else ''}"
            f" ({hari(one['mulai'])}{' sampai ' + hari(one['selesai']) if one['selesai'] else ''})"
            for one in held
        ],
        "dan",
    )
    return besar(words)


_HELD: Mapping[str, Callable[[Any], str]] = {
    "status": lambda held: _STATUS[held],
    "pendidikan": _pendidikan,
    "golongan": golongan,
    "masa_jenjang": _masa,
    "predikat": _predikat,
    "disiplin": _disiplin,
    "usia": lambda held: f"{held['usia']} tahun (lahir {hari(held['tanggal_lahir'])})",
    "pelatihan": lambda held: daftar(list(held), "dan"),
}


def bukti_pendidikan(person: Candidate) -> str:
    """Highest known degree of the frozen facts."""
    best = max(
        (one for one in person.pendidikan if one.jenjang),
        key=lambda one: merit.PENDIDIKAN_ORDER[one.jenjang],
        default=None,
    )
    if best is None:
        return f"Pendidikan {BELUM}"
    name = _PENDIDIKAN[merit.name_of(merit.PENDIDIKAN, best.jenjang) or ""]
    return f"{name} {bidang(best.bidang)}" if best.bidang else name
