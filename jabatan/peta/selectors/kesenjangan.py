"""Competence gap: level reached minus level required, averaged over holders with a valid result."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.db import connection

from asn_portal.core.numbers import half_up
from jabatan.peta.enums import JenisKompetensi
from jabatan.peta.models import Kompetensi, PemangkuJabatan
from jabatan.peta.selectors.pensiun import months_later

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

TAHUN_BERLAKU = 3
TINTS = ((Decimal("-1.0"), "n3"), (Decimal("-0.6"), "n2"), (Decimal("-0.3"), "n1"))


@dataclass(frozen=True, slots=True)
class SelKesenjangan:
    """Mean of one competence in one unit and how many people stand behind it."""

    rata: Decimal | None
    jumlah: int

    @property
    def kelas(self) -> str:
        """Tint; the sign in the cell says the same in text."""
        if self.rata is None:
            return "h0"
        for bound, name in TINTS:
            if self.rata <= bound:
                return name
        if self.rata >= 1:
            return "p2"
        return "p1" if self.rata >= Decimal("0.3") else "h0"

    @property
    def teks(self) -> str:
        """−0,4 or +0,3; no assessment is a dash, not a zero."""
        if self.rata is None:
            return "–"
        sign = "+" if self.rata > 0 else "\N{MINUS SIGN}" if self.rata < 0 else ""
        return f"{sign}{abs(self.rata)}".replace(".", ",")


# Of every holder the newest assessment that is still valid, compared with the standard of the seat.
MEASURED = """
SELECT j.unit_id, s.kompetensi_id, sum(c.level - s.level)::int, count(*)::int
  FROM peta_pemangkujabatan p
  JOIN peta_kursi k ON k.id = p.kursi_id
  JOIN peta_jabatan j ON j.id = k.jabatan_id
  JOIN LATERAL (
      SELECT a.id FROM peta_hasilasesmen a
       WHERE a.pegawai_id = p.pegawai_id AND a.tanggal BETWEEN %(sejak)s AND %(pada)s
       ORDER BY a.tanggal DESC LIMIT 1) a ON true
  JOIN peta_standarkompetensi s ON s.profil_id = j.profil_id
  JOIN peta_capaiankompetensi c ON c.asesmen_id = a.id AND c.kompetensi_id = s.kompetensi_id
 WHERE p.id = ANY(%(pemangku)s)
 GROUP BY j.unit_id, s.kompetensi_id
"""


def competence_gap(
    user: Any, *, on: date, groups: Mapping[str, Collection[int]], instansi_id: int
) -> tuple[list[str], list[tuple[str, list[SelKesenjangan]]]]:
    """Names of the competences and one row of cells per group of units, in three queries."""
    kinds = (JenisKompetensi.MANAJERIAL, JenisKompetensi.SOSIAL_KULTURAL)
    columns = list(
        Kompetensi.objects.filter(instansi_id=instansi_id, jenis__in=kinds)
        .order_by("jenis", "urutan", "nama", "pk")
        .values_list("pk", "nama")
    )
    group_of = {unit_id: name for name, ids in groups.items() for unit_id in ids}
    sums: dict[tuple[str, int], list[int]] = defaultdict(lambda: [0, 0])
    for unit_id, kompetensi_id, total, count in _measured(user, on, list(group_of)):
        cell = sums[(group_of[unit_id], kompetensi_id)]
        cell[0] += total
        cell[1] += count
    rows = []
    for name in groups:
        cells = []
        for kompetensi_id, _ in columns:
            total, count = sums.get((name, kompetensi_id), (0, 0))
            cells.append(SelKesenjangan(_mean(total, count), count))
        rows.append((name, cells))
    return [nama for _, nama in columns], rows


def _measured(user: Any, on: date, unit_ids: list[int]) -> list[tuple[int, int, int, int]]:
    """Unit, competence, sum of differences, people: definitive holders measured on their own seat."""
    seats = (
        PemangkuJabatan.objects.visible_to(user)
        .definitive()
        .in_force(on)
        .filter(kursi__jabatan__unit__in=unit_ids)
    )
    params: dict[str, Any] = {
        "pemangku": list(seats.values_list("pk", flat=True)),
        "sejak": months_later(on, -12 * TAHUN_BERLAKU),
        "pada": on,
    }
    with connection.cursor() as cursor:
        cursor.execute(MEASURED, params)
        return [(row[0], row[1], row[2], row[3]) for row in cursor.fetchall()]


def _mean(total: int, count: int) -> Decimal | None:
    if count == 0:
        return None
    return half_up(Fraction(total, count), 1)
