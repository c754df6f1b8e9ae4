"""Competence gap: level reached minus level required, averaged over holders with a valid result."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.db import connection

from asn_portal.core import audit, evidence
from asn_portal.core.models import UnitKerja
from asn_portal.core.numbers import half_up
from asn_portal.core.scope import scope_of
from jabatan.peta.enums import JenisKompetensi
from jabatan.peta.models import Kompetensi, PemangkuJabatan
from jabatan.peta.selectors.pensiun import months_later

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

TAHUN_BERLAKU = 3
DAY = 86_400
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
WITH duduk AS (
    SELECT p.pegawai_id, j.unit_id, j.profil_id
      FROM ({pemangku}) p
      JOIN peta_kursi k ON k.id = p.kursi_id
      JOIN peta_jabatan j ON j.id = k.jabatan_id),
terbaru AS (
    SELECT DISTINCT ON (pegawai_id) pegawai_id, id FROM peta_hasilasesmen
     WHERE tanggal BETWEEN %s AND %s ORDER BY pegawai_id, tanggal DESC)
SELECT d.unit_id, s.kompetensi_id, sum(c.level - s.level)::int, count(*)::int
  FROM duduk d
  JOIN terbaru a ON a.pegawai_id = d.pegawai_id
  JOIN peta_capaiankompetensi c ON c.asesmen_id = a.id
  JOIN peta_standarkompetensi s ON s.profil_id = d.profil_id AND s.kompetensi_id = c.kompetensi_id
 WHERE c.kompetensi_id = ANY(%s)
 GROUP BY d.unit_id, s.kompetensi_id
"""


def competence_gap(
    user: Any, *, on: date, groups: Mapping[str, Collection[int]], instansi_id: int
) -> tuple[list[str], list[tuple[str, list[SelKesenjangan]]]]:
    """Names of the competences and one row of cells per group of units, in at most four queries."""
    kinds = (JenisKompetensi.MANAJERIAL, JenisKompetensi.SOSIAL_KULTURAL)
    columns = list(
        Kompetensi.objects.filter(instansi_id=instansi_id, jenis__in=kinds)
        .order_by("jenis", "urutan", "nama", "pk")
        .values_list("pk", "nama")
    )
    group_of = {unit_id: name for name, ids in groups.items() for unit_id in ids}
    sums: dict[tuple[str, int], list[int]] = defaultdict(lambda: [0, 0])
    for unit_id, kompetensi_id, total, count in _visible(
        user, on, list(group_of), [pk for pk, _ in columns], instansi_id
    ):
        if unit_id not in group_of:
            continue
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


def _visible(
    user: Any, on: date, unit_ids: list[int], kompetensi: list[int], instansi_id: int
) -> list[tuple[int, int, int, int]]:
    """Who sees the whole instansi reads its sums from the cache until evidence or the day change."""
    if instansi_id not in scope_of(user).instansi_ids():
        return _measured(user, on, unit_ids, kompetensi)
    words = {"versi": evidence.versions(instansi_id), "hari": on.isoformat(), "kolom": kompetensi}
    key = f"kesenjangan:{instansi_id}:{hashlib.sha256(audit.canonical(words)).hexdigest()}"
    found: list[tuple[int, int, int, int]] | None = cache.get(key)
    if found is None:
        units = UnitKerja.objects.filter(instansi_id=instansi_id).values_list("pk", flat=True)
        found = _measured(user, on, list(units), kompetensi)
        cache.set(key, found, DAY)
    return found


def _measured(
    user: Any, on: date, unit_ids: list[int], kompetensi: list[int]
) -> list[tuple[int, int, int, int]]:
    """Unit, competence, sum of differences, people: definitive holders measured on their own seat."""
    seats = (
        PemangkuJabatan.objects.visible_to(user)
        .definitive()
        .in_force(on)
        .filter(kursi__jabatan__unit__in=unit_ids)
        .values("pegawai_id", "kursi_id")
    )
    pemangku, params = seats.query.sql_with_params()
    since = months_later(on, -12 * TAHUN_BERLAKU)
    with connection.cursor() as cursor:
        cursor.execute(MEASURED.format(pemangku=pemangku), [*params, since, on, kompetensi])
        return [(row[0], row[1], row[2], row[3]) for row in cursor.fetchall()]


def _mean(total: int, count: int) -> Decimal | None:
    if count == 0:
        return None
    return half_up(Fraction(total, count), 1)
