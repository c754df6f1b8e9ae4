"""What the kinds of performance share: two people, one source of evidence, one way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from asn_portal.core.enums import Sumber
from jabatan.peta.importers.fakta import FaktaPegawai

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from django.db.models import Model, QuerySet

    from asn_portal.berkas.registry import Konteks


class FaktaKinerja(FaktaPegawai):
    """Subclass, name the model, say how a row is written and how it reads in a file."""

    nilai = True
    sumber = Sumber.PENILAIAN
    model: ClassVar[type[Model]]
    urut: ClassVar[tuple[str, ...]]  # order of the rows of one person in exports

    def sel(self, row: Any) -> Mapping[str, Any]:
        """Cells of a stored row, without NIP and name."""
        raise NotImplementedError

    def _tersimpan(self, ctx: Konteks) -> QuerySet[Any]:
        return self.model._default_manager.filter(pegawai__instansi=ctx.instansi)

    def jumlah_ekspor(self, ctx: Konteks) -> int:
        """All rows of the instansi."""
        return self._tersimpan(ctx).count()

    def ekspor(self, ctx: Konteks) -> Iterator[Mapping[str, Any]]:
        """All rows of the instansi, person by person."""
        rows = self._tersimpan(ctx).select_related("pegawai__orang")
        for row in rows.order_by("pegawai__nip", *self.urut).iterator():
            yield {"nip": row.pegawai.nip, "nama": row.pegawai.orang.nama, **self.sel(row)}


def isi_kolom(
    sel: Mapping[str, Any], *, teks: Iterable[str] = (), lain: Iterable[str] = ()
) -> dict[str, Any]:
    """Values of the columns that the file has; an empty text cell empties its field."""
    return {name: sel[name] or "" for name in teks if name in sel} | {
        name: sel[name] for name in lain if name in sel
    }
