"""Decrees take effect: close all old periods of the day, then open the new ones (rotation-safe)."""

from __future__ import annotations

import logging
from itertools import groupby
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Now
from psycopg.types.range import DateRange

from asn_portal.core import audit, evidence
from asn_portal.core.dates import local_date
from asn_portal.core.enums import Peran, Sumber
from asn_portal.core.errors import ConflictError
from asn_portal.core.models import Instansi, Penugasan
from jabatan.penempatan.enums import StatusLowongan, StatusSK, StatusUsulan
from jabatan.penempatan.models import Lowongan, SuratKeputusan, Usulan
from jabatan.penempatan.selectors.isi_sk import nama_unit
from jabatan.penempatan.selectors.peran_kepala import PERAN_DITOLAK
from jabatan.penempatan.services.transisi import lock, transition
from jabatan.peta.enums import JenisPemangku
from jabatan.peta.models import Pegawai, PemangkuJabatan

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from asn_portal.core.models import UnitKerja, User

logger = logging.getLogger(__name__)

# What the office reads when the database refuses the duty of a head.
REFUSED_DUTY = {
    "penugasan_pasangan_terlarang": "Pegawai ini memegang peran yang tidak boleh dirangkap.",
    "penugasan_tidak_ganda": "Peran itu sudah tercatat baginya untuk masa yang bertumpang tindih.",
}
OTHER_DUTY = "Basis data menolak peran itu."
ACTING = (JenisPemangku.PLT, JenisPemangku.PLH, JenisPemangku.PJ)


def berlakukan_jatuh_tempo(*, at: datetime) -> int:
    """Let every due decree of every instansi take effect; running again changes nothing."""
    due = SuratKeputusan.objects.filter(status=StatusSK.DITETAPKAN)
    count = 0
    for instansi in Instansi.objects.filter(pk__in=due.values("instansi_id")).order_by("pk"):
        try:
            count += len(berlakukan(instansi=instansi, at=at))
        except ConflictError:
            # One office in trouble does not hold up the decrees of the others; tried again next time.
            logger.exception("decrees of instansi %s did not take effect", instansi.kode)
    return count


def berlakukan(
    *, instansi: Instansi, at: datetime, actor: User | None = None
) -> list[SuratKeputusan]:
    """All due decrees of an instansi in one transaction; who still waits for another stays."""
    today = local_date(instansi, at)
    with transition():
        due = due_ids(instansi, today)
        if not due:
            return []
        lock_due(due)
        done = terapkan(due, today, at)
        note_evidence(instansi, done)
        log_effect(done, actor, at)
    return done


def due_ids(instansi: Instansi, today: date) -> list[int]:
    """Decrees whose day has come."""
    rows = SuratKeputusan.objects.filter(
        instansi=instansi, status=StatusSK.DITETAPKAN, tanggal_berlaku__lte=today
    )
    return list(rows.order_by("pk").values_list("pk", flat=True))


def lock_due(
    ids: Iterable[int],
    *,
    kursi: Iterable[int] = (),
    orang: Iterable[int] = (),
    usulan: Iterable[int] = (),
) -> None:
    """Lock all seats entered and left, all persons, all proposals, in the one order."""
    rows = SuratKeputusan.objects.filter(pk__in=list(ids)).values_list(
        "kursi_id", "pegawai_id", "pegawai__orang_id", "keputusan__usulan_id"
    )
    seats, people, humans, proposals = set(kursi), set(), set(orang), set(usulan)
    for kursi_id, pegawai_id, orang_id, usulan_id in rows:
        seats.add(kursi_id)
        people.add(pegawai_id)
        humans.add(orang_id)
        proposals.add(usulan_id)
    left = PemangkuJabatan.objects.definitive().filter(
        pegawai_id__in=people, kursi__isnull=False, periode__endswith__isnull=True
    )
    seats.update(left.values_list("kursi_id", flat=True))
    lock(kursi=seats, orang=humans, usulan=proposals)


