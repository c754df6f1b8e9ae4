"""One way for every export: small ones answer at once, large ones become a job and a file.

A view says with `@daftarkan` which rows its address means and answers with `sajikan`. The worker
calls the same function again, with the scope that the requester has then.
"""

from __future__ import annotations

import hashlib
import io
import itertools
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import get_resolver
from django.utils import timezone

from asn_portal.berkas.engine.buku import tulis_buku
from asn_portal.berkas.exports import CSV, XLSX, tulis_csv
from asn_portal.berkas.services.ekspor import JENIS, berkas_baru, milik, sidik, sidik_lingkup
from asn_portal.core import audit, jobs
from asn_portal.core.access import note_look
from asn_portal.core.enums import StatusPekerjaan
from asn_portal.core.errors import DomainError
from asn_portal.core.models import Instansi, Pekerjaan, User
from asn_portal.core.scope import scope_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from django.http import HttpRequest

    from asn_portal.core.jobs import JobContext
    from asn_portal.core.scope import Scope

PER_KEMAJUAN = 1_000  # rows between two signs of life
TIPE = {"xlsx": XLSX, "csv": CSV}
# Parameters of an address that do not choose rows.
BUKAN_SARINGAN = {"hal", "kolom", "bentuk"}


@dataclass(frozen=True, slots=True)
class Isi:
    """What one export holds; `baris` is called once and may be read lazily."""

    judul: str
    nama: str  # of the file, without its ending
    kolom: Sequence[str]
    baris: Callable[[], Iterable[Sequence[Any]]]
    jumlah: int | None = None  # None: not known before the rows are read
    instansi: Instansi | None = None
    kepala: Sequence[str] = ()  # lines above the header
    # Kind of personal data in it, and about whom: noted as a look.
    lihat: str = ""
    orang: Callable[[], Iterable[int]] = tuple


@dataclass(frozen=True, slots=True)
class Ekspor:
    """A list that can be exported: its code, who may, and how an address becomes rows."""

    kode: str
    peran: tuple[str, ...]
    susun: Callable[[User, QueryDict, Mapping[str, str]], Isi]


_known: dict[str, Ekspor] = {}


def daftarkan(
    kode: str, *peran: str
) -> Callable[
    [Callable[[Any, QueryDict, Mapping[str, str]], Isi]],
    Callable[[Any, QueryDict, Mapping[str, str]], Isi],
]:
    """Register the function that finds the rows; put it beside the view of the list."""

    def register(
        function: Callable[[Any, QueryDict, Mapping[str, str]], Isi],
    ) -> Callable[[Any, QueryDict, Mapping[str, str]], Isi]:
        _known[kode] = Ekspor(kode, peran, function)
        return function

    return register


def _ambil(kode: str) -> Ekspor:
    if kode not in _known:
        _ = get_resolver().url_patterns  # a worker has not loaded the views yet
    return _known[kode]


def sajikan(request: HttpRequest, kode: str, **param: str) -> HttpResponse:
    """The file, or the page that waits for it when there are more rows than one request should write."""
    user: User = request.user  # type: ignore[assignment]
    satu = _ambil(kode)
    isi = satu.susun(user, request.GET, param)
    batas = settings.EKSPOR_LANGSUNG_BARIS
    if isi.jumlah is not None and isi.jumlah > batas:
        return _antre(request, satu, isi, param)
    rows = iter(isi.baris())
    first = list(itertools.islice(rows, batas + 1))
    if len(first) > batas:
        return _antre(request, satu, isi, param)
    bentuk = _bentuk(request.GET)
    out = io.BytesIO()
    _tulis(out, isi, first, bentuk)
    content = out.getvalue()
    with transaction.atomic():
        _catat(
            user,
            satu,
            isi,
            halaman=request.resolver_match.view_name if request.resolver_match else kode,
            data={
                **_pilihan(request.GET, param),
                "bentuk": bentuk,
                "baris": len(first),
                "sha256": hashlib.sha256(content).hexdigest(),
            },
        )
    return unduhan(content, f"{isi.nama}.{bentuk}", TIPE[bentuk])


def unduhan(isi: bytes, nama: str, tipe: str) -> HttpResponse:
    """A download that no browser opens in place."""
    jawaban = HttpResponse(isi, content_type=tipe)
    jawaban["Content-Disposition"] = f'attachment; filename="{nama}"'
    return jawaban


