"""Who holds a position on a day: definitive holders, acting ones, and since when it is vacant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import OuterRef, Subquery

from asn_portal.core.dates import last_day
from jabatan.peta.enums import JenisJabatan, JenisPemangku
from jabatan.peta.models import Pegawai, PemangkuJabatan, RiwayatPangkat
from jabatan.peta.selectors.angka import BULAN_PENSIUN
from jabatan.peta.selectors.pensiun import bup_of, months_later, tanggal_pensiun
from jabatan.peta.selectors.syarat import golongan_lengkap

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from django.db.models import QuerySet

ACTING = (JenisPemangku.PLT, JenisPemangku.PLH, JenisPemangku.PJ)
SEBUTAN = {
    JenisPemangku.PLT: "Plt.",
    JenisPemangku.PLH: "Plh.",
    JenisPemangku.PJ: "Pj.",
    JenisPemangku.TUGAS_TAMBAHAN: "Tugas tambahan",
}


@dataclass(frozen=True, slots=True)
class Pejabat:
    """A holder as the map prints one."""

    nama: str
    kode: str
    jenis: str
    golongan: str | None
    mulai: date
    sampai: date | None
    pensiun: date | None
    segera: bool

    @property
    def definitif(self) -> bool:
        """Whether the person occupies the seat."""
        return self.jenis == JenisPemangku.DEFINITIF

    @property
    def sebutan(self) -> str:
        """Plt., Plh. or Pj. before the name of an acting official."""
        return SEBUTAN.get(JenisPemangku(self.jenis), "")

    @property
    def pangkat(self) -> str:
        """Pembina (IV/a); unknown stays a dash."""
        return golongan_lengkap(self.golongan) if self.golongan else "Pangkat belum tercatat"


def current_rank(pegawai: str, on: date) -> Subquery:
    """Golongan in force on the day of the row that `pegawai` points at."""
    return Subquery(
        RiwayatPangkat.objects.filter(pegawai=OuterRef(pegawai), tmt__lte=on)
        .order_by("-tmt", "-pk")
        .values("golongan")[:1]
    )


def seated(on: date) -> QuerySet[Any]:
    """Definitive appointments of the day that have a seat, with the date of the pension.

    At most one per person; imported posts without a seat do not count.
    """
    rows: QuerySet[Any] = (
        PemangkuJabatan.objects.definitive()
        .in_force(on)
        .filter(kursi__isnull=False)
        .annotate(
            pensiun=tanggal_pensiun(
                "pegawai__orang__tanggal_lahir", bup_of("kursi__jabatan__nomenklatur")
            )
        )
    )
    return rows


def retiring(user: Any, *, on: date) -> int:
    """How many people's pension starts within twelve months."""
    soon = seated(on).filter(pensiun__lte=months_later(on, BULAN_PENSIUN))
    people = Pegawai.objects.visible_to(user).filter(aktif=True, pk__in=soon.values("pegawai_id"))
    return int(people.count())


def holders(user: Any, *, on: date, jabatan_ids: Collection[int]) -> dict[int, list[Pejabat]]:
    """Holders of these positions, definitive first, then by name; one query."""
    soon = months_later(on, BULAN_PENSIUN)
    rows = (
        PemangkuJabatan.objects.visible_to(user)
        .in_force(on)
        .filter(kursi__jabatan__in=jabatan_ids)
        .annotate(
            golongan_kini=current_rank("pegawai_id", on),
            pensiun=tanggal_pensiun(
                "pegawai__orang__tanggal_lahir", bup_of("kursi__jabatan__nomenklatur")
            ),
        )
        .select_related("pegawai__orang", "kursi")
        .order_by("pegawai__orang__nama_urut", "pk")
    )
    found: dict[int, list[Pejabat]] = {}
    for row in sorted(rows, key=lambda r: r.jenis != JenisPemangku.DEFINITIF):
        definitive = row.jenis == JenisPemangku.DEFINITIF
        found.setdefault(row.kursi.jabatan_id, []).append(
            Pejabat(
                nama=row.pegawai.orang.nama_lengkap,
                kode=row.pegawai.kode,
                jenis=row.jenis,
                golongan=row.golongan_kini,
                mulai=row.periode.lower,
                sampai=last_day(row.periode),
                pensiun=row.pensiun if definitive else None,
                segera=definitive and row.pensiun is not None and row.pensiun <= soon,
            )
        )
    return found


_VACANT_SINCE = """
SELECT jabatan_id, max(akhir) FROM (
    SELECT k.jabatan_id, upper(p.periode) AS akhir
    FROM peta_pemangkujabatan p JOIN peta_kursi k ON k.id = p.kursi_id
    WHERE k.jabatan_id = ANY(%(ids)s) AND p.jenis = %(definitif)s AND upper(p.periode) <= %(on)s
    UNION ALL
    SELECT j.id, upper(p.periode)
    FROM peta_jabatan j
    JOIN peta_nomenklaturjabatan n ON n.id = j.nomenklatur_id AND n.jenis = %(struktural)s
    JOIN peta_versiunit v ON v.unit_id = j.unit_id AND v.periode @> %(on)s
    JOIN peta_pemangkujabatan p ON p.instansi_id = j.instansi_id AND p.kursi_id IS NULL
        AND p.di_instansi AND p.jenis = %(definitif)s
        AND p.nama_jabatan = n.nama AND p.nama_unit = v.nama
    WHERE j.id = ANY(%(ids)s) AND upper(p.periode) <= %(on)s
) masa GROUP BY jabatan_id
"""


def vacant_since(*, on: date, jabatan_ids: Collection[int]) -> dict[int, date]:
    """First day without the last definitive holder; absent where no holder is on record.

    Imported histories know title and unit, not the seat; for a managerial post that is enough.
    """
    if not jabatan_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            _VACANT_SINCE,
            {
                "ids": list(jabatan_ids),
                "on": on,
                "definitif": JenisPemangku.DEFINITIF.value,
                "struktural": JenisJabatan.STRUKTURAL.value,
            },
        )
        return dict(cursor.fetchall())
