"""Proposals as the lists show them: whose turn it is, since when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F, Prefetch, Q, Value
from django.db.models.functions import Coalesce

from asn_portal.core.dates import local_date, long_date
from jabatan.penempatan.enums import (
    OPEN_STATES,
    SisiPersetujuan,
    StatusPersetujuan,
    StatusUsulan,
)
from jabatan.penempatan.models import Persetujuan, SuratKeputusan, Usulan
from jabatan.penempatan.selectors.putaran import unit_name
from jabatan.penempatan.selectors.terpilih import (
    menunggu_terpilih,
    penegasan,
    pernyataan_terpilih,
)

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

DECIDED = (StatusUsulan.DIPUTUSKAN, StatusUsulan.DITETAPKAN, StatusUsulan.BERLAKU)
PEOPLE = (
    "instansi",
    "kursi__jabatan__nomenklatur",
    "kursi__jabatan__unit",
    "kursi_asal__jabatan__nomenklatur",
    "kursi_asal__jabatan__unit",
    "pegawai__orang",
    "pegawai__unit",
    "pengusul",
    "lowongan__putaran",
    "pernyataan",
    "keputusan__pegawai__orang",
    "keputusan__diputuskan_oleh",
    "keputusan__pernyataan",
    "keputusan__penegasan__oleh",
)


def usulan_daftar(user: Any, on: date) -> QuerySet[Usulan]:
    """Proposals that the user may see, with names of both offices and their approvals."""
    found: QuerySet[Usulan] = (
        Usulan.objects.visible_to(user)
        .select_related(*PEOPLE)
        .prefetch_related(
            Prefetch(
                "persetujuan",
                Persetujuan.objects.select_related("penyetuju").order_by("putaran_ke", "pk"),
            )
        )
        .annotate(
            nama_unit=Coalesce(unit_name("kursi__jabatan__unit", on), Value("")),
            nama_opd=Coalesce(unit_name("kursi__jabatan__unit__opd", on), Value("")),
            nama_opd_asal=Coalesce(unit_name("pegawai__unit__opd", on), Value("")),
        )
    )
    return found


def pernyataan(usulan: Usulan) -> Any:
    """What the person concerned has said, or None."""
    return getattr(usulan, "pernyataan", None)


def keputusan(usulan: Usulan) -> Any:
    """The decision, or None."""
    return getattr(usulan, "keputusan", None)


def approvals_now(usulan: Usulan) -> list[Persetujuan]:
    """Approvals of the present round of asking."""
    rows = list(usulan.persetujuan.all())
    last = max((row.putaran_ke for row in rows), default=0)
    return [row for row in rows if row.putaran_ke == last]


def giliran(usulan: Usulan) -> str:
    """Whose turn it is, in words."""
    if usulan.status == StatusUsulan.DIAJUKAN:
        waiting = [row for row in approvals_now(usulan) if row.status == StatusPersetujuan.MENUNGGU]
        return "; ".join(
            f"{row.penyetuju.nama} (tenggat {long_date(row.tenggat)})" if row.tenggat else ""
            for row in waiting
        )
    if usulan.status == StatusUsulan.DISETUJUI:
        if pernyataan(usulan) is None:
            return f"{usulan.pegawai.orang.nama}, pernyataan bersedia"
        return "Pejabat Pembina Kepegawaian"
    if usulan.status in (StatusUsulan.DRAF, StatusUsulan.DIKEMBALIKAN):
        return usulan.pengusul.nama
    if usulan.status == StatusUsulan.DIPUTUSKAN:
        return _after_decision(keputusan(usulan))
    if usulan.status == StatusUsulan.DITETAPKAN:
        return "Tanggal berlaku SK"
    return ""


def _after_decision(decided: Any) -> str:
    if not menunggu_terpilih(decided):
        return "Pengelola Kepegawaian, penetapan SK"
    if pernyataan_terpilih(decided) is None:
        return f"{decided.pegawai.orang.nama}, pernyataan bersedia"
    return "Pejabat Pembina Kepegawaian, menegaskan atau membatalkan"


def sejak(usulan: Usulan) -> datetime:
    """Since when it lies where it is now."""
    moments = [usulan.diajukan_at, *(row.diputus_at for row in usulan.persetujuan.all())]
    decided = keputusan(usulan)
    if decided is not None:
        said, kept = pernyataan_terpilih(decided), penegasan(decided)
        moments += [
            decided.diputuskan_at,
            said and said.dinyatakan_at,
            kept and kept.ditegaskan_at,
        ]
    return max((one for one in moments if one is not None), default=usulan.created_at)


def hari_menunggu(usulan: Usulan, on: date) -> int | None:
    """Days since it came to whose turn it is; None when it has ended."""
    if usulan.status not in OPEN_STATES:
        return None
    return max((on - local_date(usulan.instansi, sejak(usulan))).days, 0)


def kotak(user: Any, on: date, text: str = "") -> dict[str, QuerySet[Persetujuan]]:
    """Inbox of a head: waiting for you (oldest deadline first), for others, done."""
    rows = (
        Persetujuan.objects.filter(penyetuju_id=user.orang_id)
        .exclude(sisi=SisiPersetujuan.PPK)
        .select_related(
            "penyetuju",
            *(f"usulan__{name}" for name in PEOPLE),
        )
        .annotate(nama_unit=Coalesce(unit_name("usulan__kursi__jabatan__unit", on), Value("")))
    )
    if text:
        rows = rows.filter(
            _about(text, "usulan__") | Q(usulan__keputusan__pegawai__orang__nama__icontains=text)
        )
    told = Q(sisi=SisiPersetujuan.PILIHAN)
    mine = Q(status=StatusPersetujuan.MENUNGGU) & (
        (~told & Q(usulan__status=StatusUsulan.DIAJUKAN)) | (told & Q(usulan__status__in=DECIDED))
    )
    others = Q(
        status=StatusPersetujuan.SETUJU,
        usulan__status__in=[
            StatusUsulan.DIAJUKAN,
            StatusUsulan.DISETUJUI,
            StatusUsulan.DIPUTUSKAN,
            StatusUsulan.DITETAPKAN,
        ],
    )
    return {
        "anda": rows.filter(mine).order_by("tenggat", "pk"),
        "lain": rows.filter(others).order_by("tenggat", "pk"),
        "selesai": rows.exclude(mine | others).order_by(
            F("diputus_at").desc(nulls_last=True), "-pk"
        ),
    }


def _about(text: str, path: str = "") -> Q:
    """Proposals that name this person or post."""
    return Q(**{f"{path}pegawai__orang__nama__icontains": text}) | Q(
        **{f"{path}kursi__jabatan__nomenklatur__nama__icontains": text}
    )


def untuk_ppk(user: Any, on: date, text: str = "") -> dict[str, QuerySet[Usulan]]:
    """Ready for a decision (longest waiting first), still under way, lately decided."""
    rows = usulan_daftar(user, on)
    if text:
        rows = rows.filter(_about(text) | Q(keputusan__pegawai__orang__nama__icontains=text))
    ready = rows.filter(status=StatusUsulan.DISETUJUI, pernyataan__isnull=False)
    waiting = rows.filter(
        Q(status__in=[StatusUsulan.DIAJUKAN, StatusUsulan.DIKEMBALIKAN])
        | Q(status=StatusUsulan.DISETUJUI, pernyataan__isnull=True)
    )
    decided = rows.filter(keputusan__isnull=False)
    return {
        "siap": ready.order_by("diajukan_at", "pk"),
        "berjalan": waiting.order_by("diajukan_at", "pk"),
        "diputuskan": decided.order_by("-keputusan__diputuskan_at", "-pk"),
    }


def sk_daftar(user: Any, on: date) -> QuerySet[SuratKeputusan]:
    """Decrees that the user may see, without the papers."""
    found: QuerySet[SuratKeputusan] = (
        SuratKeputusan.objects.visible_to(user)
        .defer("pdf")
        .select_related(
            "instansi",
            "pegawai__orang",
            "kursi__jabatan__nomenklatur",
            "kursi__jabatan__unit",
            "keputusan__usulan__pegawai__orang",
            "keputusan__diputuskan_oleh",
            "ditetapkan_oleh",
        )
        .annotate(nama_unit=Coalesce(unit_name("kursi__jabatan__unit", on), Value("")))
    )
    return found
