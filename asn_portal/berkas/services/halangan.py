"""What stands in the way of an undo, in sentences that name the rows and the cause."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey
from psycopg import sql

from asn_portal.berkas import registry
from asn_portal.berkas.enums import StatusImpor
from asn_portal.berkas.models import Impor, JejakImpor
from asn_portal.berkas.services.bidang import bidang, isi_nama

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Model

NAMES = 3  # rows that a sentence names

TOUCHED = """
SELECT t.{pk} FROM {tabel} t WHERE t.{pk} IN
       (SELECT objek_id FROM berkas_jejakimpor WHERE impor_id = %s AND tabel = %s)
 ORDER BY t.{pk} FOR UPDATE
"""
CHANGED = """
SELECT j.objek_id, t.{pk} IS NOT NULL
  FROM berkas_jejakimpor j LEFT JOIN {tabel} t ON t.{pk} = j.objek_id
 WHERE j.impor_id = %s AND j.tabel = %s AND (t.{pk} IS NULL OR {sidik} <> j.sesudah)
 ORDER BY j.objek_id
"""
# Rows that the import wrote itself are put back together with what they refer to.
REFERRING = """
SELECT r.{pk} FROM {tabel} r
  JOIN berkas_jejakimpor j ON j.objek_id = r.{kolom}
 WHERE j.impor_id = %s AND j.tabel = %s AND j.sebelum IS NULL AND NOT EXISTS (
       SELECT FROM berkas_jejakimpor k
        WHERE k.impor_id = j.impor_id AND k.tabel = %s AND k.objek_id = r.{pk})
 ORDER BY r.{pk}
"""


def kunci_baris(impor: Impor, model: type[Model]) -> None:
    """Lock the rows of this model that the import wrote."""
    with connection.cursor() as cursor:
        cursor.execute(isi_nama(TOUCHED, model), [impor.pk, model._meta.db_table])


def diubah(impor: Impor, model: type[Model]) -> str:
    """Rows that somebody changed or removed after the import; empty when all are as it left them."""
    with connection.cursor() as cursor:
        cursor.execute(isi_nama(CHANGED, model), [impor.pk, model._meta.db_table])
        rows = cursor.fetchall()
    if not rows:
        return ""
    ada = [pk for pk, masih in rows if masih]
    kalimat = []
    sebutan = model._meta.verbose_name
    if ada:
        oleh = _impor_sesudah(impor, model, ada)
        kalimat.append(
            f"{len(ada)} data {sebutan} sudah diubah sesudah impor ini{oleh}: "
            f"{_daftar(impor, model, ada)}."
        )
    if len(ada) < len(rows):
        kalimat.append(f"{len(rows) - len(ada)} data {sebutan} sudah dihapus sesudah impor ini.")
    return " ".join(kalimat)


def dipakai(impor: Impor, daftar: Sequence[type[Model]]) -> str:
    """Rows written since that refer to rows which the undo would remove; empty when there are none."""
    found: dict[type[Model], dict[int, None]] = {}
    for model in daftar:
        for field in perujuk(model):
            if not turunan(field.model):
                pks = _merujuk(impor, model, field)
                found.setdefault(field.model, {}).update(dict.fromkeys(pks))
    isi = [
        f"data {model._meta.verbose_name} ({_daftar(impor, model, list(pks))})"
        for model, pks in found.items()
        if pks
    ]
    return f"Datanya sudah dipakai oleh {'; '.join(isi)}." if isi else ""


def perujuk(model: type[Model]) -> list[ForeignKey[Any, Any]]:
    """Foreign keys of the database that point at a model."""
    return [
        field
        for lain in apps.get_models()
        for field in lain._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model is model and field.db_constraint  # type: ignore[attr-defined]
    ]


def turunan(model: type[Model]) -> bool:
    """Rows that are rebuilt from others at any time; they never keep an undo from happening."""
    return bool(getattr(model, "turunan", False))


def _merujuk(impor: Impor, model: type[Model], field: ForeignKey[Any, Any]) -> list[int]:
    info = bidang(field.model)
    perintah = sql.SQL(REFERRING).format(
        tabel=sql.Identifier(info.tabel),
        pk=sql.Identifier(info.pk_kolom),
        kolom=sql.Identifier(str(field.column)),
    )
    with connection.cursor() as cursor:
        cursor.cursor.execute(perintah, [impor.pk, model._meta.db_table, info.tabel])
        return [pk for (pk,) in cursor.fetchall()]


def _impor_sesudah(impor: Impor, model: type[Model], pks: Sequence[int]) -> str:
    """Imports saved later that wrote these rows: they are to be undone first."""
    lain = (
        Impor.objects.filter(
            pk__in=JejakImpor.objects.filter(
                tabel=model._meta.db_table, objek_id__in=pks, impor__instansi=impor.instansi_id
            ).values("impor_id"),
            status=StatusImpor.DITERAPKAN,
            diterapkan_at__gt=impor.diterapkan_at,
        )
        .exclude(pk=impor.pk)
        .order_by("-diterapkan_at")[:NAMES]
    )
    sebutan = [f"{_judul(satu.jenis)} {satu.kode} ({satu.nama_berkas})" for satu in lain]
    return f" oleh impor {', '.join(sebutan)}" if sebutan else ""


def _judul(kode: str) -> str:
    jenis = registry.ambil(kode)
    return jenis.judul if jenis else kode


def _daftar(impor: Impor, model: type[Model], pks: Sequence[int]) -> str:
    """The first few rows by name, and how many more there are."""
    jenis = registry.ambil(impor.jenis)
    sebutan = jenis.nama_rujukan.get(model) if jenis else None
    awal = list(pks[:NAMES])
    if sebutan is not None:
        nama = sebutan(set(awal))
        teks = [nama.get(pk, str(pk)) for pk in awal]
    else:
        teks = [_sebut(row) for row in model._base_manager.filter(pk__in=awal).order_by("pk")]
    lagi = len(pks) - len(awal)
    return ", ".join(teks) + (f", dan {lagi} lainnya" if lagi else "")


def _sebut(row: Model) -> str:
    """The row in words, with the person it speaks of."""
    pemilik = getattr(row, "pegawai", None) or getattr(row, "orang", None)
    teks = str(row)
    return teks if pemilik is None or str(pemilik) in teks else f"{teks}, {pemilik}"
