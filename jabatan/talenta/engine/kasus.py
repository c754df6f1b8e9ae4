"""One person in the words of the exchange format."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from jabatan.merit import (
    DAY_OPEN,
    DAY_UNKNOWN,
    GOLONGAN,
    JENJANG,
    PENDIDIKAN,
    STATUS,
    from_day,
    name_of,
)
from jabatan.talenta.engine.komponen import gelar
from jabatan.talenta.engine.nilai import PREDIKAT_KODE, TINGKAT_KODE, Nilai

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from jabatan.talenta.engine.fakta import FaktaOrang
    from jabatan.talenta.engine.nilai import Keadaan

MONTHS = 12


def completed_months(start: date, until: date) -> int:
    """Whole months from one day to another; the 31st is reached on a shorter month's last day."""
    months = (until.year - start.year) * MONTHS + until.month - start.month
    return months - (until.day < start.day and not _is_last_day(until))


def _is_last_day(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def golongan(k: Keadaan) -> tuple[int, int]:
    """Rank at the cut-off and completed months in it; (0, -1) when unknown."""
    held = [one for one in k.fakta.pangkat if one[0] <= k.hari]
    if not held:
        return 0, -1
    tmt, kode = max(held)
    start = from_day(tmt)
    return kode, -1 if start is None else completed_months(start, k.acuan)


def kandidat(
    kode: str,
    k: Keadaan,
    nilai: Mapping[str, Nilai],
    *,
    bidang: Mapping[int, str],
    program: Mapping[int, str],
) -> dict[str, Any]:
    """A `kandidat` of the golden format; what is unknown is null."""
    fakta = k.fakta
    rank, months = golongan(k)
    return {
        "id": kode,
        "status": name_of(STATUS, fakta.status),
        "golongan": name_of(GOLONGAN, rank),
        "masa_kerja_golongan_bulan": None if months < 0 else months,
        "tanggal_lahir": None if fakta.lahir == DAY_UNKNOWN else _iso(fakta.lahir),
        "pendidikan": [
            {"jenjang": name_of(PENDIDIKAN, jenjang), "bidang": bidang.get(field)}
            for jenjang, field in gelar(k)
        ],
        "riwayat": _riwayat(fakta) if fakta.riwayat_diketahui else None,
        "predikat": {str(year): PREDIKAT_KODE[code] for year, code in sorted(fakta.skp.items())},
        "hukuman": _hukuman(fakta) if fakta.hukuman_diketahui else None,
        "pelatihan": sorted(
            {program[number] for day, _, number in fakta.pelatihan if number and day <= k.hari}
        )
        if fakta.pelatihan_diketahui
        else None,
        "komponen": {name: None if one.nilai < 0 else one.nilai for name, one in nilai.items()},
    }


def _iso(day: int) -> str | None:
    found = from_day(day)
    return None if found is None else found.isoformat()


def _riwayat(fakta: FaktaOrang) -> list[dict[str, Any]]:
    return [
        {
            "jenjang": name_of(JENJANG, one.jenjang),
            "mulai": _iso(one.mulai),
            "selesai": None if one.akhir == DAY_OPEN else _iso(one.akhir - 1),
            "definitif": one.definitif,
        }
        for one in fakta.jabatan
    ]


def _hukuman(fakta: FaktaOrang) -> list[dict[str, Any]]:
    return [
        {
            "tingkat": TINGKAT_KODE[one.tingkat],
            "mulai": _iso(one.mulai),
            "selesai": None if one.selesai == DAY_OPEN else _iso(one.selesai),
            "proses": one.proses,
        }
        for one in fakta.hukuman
    ]
