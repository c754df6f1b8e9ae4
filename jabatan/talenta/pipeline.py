"""The talent map: everybody against the own seat, computed by the engine's own rule."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from django.core.cache import cache

from asn_portal.core import audit, evidence
from jabatan.merit import AXIS_SCALE, BOXES, COMPONENTS, FULL, KINERJA, TALENT_SCALE, points
from jabatan.peta.enums import JenisPemangku
from jabatan.peta.models import Pegawai, PemangkuJabatan
from jabatan.talenta.collect import talenta_people
from jabatan.talenta.engine.kotak import NAMA
from jabatan.talenta.engine.nilai import SEBUTAN
from jabatan.talenta.models import KeadaanProfil
from jabatan.talenta.selectors import AturanBerlaku, aturan_berlaku, bukti_banyak
from jabatan.talenta.services import FORMAT, segarkan_profil

if TYPE_CHECKING:
    from datetime import date

    from jabatan.merit import Coefficients

    Column = Any

VERSION: Final = 1  # of the stored columns
DAY: Final = 86_400
PER_HUNDREDTH: Final = FULL
N_KINERJA: Final = len(KINERJA)


@dataclass(frozen=True, slots=True)
class PetaTalenta:
    """Columns of the map; axes in 1/AXIS_SCALE, kotak 0 while something is missing."""

    acuan: date
    aturan: AturanBerlaku
    ids: Column
    jenjang: Column
    values: Column  # int16 (n, 11), -1 unknown
    kinerja: Column
    potensial: Column
    talenta: Column  # 1/TALENT_SCALE
    kotak: Column

    @property
    def missing(self) -> Column:
        """Who lacks which weighted component, (n, 11)."""
        return (self.values < 0) & (np.array(self.aturan.talenta.bobot) > 0)


def peta_talenta(instansi_id: int, on: date) -> PetaTalenta:
    """The map of a day; kept until evidence, rules or the day change."""
    seen, aturan = evidence.versions(instansi_id), aturan_berlaku(instansi_id, on)
    columns = cache.get(_key(instansi_id, on, seen, aturan))
    if columns is None:
        columns = _store(instansi_id, on, seen, aturan)
    return PetaTalenta(acuan=on, aturan=aturan, **columns)


def hangatkan(instansi_id: int, on: date) -> bool:
    """Compute the map of today before somebody asks for it; says whether there was work to do."""
    seen, aturan = evidence.versions(instansi_id), aturan_berlaku(instansi_id, on)
    if cache.has_key(_key(instansi_id, on, seen, aturan)):
        return False
    _store(instansi_id, on, seen, aturan)
    return True


def _key(instansi_id: int, on: date, seen: dict[str, int], aturan: AturanBerlaku) -> str:
    words = {"versi": seen, "hari": on.isoformat(), "aturan": aturan.digest, "bentuk": VERSION}
    return f"talenta:{instansi_id}:{hashlib.sha256(audit.canonical(words)).hexdigest()}"


def _store(
    instansi_id: int, on: date, seen: dict[str, int], aturan: AturanBerlaku
) -> dict[str, Column]:
    if not _fresh(instansi_id, seen):
        segarkan_profil(instansi_id=instansi_id)
    columns = _compute(instansi_id, on, aturan)
    cache.set(_key(instansi_id, on, seen, aturan), columns, DAY)
    return columns


def _fresh(instansi_id: int, seen: dict[str, int]) -> bool:
    return KeadaanProfil.objects.filter(
        instansi_id=instansi_id, format=FORMAT, versi_bukti=seen
    ).exists()


def _compute(instansi_id: int, on: date, aturan: AturanBerlaku) -> dict[str, Column]:
    found, people = talenta_people(instansi_id, on, aturan.indikator)
    rule = aturan.talenta
    values = np.ascontiguousarray(people.komponen.T)
    kinerja, potensial = axes(values, rule)
    known = ~((values < 0) & (np.array(rule.bobot) > 0)).any(axis=1)
    talenta = kinerja * np.int64(rule.poros[0]) + potensial * np.int64(rule.poros[1])
    return {
        "ids": people.ids,
        "jenjang": found.kolom.jenjang(),
        "values": values,
        "kinerja": kinerja,
        "potensial": potensial,
        "talenta": talenta,
        "kotak": np.where(known, boxes(kinerja, potensial, rule), 0).astype(np.uint8),
    }


def axes(values: Column, rule: Coefficients) -> tuple[Column, Column]:
    """Both axes of everybody, exact; an unknown value adds nothing."""
    weighted = np.maximum(values, 0).astype(np.int64) * np.array(rule.bobot, np.int64)
    return weighted[:, :N_KINERJA].sum(axis=1), weighted[:, N_KINERJA : len(COMPONENTS)].sum(axis=1)


def boxes(kinerja: Column, potensial: Column, rule: Coefficients) -> Column:
    """Nine-box of everybody, with the engine's own table; lower bounds inclusive."""
    edges = np.array(rule.ambang[::-1], np.int64) * PER_HUNDREDTH
    levels = [np.searchsorted(edges, axis, side="right") for axis in (kinerja, potensial)]
    return np.array(BOXES, np.uint8)[levels[0], levels[1]]


