"""Appointments: close all old periods, then open new ones, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Q
from psycopg.types.range import DateRange

from asn_portal.core import audit, evidence
from asn_portal.core.dates import last_day, local_date, long_date
from asn_portal.core.enums import Sumber
from asn_portal.core.errors import DomainError
from asn_portal.core.models import Orang
from jabatan.peta.enums import JenisPemangku
from jabatan.peta.models import Kursi, Pegawai, PemangkuJabatan, VersiUnit
from jabatan.peta.services.kursi import tandai_formasi

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from asn_portal.core.models import User

ACTING = (JenisPemangku.PLT, JenisPemangku.PLH, JenisPemangku.PJ)
MESSAGES = {
    "kursi_satu_definitif": "Jabatan ini sudah terisi pada masa itu.",
    "pegawai_satu_definitif": "Pegawai ini sudah menduduki jabatan definitif lain pada masa itu.",
    "kursi_satu_pelaksana_tugas": "Jabatan ini sudah punya pelaksana tugas pada masa itu.",
    "pemangku_punya_mulai": "Masa jabatan harus punya tanggal mulai dan paling singkat satu hari.",
    "plt_paling_lama_tiga_bulan": (
        "Masa Plt. paling lama tiga bulan untuk satu penunjukan (SE BKN 1/SE/I/2021)."
    ),
}


class PenempatanDitolakError(DomainError):
    """A rule about seats and holders was broken; nothing was written."""


@dataclass(frozen=True, slots=True)
class Penempatan:
    """One appointment to be made; `periode` is half-open as in the database."""

    pegawai: Pegawai
    kursi: Kursi
    jenis: str
    periode: DateRange
    nomor_sk: str = ""
    tanggal_sk: date | None = None
    sk_kode: str = ""

    @property
    def mulai(self) -> date:
        """First day; an appointment without one is refused."""
        if self.periode.lower is None:
            raise PenempatanDitolakError(MESSAGES["pemangku_punya_mulai"])
        return self.periode.lower


def tempatkan(
    *,
    pegawai: Pegawai,
    kursi: Kursi,
    jenis: str,
    periode: DateRange,
    actor: User | None,
    at: datetime,
    nomor_sk: str = "",
    tanggal_sk: date | None = None,
    sk_kode: str = "",
) -> PemangkuJabatan:
    """Appoint one person to one seat; a definitive appointment ends the person's present one."""
    act = Penempatan(pegawai, kursi, jenis, periode, nomor_sk, tanggal_sk, sk_kode)
    return tempatkan_serentak(penempatan=[act], actor=actor, at=at)[0]


@transaction.atomic
def tempatkan_serentak(
    *, penempatan: Sequence[Penempatan], actor: User | None, at: datetime
) -> list[PemangkuJabatan]:
    """Several appointments as one act, so that people can exchange seats."""
    seats = _lock(penempatan)
    ending = [(line, act) for act in penempatan for line in _ends_with(act)]
    for act in penempatan:
        _check(act, seats[act.kursi.pk])
    try:
        with transaction.atomic():
            for line, act in ending:
                line.periode = DateRange(line.periode.lower, act.mulai, "[)")
                line.save(update_fields=["periode", "updated_at"])
            made = [_open(act, seats[act.kursi.pk]) for act in penempatan]
    except IntegrityError as error:
        raise _refusal(error) from error
    _follow_up(made, [line for line, _ in ending], at)
    for line, act in zip(made, penempatan, strict=True):
        audit.record(
            "jabatan.ditempatkan",
            line.pegawai,
            actor=actor,
            at=at,
            data={
                "kursi": act.kursi.kode,
                "jabatan": line.nama_jabatan,
                "jenis": line.jenis,
                "mulai": line.periode.lower,
                "sampai": last_day(line.periode),
                "sk": line.nomor_sk,
            },
        )
    return made


def _lock(penempatan: Sequence[Penempatan]) -> dict[int, Kursi]:
    """Lock seats, then people, each in the order of their keys (decisions §12)."""
    people = [act.pegawai.pk for act in penempatan]
    wanted = {act.kursi.pk for act in penempatan}
    wanted |= set(
        PemangkuJabatan.objects.filter(
            pegawai__in=people,
            jenis=JenisPemangku.DEFINITIF,
            kursi__isnull=False,
            periode__overlap=DateRange(min(act.mulai for act in penempatan), None),
        ).values_list("kursi_id", flat=True)
    )
    seats = {
        seat.pk: seat
        for seat in Kursi.objects.select_for_update(of=("self",))
        .filter(pk__in=wanted)
        .select_related("jabatan__nomenklatur", "instansi")
        .order_by("pk")
    }
    orang = sorted({act.pegawai.orang_id for act in penempatan})
    list(Orang.objects.select_for_update().filter(pk__in=orang).order_by("pk"))
    return seats


def _check(act: Penempatan, kursi: Kursi) -> None:
    if not act.pegawai.aktif:
        raise PenempatanDitolakError(f"{act.pegawai} tidak lagi berstatus pegawai aktif.")
    if act.pegawai.instansi_id != kursi.instansi_id:
        raise PenempatanDitolakError(f"{act.pegawai} bukan pegawai {kursi.instansi}.")


