"""What performance appraisal knows about people, as tidy rows (see jabatan.peta.merit_source)."""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from jabatan.merit import DAY_OPEN, PREDIKAT, TINGKAT
from jabatan.peta.merit_source import EPOCH, PEOPLE, Sumber
from kinerja.penilaian.enums import PeranTim, TingkatPenghargaan


class Hal(IntEnum):
    """Kinds of facts of this source."""

    SKP = 20  # kode predikat, a year
    UMPAN_BALIK = 21  # kode predikat, a year
    TIM = 22  # kode place in PERAN_TIM, a first day, b last day or DAY_OPEN
    PENGHARGAAN = 23  # kode place in TINGKAT_PENGHARGAAN, a day
    HUKUMAN = 24  # kode tingkat, lain 1 while in process, a first day, b last day or DAY_OPEN


PERAN_TIM: Final = ("", *PeranTim.values)
TINGKAT_PENGHARGAAN: Final = ("", *TingkatPenghargaan.values)

_QUERY: Final = f"""
WITH orang AS ({PEOPLE})
SELECT s.pegawai_id::bigint, {Hal.SKP}::smallint,
       array_position(%(predikat)s::text[], s.predikat::text)::smallint, 0, s.tahun::int, 0
  FROM penilaian_skp s JOIN orang o ON o.id = s.pegawai_id
UNION ALL
SELECT u.pegawai_id, {Hal.UMPAN_BALIK}::smallint,
       array_position(%(predikat)s::text[], u.predikat::text)::smallint, 0, u.tahun::int, 0
  FROM penilaian_umpanbalik u JOIN orang o ON o.id = u.pegawai_id
UNION ALL
SELECT t.pegawai_id, {Hal.TIM}::smallint,
       array_position(%(peran)s::text[], t.peran::text)::smallint, 0, t.mulai - {EPOCH},
       coalesce(t.selesai - {EPOCH}, {DAY_OPEN})
  FROM penilaian_penugasantim t JOIN orang o ON o.id = t.pegawai_id
UNION ALL
SELECT p.pegawai_id, {Hal.PENGHARGAAN}::smallint,
       array_position(%(penghargaan)s::text[], p.tingkat::text)::smallint, 0, p.tanggal - {EPOCH}, 0
  FROM penilaian_penghargaan p JOIN orang o ON o.id = p.pegawai_id
UNION ALL
SELECT h.pegawai_id, {Hal.HUKUMAN}::smallint,
       array_position(%(tingkat)s::text[], h.tingkat::text)::smallint, h.proses::int,
       h.mulai - {EPOCH}, coalesce(h.selesai - {EPOCH}, {DAY_OPEN})
  FROM penilaian_hukumandisiplin h JOIN orang o ON o.id = h.pegawai_id
 WHERE NOT h.dibatalkan
"""

# SKP, feedback, team work, awards and discipline of active people.
SUMBER: Final = Sumber(
    _QUERY,
    {
        "predikat": list(PREDIKAT),
        "peran": list(PeranTim.values),
        "penghargaan": list(TingkatPenghargaan.values),
        "tingkat": list(TINGKAT),
    },
)
