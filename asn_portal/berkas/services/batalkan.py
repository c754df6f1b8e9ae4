"""Undo an import while nothing depends on it: every row as it was, new rows gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
from django.apps import apps
from django.db import connection, transaction
from psycopg import sql

from asn_portal.berkas.enums import StatusImpor
from asn_portal.berkas.models import Impor, JejakImpor
from asn_portal.berkas.services.baca import jenis_impor
from asn_portal.berkas.services.bidang import bidang, isi_nama, urut_rujukan
from asn_portal.berkas.services.riwayat import siapkan_riwayat
from asn_portal.berkas.services.terapkan import kunci_instansi
from asn_portal.core import audit, evidence
from asn_portal.core.enums import Peran
from asn_portal.core.errors import ConflictError, DomainError, NotAllowedError
from asn_portal.core.scope import scope_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import Model

    from asn_portal.core.models import User


def batalkan(*, impor: Impor, actor: User, at: datetime) -> int:
    """Put everything back; returns how many rows of the database that were."""
    with transaction.atomic():
        kunci_instansi(impor.instansi_id)
        impor = Impor.objects.select_for_update().get(pk=impor.pk)
        if impor.status != StatusImpor.DITERAPKAN:
            raise ConflictError(
                f"Impor ini sudah berubah: {impor.get_status_display()}. Muat ulang halaman."
            )
        if not scope_of(actor).holds(Peran.OPERATOR, instansi_id=impor.instansi_id):
            raise NotAllowedError(f"Ini tugas {Peran.OPERATOR.label}.")
        daftar = _model(impor)
        if not daftar:
            raise DomainError("Impor ini disimpan tanpa catatan pembatalan.")
        for model in daftar:
            _harus_utuh(impor, model)
        siapkan_riwayat(coba=False, jenis=impor.jenis, impor=f"batal {impor.kode}")
        try:
            jumlah = sum(_hapus(impor, model) for model in reversed(daftar))
            jumlah += sum(_pulihkan(impor, model) for model in daftar)
            with connection.cursor() as cursor:
                cursor.cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        except psycopg.IntegrityError as error:
            raise ConflictError(_kalimat(error)) from error
        impor.status = StatusImpor.DIBATALKAN
        impor.dibatalkan_at = at
        impor.dibatalkan_oleh = actor.orang
        impor.save()
        sumber = jenis_impor(impor.jenis).sumber
        if sumber:
            evidence.bump(sumber, instansi_id=impor.instansi_id, orang_ids=[])
        audit.record("impor.dibatalkan", impor, actor=actor, at=at, data={"baris": jumlah})
    return jumlah


def _model(impor: Impor) -> list[type[Model]]:
    """Models that the import touched, referred ones first."""
    tabel = set(JejakImpor.objects.filter(impor=impor).values_list("tabel", flat=True).distinct())
    return urut_rujukan([m for m in apps.get_models() if m._meta.db_table in tabel])


def _harus_utuh(impor: Impor, model: type[Model]) -> None:
    """Lock the rows; refuse when one was changed or removed after the import."""
    tabel = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            isi_nama(
                "SELECT 1 FROM {tabel} WHERE {pk} IN (SELECT objek_id FROM berkas_jejakimpor "
                "WHERE impor_id = %s AND tabel = %s) ORDER BY {pk} FOR UPDATE",
                model,
            ),
            [impor.pk, tabel],
        )
        cursor.execute(
            isi_nama(
                "SELECT count(*) FROM berkas_jejakimpor j LEFT JOIN {tabel} t ON t.{pk} = j.objek_id "
                "WHERE j.impor_id = %s AND j.tabel = %s AND (t.{pk} IS NULL OR {sidik} <> j.sesudah)",
                model,
            ),
            [impor.pk, tabel],
        )
        (berubah,) = cursor.fetchone()
    if berubah:
        raise ConflictError(
            f"Impor tidak dapat dibatalkan: {berubah} data {model._meta.verbose_name} "
            "sudah diubah sesudah impor ini."
        )


def _hapus(impor: Impor, model: type[Model]) -> int:
    with connection.cursor() as cursor:
        cursor.cursor.execute(
            isi_nama(
                "DELETE FROM {tabel} t USING berkas_jejakimpor j WHERE j.impor_id = %s "
                "AND j.tabel = %s AND j.sebelum IS NULL AND t.{pk} = j.objek_id",
                model,
            ),
            [impor.pk, model._meta.db_table],
        )
        return int(cursor.rowcount)


def _pulihkan(impor: Impor, model: type[Model]) -> int:
    info = bidang(model)
    kolom = [
        str(field.column)
        for field in model._meta.concrete_fields
        if not field.primary_key and not field.generated and field.column != "updated_at"
    ]
    isi = [sql.SQL("{0} = r.{0}").format(sql.Identifier(column)) for column in kolom]
    if info.punya_updated_at:
        isi.append(sql.Composed([sql.SQL("updated_at = now()")]))
    perintah = sql.SQL(
        "UPDATE {tabel} t SET {isi} FROM berkas_jejakimpor j, "
        "LATERAL jsonb_populate_record(NULL::{tabel}, j.sebelum) r "
        "WHERE j.impor_id = %s AND j.tabel = %s AND j.sebelum IS NOT NULL AND t.{pk} = j.objek_id"
    ).format(
        tabel=sql.Identifier(info.tabel),
        isi=sql.SQL(", ").join(isi),
        pk=sql.Identifier(info.pk_kolom),
    )
    with connection.cursor() as cursor:
        cursor.cursor.execute(perintah, [impor.pk, info.tabel])
        return int(cursor.rowcount)


def _kalimat(error: psycopg.IntegrityError) -> str:
    tabel = error.diag.table_name
    nama = next(
        (str(m._meta.verbose_name) for m in apps.get_models() if m._meta.db_table == tabel), "lain"
    )
    return f"Impor tidak dapat dibatalkan: datanya sudah dipakai oleh data {nama}."
