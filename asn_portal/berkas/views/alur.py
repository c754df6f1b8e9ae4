"""The steps of one import: match columns, check, save, verify, receipt, undo."""

from __future__ import annotations

import re
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from asn_portal.berkas import exports, registry
from asn_portal.berkas.ekspor import unduhan
from asn_portal.berkas.engine.judul import Kepala, cocokkan
from asn_portal.berkas.enums import StatusBaris, StatusImpor
from asn_portal.berkas.models import BarisImpor, Impor
from asn_portal.berkas.services import terapkan as layanan
from asn_portal.berkas.services.baca import baca_lembar, jenis_impor
from asn_portal.berkas.services.batalkan import batalkan as batalkan_impor
from asn_portal.berkas.services.periksa import lembar_tersimpan
from asn_portal.berkas.services.unggah import pemetaan_diingat, petakan, pilih_lembar
from asn_portal.berkas.views.daftar import REMAH, judul_jenis
from asn_portal.core.access import for_roles, log_look, require
from asn_portal.core.enums import Peran
from asn_portal.core.errors import DomainError, NotAllowedError
from asn_portal.core.idempotency import idempotent
from asn_portal.core.scope import scope_of
from asn_portal.core.templatetags.portal import angka

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.http import HttpRequest, HttpResponse

    from asn_portal.core.models import User

    Tindakan = Callable[[HttpRequest, Impor], None]
    Kata = str | Callable[[Impor], str]

ROWS = 50
NIP = re.compile(r"(?<!\d)\d{18}(?!\d)")
YAKIN = {
    "sama": "Judul sama",
    "mirip": "Judul mirip, periksa lagi",
    "diingat": "Seperti impor sebelumnya",
    "ganda": "Ada dua kolom dengan judul ini",
    "": "Belum dicocokkan",
}
LANGKAH = ("Unggah", "Cocokkan kolom", "Periksa", "Selesai")


def _impor(request: HttpRequest, kode: str) -> Impor:
    rows = Impor.objects.visible_to(request.user).select_related(
        "instansi", "oleh", "diajukan_oleh", "diverifikasi_oleh", "dibatalkan_oleh", "pekerjaan"
    )
    impor: Impor = get_object_or_404(rows, kode=kode)
    return impor


def _verifikasi(impor: Impor, langkah: str) -> str:
    """The last step of a file that waits for a second person is not done yet."""
    menunggu = impor.status == StatusImpor.MENUNGGU_VERIFIKASI
    return "Verifikasi" if menunggu and langkah == LANGKAH[-1] else langkah


def _dasar(request: HttpRequest, impor: Impor, langkah: int) -> dict[str, Any]:
    scope = scope_of(request.user)
    job = impor.pekerjaan
    berjalan = impor.status in {StatusImpor.DIPETAKAN, StatusImpor.DISETUJUI}
    return {
        "judul": f"{judul_jenis(impor.jenis)}: {impor.nama_berkas}",
        "remah": [REMAH],
        "impor": impor,
        "langkah": [
            {"judul": _verifikasi(impor, n), "aktif": i == langkah} for i, n in enumerate(LANGKAH)
        ],
        "operator": scope.holds(Peran.OPERATOR, instansi_id=impor.instansi_id),
        "verifikator": scope.holds(Peran.VERIFIKATOR, instansi_id=impor.instansi_id),
        "pekerjaan": job if berjalan else None,
        "terhenti": berjalan and (job is None or not job.terbuka),
    }


@require_http_methods(["GET", "POST"])
@for_roles(Peran.OPERATOR, Peran.VERIFIKATOR)
@idempotent
def kolom(request: HttpRequest, kode: str) -> HttpResponse:
    """Match the columns of the file with those of the kind."""
    impor = _impor(request, kode)
    isi = _dasar(request, impor, 1)
    isi["bisa_ubah"] = (
        impor.status in {StatusImpor.DIUNGGAH, StatusImpor.DIPERIKSA} and isi["operator"]
    )
    if request.method == "POST":
        require(isi["operator"])
        pemetaan = {
            name[1:]: str(value)
            for name, value in request.POST.items()
            if name.startswith("k") and name[1:].isdigit() and value
        }
        try:
            petakan(impor=impor, pemetaan=pemetaan, actor=_user(request))
        except DomainError as error:
            isi |= {"galat": [{"teks": str(error), "tautan": "#kolom"}], "form_galat": True}
            impor.pemetaan = pemetaan
        else:
            return redirect("berkas:periksa", impor.kode)
    jenis = registry.ambil(impor.jenis)
    isi["jenis"] = jenis
    if jenis is not None and impor.kepala:
        isi["kolom"] = _baris_kolom(impor)
        _catat_lihat(request, impor, (c for k in isi["kolom"] for c in k["kolom"].contoh))
        dipakai = set(impor.pemetaan.values())
        isi["kurang"] = [k.judul for k in jenis.kolom if k.wajib and k.kode not in dipakai]
    return render(request, "berkas/kolom.html", isi)


