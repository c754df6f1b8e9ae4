"""What the frame of every page shows: brand, menu of the role, counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from asn_portal.core.enums import Peran
from asn_portal.core.models import Instansi, Penugasan
from asn_portal.core.scope import scope_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from asn_portal.core.scope import Scope

STAFF = (Peran.OPERATOR, Peran.VERIFIKATOR, Peran.PENGELOLA_KEBIJAKAN, Peran.PANSEL)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu."""

    judul: str
    url: str
    aktif: bool
    lencana: int | None = None


# Title, route, roles that see it (official terms, ux.md §3.1).
MENU: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Beranda", "beranda", tuple(Peran.values)),
    ("Kartu Merit", "saya:kartu", (Peran.ASN,)),
    ("Peta Jabatan", "peta:ringkasan", (*STAFF, Peran.PPK, Peran.KEPALA_OPD, Peran.AUDITOR)),
    ("Pegawai", "peta:pegawai", (*STAFF, Peran.PPK, Peran.KEPALA_OPD, Peran.AUDITOR)),
    ("Talenta", "talenta:peta", (*STAFF, Peran.PPK, Peran.KEPALA_OPD, Peran.AUDITOR)),
    ("Lowongan", "penempatan:lowongan", (*STAFF, Peran.PPK, Peran.AUDITOR)),
    ("Usulan", "penempatan:usulan", (Peran.OPERATOR, Peran.PANSEL, Peran.AUDITOR)),
    ("Persetujuan", "penempatan:persetujuan", (Peran.KEPALA_OPD,)),
    ("Keputusan", "penempatan:keputusan", (Peran.PPK,)),
    (
        "Surat Keputusan",
        "penempatan:sk",
        (Peran.OPERATOR, Peran.PPK, Peran.AUDITOR, Peran.KEPALA_OPD),
    ),
    ("Impor", "berkas:daftar", (Peran.OPERATOR, Peran.VERIFIKATOR)),
)


def menu_for(scope: Scope, path: str) -> list[Entry]:
    """Entries of the roles held; an entry whose page is not there does not exist."""
    entries = []
    for judul, name, roles in MENU:
        if not scope.has(*roles):
            continue
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        entries.append(
            Entry(judul=judul, url=url, aktif=path == url or (url != "/" and path.startswith(url)))
        )
    return entries


def _instansi_name(scope: Scope) -> str:
    """Name of the agency the person serves; several are not named in the frame."""
    ids = {duty.instansi_id for duty in scope.duties}
    if len(ids) != 1:
        return ""
    return Instansi.objects.filter(pk__in=ids).values_list("nama", flat=True).first() or ""


def _akun_contoh() -> dict[str, Any]:
    """Logins of the demo city for the login page: only accounts that have a password."""
    rows = (
        Penugasan.objects.in_force(timezone.localdate())
        .filter(orang__akun__demo=True)
        .exclude(orang__akun__password__startswith=UNUSABLE_PASSWORD_PREFIX)
        .values_list("peran", "orang__akun__username")
    )
    order = list(Peran.values)
    duties: dict[str, str] = {}
    for peran, username in sorted(rows, key=lambda row: (order.index(row[0]), row[1])):
        duties.setdefault(username, Peran(peran).label)
    sandi = settings.BASE_DIR / "var" / "demo" / "sandi-demo.txt"
    return {
        "akun_contoh": [{"peran": p, "nama_pengguna": name} for name, p in duties.items()],
        "sandi_contoh": sandi.read_text().strip() if sandi.exists() else "",
    }


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of base.html."""
    user = getattr(request, "user", None)
    scope = scope_of(user)
    peran = [Peran(code).label for code in sorted(scope.peran, key=list(Peran.values).index)]
    return {
        "menu": menu_for(scope, request.path) if scope.duties else [],
        "instansi_nama": _instansi_name(scope),
        "peran_pengguna": ", ".join(peran),
        "mode_demo": settings.IS_DEMO,
        "alamat_publik": settings.PUBLIC_BASE_URL,
        **(_akun_contoh() if settings.IS_DEMO and not scope.duties else {}),
    }
