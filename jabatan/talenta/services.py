"""Acts of talent management: the first rule sets, and fresh profile rows."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from django.db import connection, transaction
from psycopg.types.range import DateRange

from asn_portal.core import audit, evidence
from asn_portal.core.dates import local_date
from asn_portal.core.errors import DomainError
from asn_portal.core.models import Aturan
from jabatan.merit import DAY_UNKNOWN, STATUS
from jabatan.peta import merit_source as sumber_peta
from jabatan.peta.models import Pegawai
from jabatan.talenta.engine.baku import ATURAN_BAKU
from jabatan.talenta.engine.kolom import pack
from jabatan.talenta.models import KeadaanProfil, ProfilMerit
from jabatan.talenta.selectors import collect_facts, split

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from asn_portal.core.models import Instansi, Orang, User

FORMAT: Final = 1
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
    state = _state(instansi_id)
    seen = evidence.versions(instansi_id)
    known = state.format == FORMAT and not semua
    touched = None if orang_ids is None else set(orang_ids)
    if touched is None and known:
        if state.versi_bukti == seen:
            return 0
        touched = evidence.changed_since(instansi_id, state.versi_bukti)
    count = _rebuild(instansi_id, touched if known else None)
    if orang_ids is None or not known:
        state.versi_bukti, state.format = seen, FORMAT
        state.save(update_fields=["versi_bukti", "format"])
    return count


def _state(instansi_id: int) -> KeadaanProfil:
    """The locked row of the instansi."""
    rows = KeadaanProfil.objects.select_for_update().filter(instansi_id=instansi_id)
    found = rows.first()
    if found is None:
        KeadaanProfil.objects.get_or_create(instansi_id=instansi_id)
        found = rows.get()
    return found


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
    with connection.cursor() as cursor:
        for start in range(0, len(active), _BATCH):
            chunk = active[start : start + _BATCH]
            cursor.execute(
                _UPSERT,
                {
                    "ids": chunk,
                    "fakta": [facts.get(pk, b"") for pk in chunk],
                    "status": list(STATUS),
                },
            )
    return len(active)


_UPSERT: Final = f"""
INSERT INTO talenta_profilmerit AS t (pegawai_id, instansi_id, kode, status, lahir, fakta)
SELECT p.id, p.instansi_id, p.kode, array_position(%(status)s::text[], p.status::text),
       coalesce(o.tanggal_lahir - {sumber_peta.EPOCH}, {DAY_UNKNOWN}), m.fakta
  FROM unnest(%(ids)s::bigint[], %(fakta)s::bytea[]) AS m(id, fakta)
  JOIN peta_pegawai p ON p.id = m.id JOIN core_orang o ON o.id = p.orang_id
ON CONFLICT (pegawai_id) DO UPDATE
   SET instansi_id = EXCLUDED.instansi_id, kode = EXCLUDED.kode, status = EXCLUDED.status,
       lahir = EXCLUDED.lahir, fakta = EXCLUDED.fakta
 WHERE (t.instansi_id, t.kode, t.status, t.lahir, t.fakta) IS DISTINCT FROM
       (EXCLUDED.instansi_id, EXCLUDED.kode, EXCLUDED.status, EXCLUDED.lahir, EXCLUDED.fakta)
"""