def _ends_with(act: Penempatan) -> list[PemangkuJabatan]:
    """What a definitive appointment ends: the person's present post and the acting on the seat."""
    if act.jenis != JenisPemangku.DEFINITIF:
        return []
    start = act.mulai
    lines = list(
        PemangkuJabatan.objects.select_related("pegawai", "kursi")
        .filter(
            Q(pegawai=act.pegawai, jenis=JenisPemangku.DEFINITIF)
            | Q(kursi=act.kursi, jenis__in=ACTING),
            periode__overlap=DateRange(start, None),
        )
        .order_by("pk")
    )
    late = next((line for line in lines if line.periode.lower >= start), None)
    if late is not None:
        raise PenempatanDitolakError(
            f"{late.nama_jabatan} atas nama {late.pegawai} sudah tercatat mulai "
            f"{long_date(late.periode.lower)}. Pilih tanggal sesudahnya."
        )
    return lines


def _open(act: Penempatan, kursi: Kursi) -> PemangkuJabatan:
    start = act.mulai
    unit = VersiUnit.objects.filter(unit_id=kursi.jabatan.unit_id, periode__contains=start).first()
    return PemangkuJabatan.objects.create(
        instansi_id=kursi.instansi_id,
        pegawai=act.pegawai,
        kursi=kursi,
        jenis=act.jenis,
        jenjang=kursi.jabatan.nomenklatur.jenjang,
        nama_jabatan=kursi.jabatan.nomenklatur.nama,
        nama_unit=unit.nama if unit else "",
        nama_instansi=kursi.instansi.nama,
        periode=act.periode,
        nomor_sk=act.nomor_sk,
        tanggal_sk=act.tanggal_sk,
        sk_kode=act.sk_kode,
    )


def _follow_up(made: list[PemangkuJabatan], ended: list[PemangkuJabatan], at: datetime) -> None:
    """Unit of the person, formasi of the touched positions, evidence: all follow the act."""
    for instansi_id in {line.instansi_id for line in made}:
        mine = [line for line in made if line.instansi_id == instansi_id]
        today = local_date(mine[0].instansi, at)
        for line in mine:
            started = line.jenis == JenisPemangku.DEFINITIF and line.periode.lower <= today
            if started and line.kursi is not None:
                Pegawai.objects.filter(pk=line.pegawai_id).update(unit=line.kursi.jabatan.unit_id)
        touched = [*mine, *(line for line in ended if line.instansi_id == instansi_id)]
        kursi_ids = {line.kursi_id for line in touched if line.kursi_id is not None}
        jabatan_ids = Kursi.objects.filter(pk__in=kursi_ids).values_list("jabatan_id", flat=True)
        start = max(line.periode.lower for line in mine)
        tandai_formasi(instansi_id=instansi_id, jabatan_ids=jabatan_ids, on=max(today, start))
        evidence.bump(
            Sumber.PETA,
            instansi_id=instansi_id,
            orang_ids={line.pegawai.orang_id for line in touched},
        )


def _refusal(error: IntegrityError) -> PenempatanDitolakError:
    """The database said no; say it in the words of the office, anything else is a bug."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    if name not in MESSAGES:
        raise error
    return PenempatanDitolakError(MESSAGES[name])


@transaction.atomic
def akhiri(
    *, pemangku: PemangkuJabatan, terakhir: date, actor: User | None, at: datetime, sebab: str = ""
) -> PemangkuJabatan:
    """End an appointment after its last day, inclusive; the seat is free on the next day."""
    if pemangku.kursi_id is not None:
        Kursi.objects.select_for_update().get(pk=pemangku.kursi_id)
    Orang.objects.select_for_update().get(pk=pemangku.pegawai.orang_id)
    pemangku = PemangkuJabatan.objects.select_related("pegawai", "kursi__jabatan", "instansi").get(
        pk=pemangku.pk
    )
    end = terakhir + timedelta(days=1)
    if end <= pemangku.periode.lower:
        raise PenempatanDitolakError(
            f"Hari terakhir tidak boleh sebelum {long_date(pemangku.periode.lower)}, "
            "hari mulainya jabatan ini."
        )
    if pemangku.periode.upper is not None and pemangku.periode.upper < end:
        raise PenempatanDitolakError(
            f"Jabatan ini sudah berakhir pada {long_date(pemangku.periode.upper - timedelta(1))}."
        )
    pemangku.periode = DateRange(pemangku.periode.lower, end, "[)")
    try:
        with transaction.atomic():
            pemangku.save(update_fields=["periode", "updated_at"])
    except IntegrityError as error:
        raise _refusal(error) from error
    if pemangku.kursi is not None:
        tandai_formasi(
            instansi_id=pemangku.instansi_id,
            jabatan_ids=[pemangku.kursi.jabatan_id],
            on=max(end, local_date(pemangku.instansi, at)),
        )
    evidence.bump(
        Sumber.PETA, instansi_id=pemangku.instansi_id, orang_ids=[pemangku.pegawai.orang_id]
    )
    audit.record(
        "jabatan.berakhir",
        pemangku.pegawai,
        actor=actor,
        at=at,
        data={
            "jabatan": pemangku.nama_jabatan,
            "jenis": pemangku.jenis,
            "hari_terakhir": terakhir,
            "sebab": sebab,
        },
    )
    return pemangku