def _antre(request: HttpRequest, satu: Ekspor, isi: Isi, param: Mapping[str, str]) -> HttpResponse:
    """One job for one wish: a second click finds the first."""
    scope = scope_of(request.user)
    saring = request.GET.urlencode()
    words = "\x00".join((satu.kode, saring, *itertools.chain(*sorted(param.items()))))
    kunci = f"ekspor:{scope.orang_id}:{hashlib.sha256(words.encode()).hexdigest()[:40]}"
    waiting = milik(scope).filter(status__in=[StatusPekerjaan.SIAP, StatusPekerjaan.BERJALAN])
    if not waiting.filter(kunci=kunci).exists() and waiting.count() >= settings.EKSPOR_TERBUKA_MAKS:
        messages.warning(
            request,
            f"Masih ada {settings.EKSPOR_TERBUKA_MAKS} ekspor Anda yang disiapkan. "
            "Tunggu salah satunya selesai.",
        )
        return redirect("berkas:ekspor-daftar")
    job = jobs.enqueue(
        JENIS,
        judul=isi.judul[:200],
        args={
            "ekspor": satu.kode,
            "saring": saring,
            "param": dict(param),
            "halaman": request.resolver_match.view_name if request.resolver_match else satu.kode,
        },
        instansi_id=_instansi(isi, scope).pk,
        orang=request.user.orang,  # type: ignore[union-attr]
        kunci=kunci,
    )
    return redirect("berkas:ekspor-hasil", job.kode)


def kerjakan(ctx: JobContext) -> dict[str, Any]:
    """Write the file of a queued export; what it holds is decided now, not when it was asked for."""
    job = ctx.job
    satu = _ambil(job.args["ekspor"])
    user = (
        User.objects.filter(orang=job.dibuat_oleh, is_active=True)
        .select_related("orang")
        .order_by("pk")
        .first()
    )
    scope = scope_of(user)
    if user is None or not scope.has(*satu.peran):
        raise DomainError("Tugas Anda yang membuka data ini sudah berakhir.")
    with timezone.override(scope.zona):
        return _tulis_berkas(ctx, satu, user, scope)


def _tulis_berkas(ctx: JobContext, satu: Ekspor, user: User, scope: Scope) -> dict[str, Any]:
    job: Pekerjaan = ctx.job
    query, param = QueryDict(job.args["saring"]), job.args["param"]
    ctx.progress(0, 0, "Membaca data")
    try:
        isi = satu.susun(user, query, param)
    except (Http404, PermissionDenied) as error:
        raise DomainError("Data ini tidak ada lagi di lingkup tugas Anda.") from error
    bentuk = _bentuk(query)
    hitung = _Penghitung(ctx, isi)
    with berkas_baru() as (lokasi, file):
        _tulis(file, isi, hitung.rows(), bentuk)
        digest, ukuran = sidik(file)
        hasil = {
            "baris": hitung.n,
            "bentuk": bentuk,
            "lingkup": sidik_lingkup(scope),
            "lokasi": lokasi,
            "nama": f"{isi.nama}.{bentuk}",
            "sha256": digest,
            "ukuran": ukuran,
        }
        with transaction.atomic():
            ctx.fence()
            _catat(
                user,
                satu,
                isi,
                halaman=job.args["halaman"],
                data={
                    **_pilihan(query, param),
                    "bentuk": bentuk,
                    "baris": hitung.n,
                    "sha256": digest,
                    "pekerjaan": job.kode,
                },
            )
    return hasil


class _Penghitung:
    """Counts the rows that pass and tells the page; stops the work when it was cancelled."""

    def __init__(self, ctx: JobContext, isi: Isi) -> None:
        self.ctx, self.isi, self.n = ctx, isi, 0

    def rows(self) -> Iterator[Sequence[Any]]:
        total = self.isi.jumlah or 0
        for row in self.isi.baris():
            if self.n % PER_KEMAJUAN == 0:
                self.ctx.progress(self.n, max(total, self.n), "Menulis baris")
            self.n += 1
            yield row
        self.ctx.progress(self.n, max(total, self.n), "Menyimpan berkas")


def _tulis(ke: IO[bytes], isi: Isi, rows: Iterable[Sequence[Any]], bentuk: str) -> None:
    if bentuk == "csv":
        tulis_csv(ke, isi.kolom, rows, isi.kepala)
    else:
        tulis_buku(ke, isi.judul, isi.kolom, rows, isi.kepala)


def _catat(user: User, satu: Ekspor, isi: Isi, *, halaman: str, data: dict[str, Any]) -> None:
    """Who took what: a look at the people in it, and one event."""
    if isi.lihat:
        note_look(user.orang_id, halaman=halaman, jenis=isi.lihat, orang_ids=isi.orang())
    audit.record(
        "data.diekspor",
        _instansi(isi, scope_of(user)),
        actor=user,
        at=timezone.now(),
        data={"ekspor": satu.kode, **data},
    )


def _instansi(isi: Isi, scope: Scope) -> Instansi:
    """The agency whose data it is: named by the export, else the first that the person serves."""
    if isi.instansi is not None:
        return isi.instansi
    served = {duty.instansi_id for duty in scope.duties}
    return Instansi.objects.filter(pk__in=served).order_by("pk")[0]


def _pilihan(query: QueryDict, param: Mapping[str, str]) -> dict[str, Any]:
    """The filter in words of the address."""
    saring = {k: query.getlist(k) for k in sorted(query) if k not in BUKAN_SARINGAN}
    return {"saring": {k: v for k, v in saring.items() if any(v)}, **param}


def _bentuk(query: QueryDict) -> str:
    return "csv" if query.get("bentuk") == "csv" else "xlsx"
