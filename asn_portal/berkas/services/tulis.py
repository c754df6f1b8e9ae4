"""Writes rows in bulk with COPY and keeps the trail that undo follows."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import psycopg
from django.db import connection
from psycopg import sql

from asn_portal.berkas.services.bidang import bidang, isi_nama, urut_rujukan

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import Model

    from asn_portal.berkas.services.banding import Simpul


BEFORE = (
    "INSERT INTO berkas_jejakimpor (impor_id, tabel, objek_id, sebelum, sesudah) "
    "SELECT %s, %s, t.{pk}, to_jsonb(t), '' FROM {tabel} t WHERE t.{pk} = ANY(%s) "
    "ON CONFLICT ON CONSTRAINT jejakimpor_objek_unik DO NOTHING"
)
CREATED = (
    "INSERT INTO berkas_jejakimpor (impor_id, tabel, objek_id, sebelum, sesudah) "
    "SELECT %s, %s, t.{pk}, NULL, {sidik} FROM {tabel} t WHERE t.{pk} = ANY(%s)"
)
AFTER = (
    "UPDATE berkas_jejakimpor j SET sesudah = {sidik} FROM {tabel} t "
    "WHERE j.impor_id = %s AND j.tabel = %s AND t.{pk} = j.objek_id AND j.sebelum IS NOT NULL"
)


class BarisDitolakError(Exception):
    """The database refused a row; the nodes tell which rows of the file are behind it."""

    def __init__(self, pesan: str, baris: Sequence[int]) -> None:
        super().__init__(pesan)
        self.baris = list(baris)


class Penulis:
    """Writes nodes within the caller's transaction and remembers what it touched."""

    def __init__(self, impor_id: int | None) -> None:
        self.impor_id = impor_id  # None: no trail (trial, or the caller does not want undo)
        self.dibuat: dict[type[Model], list[int]] = defaultdict(list)
        self.diubah: dict[type[Model], list[int]] = defaultdict(list)

    def tulis(self, simpul: Iterable[Simpul]) -> None:
        """First the changes, then the new rows, referred ones first."""
        baru: dict[type[Model], list[Simpul]] = defaultdict(list)
        ubah: dict[type[Model], list[Simpul]] = defaultdict(list)
        for satu in simpul:
            if satu.baru:
                baru[satu.model].append(satu)
            elif satu.lama:
                ubah[satu.model].append(satu)
        for model, daftar in baru.items():
            self._nomori(model, daftar)
        for model, daftar in ubah.items():
            self._ubah(model, daftar)
        for model in urut_rujukan(list(baru)):
            self._buat(model, baru[model])

    def _nomori(self, model: type[Model], daftar: list[Simpul]) -> None:
        info = bidang(model)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [f'"{info.tabel}"', info.pk_kolom, len(daftar)],
            )
            for simpul, (pk,) in zip(daftar, cursor.fetchall(), strict=True):
                simpul.id_baru = pk

    def _buat(self, model: type[Model], daftar: list[Simpul]) -> None:
        info = bidang(model)
        kelompok: dict[frozenset[str], list[Simpul]] = defaultdict(list)
        for simpul in daftar:
            kelompok[frozenset((*simpul.awal, *simpul.kunci, *simpul.nilai))].append(simpul)
        for diisi, isi in kelompok.items():
            names = sorted(diisi - {info.pk})
            baku = info.baku(diisi)
            kolom = [info.pk_kolom, *map(info.kolom, names), *map(info.kolom, baku)]

            pembuat = [(n, info.penyiap(n)) for n in names]
            bawaan = [(info.penyiap(n), make) for n, make in baku.items()]

            def rows(
                isi: list[Simpul] = isi,
                pembuat: list[tuple[str, Any]] = pembuat,
                bawaan: list[tuple[Any, Any]] = bawaan,
            ) -> Iterable[list[Any]]:
                for simpul in isi:
                    semua = simpul.awal | simpul.kunci | simpul.nilai
                    yield [
                        simpul.id_baru,
                        *[siap(semua[n]) if siap else semua[n] for n, siap in pembuat],
                        *[siap(make()) if siap else make() for siap, make in bawaan],
                    ]

            _copy(info.tabel, kolom, rows(), isi)
            self.dibuat[model].extend(simpul.id_baru for simpul in isi)

    def _ubah(self, model: type[Model], daftar: list[Simpul]) -> None:
        info = bidang(model)
        self._catat_sebelum(model, [simpul.nomor for simpul in daftar])
        kelompok: dict[tuple[str, ...], list[Simpul]] = defaultdict(list)
        for simpul in daftar:
            kelompok[tuple(sorted(simpul.lama))].append(simpul)
        for names, isi in kelompok.items():
            kolom = [info.kolom(n) for n in names]
            pembuat = [(n, info.penyiap(n)) for n in names]
            sementara = sql.Identifier("impor_ubah")
            set_list = [sql.SQL("{0} = s.{0}").format(sql.Identifier(column)) for column in kolom]
            if info.punya_updated_at:
                set_list.append(sql.Composed([sql.SQL("updated_at = now()")]))
            with connection.cursor() as cursor:
                cursor.cursor.execute(
                    sql.SQL(
                        "CREATE TEMP TABLE {} ON COMMIT DROP AS SELECT {} FROM {} LIMIT 0"
                    ).format(
                        sementara,
                        sql.SQL(", ").join(map(sql.Identifier, [info.pk_kolom, *kolom])),
                        sql.Identifier(info.tabel),
                    )
                )
            _copy(
                "impor_ubah",
                [info.pk_kolom, *kolom],
                (
                    [s.nomor, *(siap(s.nilai[n]) if siap else s.nilai[n] for n, siap in pembuat)]
                    for s in isi
                ),
                isi,
            )
            _jalankan(
                sql.SQL("UPDATE {} t SET {} FROM {} s WHERE t.{} = s.{}").format(
                    sql.Identifier(info.tabel),
                    sql.SQL(", ").join(set_list),
                    sementara,
                    sql.Identifier(info.pk_kolom),
                    sql.Identifier(info.pk_kolom),
                ),
                isi,
            )
            with connection.cursor() as cursor:
                cursor.cursor.execute(sql.SQL("DROP TABLE {}").format(sementara))
        self.diubah[model].extend(simpul.nomor for simpul in daftar)

    def _catat_sebelum(self, model: type[Model], pks: list[int]) -> None:
        """Whole rows as they were; a row that this import touched before keeps its first entry."""
        if self.impor_id is None:
            return
        dibuat = set(self.dibuat[model])
        with connection.cursor() as cursor:
            cursor.execute(
                isi_nama(BEFORE, model),
                [self.impor_id, model._meta.db_table, [pk for pk in pks if pk not in dibuat]],
            )

    def tutup_jejak(self) -> None:
        """Note the new rows and how every touched row was left; call it last."""
        if self.impor_id is None:
            return
        with connection.cursor() as cursor:
            for model, pks in self.dibuat.items():
                cursor.execute(isi_nama(CREATED, model), [self.impor_id, model._meta.db_table, pks])
            for model in self.diubah:
                cursor.execute(isi_nama(AFTER, model), [self.impor_id, model._meta.db_table])


