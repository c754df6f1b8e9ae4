"""Writes rows in bulk with COPY and keeps the trail that undo follows."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import psycopg
from django.db import connection
from psycopg import sql

from asn_portal.berkas.services.bidang import bidang, isi_nama, urut_rujukan
from asn_portal.berkas.services.salin import salin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from django.db.models import Model

    from asn_portal.berkas.services.banding import Simpul


BEFORE = (
    "INSERT INTO berkas_jejakimpor (impor_id, tabel, objek_id, sebelum, sesudah) "
    "SELECT %s, %s, t.{pk}, to_jsonb(t), '' FROM {tabel} t WHERE t.{pk} = ANY(%s) "
    "ON CONFLICT ON CONSTRAINT jejakimpor_objek_unik DO NOTHING"
)
CREATED = (
    "INSERT INTO berkas_jejakimpor (impor_id, tabel, objek_id, sebelum, sesudah) "
    "SELECT %s, %s, t.{pk}, NULL, {sidik_baru} FROM {tabel} t WHERE t.{pk} "
)
AFTER = (
    "UPDATE berkas_jejakimpor j SET sesudah = {sidik_baru} FROM {tabel} t "
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
        for simpul, pk in zip(daftar, nomor_baru(model, len(daftar)), strict=True):
            simpul.id_baru = pk

    def _buat(self, model: type[Model], daftar: list[Simpul]) -> None:
        kelompok: dict[tuple[tuple[str, ...], ...], list[Simpul]] = defaultdict(list)
        for simpul in daftar:
            kelompok[tuple(simpul.awal), tuple(simpul.kunci), tuple(simpul.nilai)].append(simpul)
        for (awal, kunci, nilai), isi in kelompok.items():
            # The later part wins where a name stands in two.
            kolom = {n: [s.awal[n] for s in isi] for n in awal}
            kolom |= {n: [s.kunci[n] for s in isi] for n in kunci}
            kolom |= {n: [s.nilai[n] for s in isi] for n in nilai}
            self.buat_kolom(model, [s.id_baru for s in isi], kolom, isi)

    def buat_kolom(
        self,
        model: type[Model],
        pks: Sequence[int],
        kolom: Mapping[str, Sequence[Any]],
        isi: Sequence[Simpul] = (),
    ) -> None:
        """New rows from columns by attribute name; the others take the defaults of the model."""
        info = bidang(model)
        semua = {name: values for name, values in kolom.items() if name != info.pk}
        semua |= info.baku(semua, len(pks))
        _copy(
            info.tabel,
            {
                info.pk_kolom: pks,
                **{info.kolom(n): _siap(info.penyiap(n), v) for n, v in semua.items()},
            },
            isi,
        )
        self.dibuat[model].extend(pks)

    def _ubah(self, model: type[Model], daftar: list[Simpul]) -> None:
        info = bidang(model)
        self._catat_sebelum(model, [simpul.nomor for simpul in daftar])
        kelompok: dict[tuple[str, ...], list[Simpul]] = defaultdict(list)
        for simpul in daftar:
            kelompok[tuple(sorted(simpul.lama))].append(simpul)
        for names, isi in kelompok.items():
            kolom = [info.kolom(n) for n in names]
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
                {
                    info.pk_kolom: [s.nomor for s in isi],
                    **{
                        info.kolom(n): _siap(info.penyiap(n), [s.nilai[n] for s in isi])
                        for n in names
                    },
                },
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
                if not pks:
                    continue
                rentang = max(pks) - min(pks) + 1 == len(pks)
                letak = "BETWEEN %s AND %s" if rentang else "= ANY(%s)"
                cursor.execute(
                    isi_nama(CREATED + letak, model),
                    [
                        self.impor_id,
                        model._meta.db_table,
                        *([min(pks), max(pks)] if rentang else [pks]),
                    ],
                )
            for model in self.diubah:
                cursor.execute(isi_nama(AFTER, model), [self.impor_id, model._meta.db_table])


def nomor_baru(model: type[Model], jumlah: int) -> Sequence[int]:
    """Primary keys from the sequence of the table; nearly always one range."""
    info = bidang(model)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{info.tabel}"', info.pk_kolom])
        (urutan,) = cursor.fetchone()
        ambil = "SELECT nextval(%s::regclass) AS n FROM generate_series(1, %s)"
        cursor.execute(f"SELECT min(n), max(n) FROM ({ambil}) s", [urutan, jumlah])
        awal, akhir = cursor.fetchone()
        if akhir - awal + 1 == jumlah:
            return range(awal, akhir + 1)
        cursor.execute(
            ambil, [urutan, jumlah]
        )  # somebody drew between them: take others, one by one
        return [pk for (pk,) in cursor.fetchall()]


def _siap(siap: Callable[[Any], Any] | None, values: Sequence[Any]) -> Sequence[Any]:
    return values if siap is None else [siap(value) for value in values]


def _copy(tabel: str, kolom: Mapping[str, Sequence[Any]], isi: Sequence[Simpul]) -> None:
    try:
        salin(tabel, kolom)
    except psycopg.Error as error:
        raise _terjemah(error, isi) from error


def _jalankan(perintah: sql.Composed, isi: Sequence[Simpul]) -> None:
    with connection.cursor() as cursor:
        try:
            cursor.cursor.execute(perintah)
        except psycopg.Error as error:
            raise _terjemah(error, isi) from error


def uji_batasan(isi: Sequence[Simpul]) -> None:
    """Let the database judge the deferred constraints now."""
    with connection.cursor() as cursor:
        try:
            cursor.cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        except psycopg.Error as error:
            raise _terjemah(error, isi) from error


def _terjemah(error: psycopg.Error, isi: Sequence[Simpul]) -> Exception:
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
