"""The nine components of a person as somebody writes them for one person at a time.

Written from the rules alone, so that equal lists say something.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field
from datetime import date
from typing import Any

TINGGI = {"SD": 1, "SLTP": 2, "SLTA": 3, "D1": 4, "D2": 5, "D3": 6, "D4": 7, "S1": 7, "PROFESI": 7,
          "S2": 8, "SPESIALIS": 8, "S3": 9}  # fmt: skip
SETARA = {"PROFESI": "S1", "SPESIALIS": "S2"}
KINERJA = ("predikat", "penghargaan", "tim_kerja", "umpan_balik")
POTENSIAL = (
    "kompetensi",
    "pengembangan",
    "pengalaman",
    "potensi",
    "pendidikan",
    "bidang_ilmu",
    "integritas",
)
TAK_BERAKHIR = date.max


@dataclass(slots=True)
class Fakta:
    """What is known about a person."""

    nihil: set[str] = field(default_factory=set)
    skp: dict[int, str] = field(default_factory=dict)
    umpan_balik: dict[int, str] = field(default_factory=dict)
    penghargaan: list[tuple[date, str]] = field(default_factory=list)
    tim: list[tuple[date, date, str]] = field(default_factory=list)
    hukuman: list[tuple[str, bool, date, date]] = field(default_factory=list)
    pelatihan: list[tuple[str, str, date]] = field(default_factory=list)
    # jenis, jenjang, first day, day after the last, at this instansi, unit
    jabatan: list[tuple[str, str, date, date, bool, str]] = field(default_factory=list)
    potensi: list[tuple[date, int]] = field(default_factory=list)
    pendidikan: list[tuple[str, str | None, int]] = field(default_factory=list)


def mundur(acuan: date, tahun: int) -> date:
    """The same day some years earlier."""
    return bulan_kemudian(acuan, -12 * tahun)


def bulan_kemudian(day: date, months: int) -> date:
    """The same day number some months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def bulan_menjabat(jabatan: list[Any], jenjang: set[str], acuan: date) -> int:
    """Completed months in these posts, overlaps once; thirty days left over make a month."""
    spans = sorted(
        (mulai, min(akhir, acuan))
        for jenis, tingkat, mulai, akhir, _, _ in jabatan
        if jenis == "DEFINITIF" and tingkat in jenjang and mulai < acuan
    )
    merged: list[list[date]] = []
    for mulai, akhir in spans:
        if merged and mulai <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], akhir)
        else:
            merged.append([mulai, akhir])
    months = days = 0
    for mulai, akhir in merged:
        whole = (akhir.year - mulai.year) * 12 + akhir.month - mulai.month
        if bulan_kemudian(mulai, whole) > akhir:
            whole -= 1
        months += whole
        days += (akhir - bulan_kemudian(mulai, whole)).days
    return months + (days // 30 if len(merged) > 1 else 0)


def tangga(steps: list[list[int]], amount: int) -> int:
    """Value of the highest step reached."""
    return next(value for at_least, value in steps if amount >= at_least)


def bulat(total: int, parts: int) -> int:
    """Half up."""
    return (2 * total + parts) // (2 * parts)


def pribadi(f: Fakta, acuan: date, aturan: dict[str, Any]) -> dict[str, int | None]:
    """All components that do not depend on the seat."""
    tahun = acuan.year - 1
    return {
        "predikat": aturan["predikat"].get(f.skp.get(tahun)),
        "umpan_balik": aturan["umpan_balik"].get(f.umpan_balik.get(tahun)),
        "penghargaan": _penghargaan(f, acuan, aturan["penghargaan"]),
        "tim_kerja": _tim(f, acuan, aturan["tim_kerja"]),
        "pengembangan": _pengembangan(f, acuan, aturan),
        "pengalaman": _pengalaman(f, acuan, aturan),
        "potensi": _potensi(f, acuan, aturan["potensi"]),
        "pendidikan": _pendidikan(f, acuan, aturan["pendidikan"]),
        "integritas": _integritas(f, acuan, aturan["integritas"]),
    }


def _penghargaan(f: Fakta, acuan: date, rule: dict[str, Any]) -> int | None:
    if not f.penghargaan and "PENGHARGAAN" not in f.nihil:
        return None
    since = mundur(acuan, rule["tahun"])
    return max((rule["nilai"][t] for day, t in f.penghargaan if since < day <= acuan), default=0)


def _tim(f: Fakta, acuan: date, rule: dict[str, Any]) -> int | None:
    if not f.tim and "TIM_KERJA" not in f.nihil:
        return None
    since = mundur(acuan, rule["tahun"])
    return max((rule["nilai"][p] for a, b, p in f.tim if a <= acuan and b > since), default=0)


def _pengembangan(f: Fakta, acuan: date, aturan: dict[str, Any]) -> int | None:
    if not f.pelatihan and "PELATIHAN" not in f.nihil:
        return None
    total = 0
    for rule in (aturan["sertifikat"], aturan["penjenjangan"]):
        since = mundur(acuan, rule["tahun"])
        kinds = rule["jenis"]
        count = sum(1 for jenis, _, day in f.pelatihan if jenis in kinds and since < day <= acuan)
        total += tangga(rule["tangga"], count)
    return bulat(total, 2)


def _pengalaman(f: Fakta, acuan: date, aturan: dict[str, Any]) -> int | None:
    definitive = [one for one in f.jabatan if one[0] == "DEFINITIF"]
    acting = [one for one in f.jabatan if one[0] in {"PLT", "PLH", "PJ"}]
    known = definitive or "RIWAYAT_JABATAN" in f.nihil
    if not known or not (acting or "JABATAN_NONDEFINITIF" in f.nihil):
        return None
    begun = sorted((one for one in definitive if one[2] <= acuan), key=lambda one: one[2])
    spread = _keragaman(begun, aturan["keragaman"])
    if spread is None:
        return None
    months = 0
    if begun:
        level = aturan["tingkat_jenjang"]
        equal = {name for name, rank in level.items() if rank == level[begun[-1][1]]}
        months = bulan_menjabat(f.jabatan, equal, acuan)
    length = tangga(aturan["lama"]["tangga"], months // 12)
    top = max((_sementara(one, definitive, aturan) for one in acting if one[2] <= acuan), default=0)
    return bulat(length + spread + top, 3)


def _keragaman(begun: list[Any], rule: dict[str, int]) -> int | None:
    if any(not here for *_, here, _ in begun):
        return rule["lintas_instansi"]
    units = {" ".join(unit.split()).upper() for *_, unit in begun if unit.strip()}
    nameless = sum(1 for *_, unit in begun if not unit.strip())
    if len(units) > 1:
        return rule["lintas_unit"]
    return None if nameless + len(units) > 1 else rule["satu_unit"]


def _sementara(one: Any, definitive: list[Any], aturan: dict[str, Any]) -> int:
    jenis, jenjang, mulai = one[0], one[1], one[2]
    rule, level = aturan["nondefinitif"], aturan["tingkat_jenjang"]
    held = [d for d in definitive if d[2] <= mulai < d[3]]
    own = max(held, key=lambda d: d[2])[1] if held else None
    higher = own is not None and level[jenjang] > level[own]
    kind = "plh" if jenis == "PLH" else "plt"
    value: int = rule[f"{kind}_lebih_tinggi" if higher else f"{kind}_setara"]
    return value


def _potensi(f: Fakta, acuan: date, rule: dict[str, int]) -> int | None:
    tests = [one for one in f.potensi if one[0] <= acuan]
    if not tests:
        return None
    day, total = max(tests)
    if day < mundur(acuan, rule["berlaku_tahun"]):
        return None
    return min(bulat(total * 10_000, rule["maksimal"]), 10_000)


def _pendidikan(f: Fakta, acuan: date, rule: dict[str, int]) -> int | None:
    held = [rule[SETARA.get(one[0], one[0])] for one in f.pendidikan if one[2] <= acuan.year]
    return max(held, default=None)


def _integritas(f: Fakta, acuan: date, rule: dict[str, Any]) -> int | None:
    if not f.hukuman and "HUKUMAN" not in f.nihil:
        return None
    given = [one for one in f.hukuman if not one[1] and one[2] <= acuan]
    since = mundur(acuan, rule["tahun"])
    recent = []
    for tingkat, _, mulai, selesai in given:
        light = tingkat == "ringan"
        if mulai == acuan if light else selesai >= acuan:
            return int(rule["dijalani"])
        if (mulai if light else selesai) > since:
            recent.append(tingkat)
    order = ("ringan", "sedang", "berat")
    return int(rule["nilai"][max(recent, key=order.index)] if recent else rule["bersih"])


def terhalang(hukuman: list[tuple[str, bool, date, date]], acuan: date, tahun: int) -> bool:
    """Whether discipline closes the gate; an end that is not known is the first day."""
    since = mundur(acuan, tahun)
    for tingkat, proses, mulai, selesai in hukuman:
        if proses:
            return True
        if tingkat == "ringan":
            if mulai == acuan:
                return True
            continue
        if mulai <= acuan <= selesai:
            return True
        if (mulai if selesai == TAK_BERAKHIR else selesai) > since:
            return True
    return False


def jpm(levels: dict[int, int], standar: list[tuple[int, int]]) -> int | None:
    """Match of held with required levels in hundredths; None when one was not assessed."""
    total = reached = 0
    for kompetensi, level in standar:
        if kompetensi not in levels:
            return None
        reached += levels[kompetensi]
        total += level
    return min(bulat(reached * 10_000, total), 10_000) if total else None


class Bobot:
    """Weights of the policy as one multiplier per part."""

    def __init__(self, kebijakan: dict[str, Any], jenjang: str) -> None:
        mix = kebijakan["gabungan"].get(jenjang, {"talenta": 10_000, "teknis": 0})
        self.teknis = mix["teknis"] * 10_000 * 10_000
        self.kinerja = kebijakan["bobot"]["kinerja"]
        self.potensial = kebijakan["bobot"]["potensial"]
        self.poros_kinerja = kebijakan["poros"]["kinerja"] * mix["talenta"]
        self.poros_potensial = kebijakan["poros"]["potensial"] * mix["talenta"]


def kode_golongan(golongan: str) -> int:
    """Rank of civil servants as an ordered number; contract staff have none."""
    first, _, last = golongan.partition("/")
    if not last:
        return 0
    return ("I", "II", "III", "IV").index(first) * 4 + "abcde".index(last) + 1