@dataclass(frozen=True, slots=True)
class Kekurangan:
    """A component that keeps a person out of the boxes."""

    sebutan: str
    kurang: str
    pemasok: str


@dataclass(frozen=True, slots=True)
class Daftar:
    """One line of the list; points are exact decimals."""

    pegawai: Pegawai
    jabatan: str
    kotak: int
    nama_kotak: str
    kinerja: str
    potensial: str
    talenta: str
    values: tuple[int, ...]
    kurang: tuple[Kekurangan, ...]

    @property
    def pemasok(self) -> list[str]:
        """Who can complete the record, each once."""
        return list(dict.fromkeys(one.pemasok for one in self.kurang))


def baris_talenta(
    instansi_id: int, peta: PetaTalenta, rows: Column, *, evidence: bool
) -> list[Daftar]:
    """Lines for these positions, in order; `evidence` says what is missing and who supplies it."""
    ids = peta.ids[rows].tolist()
    people = Pegawai.objects.select_related("orang", "unit").in_bulk(ids)
    posts: dict[int, str] = dict(
        PemangkuJabatan.objects.in_force(peta.acuan)
        .filter(pegawai__in=ids, jenis=JenisPemangku.DEFINITIF, kursi__isnull=False)
        .values_list("pegawai_id", "nama_jabatan")
    )
    lacking = [
        pk for row, pk in zip(rows.tolist(), ids, strict=True) if evidence and not peta.kotak[row]
    ]
    gaps = _gaps(instansi_id, peta, lacking) if lacking else {}
    return [
        _line(peta, row, people[pk], posts.get(pk, ""), gaps.get(pk, ()))
        for row, pk in zip(rows.tolist(), ids, strict=True)
    ]


def _gaps(instansi_id: int, peta: PetaTalenta, ids: list[int]) -> dict[int, tuple[Kekurangan, ...]]:
    weights = dict(zip(COMPONENTS, peta.aturan.talenta.bobot, strict=True))
    found = bukti_banyak(instansi_id, ids, peta.acuan, peta.aturan.indikator)
    return {
        pk: tuple(
            Kekurangan(SEBUTAN[name], one.kurang, one.pemasok)
            for name, one in nilai.items()
            if one.nilai < 0 and weights[name]
        )
        for pk, nilai in found.items()
    }


def _line(
    peta: PetaTalenta, row: int, pegawai: Pegawai, jabatan: str, kurang: tuple[Kekurangan, ...]
) -> Daftar:
    kotak = int(peta.kotak[row])
    return Daftar(
        pegawai=pegawai,
        jabatan=jabatan,
        kotak=kotak,
        nama_kotak=NAMA.get(kotak, ""),
        kinerja=points(int(peta.kinerja[row]), AXIS_SCALE) if kotak else "",
        potensial=points(int(peta.potensial[row]), AXIS_SCALE) if kotak else "",
        talenta=points(int(peta.talenta[row]), TALENT_SCALE) if kotak else "",
        values=tuple(peta.values[row].tolist()),
        kurang=kurang,
    )