def _catat_lihat(request: HttpRequest, impor: Impor, teks: Iterable[str]) -> None:
    """Rows of scores, assessments and discipline are a look at the people whom they name by NIP."""
    jenis = registry.ambil(impor.jenis)
    if jenis is not None and jenis.nilai:
        nips = {nip for satu in teks for nip in NIP.findall(satu)}
        log_look(request, jenis.hal, registry.orang_dari_nip(impor.instansi_id, nips))


def _baris_kolom(impor: Impor) -> list[dict[str, Any]]:
    jenis = jenis_impor(impor.jenis)
    kepala = Kepala.dari_json(impor.kepala)
    cocok = cocokkan(jenis, kepala, pemetaan_diingat(impor, kepala))
    rows = []
    for satu in kepala.kolom:
        target = impor.pemetaan.get(str(satu.indeks), "")
        usul = cocok[satu.indeks]
        yakin = usul.yakin if target == usul.kode else ("sama" if target else "")
        rows.append(
            {"kolom": satu, "target": target, "yakin": YAKIN[yakin], "ragu": yakin != "sama"}
        )
    return sorted(rows, key=lambda row: (bool(row["target"]), row["kolom"].indeks))


@require_GET
@for_roles(Peran.OPERATOR, Peran.VERIFIKATOR)
def periksa(request: HttpRequest, kode: str) -> HttpResponse:
    """Counts and rows: what would change, what is wrong."""
    impor = _impor(request, kode)
    isi = _dasar(request, impor, 2)
    hitungan = impor.hitungan
    saring = request.GET.get("saring", "")
    if saring not in {*StatusBaris.values, "SEMUA"}:
        urutan = (StatusBaris.BERMASALAH, StatusBaris.BERUBAH, StatusBaris.BARU)
        saring = next((s.value for s in urutan if hitungan.get(s.value)), "SEMUA")
    rows = BarisImpor.objects.visible_to(request.user).filter(impor=impor).order_by("nomor")
    if saring != "SEMUA":
        rows = rows.filter(status=saring)
    nada = {"BERMASALAH": "b", "BERUBAH": "k", "BARU": "ok"}
    isi |= {
        "halaman": Paginator(rows, ROWS).get_page(request.GET.get("hal")),
        "saring": saring,
        "jumlah": sum(hitungan.values()),
        "pilihan_saring": [(s.value, s.label, hitungan.get(s.value, 0)) for s in StatusBaris],
        "butir": [
            {
                "nama": s.label,
                "nilai": angka(hitungan.get(s.value, 0)),
                "nada": nada.get(s.value, ""),
            }
            for s in (
                StatusBaris.BARU,
                StatusBaris.BERUBAH,
                StatusBaris.SAMA,
                StatusBaris.BERMASALAH,
            )
        ],
        "bermasalah": hitungan.get("BERMASALAH", 0),
        "akan_tulis": hitungan.get("BARU", 0) + hitungan.get("BERUBAH", 0),
        "unggahan_sendiri": request.user.orang_id in {impor.oleh_id, impor.diajukan_oleh_id},  # type: ignore[union-attr]
    }
    _catat_lihat(request, impor, (row.ringkas for row in isi["halaman"]))
    return render(request, "berkas/periksa.html", isi)


@require_GET
@for_roles(Peran.OPERATOR, Peran.VERIFIKATOR)
def impor(request: HttpRequest, kode: str) -> HttpResponse:
    """Receipt: what changed, who, when, fingerprint; undo."""
    satu = _impor(request, kode)
    isi = _dasar(request, satu, 3)
    isi |= {
        "bisa_batal": satu.status == StatusImpor.DITERAPKAN
        and isi["operator"]
        and satu.jejak.exists(),
        "ada_baris": satu.baris.exists(),
        "hitungan": [(s.label, satu.hitungan.get(s.value, 0)) for s in StatusBaris],
        "hilang": satu.hilang[:200],
    }
    return render(request, "berkas/impor.html", isi)


