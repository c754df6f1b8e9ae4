"""Undo an import while nothing depends on it: every row as it was, new rows gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import CASCADE, ForeignKey
from psycopg import sql

from asn_portal.berkas.enums import StatusImpor
from asn_portal.berkas.models import Impor, JejakImpor
from asn_portal.berkas.services.baca import jenis_impor
from asn_portal.berkas.services.bidang import bidang, isi_nama, urut_rujukan
from asn_portal.berkas.services.halangan import dipakai, diubah, kunci_baris, perujuk, turunan
from asn_portal.berkas.services.riwayat import siapkan_riwayat
from asn_portal.berkas.services.terapkan import kunci_instansi
from asn_portal.core import audit, evidence
from asn_portal.core.enums import Peran
from asn_portal.core.errors import ConflictError, DomainError, NotAllowedError
from asn_portal.core.models import Orang
from asn_portal.core.scope import scope_of

if TYPE_CHECKING:
    from collections.abc import Sequence
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
            kunci_baris(impor, model)
        halangan = [kalimat for model in daftar if (kalimat := diubah(impor, model))]
        if kalimat := dipakai(impor, daftar):
            halangan.append(kalimat)
        if halangan:
            raise ConflictError(f"Impor tidak dapat dibatalkan. {' '.join(halangan)}")
        siapkan_riwayat(coba=False, jenis=impor.jenis, impor=f"batal {impor.kode}")
        orang_ids = _orang(impor, daftar)
        try:
            with transaction.atomic():
                for model in daftar:
                    _hapus_turunan(impor, model)
                jumlah = sum(_hapus(impor, model) for model in reversed(daftar))
                jumlah += sum(_pulihkan(impor, model) for model in daftar)
                with connection.cursor() as cursor:
                    cursor.cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                    cursor.cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        except (psycopg.IntegrityError, IntegrityError) as error:
            raise ConflictError(_kalimat(error)) from error
        orang_ids |= _orang(impor, daftar)
        impor.status = StatusImpor.DIBATALKAN
        impor.dibatalkan_at = at
        impor.dibatalkan_oleh = actor.orang
        impor.save()
        sumber = jenis_impor(impor.jenis).sumber
        if sumber:
            evidence.bump(sumber, instansi_id=impor.instansi_id, orang_ids=orang_ids)
        audit.record("impor.dibatalkan", impor, actor=actor, at=at, data={"baris": jumlah})
    return jumlah


def _model(impor: Impor) -> list[type[Model]]:
    """Models that the import touched, referred ones first."""
    tabel = set(JejakImpor.objects.filter(impor=impor).values_list("tabel", flat=True).distinct())
    return urut_rujukan([m for m in apps.get_models() if m._meta.db_table in tabel])


def _orang(impor: Impor, daftar: Sequence[type[Model]]) -> set[int]:
    """People that the touched rows speak of; none when they speak of the office as a whole."""
    found: set[int] = set()
    for model in daftar:
        jalan = _jalan_ke_orang(model)
        if jalan:
            pks = JejakImpor.objects.filter(impor=impor, tabel=model._meta.db_table)
            rows = model._base_manager.filter(pk__in=pks.values("objek_id"))
            found.update(rows.values_list(jalan, flat=True))
    return found


def _jalan_ke_orang(model: type[Model], depan: str = "") -> str:
    """Lookup from a row to the person it speaks of, also through the row it is a part of."""
    if model is Orang:
        return f"{depan}pk"
    info = bidang(model)
    if "pegawai" in info.by_nama:
        return f"{depan}pegawai__orang_id"
    if "orang" in info.by_nama:
        return f"{depan}orang_id"
    for field in model._meta.concrete_fields:
        if isinstance(field, ForeignKey) and field.remote_field.on_delete is CASCADE and not depan:
            return _jalan_ke_orang(field.related_model, f"{field.name}__")
    return ""


def _hapus_turunan(impor: Impor, model: type[Model]) -> None:
    """What is only computed from the rows goes with them."""
    baru = JejakImpor.objects.filter(
        impor=impor, tabel=model._meta.db_table, sebelum__isnull=True
    ).values("objek_id")
    for field in perujuk(model):
        if turunan(field.model):
            field.model._base_manager.filter(**{f"{field.attname}__in": baru}).delete()


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


def _kalimat(error: Exception) -> str:
    """A rule of the database that today's data would break if the old ones came back."""
    asal = error if isinstance(error, psycopg.Error) else error.__cause__
    tabel = asal.diag.table_name if isinstance(asal, psycopg.Error) else None
    nama = next(
        (str(m._meta.verbose_name) for m in apps.get_models() if m._meta.db_table == tabel), "lain"
    )
    return (
        f"Impor tidak dapat dibatalkan: data {nama} yang lama bertentangan dengan data yang "
        "ditambahkan sesudah impor ini."
    )
