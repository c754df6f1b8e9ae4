"""Old → new in words, for the check page."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import ForeignKey
from django.db.models.fields import BinaryField
from psycopg.types.range import DateRange

from asn_portal.berkas.services.banding import Simpul
from asn_portal.berkas.services.bidang import bidang
from asn_portal.core.dates import last_day

if TYPE_CHECKING:
    from django.db.models import Field, Model

    from asn_portal.berkas.registry import JenisImpor

LONG = 200


def sebutkan(jenis: JenisImpor, simpul: list[Simpul]) -> dict[int, list[dict[str, str]]]:
    """What changes, by node; a new row beside an old one is one entry "ditambahkan"."""
    nama = _nama_rujukan(jenis, simpul)
    hasil: dict[int, list[dict[str, str]]] = {}
    ditambahkan: dict[tuple[type[Model], str], list[dict[str, str]]] = {}
    for satu in simpul:
        if satu.baru:
            kunci = satu.model, satu.sebutan
            if kunci not in ditambahkan:
                sebutan = satu.sebutan or str(satu.model._meta.verbose_name)
                ditambahkan[kunci] = [{"nama": sebutan, "lama": "", "baru": "ditambahkan"}]
            hasil[id(satu)] = ditambahkan[kunci]
        elif satu.lama:
            info, sebutan = bidang(satu.model), satu.sebutan
            hasil[id(satu)] = [
                {
                    "nama": f"{sebutan}: {info.by_nama[name].verbose_name}"
                    if sebutan
                    else str(info.by_nama[name].verbose_name),
                    "lama": _teks(info.by_nama[name], lama, nama),
                    "baru": _teks(info.by_nama[name], satu.nilai[name], nama),
                }
                for name, lama in satu.lama.items()
            ]
    return hasil


def _nama_rujukan(jenis: JenisImpor, simpul: list[Simpul]) -> dict[type[Model], dict[int, str]]:
    """Names of all rows that changed foreign keys point at, one query per model."""
    ids: dict[type[Model], set[int]] = defaultdict(set)
    for satu in simpul:
        for name, lama in satu.lama.items():
            target = bidang(satu.model).by_nama[name].related_model
            if isinstance(target, type):
                ids[target].update(v for v in (lama, satu.nilai[name]) if isinstance(v, int))
    nama: dict[type[Model], dict[int, str]] = {}
    for model, pks in ids.items():
        if model in jenis.nama_rujukan:
            nama[model] = dict(jenis.nama_rujukan[model](pks))
        else:
            nama[model] = {pk: str(row) for pk, row in model._base_manager.in_bulk(pks).items()}
    return nama


def _teks(field: Field[Any, Any], value: Any, nama: dict[type[Model], dict[int, str]]) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, Simpul):
        return "(baru di berkas ini)"
    if isinstance(field, BinaryField):
        return "(tersandi)"
    if isinstance(field, ForeignKey):
        target = field.related_model
        return nama.get(target, {}).get(value, str(value))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return _polos(value)[:LONG]


def _polos(value: Any) -> str:
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", ",")
    if isinstance(value, DateRange):
        awal = _polos(value.lower) if value.lower else ""
        akhir = last_day(value)
        return f"{awal} sampai {_polos(akhir) if akhir else 'sekarang'}"
    return str(value)
