"""What the writer must know about a model, looked up once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models.fields import NOT_PROVIDED
from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from django.db.models import Field, Model


# How a row was left, apart from its clock columns; `t` is the row.
FINGERPRINT = sql.SQL("hash_record_extended(ROW({}), 0)::text")
# Trails of earlier releases hold 32 digits of md5, which took ten times as long; `j` is the trail.
AS_NOTED = sql.SQL(
    "CASE length(j.sesudah) WHEN 32 THEN md5((to_jsonb(t) - 'updated_at' - 'created_at')::text) "
    "ELSE {} END"
)
CLOCKS = ("created_at", "updated_at")


class Dalam(models.Lookup):
    """`column = ANY(array)`: one parameter where `__in` sends and parses thousands."""

    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """The condition; the values are of the column's own type already."""
        kiri, params = self.process_lhs(compiler, connection)
        return f"{kiri} = ANY(%s)", [*params, list(self.rhs)]


@dataclass(frozen=True, slots=True)
class Bidang:
    """A model as columns."""

    model: type[Model]
    tabel: str
    pk: str
    pk_kolom: str
    by_nama: dict[str, Field[Any, Any]]  # attribute name and field name → field
    attname: dict[str, str]  # the same and "pk" → attribute name
    punya_updated_at: bool

    def nama(self, name: str) -> str:
        """Attribute name: "pegawai" and "pegawai_id" are one."""
        if name == "pk":
            return self.pk
        try:
            return self.by_nama[name].attname
        except KeyError:
            raise LookupError(f"{self.model._meta.label} has no field {name}") from None

    def namai(self, isi: dict[str, Any]) -> dict[str, Any]:
        """The same values by attribute name; always a dictionary of its own."""
        try:
            return {self.attname[name]: value for name, value in isi.items()}
        except KeyError:
            return {self.nama(name): value for name, value in isi.items()}  # says which one

    def kolom(self, attname: str) -> str:
        """Column of the table."""
        return str(self.by_nama[attname].column)

    def baku(self, diisi: Collection[str], jumlah: int) -> dict[str, Sequence[Any]]:
        """Values of the columns that new rows must have and that nobody gave."""
        found: dict[str, Sequence[Any]] = {}
        for field in self.model._meta.concrete_fields:
            if field.attname in diisi or field.primary_key:
                continue
            if field.db_default is not NOT_PROVIDED and not field.has_default():
                continue
            if callable(field.default):  # a code for every row
                found[field.attname] = [field.get_default() for _ in range(jumlah)]
            else:
                found[field.attname] = [field.get_default()] * jumlah
        return found

    def penyiap(self, attname: str) -> Callable[[Any], Any] | None:
        """What turns a value into what the driver wants; None where it is that already."""
        field = self.by_nama[attname]
        if isinstance(field, models.ForeignKey):
            return _nomor
        if isinstance(field, models.JSONField | models.BinaryField | ArrayField):
            return lambda value: (
                None if value is None else field.get_db_prep_save(value, connection)
            )
        return None


def _nomor(value: Any) -> Any:
    """Primary key of a row that is yet to be made, or the key itself."""
    return getattr(value, "nomor", value)


@cache
def bidang(model: type[Model]) -> Bidang:
    """The model as columns."""
    meta = model._meta
    by_nama: dict[str, Field[Any, Any]] = {}
    for field in meta.concrete_fields:
        by_nama[field.name] = by_nama[field.attname] = field
    pk = meta.pk
    return Bidang(
        model=model,
        tabel=meta.db_table,
        pk=pk.attname,
        pk_kolom=str(pk.column),
        by_nama=by_nama,
        attname={name: field.attname for name, field in by_nama.items()} | {"pk": pk.attname},
        punya_updated_at="updated_at" in by_nama,
    )


def urut_rujukan(daftar: list[type[Model]]) -> list[type[Model]]:
    """Models with those first that others refer to."""
    hasil: list[type[Model]] = []
    jalan: set[type[Model]] = set()

    def kunjungi(model: type[Model]) -> None:
        if model in jalan:
            return
        jalan.add(model)
        for field in model._meta.concrete_fields:
            target = field.related_model
            if isinstance(target, type) and target in daftar:
                kunjungi(target)
        hasil.append(model)

    for model in daftar:
        kunjungi(model)
    return hasil


def isi_nama(perintah: str, model: type[Model]) -> str:
    """Statement with {tabel} and {pk} filled in; text, because the history wrapper reads it.

    {sidik_baru} is how a row `t` is now, {sidik} the same in the form that its trail `j` has.
    """
    info = bidang(model)
    kolom = [str(f.column) for f in model._meta.concrete_fields if f.column not in CLOCKS]
    baru = FINGERPRINT.format(sql.SQL(", ").join(sql.Identifier("t", name) for name in kolom))
    composed = sql.SQL(perintah).format(
        tabel=sql.Identifier(info.tabel),
        pk=sql.Identifier(info.pk_kolom),
        sidik=AS_NOTED.format(baru),
        sidik_baru=baru,
    )
    return composed.as_string(None)