def terapkan(ids: Iterable[int], today: date, at: datetime) -> list[SuratKeputusan]:
    """Change the appointments under the caller's locks; returns the decrees that took effect."""
    rows = (
        SuratKeputusan.objects.filter(
            pk__in=list(ids), status=StatusSK.DITETAPKAN, tanggal_berlaku__lte=today
        )
        .defer("pdf")
        .select_related(
            "instansi",
            "pegawai__orang",
            "kursi__jabatan__nomenklatur",
            "kursi__jabatan__unit",
            "keputusan__usulan",
        )
        .order_by("tanggal_berlaku", "pk")
    )
    done: list[SuratKeputusan] = []
    for day, group in groupby(rows, key=lambda sk: sk.tanggal_berlaku):
        done += _apply_day(day, list(group), at)
    return done


def _apply_day(day: date, group: list[SuratKeputusan], at: datetime) -> list[SuratKeputusan]:
    old = {
        row.pegawai_id: row
        for row in PemangkuJabatan.objects.definitive()
        .filter(
            pegawai_id__in=[sk.pegawai_id for sk in group],
            kursi__isnull=False,
            periode__overlap=DateRange(day, None),
        )
        .select_related("kursi__jabatan__unit")
        .order_by("pegawai_id", "periode")
    }
    ready = _can_move(day, group, old)
    for sk in ready:
        _close(day, sk, old.get(sk.pegawai_id))
    for sk in ready:
        _open(day, sk, old.get(sk.pegawai_id), at)
    return ready


def _can_move(
    day: date, group: list[SuratKeputusan], old: dict[int, PemangkuJabatan]
) -> list[SuratKeputusan]:
    """Those whose seat is free or left by somebody who moves with them; found by leaving out.

    Nobody is appointed who left the service in the meantime: that decree waits to be cancelled.
    """
    holders = dict(
        PemangkuJabatan.objects.definitive()
        .filter(kursi_id__in=[sk.kursi_id for sk in group], periode__overlap=DateRange(day, None))
        .values_list("kursi_id", "pegawai_id")
    )
    ready = [
        sk
        for sk in group
        if sk.pegawai.aktif and (sk.pegawai_id not in old or old[sk.pegawai_id].periode.lower < day)
    ]
    while True:
        movers = {sk.pegawai_id for sk in ready}
        kept = [sk for sk in ready if holders.get(sk.kursi_id) in {None, *movers}]
        if len(kept) == len(ready):
            return kept
        ready = kept


def _close(day: date, sk: SuratKeputusan, old: PemangkuJabatan | None) -> None:
    """End the old post and acting on the new seat; acting that would only begin never begins."""
    if old is not None:
        PemangkuJabatan.objects.filter(pk=old.pk).update(
            periode=DateRange(old.periode.lower, day), updated_at=Now()
        )
    acting = PemangkuJabatan.objects.filter(
        kursi_id=sk.kursi_id, jenis__in=ACTING, periode__overlap=DateRange(day, None)
    )
    for row in acting:
        if row.periode.lower < day:
            row.periode = DateRange(row.periode.lower, day)
            row.save(update_fields=["periode", "updated_at"])
        else:
            row.delete()


def _open(day: date, sk: SuratKeputusan, old: PemangkuJabatan | None, at: datetime) -> None:
    jabatan = sk.kursi.jabatan
    PemangkuJabatan.objects.create(
        instansi_id=sk.instansi_id,
        pegawai_id=sk.pegawai_id,
        kursi_id=sk.kursi_id,
        jenis=JenisPemangku.DEFINITIF,
        jenjang=jabatan.nomenklatur.jenjang,
        nama_jabatan=jabatan.nomenklatur.nama,
        nama_unit=nama_unit(jabatan.unit_id, day),
        nama_instansi=sk.instansi.nama,
        periode=DateRange(day, None),
        nomor_sk=sk.nomor_lengkap[:100],
        tanggal_sk=sk.tanggal,
        sk_kode=sk.kode,
    )
    Pegawai.objects.filter(pk=sk.pegawai_id).update(unit_id=jabatan.unit_id, updated_at=Now())
    SuratKeputusan.objects.filter(pk=sk.pk).update(
        status=StatusSK.BERLAKU, berlaku_at=at, updated_at=Now()
    )
    usulan = sk.keputusan.usulan
    Usulan.objects.filter(pk=usulan.pk).update(
        status=StatusUsulan.BERLAKU, versi=F("versi") + 1, updated_at=Now()
    )
    Lowongan.objects.filter(pk=usulan.lowongan_id).update(
        status=StatusLowongan.TERISI, updated_at=Now()
    )
    sk.peran_ditolak = _move_duty(day, sk, old)
    sk.status, sk.berlaku_at = StatusSK.BERLAKU, at


