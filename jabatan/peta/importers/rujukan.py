"""What a file refers to, looked up for all rows at once: units, titles, positions, people."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from asn_portal.berkas import registry
from asn_portal.core.models import UnitKerja
from jabatan.peta.enums import JenisJabatan
from jabatan.peta.importers.kata import baku
from jabatan.peta.models import Jabatan, NomenklaturJabatan, Pegawai, VersiUnit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from asn_portal.berkas.registry import Konteks

MAKS_TURUNAN = 30
DISEBUT = 3  # units of one name that a message lists


class RujukanError(Exception):
    """What the file names is not there, or is there twice; the message is the reason."""


@dataclass(slots=True)
class IndeksUnit:
    """Units of the instansi by code, SIASN id and name; names are those of the newest version."""

    by_kode: dict[str, int] = field(default_factory=dict)
    kode: dict[int, str] = field(default_factory=dict)  # how files name the unit
    nama: dict[int, str] = field(default_factory=dict)
    induk: dict[int, int | None] = field(default_factory=dict)
    by_nama: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def cari(self, text: str) -> int:
        """Unit by code, by name, or by "unit - parent" and "parent > unit" where names repeat."""
        found = self.by_kode.get(text.strip().lower())
        if found is not None:
            return found
        jalur = [part.strip() for part in text.split(">")]
        if len(jalur) > 1:
            return self._satu(text, jalur[-1], jalur[-2::-1])
        if not self.by_nama.get(baku(text)) and " - " in text:
            nama, _, atas = text.partition(" - ")
            return self._satu(text, nama, [atas])
        return self._satu(text, text, [])

    def _satu(self, asal: str, nama: str, atas: Sequence[str]) -> int:
        wanted = [baku(part) for part in atas if part.strip()]
        found = [unit for unit in self.by_nama.get(baku(nama), ()) if self._di_bawah(unit, wanted)]
        if not found:
            raise RujukanError(f'Unit "{asal}" belum ada di portal. Impor unit lebih dulu.')
        if len(found) > 1:
            jalur = "; ".join(f"{self.kode[unit]} = {self.jalur(unit)}" for unit in found[:DISEBUT])
            lagi = len(found) - DISEBUT
            raise RujukanError(
                f'Ada {len(found)} unit bernama "{asal}". Isi kodenya: {jalur}'
                + (f"; dan {lagi} lainnya." if lagi > 0 else ".")
            )
        return found[0]

    def _di_bawah(self, unit: int, atas: Sequence[str]) -> bool:
        """Whether the names stand above the unit in this order, nearest first."""
        remaining, step = list(atas), self.induk.get(unit)
        for _ in range(MAKS_TURUNAN):
            if not remaining or step is None:
                break
            if baku(self.nama.get(step, "")) == remaining[0]:
                remaining.pop(0)
            step = self.induk.get(step)
        return not remaining

    def jalur(self, unit: int | None) -> str:
        """Names from the office down, as people read them; the root is left out."""
        names: list[str] = []
        while unit is not None and len(names) < MAKS_TURUNAN:
            names.append(self.nama.get(unit, ""))
            unit = self.induk.get(unit)
        return " > ".join(reversed(names[:-1] or names))


def indeks_unit(ctx: Konteks) -> IndeksUnit:
    """All units of the instansi, read once per import."""
    if "unit" not in ctx.memo:
        index = IndeksUnit()
        rows = UnitKerja.objects.filter(instansi=ctx.instansi).values_list(
            "pk", "kode", "kode_siasn"
        )
        for pk, kode, siasn in rows:
            index.by_kode.setdefault(kode.lower(), pk)
            index.kode[pk] = siasn or kode
        for pk, _, siasn in rows:
            if siasn:
                index.by_kode[siasn.lower()] = pk
        versions = (
            VersiUnit.objects.filter(unit__instansi=ctx.instansi)
            .order_by("unit_id", "periode")
            .values_list("unit_id", "nama", "induk_id")
        )
        for unit, nama, induk in versions:  # the newest version comes last and stays
            index.nama[unit], index.induk[unit] = nama, induk
        for unit, nama in index.nama.items():
            index.by_nama[baku(nama)].append(unit)
        ctx.memo["unit"] = index
    found: IndeksUnit = ctx.memo["unit"]
    return found


@dataclass(frozen=True, slots=True)
class Nomen:
    """A title of the nomenclature."""

    pk: int
    nama: str
    jenis: str
    jenjang: str
    kode: str | None


@dataclass(slots=True)
class IndeksNomenklatur:
    """Titles by SIASN id and by name."""

    by_id: dict[int, Nomen] = field(default_factory=dict)
    by_kode: dict[tuple[str, str], Nomen] = field(default_factory=dict)
    by_nama: dict[tuple[str, str], Nomen] = field(default_factory=dict)

    def nama(self, nama: str, jenis: str | None = None) -> Nomen | None:
        """Title by name, in one kind or in any."""
        kinds: Iterable[str] = (jenis,) if jenis else JenisJabatan.values
        return next((n for kind in kinds if (n := self.by_nama.get((kind, baku(nama))))), None)

    def kode(self, kode: str) -> Nomen | None:
        """Title by SIASN id in any kind."""
        return next(
            (n for kind in JenisJabatan.values if (n := self.by_kode.get((kind, kode.lower())))),
            None,
        )


def indeks_nomenklatur(ctx: Konteks) -> IndeksNomenklatur:
    """All titles of the instansi, read once per import."""
    if "nomenklatur" not in ctx.memo:
        index = IndeksNomenklatur()
        rows = NomenklaturJabatan.objects.filter(instansi=ctx.instansi).values_list(
            "pk", "nama", "jenis", "jenjang", "kode_siasn"
        )
        for row in rows:
            nomen = Nomen(*row)
            index.by_id[nomen.pk] = nomen
            index.by_nama[nomen.jenis, baku(nomen.nama)] = nomen
            if nomen.kode:
                index.by_kode[nomen.jenis, nomen.kode.lower()] = nomen
        ctx.memo["nomenklatur"] = index
    found: IndeksNomenklatur = ctx.memo["nomenklatur"]
    return found


@dataclass(frozen=True, slots=True)
class Posisi:
    """A position: a title in a unit."""

    pk: int
    unit: int
    nomen: Nomen
    memimpin: bool


@dataclass(slots=True)
class IndeksJabatan:
    """Positions by unit and title, and the one that leads a unit."""

    by_id: dict[int, Posisi] = field(default_factory=dict)
    by_nomen: dict[tuple[int, int], Posisi] = field(default_factory=dict)
    by_nama: dict[tuple[int, str], Posisi] = field(default_factory=dict)
    pemimpin: dict[int, Posisi] = field(default_factory=dict)


def indeks_jabatan(ctx: Konteks) -> IndeksJabatan:
    """All positions of the instansi, read once per import."""
    if "jabatan" not in ctx.memo:
        index, titles = IndeksJabatan(), indeks_nomenklatur(ctx).by_id
        rows = Jabatan.objects.filter(instansi=ctx.instansi).values_list(
            "pk", "unit_id", "nomenklatur_id", "memimpin"
        )
        for pk, unit, nomen, memimpin in rows:
            posisi = Posisi(pk, unit, titles[nomen], memimpin)
            index.by_id[pk] = posisi
            index.by_nomen[unit, nomen] = posisi
            index.by_nama[unit, baku(posisi.nomen.nama)] = posisi
            if memimpin:
                index.pemimpin[unit] = posisi
        ctx.memo["jabatan"] = index
    found: IndeksJabatan = ctx.memo["jabatan"]
    return found


def pegawai_by_nip(ctx: Konteks, nips: Collection[str]) -> dict[str, tuple[int, int]]:
    """{NIP: (pegawai, orang)} of this instansi; one query."""
    rows: Iterable[tuple[Any, ...]] = Pegawai.objects.filter(
        instansi=ctx.instansi, nip__in=set(nips)
    ).values_list("nip", "pk", "orang_id")
    return {nip: (pk, orang) for nip, pk, orang in rows}


@registry.pencari_orang
def orang_by_nip(instansi_id: int, nips: Collection[str]) -> Iterable[int]:
    """People behind NIPs, for the log of looks."""
    return Pegawai.objects.filter(instansi_id=instansi_id, nip__in=nips).values_list(
        "orang_id", flat=True
    )


TIDAK_ADA = "NIP ini tidak ada di daftar pegawai. Impor Profil ASN lebih dulu."
