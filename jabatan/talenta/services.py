"""Acts of talent management: the first rule sets, and fresh profile rows."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from psycopg.sql import Literal
from psycopg.types.range import DateRange

from asn_portal.core import audit, evidence, prepared
from asn_portal.core.dates import local_date
from asn_portal.core.errors import DomainError
from asn_portal.core.models import Aturan
from jabatan.merit import DAY_UNKNOWN, STATUS
from jabatan.peta import merit_source as sumber_peta
from jabatan.peta.models import Pegawai
from jabatan.talenta.engine.baku import ATURAN_BAKU
from jabatan.talenta.engine.kolom import pack
from jabatan.talenta.models import KeadaanProfil, ProfilMerit
from jabatan.talenta.selectors import SUMBER, collect_facts, split

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from asn_portal.core.models import Instansi, Orang, User

FORMAT: Final = 2
_BATCH: Final = 2000


class PenyegelSamaError(DomainError):
    """A rule set is sealed by two different people."""


@transaction.atomic
def tetapkan_aturan_baku(
    *,
    instansi: Instansi,
    penyegel1: Orang,
    penyegel2: Orang,
    at: datetime,
    mulai: date | None = None,
    actor: User | None = None,
) -> list[Aturan]:
    """Seal the standard weights, gates and indicators; kinds that are sealed already stay."""
    if penyegel1.pk == penyegel2.pk:
        raise PenyegelSamaError("Aturan disegel oleh dua orang yang berbeda.")
    start = mulai or local_date(instansi, at).replace(month=1, day=1)
    made = []
    for kode, (nama, dasar, isi) in ATURAN_BAKU.items():
        rows = Aturan.objects.select_for_update().filter(instansi=instansi, kode=kode)
        if rows.filter(disegel_at__isnull=False).exists():
            continue
        aturan = Aturan.objects.create(
            instansi=instansi,
            kode=kode,
            versi=rows.count() + 1,
            nama=nama,
            dasar_hukum=dasar,
            periode=DateRange(start, None),
            isi=isi,
            digest=digest_of(isi),
            disegel_at=at,
            disegel_oleh=penyegel1,
            disegel_oleh_kedua=penyegel2,
        )
        made.append(aturan)
    for aturan in made:
        data = {"kode": aturan.kode, "versi": aturan.versi, "digest": aturan.digest}
        audit.record("aturan.disegel", aturan, actor=actor, at=at, data=data)
    return made


def digest_of(isi: Any) -> str:
    """SHA-256 of the canonical text of a rule set."""
    return hashlib.sha256(audit.canonical(isi)).hexdigest()


@transaction.atomic
def segarkan_profil(
    *, instansi_id: int, orang_ids: Iterable[int] | None = None, semua: bool = False
) -> int:
    """Bring profile rows up to date with the evidence; returns how many people were read again.

    Without `orang_ids` everybody touched since the last time; `semua` reads everybody. Two calls
    at once wait for each other, and evidence written meanwhile has a higher version.
    """
    earlier, layout = _state(instansi_id)
    known = layout == FORMAT and not semua
    seen: dict[str, int] | None = None
    touched = None if orang_ids is None or not known else set(orang_ids)
    if not known:
        seen = evidence.versions(instansi_id)
    elif touched is None:
        seen, touched = evidence.news(instansi_id, earlier)
        if earlier == seen:
            return 0
    versi = None if seen is None else json.dumps(seen)
    if touched is not None and len(touched) <= sumber_peta.FEW:
        found = prepared.fetch(_REFRESH, instansi_id, sorted(touched), versi)
        return int(found[0][0])
    count = _rebuild(instansi_id, touched)
    if versi is not None:
        prepared.fetch(_SEEN, instansi_id, versi)
    return count


def _state(instansi_id: int) -> tuple[dict[str, int], int]:
    """Versions seen and layout of the rows of the instansi, locked until the end."""
    found = prepared.fetch(_STATE, instansi_id)
    if not found:
        KeadaanProfil.objects.get_or_create(instansi_id=instansi_id)
        found = prepared.fetch(_STATE, instansi_id)
    return found[0][0], found[0][1]


def _rebuild(instansi_id: int, orang_ids: set[int] | None) -> int:
    """Write the rows of these people, or of everybody."""
    people = Pegawai.objects.filter(instansi_id=instansi_id)
    if orang_ids is not None:
        people = people.filter(orang_id__in=orang_ids)
    still = dict(people.values_list("pk", "aktif"))
    active = sorted(pk for pk, aktif in still.items() if aktif)
    if len(active) < len(still):
        gone = [pk for pk, aktif in still.items() if not aktif]
        ProfilMerit.objects.filter(pegawai_id__in=gone).delete()
    if not active:
        return 0
    rows = collect_facts(instansi_id, None if orang_ids is None else active)
    packed = pack(rows)
    facts = {pegawai: packed[part].tobytes() for pegawai, part in split(rows)}
    for start in range(0, len(active), _BATCH):
        chunk = active[start : start + _BATCH]
        fakta = [facts.get(pk, b"") for pk in chunk]
        prepared.fetch(_UPSERT, chunk, fakta)
    return len(active)


_STATE: Final = f"""
SELECT versi_bukti, format, {prepared.GENERIC} FROM talenta_keadaanprofil
 WHERE instansi_id = $1 FOR UPDATE