def _leads_office(unit: UnitKerja, memimpin: bool) -> bool:  # noqa: FBT001 -- field of the position
    return memimpin and unit.opd_id == unit.pk


def _move_duty(day: date, sk: SuratKeputusan, old: PemangkuJabatan | None) -> str:
    """The duty of a head goes with the seat: a former head sees the old office no longer.

    Answers why the new duty could not be given; empty when it was, or when there is none to give.
    """
    orang_id, jabatan = sk.pegawai.orang_id, sk.kursi.jabatan
    if old is not None and old.kursi is not None:
        left = old.kursi.jabatan
        if _leads_office(left.unit, left.memimpin):
            _end_duties(Penugasan.objects.filter(orang_id=orang_id, unit=left.unit), day)
    if not _leads_office(jabatan.unit, jabatan.memimpin):
        return ""
    held = Penugasan.objects.filter(
        orang_id=orang_id, unit=jabatan.unit, peran=Peran.KEPALA_OPD, periode__contains=day
    )
    if held.exists():
        return ""
    try:
        with transaction.atomic():
            Penugasan.objects.create(
                orang_id=orang_id,
                instansi_id=sk.instansi_id,
                peran=Peran.KEPALA_OPD,
                unit=jabatan.unit,
                periode=DateRange(day, None),
            )
    except IntegrityError as error:
        # The appointment stands; what is missing is logged and shown until somebody has put it right.
        diagnosis = getattr(error.__cause__, "diag", None)
        return REFUSED_DUTY.get(getattr(diagnosis, "constraint_name", None) or "", OTHER_DUTY)
    return ""


def _end_duties(duties: Iterable[Penugasan], day: date) -> None:
    for duty in duties:
        if duty.peran != Peran.KEPALA_OPD or (duty.periode.upper or day) < day:
            continue
        if duty.periode.lower is None or duty.periode.lower < day:
            duty.periode = DateRange(duty.periode.lower, day)
            duty.save(update_fields=["periode", "updated_at"])
        else:
            duty.delete()


def note_evidence(instansi: Instansi, done: list[SuratKeputusan]) -> None:
    """The map and these people have changed."""
    if done:
        evidence.bump(
            Sumber.PETA, instansi_id=instansi.pk, orang_ids=[sk.pegawai.orang_id for sk in done]
        )


def log_effect(done: list[SuratKeputusan], actor: User | None, at: datetime) -> None:
    """One event per decree, and one per duty of a head that could not be given; last of all."""
    for sk in done:
        audit.record(
            "sk.berlaku",
            sk,
            actor=actor,
            at=at,
            data={
                "nomor": sk.nomor_lengkap,
                "pegawai": sk.pegawai.kode,
                "kursi": sk.kursi.kode,
                "tanggal_berlaku": sk.tanggal_berlaku.isoformat(),
            },
        )
        if sk.peran_ditolak:
            audit.record(
                PERAN_DITOLAK,
                sk,
                actor=actor,
                at=at,
                data={
                    "peran": Peran.KEPALA_OPD.value,
                    "unit": sk.kursi.jabatan.unit.kode,
                    "pegawai": sk.pegawai.kode,
                    "sebab": sk.peran_ditolak,
                },
            )
