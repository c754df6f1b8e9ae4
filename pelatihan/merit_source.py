"""What training knows about people, as tidy rows (see jabatan.peta.merit_source)."""

from __future__ import annotations

import hashlib
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final

from jabatan.peta.merit_source import EPOCH, PEOPLE, Sumber
from pelatihan.enums import JenisPelatihan
from pelatihan.models import RiwayatPelatihan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet


class Hal(IntEnum):
    """Kinds of facts of this source."""

    PELATIHAN = 30  # kode place in JENIS, lain number of the programme or 0, a last day


JENIS: Final = ("", *JenisPelatihan.values)
_DIGITS: Final = 7  # hexadecimal digits of a programme number: 28 bits, fits an integer column

_QUERY: Final = f"""
WITH orang AS ({PEOPLE})
SELECT r.pegawai_id::bigint, {Hal.PELATIHAN}::smallint,
       array_position(%(jenis)s::text[], r.jenis::text)::smallint,
       CASE WHEN r.kode_program = '' THEN 0 ELSE
            ('x' || substr(md5(r.kode_program), 1, {_DIGITS}))::bit({4 * _DIGITS})::int END,
       r.selesai - {EPOCH}, 0
  FROM pelatihan_riwayatpelatihan r JOIN orang o ON o.id = r.pegawai_id
"""
SUMBER: Final = Sumber(_QUERY, {"jenis": list(JenisPelatihan.values)})


def program_number(kode: str) -> int:
    """Number that stands for a programme code in a tidy row."""
    digest = hashlib.md5(kode.encode(), usedforsecurity=False).hexdigest()
    return int(digest[:_DIGITS], 16)


def program_names(instansi_id: int, pegawai_ids: Iterable[int] | None = None) -> dict[int, str]:
    """Programme codes in use by their number."""
    rows: QuerySet[Any] = RiwayatPelatihan.objects.filter(pegawai__instansi_id=instansi_id).exclude(
        kode_program=""
    )
    if pegawai_ids is not None:
        rows = rows.filter(pegawai_id__in=list(pegawai_ids))
    codes = set(rows.values_list("kode_program", flat=True).distinct())
    found = {program_number(kode): kode for kode in codes}
    if len(found) != len(codes):
        raise ValueError("Two programme codes share a number.")
    return found