"""
_SEEN: Final = f"""
UPDATE talenta_keadaanprofil SET versi_bukti = $2::jsonb, format = {FORMAT} WHERE instansi_id = $1
"""
_STATUS: Final = Literal(list(STATUS)).as_string(None)
_FIXED: Final = f"""
SELECT p.id, p.instansi_id, p.kode, array_position({_STATUS}::text[], p.status::text) AS status,
       coalesce(o.tanggal_lahir - {sumber_peta.EPOCH}, {DAY_UNKNOWN}) AS lahir, p.aktif
  FROM peta_pegawai p JOIN core_orang o ON o.id = p.orang_id
"""
_WRITE: Final = """
INSERT INTO talenta_profilmerit AS t (pegawai_id, instansi_id, kode, status, lahir, fakta)
SELECT p.id, p.instansi_id, p.kode, p.status, p.lahir, {fakta}
  FROM {people}
ON CONFLICT (pegawai_id) DO UPDATE
   SET instansi_id = EXCLUDED.instansi_id, kode = EXCLUDED.kode, status = EXCLUDED.status,
       lahir = EXCLUDED.lahir, fakta = EXCLUDED.fakta
 WHERE (t.instansi_id, t.kode, t.status, t.lahir, t.fakta) IS DISTINCT FROM
       (EXCLUDED.instansi_id, EXCLUDED.kode, EXCLUDED.status, EXCLUDED.lahir, EXCLUDED.fakta)
"""
_UPSERT: Final = _WRITE.format(
    fakta="m.fakta",
    people=f"""unnest($1::bigint[], $2::bytea[]) AS m(id, fakta)
  JOIN ({_FIXED}) AS p ON p.id = m.id""",
)
# The same for a few people without leaving the server: facts, rows, who left, versions seen. The
# facts of a person are joined as `pack` writes them; the tests compare the bytes.
_REFRESH: Final = f"""
WITH orang_ini AS MATERIALIZED (
    {_FIXED} WHERE p.instansi_id = $1 AND p.orang_id = ANY($2::bigint[])
),
fakta (pegawai, jenis, kode, lain, a, b) AS (
    {sumber_peta.joined(SUMBER, "SELECT id FROM orang_ini WHERE aktif")}
),
isi AS (
    SELECT pegawai, string_agg(int2send(jenis) || int2send(kode) || int4send(lain) || int4send(a)
                               || int4send(b), '' ORDER BY jenis, a, kode, lain, b) AS fakta
      FROM fakta GROUP BY pegawai
),
tulis AS (
    {
    _WRITE.format(
        fakta="coalesce(isi.fakta, '')",
        people="orang_ini p LEFT JOIN isi ON isi.pegawai = p.id WHERE p.aktif",
    )
}
),
hapus AS (
    DELETE FROM talenta_profilmerit t USING orang_ini p WHERE t.pegawai_id = p.id AND NOT p.aktif
),
lihat AS (
    UPDATE talenta_keadaanprofil SET versi_bukti = $3::jsonb, format = {FORMAT}
     WHERE instansi_id = $1 AND $3::jsonb IS NOT NULL
)
SELECT count(*) FILTER (WHERE aktif) FROM orang_ini
"""
