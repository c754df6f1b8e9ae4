"""One position: what it needs, who sits and sat there, how the need was computed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from asn_portal.core.dates import last_day
from asn_portal.core.numbers import half_up
from jabatan.peta.enums import JenisJabatan, StatusPeta
from jabatan.peta.kalkulator.abk import WAKTU_EFEKTIF_MENIT, Efektivitas, Kebutuhan, efektivitas
from jabatan.peta.kalkulator.proyeksi import TAHUN_PROYEKSI, TahunProyeksi, proyeksi
from jabatan.peta.models import BidangIlmu, IsiPeta, Kursi, PemangkuJabatan, VersiUnit
from jabatan.peta.selectors.pejabat import ACTING, SEBUTAN, Pejabat, holders, vacant_since
from jabatan.peta.selectors.syarat import SyaratJabatan, competences, requirements

if TYPE_CHECKING:
    from datetime import date

    from jabatan.peta.models import Jabatan


@dataclass(frozen=True, slots=True)
class TugasJabatan:
    """A task of the workload analysis with its load."""

    uraian: str
    satuan: str
    menit: int
    volume: Decimal
    beban: Decimal
    orang: Decimal


@dataclass(frozen=True, slots=True)
class BebanJabatan:
    """The workload of a position: tasks, exact need, effectiveness."""

    tugas: list[TugasJabatan]
    menit: Decimal
    eksak: Decimal | None
    ej: Efektivitas | None


@dataclass(frozen=True, slots=True)
class RingkasJabatan:
    """What the side panel of the map shows."""

    hari_ini: date
    jabatan: Jabatan
    isi: IsiPeta | None
    pejabat: list[Pejabat]
    kosong_sejak: date | None
    syarat: list[SyaratJabatan]
    kompetensi: list[dict[str, Any]]

    @property
    def definitif(self) -> list[Pejabat]:
        """Definitive holders."""
        return [p for p in self.pejabat if p.definitif]

    @property
    def pelaksana_tugas(self) -> list[Pejabat]:
        """Acting officials."""
        return [p for p in self.pejabat if not p.definitif]

    @property
    def kebutuhan(self) -> int:
        """K of the map in force."""
        return self.isi.kebutuhan if self.isi else 0

    @property
    def kurang(self) -> int:
        """People missing."""
        return max(self.kebutuhan - len(self.definitif), 0)

    @property
    def lebih(self) -> int:
        """People above the need."""
        return max(len(self.definitif) - self.kebutuhan, 0)

    @property
    def proyeksi(self) -> list[TahunProyeksi]:
        """Holders and balance at the end of this and the coming years, by retirement alone."""
        return proyeksi(
            pegawai=len(self.definitif),
            kebutuhan=self.kebutuhan,
            tahun_ini=self.hari_ini.year,
            keluar=[p.pensiun.year for p in self.definitif if p.pensiun],
            tahun=TAHUN_PROYEKSI,
        )


def position_brief(user: Any, *, jabatan: Jabatan, on: date) -> RingkasJabatan:
    """Numbers, holders and requirements of one position."""
    isi = (
        IsiPeta.objects.filter(jabatan=jabatan, versi__status=StatusPeta.BERLAKU)
        .select_related("versi")
        .first()
    )
    people = holders(user, on=on, jabatan_ids=[jabatan.pk]).get(jabatan.pk, [])
    vacant = isi is not None and isi.kebutuhan > sum(p.definitif for p in people)
    since = vacant_since(on=on, jabatan_ids=[jabatan.pk]) if vacant else {}
    fields = dict(
        BidangIlmu.objects.filter(instansi_id=jabatan.instansi_id).values_list("kode", "nama")
    )
    return RingkasJabatan(
        hari_ini=on,
        jabatan=jabatan,
        isi=isi,
        pejabat=people,
        kosong_sejak=since.get(jabatan.pk),
        syarat=requirements(jabatan.profil, fields),
        kompetensi=competences(jabatan.profil),
    )


def seats_of(user: Any, *, jabatan: Jabatan, on: date) -> list[dict[str, Any]]:
    """Seats with formasi, and surplus ones only while somebody sits there."""
    held = {
        row.kursi_id: row
        for row in PemangkuJabatan.objects.visible_to(user)
        .definitive()
        .in_force(on)
        .filter(kursi__jabatan=jabatan)
        .select_related("pegawai__orang")
    }
    acting = {
        row.kursi_id: row
        for row in PemangkuJabatan.objects.visible_to(user)
        .in_force(on)
        .filter(kursi__jabatan=jabatan, jenis__in=ACTING)
        .select_related("pegawai__orang")
    }
    rows = (
        Kursi.objects.visible_to(user)
        .filter(jabatan=jabatan)
        .select_related("atasan__jabatan__nomenklatur")
        .order_by("nomor")
    )
    return [
        {
            "kursi": seat,
            "pejabat": held.get(seat.pk),
            "pelaksana_tugas": acting.get(seat.pk),
            "atasan": seat.atasan.jabatan if seat.atasan else None,
        }
        for seat in rows
        if seat.formasi or seat.pk in held
    ]


def former_holders(user: Any, *, jabatan: Jabatan, on: date) -> list[dict[str, Any]]:
    """Appointments that have ended or are still to come, newest first.

    Imported histories know title and unit, not the seat; for a managerial post that is enough.
    """
    this = Q(kursi__jabatan=jabatan)
    if jabatan.nomenklatur.jenis == JenisJabatan.STRUKTURAL:
        this |= Q(
            kursi=None,
            instansi_id=jabatan.instansi_id,
            di_instansi=True,
            nama_jabatan=jabatan.nomenklatur.nama,
            nama_unit__in=VersiUnit.objects.filter(unit_id=jabatan.unit_id).values("nama"),
        )
    rows = (
        PemangkuJabatan.objects.visible_to(user)
        .filter(this)
        .exclude(periode__contains=on)
        .select_related("pegawai__orang")
        .order_by("-periode__startswith", "pk")
    )
    return [
        {
            "nama": row.pegawai.orang.nama_lengkap,
            "kode": row.pegawai.kode,
            "sebutan": SEBUTAN.get(row.jenis, ""),
            "mulai": row.periode.lower,
            "sampai": last_day(row.periode),
            "nomor_sk": row.nomor_sk,
        }
        for row in rows
    ]


def workload(*, isi: IsiPeta | None, pegawai: int) -> BebanJabatan | None:
    """Tasks of the workload sheet, what they add up to, and how loaded the holders are."""
    if isi is None:
        return None
    tasks = []
    need, minutes = Fraction(0), Decimal(0)
    for row in isi.tugas.order_by("urutan"):
        load = row.volume * row.menit
        share = Fraction(load) / row.waktu_efektif
        minutes += load
        need += share
        tasks.append(
            TugasJabatan(
                uraian=row.uraian,
                satuan=row.satuan_hasil,
                menit=row.menit,
                volume=row.volume,
                beban=load,
                orang=half_up(share, 4),
            )
        )
    if not tasks and isi.beban_menit is None:
        return None
    total = Decimal(isi.beban_menit or 0) if not tasks else minutes
    exact = need if tasks else Fraction(total) / WAKTU_EFEKTIF_MENIT
    # EJ weighs the load against one year of effective time per holder; whole minutes suffice.
    scaled = Kebutuhan(int(half_up(exact * WAKTU_EFEKTIF_MENIT, 0)), WAKTU_EFEKTIF_MENIT)
    return BebanJabatan(tasks, total, half_up(exact, 4), efektivitas(scaled, pegawai))
