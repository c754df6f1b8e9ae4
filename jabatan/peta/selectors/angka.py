"""K, B, shortage, surplus, vacancies and retirements of positions; shortage and surplus apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Count, FilteredRelation, Q

from asn_portal.core.scope import scope_of
from jabatan.peta.enums import JenisJabatan, Jenjang, StatusPeta
from jabatan.peta.models import Jabatan, PemangkuJabatan, VersiPeta
from jabatan.peta.selectors.pensiun import bup_of, months_later, tanggal_pensiun

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

BULAN_PENSIUN = 12
PIMPINAN = (Jenjang.JPT_UTAMA, Jenjang.JPT_MADYA, Jenjang.JPT_PRATAMA, Jenjang.ADMINISTRATOR,
            Jenjang.PENGAWAS)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Baris:
    """One position of the map with its numbers; B counts definitive holders of the day."""

    jabatan_id: int
    kode: str
    unit_id: int
    nama: str
    jenis: str
    jenjang: str
    memimpin: bool
    kelas: int | None
    kebutuhan: int
    bezetting: int
    pensiun: int

    @property
    def selisih(self) -> int:
        """B minus K, as the official notation writes it."""
        return self.bezetting - self.kebutuhan

    @property
    def kurang(self) -> int:
        """People missing."""
        return max(-self.selisih, 0)

    @property
    def lebih(self) -> int:
        """People above the need."""
        return max(self.selisih, 0)

    @property
    def kosong(self) -> bool:
        """Needed and without any definitive holder."""
        return self.kebutuhan > 0 and self.bezetting == 0

    @property
    def jenjang_label(self) -> str:
        """Level in words."""
        return str(Jenjang(self.jenjang).label)

    @property
    def pimpinan(self) -> bool:
        """Whether the position is a managerial one."""
        return self.jenis == JenisJabatan.STRUKTURAL

    def cocok(self, saring: str) -> bool:
        """Whether the position answers a chip of the map."""
        return {
            "kosong": self.kosong,
            "kurang": self.kurang > 0,
            "lebih": self.lebih > 0,
            "pensiun": self.pensiun > 0,
        }.get(saring, True)


@dataclass(frozen=True, slots=True)
class Jumlah:
    """Numbers of a group of positions."""

    jabatan: int = 0
    kebutuhan: int = 0
    bezetting: int = 0
    kurang: int = 0
    lebih: int = 0
    kosong: int = 0
    pensiun: int = 0
    jabatan_kurang: int = 0
    jabatan_lebih: int = 0
    jabatan_pensiun: int = 0

    @property
    def selisih(self) -> int:
        """Net difference; never shown alone."""
        return self.bezetting - self.kebutuhan

    @classmethod
    def of(cls, rows: Iterable[Baris]) -> Self:
        """Add up; a surplus here never hides a shortage there."""
        listed = list(rows)
        return cls(
            jabatan=len(listed),
            kebutuhan=sum(row.kebutuhan for row in listed),
            bezetting=sum(row.bezetting for row in listed),
            kurang=sum(row.kurang for row in listed),
            lebih=sum(row.lebih for row in listed),
            kosong=sum(row.kosong for row in listed),
            pensiun=sum(row.pensiun for row in listed),
            jabatan_kurang=sum(row.kurang > 0 for row in listed),
            jabatan_lebih=sum(row.lebih > 0 for row in listed),
            jabatan_pensiun=sum(row.pensiun > 0 for row in listed),
        )


def position_rows(user: Any, *, on: date, unit_ids: Collection[int] | None = None) -> list[Baris]:
    """Positions in force or held, with their numbers; three queries whatever the size.

    People are counted apart from the positions: one join of everything made the database sort as
    many rows as there are seats.
    """
    versions = list(
        VersiPeta.objects.filter(status=StatusPeta.BERLAKU).values_list("pk", flat=True)
    )
    # Without a map in force those who sit somewhere are still shown; an empty list would hide them.
    versions = versions or [0]
    rows = Jabatan.objects.visible_to(user)
    if unit_ids is not None:
        rows = rows.filter(unit_id__in=unit_ids)
    listed = (
        rows.alias(baris=FilteredRelation("isi_peta", condition=Q(isi_peta__versi__in=versions)))
        .order_by("unit_id", "-memimpin", "-baris__kelas", "nomenklatur__nama", "pk")
        .values_list(
            "pk",
            "kode",
            "unit_id",
            "nomenklatur__nama",
            "nomenklatur__jenis",
            "nomenklatur__jenjang",
            "memimpin",
            "baris__kelas",
            "baris__kebutuhan",
        )
    )
    held = _held(user, on, unit_ids)
    return [Baris(*_known(row, held)) for row in listed if row[-1] is not None or row[0] in held]


def _known(row: Any, held: dict[int, tuple[int, int]]) -> Any:
    """A position without a line on the map is needed by nobody: K is 0."""
    return (*row[:-1], row[-1] or 0, *held.get(row[0], (0, 0)))


def _held(user: Any, on: date, unit_ids: Collection[int] | None) -> dict[int, tuple[int, int]]:
    """Definitive holders of the day by position, and how many of them retire soon."""
    where = scope_of(user).unit_filter(
        instansi="kursi__jabatan__instansi_id", opd="kursi__jabatan__unit__opd_id"
    )
    rows = PemangkuJabatan.objects.definitive().in_force(on).filter(where, kursi__isnull=False)
    if unit_ids is not None:
        rows = rows.filter(kursi__jabatan__unit__in=unit_ids)
    counted = (
        rows.order_by()
        .alias(
            akhir=tanggal_pensiun(
                "pegawai__orang__tanggal_lahir", bup_of("kursi__jabatan__nomenklatur")
            )
        )
        .values_list("kursi__jabatan_id")
        .annotate(
            bezetting=Count("pk"),
            pensiun=Count("pk", filter=Q(akhir__lte=months_later(on, BULAN_PENSIUN))),
        )
    )
    return {jabatan: (people, soon) for jabatan, people, soon in counted}
