"""Seats follow the map: numbered 1…max(K, holders), formasi up to K, reporting line from the units.

Everything is set-based, so that a city of 60,000 people costs six statements.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils import timezone
from psycopg.types.range import DateRange

from asn_portal.core.dates import local_date
from asn_portal.core.errors import DomainError
from jabatan.peta.enums import JenisJabatan, JenisPemangku, StatusPeta
from jabatan.peta.models import Jabatan, Kursi, PemangkuJabatan, VersiPeta, VersiUnit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from jabatan.peta.models import IsiPeta

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

# Codes come from the random bytes of a version-4 UUID (bytes 6 and 8 carry version and variant).
INSERT_SEATS = """
WITH perlu AS (
    SELECT j.id AS jabatan_id, j.instansi_id, CASE WHEN NOT j.memimpin THEN u.kepala END AS atasan_id,
           CASE WHEN n.jenis = 'STRUKTURAL' THEN 1
                ELSE GREATEST(COALESCE(i.kebutuhan, 0), COALESCE(h.jumlah, 0)) END AS jumlah
      FROM peta_jabatan j
      JOIN peta_nomenklaturjabatan n ON n.id = j.nomenklatur_id
      LEFT JOIN peta_isipeta i ON i.jabatan_id = j.id AND i.versi_id = %(versi)s
      LEFT JOIN unnest(%(jabatan)s::bigint[], %(pemegang)s::int[]) AS h(jabatan_id, jumlah)
             ON h.jabatan_id = j.id
      LEFT JOIN unnest(%(unit)s::bigint[], %(kepala)s::bigint[]) AS u(unit_id, kepala)
             ON u.unit_id = j.unit_id
     WHERE j.instansi_id = %(instansi)s AND (j.memimpin OR NOT %(pimpinan)s)
       AND (%(hanya)s::bigint IS NULL OR j.id = %(hanya)s)
       AND (i.id IS NOT NULL OR COALESCE(h.jumlah, 0) > 0)
), baru AS MATERIALIZED (
    SELECT p.instansi_id, p.jabatan_id, p.atasan_id, g.nomor, uuid_send(gen_random_uuid()) AS acak
      FROM perlu p CROSS JOIN LATERAL generate_series(1, p.jumlah) AS g(nomor)
     WHERE NOT EXISTS (
        SELECT FROM peta_kursi k WHERE k.jabatan_id = p.jabatan_id AND k.nomor = g.nomor)
)
INSERT INTO peta_kursi
    (instansi_id, kode, jabatan_id, nomor, formasi, atasan_id, created_at, updated_at)
SELECT instansi_id,
       (SELECT string_agg(substr(%(huruf)s, 1 + get_byte(acak, b) %% 31, 1), '')
          FROM unnest(ARRAY[0, 1, 2, 3, 4, 5, 9, 10, 11, 12]) AS b),
       jabatan_id, nomor, true, atasan_id, now(), now()
  FROM baru ORDER BY jabatan_id, nomor
ON CONFLICT (jabatan_id, nomor) DO NOTHING
"""

# The K seats that count are the held ones first, then the lowest numbers; while every holder sits
# in order this is `nomor <= K`. When a formasi seat falls free beside a surplus holder, that holder
# takes the formasi, otherwise the map would show a vacancy that the numbers deny.
MARK_FORMASI = """
WITH urut AS (
    SELECT k.id,
           row_number() OVER (
               PARTITION BY k.jabatan_id
               ORDER BY (EXISTS (
                   SELECT FROM peta_pemangkujabatan p
                    WHERE p.kursi_id = k.id AND p.jenis = 'DEFINITIF'
                      AND (upper_inf(p.periode) OR upper(p.periode) > %(pada)s))) DESC, k.nomor)
           <= CASE WHEN n.jenis = 'STRUKTURAL' THEN LEAST(COALESCE(i.kebutuhan, 0), 1)
                   ELSE COALESCE(i.kebutuhan, 0) END AS layak
      FROM peta_kursi k
      JOIN peta_jabatan j ON j.id = k.jabatan_id
      JOIN peta_nomenklaturjabatan n ON n.id = j.nomenklatur_id
      LEFT JOIN peta_isipeta i ON i.jabatan_id = j.id AND i.versi_id = %(versi)s
     WHERE j.instansi_id = %(instansi)s
       AND (%(hanya)s::bigint[] IS NULL OR j.id = ANY(%(hanya)s::bigint[]))
)
UPDATE peta_kursi k SET formasi = urut.layak, updated_at = now()
  FROM urut WHERE urut.id = k.id AND k.formasi <> urut.layak
"""

SET_LINES = """
UPDATE peta_kursi k SET atasan_id = baru.atasan_id, updated_at = now()
  FROM (
    SELECT k.id, CASE WHEN j.memimpin THEN u.atas ELSE u.kepala END AS atasan_id
      FROM unnest(%(unit)s::bigint[], %(kepala)s::bigint[], %(atas)s::bigint[])
           AS u(unit_id, kepala, atas)
      JOIN peta_jabatan j ON j.unit_id = u.unit_id
      JOIN peta_kursi k ON k.jabatan_id = j.id
     WHERE %(hanya)s::bigint IS NULL OR j.id = %(hanya)s) AS baru
 WHERE baru.id = k.id AND k.atasan_id IS DISTINCT FROM baru.atasan_id