@require_GET
@for_roles(Peran.OPERATOR, Peran.VERIFIKATOR)
def perbaikan(request: HttpRequest, kode: str) -> HttpResponse:
    """The original columns and the reasons, as a workbook."""
    satu = _impor(request, kode)
    try:
        jenis = jenis_impor(satu.jenis)
        path, nama_lembar = lembar_tersimpan(satu)
        _, isi = baca_lembar(jenis, path, satu.nama_berkas, nama_lembar)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("berkas:impor", satu.kode)
    salah = dict(
        BarisImpor.objects.visible_to(request.user)
        .filter(impor=satu, status=StatusBaris.BERMASALAH)
        .values_list("nomor", "kesalahan")
    )
    require(isi is not None)
    assert isi is not None  # noqa: S101 -- for the type checker
    mulai = Kepala.dari_json(satu.kepala).mulai
    semua = request.GET.get("semua") == "1"
    hasil = exports.perbaikan(isi, mulai, salah, semua=semua)
    rows = BarisImpor.objects.visible_to(request.user).filter(impor=satu)
    if not semua:
        rows = rows.filter(nomor__in=salah)
    _catat_lihat(request, satu, rows.values_list("ringkas", flat=True))
    return unduhan(hasil, f"perbaikan-{satu.kode}.xlsx", exports.XLSX)


def _user(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]


def _tindakan(
    peran: str, *, kata: Kata = "", tujuan: Kata = "berkas:impor"
) -> Callable[[Tindakan], Callable[..., HttpResponse]]:
    """A button of an import: one role, one effect, a refusal in words, then on to a page.

    `kata` (said after success) and `tujuan` (where to) may depend on the import before the act.
    """

    def decorate(act: Tindakan) -> Callable[..., HttpResponse]:
        @require_POST
        @for_roles(peran)
        @idempotent
        @wraps(act)
        def view(request: HttpRequest, kode: str) -> HttpResponse:
            satu = _impor(request, kode)
            pesan, ke = (k(satu) if callable(k) else k for k in (kata, tujuan))
            try:
                act(request, satu)
            except NotAllowedError:
                require(allowed=False)
            except DomainError as error:
                isi = _dasar(request, satu, 3) | {"pesan_galat": str(error)}
                return render(request, "berkas/belum.html", isi, status=409)
            if pesan:
                messages.success(request, pesan)
            return redirect(ke, satu.kode)

        return view

    return decorate


def _kata_simpan(satu: Impor) -> str:
    return "Berkas dikirim ke verifikator." if satu.perlu_verifikasi else ""


def _kata_batal(satu: Impor) -> str:
    if satu.diterapkan_at is None:
        return ""
    return f"Impor dibatalkan. Data kembali seperti sebelum {timezone.localtime(satu.diterapkan_at):%H.%M}."


def _langkah_sebelum(satu: Impor) -> str:
    return "berkas:kolom" if satu.status == StatusImpor.DIPETAKAN else "berkas:periksa"


@_tindakan(Peran.OPERATOR, tujuan="berkas:kolom")
def lembar(request: HttpRequest, satu: Impor) -> None:
    """Read another sheet of the workbook."""
    pilih_lembar(impor=satu, nama=request.POST.get("lembar", ""))


@_tindakan(Peran.OPERATOR, kata=_kata_simpan)
def simpan(request: HttpRequest, satu: Impor) -> None:
    """Simpan: start saving, or ask the verifikator."""
    lewati = request.POST.get("lewati") == "ya"
    layanan.ajukan(impor=satu, actor=_user(request), at=timezone.now(), lewati=lewati)


@_tindakan(Peran.VERIFIKATOR)
def setujui(request: HttpRequest, satu: Impor) -> None:
    """The verifikator agrees."""
    layanan.setujui(impor=satu, actor=_user(request), at=timezone.now())


@_tindakan(Peran.VERIFIKATOR, kata="Berkas dikembalikan ke Pengelola Kepegawaian.")
def kembalikan(request: HttpRequest, satu: Impor) -> None:
    """The verifikator sends the file back with a reason."""
    alasan = request.POST.get("alasan", "")
    layanan.kembalikan(impor=satu, actor=_user(request), at=timezone.now(), alasan=alasan)


@_tindakan(Peran.OPERATOR, kata="Impor dibuang. Tidak ada data yang berubah.")
def buang(request: HttpRequest, satu: Impor) -> None:
    """Throw an unsaved import away."""
    layanan.buang(impor=satu, actor=_user(request), at=timezone.now())


@_tindakan(Peran.OPERATOR, tujuan=_langkah_sebelum)
def buka(request: HttpRequest, satu: Impor) -> None:
    """Go back one step after the background work stopped."""
    layanan.buka(impor=satu, actor=_user(request))


@_tindakan(Peran.OPERATOR, kata=_kata_batal)
def batalkan(request: HttpRequest, satu: Impor) -> None:
    """Undo a saved import."""
    batalkan_impor(impor=satu, actor=_user(request), at=timezone.now())
