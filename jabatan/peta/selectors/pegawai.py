"""Lists of people, and everything the map component knows about one person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, Min, OuterRef, Q, Subquery

from asn_portal.core.dates import last_day
from jabatan.peta.enums import JenisPemangku, JenjangPendidikan, StatusASN
from jabatan.peta.models import (
    HasilAsesmen,
    Pegawai,
    PemangkuJabatan,
    RiwayatPangkat,
    RiwayatPendidikan,
)
from jabatan.peta.selectors.pejabat import SEBUTAN, current_rank, seated
from jabatan.peta.selectors.pensiun import bup_of, months_later, pensiun_of, tanggal_pensiun
from jabatan.peta.selectors.syarat import golongan_lengkap

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from django.db.models import QuerySet

LEVELS = list(JenjangPendidikan.values)
LEVEL_ORDER = {level: place for place, level in enumerate(LEVELS)}
LEVEL_NAMES = {level: str(JenjangPendidikan(level).label) for level in LEVELS}
ORDERS: dict[str, tuple[str, ...]] = {
    "nama": ("orang__nama_urut", "pk"),
    "jabatan": ("", "orang__nama_urut", "pk"),
    "unit": ("unit__opd_id", "unit_id", "orang__nama_urut", "pk"),
    "golongan": ("", "orang__nama_urut", "pk"),
    "pensiun": ("", "orang__nama_urut", "pk"),
}

# What an order by seat reads of the present appointment.
SEAT_ORDERS = {"jabatan": "kursi__jabatan__nomenklatur__nama", "pensiun": "pensiun"}
FEW = 5_000


@dataclass(frozen=True, slots=True)
class BarisPegawai:
    """One line of the list."""

    pegawai: Pegawai
    jabatan: str | None
    jabatan_kode: str | None
    golongan: str | None
    pendidikan: str | None
    pensiun: date | None

    @property
    def pangkat(self) -> str:
        """Penata (III/c), or a dash."""
        return golongan_lengkap(self.golongan) if self.golongan else "–"

    @property
    def status(self) -> str:
        """PNS, CPNS, PPPK in words."""
        return str(StatusASN(self.pegawai.status).label)


def people(user: Any, *, on: date, saring: Mapping[str, Any]) -> QuerySet[Pegawai]:
    """People in employment that the reader may see, filtered; count these, show `sorted_people`."""
    return _filtered(Pegawai.objects.visible_to(user).filter(aktif=True), on, saring)


def sorted_people(
    rows: QuerySet[Pegawai], *, on: date, urut: str, jumlah: int
) -> QuerySet[Pegawai]:
    """The same people in a total order; `jumlah` is how many they are."""
    descending = urut.startswith("-")
    key = urut.removeprefix("-")
    first, *rest = ORDERS.get(key, ORDERS["nama"])
    expression: Any = F(first)
    if key == "golongan":
        expression = current_rank("pk", on)
    elif key in SEAT_ORDERS:
        rows, expression = _by_seat(rows, on, key, jumlah)
    leading = expression.desc(nulls_last=True) if descending else expression.asc(nulls_last=True)
    return rows.order_by(leading, *rest)


def _by_seat(
    rows: QuerySet[Pegawai], on: date, key: str, jumlah: int
) -> tuple[QuerySet[Pegawai], Any]:
    """Everybody has at most one seat: few people are asked one by one, many in one join of all."""
    field = SEAT_ORDERS[key]
    if jumlah <= FEW:
        seat = seated(on).filter(pegawai=OuterRef("pk"))
        return rows, Subquery(seat.values(field)[:1])
    here = Q(
        riwayat_jabatan__jenis=JenisPemangku.DEFINITIF,
        riwayat_jabatan__kursi__isnull=False,
        riwayat_jabatan__periode__contains=on,
    )
    joined: Any = F(f"riwayat_jabatan__{field}")
    if key == "pensiun":
        title = "riwayat_jabatan__kursi__jabatan__nomenklatur"
        joined = tanggal_pensiun("orang__tanggal_lahir", bup_of(title))
    return rows.annotate(urutan=Min(joined, filter=here)), F("urutan")


def in_order(chosen: Iterable[int]) -> list[Pegawai]:
    """The people of one page in its order; the database sorted nothing but their keys."""
    ids = list(chosen)
    found = Pegawai.objects.select_related("orang", "unit").in_bulk(ids)
    return [found[pk] for pk in ids]


def _filtered(rows: QuerySet[Pegawai], on: date, saring: Mapping[str, Any]) -> QuerySet[Pegawai]:
    """Each filter is a set, so that the database may choose the cheapest one first."""
    for word in str(saring.get("q") or "").lower().split():
        rows = rows.filter(orang__nama_urut__contains=word)
    if saring.get("unit_ids") is not None:
        rows = rows.filter(unit_id__in=saring["unit_ids"])
    if saring.get("jenjang"):
        wanted = seated(on).filter(kursi__jabatan__nomenklatur__jenjang=saring["jenjang"])
        rows = rows.filter(pk__in=wanted.values("pegawai_id"))
    if saring.get("status"):
        rows = rows.filter(status=saring["status"])
    if saring.get("golongan"):
        rows = rows.alias(golongan_cari=current_rank("pk", on)).filter(
            golongan_cari=saring["golongan"]
        )
    if saring.get("pendidikan"):
        rows = _highest_education(rows, str(saring["pendidikan"]))
    if saring.get("pensiun"):
        soon = seated(on).filter(pensiun__lte=months_later(on, int(saring["pensiun"])))
        rows = rows.filter(pk__in=soon.values("pegawai_id"))
    if saring.get("tanpa_jabatan"):
        rows = rows.filter(~Exists(seated(on).filter(pegawai=OuterRef("pk"))))
    return rows


def _highest_education(rows: QuerySet[Pegawai], level: str) -> QuerySet[Pegawai]:
    degrees = RiwayatPendidikan.objects.filter(pegawai=OuterRef("pk"))
    above = LEVELS[LEVELS.index(level) + 1 :]
    return rows.filter(
        Exists(degrees.filter(jenjang=level)), ~Exists(degrees.filter(jenjang__in=above))
    )


@dataclass(frozen=True, slots=True)
class Rincian:
    """Seat (title, code, pension), rank and highest degree of some people, by primary key."""

    kursi: dict[int, tuple[str, str, date | None]]
    golongan: dict[int, str]
    pendidikan: dict[int, str]

    def jenjang(self, pk: int) -> str | None:
        """Highest degree in words."""
        level = self.pendidikan.get(pk)
        return None if level is None else LEVEL_NAMES[level]


def details(ids: Collection[int], *, on: date) -> Rincian:
    """What a list shows of these people beside their own row; three queries."""
    seats = {
        pk: (title, kode, pension)
        for pk, title, kode, pension in seated(on)
        .filter(pegawai__in=ids)
        .values_list(
            "pegawai_id", "kursi__jabatan__nomenklatur__nama", "kursi__jabatan__kode", "pensiun"
        )
    }
    ranks: dict[int, str] = dict(
        RiwayatPangkat.objects.filter(pegawai__in=ids, tmt__lte=on)
        .order_by("tmt", "pk")
        .values_list("pegawai_id", "golongan")
    )
    degrees: dict[int, str] = {}
    for pk, jenjang in RiwayatPendidikan.objects.filter(pegawai__in=ids).values_list(
        "pegawai_id", "jenjang"
    ):
        if pk not in degrees or LEVEL_ORDER[jenjang] > LEVEL_ORDER[degrees[pk]]:
            degrees[pk] = jenjang
    return Rincian(seats, ranks, degrees)


def list_rows(page: Iterable[Pegawai], *, on: date) -> list[BarisPegawai]:
    """Lines of one page: seat, rank and highest degree are read for these people only."""
    listed = list(page)
    found = details([row.pk for row in listed], on=on)
    return [
        BarisPegawai(
            pegawai=row,
            jabatan=found.kursi[row.pk][0] if row.pk in found.kursi else None,
            jabatan_kode=found.kursi[row.pk][1] if row.pk in found.kursi else None,
            golongan=found.golongan.get(row.pk),
            pendidikan=found.jenjang(row.pk),
            pensiun=found.kursi[row.pk][2] if row.pk in found.kursi else None,
        )
        for row in listed
    ]


@dataclass(frozen=True, slots=True)
class KartuPegawai:
    """Histories that the map component owns."""

    pegawai: Pegawai
    jabatan_kini: PemangkuJabatan | None
    pangkat_kini: RiwayatPangkat | None
    pendidikan_tertinggi: RiwayatPendidikan | None
    pensiun: date | None
    riwayat_jabatan: list[dict[str, Any]]
    riwayat_pangkat: list[RiwayatPangkat]
    riwayat_pendidikan: list[RiwayatPendidikan]
    asesmen: HasilAsesmen | None
    asesmen_berlaku: bool
    kompetensi: list[dict[str, Any]]
    potensi: Any
    nihil: list[Any]

    @property
    def pangkat(self) -> str:
        """Rank in words, or a dash."""
        return golongan_lengkap(self.pangkat_kini.golongan) if self.pangkat_kini else "–"


def employee_card(user: Any, *, pegawai: Pegawai, on: date) -> KartuPegawai:
    """Histories of one visible person; eight queries."""
    posts = list(
        PemangkuJabatan.objects.visible_to(user)
        .filter(pegawai=pegawai)
        .select_related("kursi__jabatan__nomenklatur", "kursi__jabatan__profil")
        .order_by("-periode__startswith", "pk")
    )
    now = next(
        (
            p
            for p in posts
            if p.jenis == JenisPemangku.DEFINITIF and p.kursi_id is not None and on in p.periode
        ),
        None,
    )
    ranks = list(pegawai.riwayat_pangkat.order_by("-tmt", "-pk"))
    degrees = sorted(
        pegawai.riwayat_pendidikan.select_related("program"),
        key=lambda d: (LEVELS.index(d.jenjang), d.tahun_lulus or 0),
        reverse=True,
    )
    result = pegawai.asesmen.filter(tanggal__lte=on).order_by("-tanggal").first()
    title = now.kursi.jabatan.nomenklatur if now is not None and now.kursi else None
    return KartuPegawai(
        pegawai=pegawai,
        jabatan_kini=now,
        pangkat_kini=next((rank for rank in ranks if rank.tmt <= on), None),
        pendidikan_tertinggi=degrees[0] if degrees else None,
        pensiun=pensiun_of(pegawai.orang.tanggal_lahir, jenjang=title.jenjang, bup=title.bup)
        if title
        else None,
        riwayat_jabatan=[_post(p, on) for p in posts],
        riwayat_pangkat=ranks,
        riwayat_pendidikan=degrees,
        asesmen=result,
        asesmen_berlaku=result is not None and result.tanggal >= months_later(on, -36),
        kompetensi=_levels(result, now),
        potensi=pegawai.potensi.filter(tanggal__lte=on).order_by("-tanggal").first(),
        nihil=list(pegawai.pernyataan_nihil.order_by("hal")),
    )


def _post(post: PemangkuJabatan, on: date) -> dict[str, Any]:
    return {
        "nama": post.nama_jabatan,
        "unit": post.nama_unit,
        "instansi": "" if post.di_instansi else post.nama_instansi,
        "sebutan": SEBUTAN.get(post.jenis, ""),  # type: ignore[call-overload]
        "jenis": post.get_jenis_display(),
        "jenjang": post.get_jenjang_display(),
        "mulai": post.periode.lower,
        "sampai": last_day(post.periode),
        "kini": on in post.periode,
        "nomor_sk": post.nomor_sk,
        "jabatan_kode": post.kursi.jabatan.kode if post.kursi else None,
    }


def _levels(result: HasilAsesmen | None, now: PemangkuJabatan | None) -> list[dict[str, Any]]:
    """Levels reached beside the levels that the own seat requires; either may be unknown."""
    reached = (
        {c.kompetensi_id: c for c in result.capaian.select_related("kompetensi")} if result else {}
    )
    profil = now.kursi.jabatan.profil if now is not None and now.kursi else None
    wanted = (
        {s.kompetensi_id: s for s in profil.standar.select_related("kompetensi")} if profil else {}
    )
    rows = []
    for key in reached.keys() | wanted.keys():
        kompetensi = (reached.get(key) or wanted[key]).kompetensi
        have = reached[key].level if key in reached else None
        need = wanted[key].level if key in wanted else None
        rows.append(
            {
                "nama": kompetensi.nama,
                "jenis": kompetensi.get_jenis_display(),
                "capaian": have,
                "syarat": need,
                "selisih": have - need if have is not None and need is not None else None,
                "_urut": (kompetensi.jenis, kompetensi.urutan, kompetensi.nama),
            }
        )
    return sorted(rows, key=lambda row: row["_urut"])