"""


@transaction.atomic
def sesuaikan_kursi(
    *, versi: VersiPeta, pemegang: Mapping[int, int] | None = None, on: date | None = None
) -> int:
    """Make the seats of the whole instansi fit the map version; returns how many seats are new.

    `pemegang` says how many people a position (by id) must be able to seat, also above its K.
    Seats are never deleted: a seat beyond K only loses its formasi.
    """
    return _fit(versi, pemegang or {}, on, None)


@transaction.atomic
def pasang_kursi(*, isi_peta: IsiPeta, pemegang: int = 0, on: date | None = None) -> int:
    """The same for one line of the map; returns how many seats are new."""
    wanted = {isi_peta.jabatan_id: pemegang} if pemegang else {}
    return _fit(isi_peta.versi, wanted, on, isi_peta.jabatan_id)


def _fit(versi: VersiPeta, pemegang: Mapping[int, int], on: date | None, hanya: int | None) -> int:
    day = on or local_date(versi.instansi, timezone.now())
    params: dict[str, Any] = {
        "versi": versi.pk,
        "instansi": versi.instansi_id,
        "jabatan": list(pemegang.keys()),
        "pemegang": list(pemegang.values()),
        "hanya": hanya,
        "huruf": ALPHABET,
        "pada": day,
    }
    with connection.cursor() as cursor:
        # Leading seats first, so that the others are born with their reporting line.
        cursor.execute(INSERT_SEATS, params | {"pimpinan": True, "unit": [], "kepala": []})
        created = int(cursor.rowcount)
        heads = _heads(versi.instansi_id, day)
        cursor.execute(INSERT_SEATS, params | heads | {"pimpinan": False})
        created += int(cursor.rowcount)
        cursor.execute(MARK_FORMASI, params | {"hanya": None if hanya is None else [hanya]})
        cursor.execute(SET_LINES, params | heads)
    return created


def _heads(instansi_id: int, day: date) -> dict[str, list[int | None]]:
    """Per unit: the seat its staff report to and the seat its head reports to.

    Staff report to the head of their unit, a head to the head of the unit above; a unit without a
    leading position hands the question to its parent. The tree is a few thousand units, and the
    planner knows nothing of tables that were filled a moment ago, so it is walked here.
    """
    parent: dict[int, int | None] = dict(
        VersiUnit.objects.in_force(day)
        .filter(unit__instansi_id=instansi_id)
        .values_list("unit_id", "induk_id")
    )
    leader: dict[int, int] = dict(
        Kursi.objects.filter(instansi_id=instansi_id, nomor=1, jabatan__memimpin=True).values_list(
            "jabatan__unit_id", "pk"
        )
    )

    def nearest(unit_id: int | None) -> int | None:
        seen: set[int] = set()
        while unit_id is not None and unit_id not in seen:
            if unit_id in leader:
                return leader[unit_id]
            seen.add(unit_id)
            unit_id = parent.get(unit_id)
        return None

    units = sorted(parent.keys() | leader.keys())
    return {
        "unit": list(units),
        "kepala": [nearest(unit) for unit in units],
        "atas": [nearest(parent.get(unit)) for unit in units],
    }


def tandai_formasi(*, instansi_id: int, jabatan_ids: Iterable[int], on: date) -> None:
    """After a change of holders: which seats of these positions are formasi."""
    params = {
        "versi": _versi_id(instansi_id),
        "instansi": instansi_id,
        "hanya": sorted(set(jabatan_ids)),
        "pada": on,
    }
    with connection.cursor() as cursor:
        cursor.execute(MARK_FORMASI, params)


def _versi_id(instansi_id: int) -> int | None:
    versi: int | None = (
        VersiPeta.objects.filter(instansi_id=instansi_id, status=StatusPeta.BERLAKU)
        .values_list("pk", flat=True)
        .first()
    )
    return versi


@transaction.atomic
def sediakan_kursi(*, jabatan: Jabatan, on: date) -> Kursi:
    """Lowest free seat of the position; a surplus seat is added when all are taken.

    A structural position has one seat: when it is taken the act is refused.
    """
    Jabatan.objects.select_for_update().get(pk=jabatan.pk)
    seats = list(Kursi.objects.select_for_update().filter(jabatan=jabatan).order_by("nomor"))
    held = set(
        PemangkuJabatan.objects.filter(
            kursi__in=seats, jenis=JenisPemangku.DEFINITIF, periode__overlap=DateRange(on, None)
        ).values_list("kursi_id", flat=True)
    )
    free: Kursi | None = next((seat for seat in seats if seat.pk not in held), None)
    if free is not None:
        return free
    if seats and jabatan.nomenklatur.jenis == JenisJabatan.STRUKTURAL:
        raise DomainError(f"{jabatan} hanya punya satu kursi dan sudah terisi.")
    last = seats[-1] if seats else None
    added: Kursi = Kursi.objects.create(
        instansi_id=jabatan.instansi_id,
        jabatan=jabatan,
        nomor=last.nomor + 1 if last else 1,
        formasi=False,
        atasan_id=last.atasan_id if last else None,
    )
    return added