def _copy(tabel: str, kolom: list[str], rows: Iterable[list[Any]], isi: list[Simpul]) -> None:
    perintah = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(tabel), sql.SQL(", ").join(map(sql.Identifier, kolom))
    )
    with connection.cursor() as cursor:
        try:
            with cursor.copy(perintah) as copy:
                for row in rows:
                    copy.write_row(row)
        except psycopg.Error as error:
            raise _terjemah(error, isi) from error


def _jalankan(perintah: sql.Composed, isi: list[Simpul]) -> None:
    with connection.cursor() as cursor:
        try:
            cursor.cursor.execute(perintah)
        except psycopg.Error as error:
            raise _terjemah(error, isi) from error


def uji_batasan(isi: list[Simpul]) -> None:
    """Let the database judge the deferred constraints now."""
    with connection.cursor() as cursor:
        try:
            cursor.cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        except psycopg.Error as error:
            raise _terjemah(error, isi) from error


def _terjemah(error: psycopg.Error, isi: list[Simpul]) -> Exception:
    """A refusal of data becomes a sentence; anything else (connection, lock) stays what it is."""
    if not isinstance(error, psycopg.IntegrityError | psycopg.DataError):
        return error
    diag = error.diag
    baris: list[int] = []
    konteks = diag.context or ""
    if ", line " in konteks:
        angka = konteks.split(", line ", 1)[1].split(",")[0].split(":")[0].strip().split()[0]
        if angka.isdigit() and int(angka) <= len(isi):
            baris = isi[int(angka) - 1].baris
    return BarisDitolakError(kalimat(isi[0].model if isi else None, diag), baris)


def kalimat(model: type[Model] | None, diag: Any) -> str:
    """What the database objects to, in words of the constraint where it has some."""
    nama = diag.constraint_name or ""
    if model is not None and nama:
        for batasan in model._meta.constraints:
            text = str(getattr(batasan, "violation_error_message", ""))
            if batasan.name == nama and text != batasan.default_violation_error_message:
                return text
    if diag.sqlstate == "22001":
        return "Isi satu sel terlalu panjang untuk disimpan."
    if diag.sqlstate == "23505":
        return f"Data yang sama sudah ada dan harus tunggal (aturan {nama})."
    return f"Basis data menolak isi baris ini (aturan {nama or diag.sqlstate})."
