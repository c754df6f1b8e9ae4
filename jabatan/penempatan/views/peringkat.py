"""The ranking of one vacancy: funnel, list, why, comparison; who is not in it and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from asn_portal.berkas.ekspor import daftarkan, sajikan
from asn_portal.core.access import for_roles, log_look
from asn_portal.core.enums import Peran
from asn_portal.core.scope import scope_of
from jabatan import merit
from jabatan.penempatan.enums import StatusLowongan, StatusPutaran
from jabatan.penempatan.exports import peringkat as exports
from jabatan.penempatan.models import Putaran
from jabatan.penempatan.permissions import READERS, may_compute, may_read_discipline
from jabatan.penempatan.permissions.usulan import may_propose
from jabatan.penempatan.selectors import beku, kata, tidak_lolos
from jabatan.penempatan.selectors import peringkat as selectors
from jabatan.penempatan.selectors import putaran as rounds
from jabatan.penempatan.selectors.kompetensi import gaps, matches
from jabatan.penempatan.selectors.orang import identities
from jabatan.penempatan.selectors.perbandingan import FEWEST, MOST, banding
from jabatan.penempatan.selectors.uraian import air_terjun, kamus, saran
from jabatan.penempatan.views.putaran import pekerjaan_putaran
from jabatan.peta.enums import Jenjang
from jabatan.peta.models import Pegawai

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse, QueryDict

    from asn_portal.berkas.ekspor import Isi
    from jabatan.penempatan.models import HasilLowongan
    from jabatan.penempatan.selectors.orang import Identitas
    from jabatan.penempatan.selectors.peringkat import Peserta

TOP, PER_PAGE = 8, 25
COMPARED = 3
INCOMPLETE_SHOWN = 50
LOOK, DISCIPLINE = "nilai", "disiplin"
RECOMPUTERS = (Peran.OPERATOR, Peran.AUDITOR)
READY = {0: "Siap", 1: "Siap 6 bulan", 2: "Siap 1 tahun", 3: "Siap 1 tahun"}


def _vacancy(request: HttpRequest, kode: str) -> Any:
    return _vacancy_of(request.user, kode)


def _vacancy_of(user: Any, kode: str) -> Any:
    return get_object_or_404(
        rounds.lowongan_daftar(user, timezone.localdate()).filter(
            putaran__in=Putaran.objects.visible_to(user)
        ),
        kode=kode,
    )


def _result(request: HttpRequest, lowongan: Any) -> HasilLowongan | None:
    return _result_of(request.user, request.GET, lowongan)


def _result_of(user: Any, query: QueryDict, lowongan: Any) -> HasilLowongan | None:
    wanted = query.get("pemeringkatan", "")
    hasil = selectors.hasil_lowongan(user, lowongan, wanted)
    if wanted and hasil is None:
        raise Http404
    return hasil


def _head(lowongan: Any, **more: Any) -> dict[str, Any]:
    number, words = rounds.tahap(lowongan)
    return {
        "judul": str(lowongan.kursi.jabatan),
        "remah": [
            {"judul": "Lowongan jabatan", "url": reverse("penempatan:lowongan")},
            {
                "judul": lowongan.nama_opd or lowongan.nama_unit,
                "url": reverse("penempatan:putaran", args=[lowongan.putaran.kode]),
            },
        ],
        "lowongan": lowongan,
        "putaran": lowongan.putaran,
        "jenjang": Jenjang(lowongan.jenjang).label,
        "tahap": number,
        "tahap_kata": words[:1].lower() + words[1:] if number else words,
        "syarat_kata": [
            {"aturan": kata.aturan(gate), "dasar": gate.get("dasar", "")}
            for gate in lowongan.syarat
        ],
        **more,
    }


@require_GET
@for_roles(*READERS)
def detail(request: HttpRequest, kode: str) -> HttpResponse:
    """Ranking page (mock/peringkat.html)."""
    pekerjaan = pekerjaan_putaran(lowongan__kode=kode)
    lowongan = _vacancy(request, kode)
    putaran = lowongan.putaran
    hasil = _result(request, lowongan)
    versions = rounds.versi_sekarang([putaran.instansi_id]).get(putaran.instansi_id, {})
    open_now = putaran.status == StatusPutaran.DIBUKA and lowongan.status == StatusLowongan.TERBUKA
    context = _head(
        lowongan,
        terbuka=open_now,
        boleh_hitung=open_now and may_compute(request.user, putaran.instansi_id),
        pekerjaan=pekerjaan if open_now else None,
    )
    if hasil is None:
        return render(request, "penempatan/peringkat_belum.html", context)
    run = hasil.pemeringkatan
    old = run.pk != putaran.pemeringkatan_id
    if open_now and not old and rounds.basi(putaran, versions):
        context["data_baru"] = "Ada data baru sejak perhitungan ini."
        context["data_baru_url"] = reverse("penempatan:putaran", args=[putaran.kode]) + "#hitung"
    context |= _ranking(request, lowongan, hasil)
    context |= {"run": run, "run_lama": old, "sidik_jari": run.sidik_jari}
    return render(request, "penempatan/peringkat.html", context)


def _ranking(request: HttpRequest, lowongan: Any, hasil: HasilLowongan) -> dict[str, Any]:
    run, seat = hasil.pemeringkatan, selectors.buka_hasil(hasil)
    open_cases = may_read_discipline(request.user, lowongan.instansi_id)
    rows = selectors.untuk_pembaca(selectors.peserta(seat), disiplin=open_cases)
    frozen = beku.thawed(run)
    everything = request.GET.get("semua") == "1"
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("hal")) if everything else None
    shown = list(page) if page is not None else rows[:TOP]
    who = _identities(request, rows, shown)
    by_code = {who[one.pegawai_id].kode: one for one in rows if one.pegawai_id in who}
    focus = by_code.get(request.GET.get("kandidat", "")) or (rows[0] if rows else None)
    chosen = [by_code[kode] for kode in request.GET.getlist("banding") if kode in by_code]
    chosen = sorted(chosen, key=rows.index)[:MOST] or rows[:COMPARED]
    found = merit.outcomes(frozen, lowongan.kode)
    doubtful, incomplete = tidak_lolos.belum_lengkap(found, INCOMPLETE_SHOWN, disiplin=open_cases)
    missing = [*doubtful, *incomplete]
    names = who | identities([one.pegawai_id for one in missing], timezone.localdate())
    log_look(request, LOOK, [one.orang_id for one in names.values()])
    compared = [(one, who[one.pegawai_id]) for one in chosen]
    if open_cases:
        log_look(request, DISCIPLINE, [one.orang_id for one in names.values()])
    place = merit.positions_of(frozen, [one.pegawai_id for one in shown])
    return {
        "hasil": hasil,
        "corong": selectors.corong(lowongan, hasil, _failed_url(request, lowongan)),
        "baris": [
            {
                "peserta": one,
                "siapa": who[one.pegawai_id],
                "fokus": one is focus,
                "banding": one in chosen,
                **_readiness(frozen, lowongan.profil_id, place[one.pegawai_id]),
            }
            for one in shown
        ],
        "halaman": page,
        "tersimpan": len(rows),
        "tipis": selectors.selisih_tipis(rows),
        "legenda": rows[0].ruas if rows else [],
        "fokus": _why(lowongan, frozen, focus, who, disiplin=open_cases) if focus else None,
        "perbandingan": banding(lowongan, frozen, compared, disiplin=open_cases)
        if len(compared) >= FEWEST
        else None,
        "dipilih": compared,
        "ragu": [(one, names[one.pegawai_id]) for one in doubtful if one.pegawai_id in names],
        "kurang": [(one, names[one.pegawai_id]) for one in incomplete if one.pegawai_id in names],
        "penutup": tidak_lolos.tanpa_calon(lowongan, found, seat) if not rows else None,
        "url_usulan": _proposal_url(request, lowongan, focus, who),
        "aturan": lowongan.putaran.kebijakan["aturan"],
        "boleh_berkas": scope_of(request.user).has(*RECOMPUTERS),
        "campuran": lowongan.putaran.kebijakan["kebijakan"]["gabungan"].get(lowongan.jenjang),
    }


def _failed_url(request: HttpRequest, lowongan: Any) -> str:
    """Address of the excluded people of the same run, open for one more parameter."""
    run = request.GET.get("pemeringkatan", "")
    base = reverse("penempatan:tidak-lolos", args=[lowongan.kode])
    return f"{base}?{urlencode({'pemeringkatan': run})}&" if run else f"{base}?"


def _identities(
    request: HttpRequest, rows: list[Peserta], shown: list[Peserta]
) -> dict[int, Identitas]:
    """People on the page; the whole list only when a code in the address must be looked up."""
    needed = {one.pegawai_id for one in [*shown, *rows[:COMPARED]]}
    if request.GET.get("kandidat") or request.GET.getlist("banding"):
        needed |= {one.pegawai_id for one in rows}
    return identities(needed, timezone.localdate())


def _readiness(frozen: merit.Frozen, profil_id: int, position: int) -> dict[str, Any]:
    found = matches(frozen, profil_id, position)
    count = gaps(found)
    return {
        "celah": count,
        "ada_standar": bool(found),
        "kesiapan": "Belum dinilai" if count is None else READY.get(count, "Lebih dari 1 tahun"),
    }


def _why(
    lowongan: Any,
    frozen: merit.Frozen,
    focus: Peserta,
    who: dict[int, Identitas],
    *,
    disiplin: bool,
) -> dict[str, Any]:
    position = merit.positions_of(frozen, [focus.pegawai_id])[focus.pegawai_id]
    person = frozen.shard.candidate(position)
    rule = frozen.policy.coefficients(merit.JENJANG[lowongan.jenjang])
    words = kamus(lowongan.putaran.kebijakan["indikator"])
    return {
        "peserta": focus,
        "siapa": who[focus.pegawai_id],
        "langkah": air_terjun(focus.ruas, focus.values, person, rule=rule, words=words),
        "panjang": selectors.share(focus.total),
        "saran": saran(focus.values, rule, words, disiplin=disiplin),
    }


def _proposal_url(
    request: HttpRequest, lowongan: Any, focus: Peserta | None, who: dict[int, Identitas]
) -> str | None:
    """Address of a new proposal for the person in focus, where the reader may write one."""
    if focus is None or lowongan.status != StatusLowongan.TERBUKA or lowongan.status_usulan:
        return None
    if not may_propose(request.user, lowongan.instansi_id):
        return None
    chosen = {"lowongan": lowongan.kode, "pegawai": who[focus.pegawai_id].kode}
    return f"{reverse('penempatan:usulan-baru')}?{urlencode(chosen)}"


@require_GET
@for_roles(*READERS)
def gagal(request: HttpRequest, kode: str) -> HttpResponse:
    """Who does not meet the requirements: every failed gate with what is held and needed."""
    lowongan = _vacancy(request, kode)
    hasil = _result(request, lowongan)
    if hasil is None:
        raise Http404
    found = beku.outcomes(hasil.pemeringkatan, lowongan)
    wanted = request.GET.get("syarat", "")
    number = int(wanted) if wanted.isdecimal() and len(wanted) < 3 else None  # noqa: PLR2004
    positions = tidak_lolos.yang_gagal(found, number)
    page = Paginator(positions, PER_PAGE).get_page(request.GET.get("hal"))
    ids = [int(found.frozen.shard.people.ids[position]) for position in page]
    who = identities(ids, timezone.localdate())
    log_look(request, LOOK, [one.orang_id for one in who.values()])
    open_cases = may_read_discipline(request.user, lowongan.instansi_id)
    rows: list[dict[str, Any]] = [
        {
            "siapa": who[pk],
            "syarat": [
                one
                for one in tidak_lolos.gerbang(
                    lowongan, found.gates_of(position), disiplin=open_cases
                )
                if one.hasil != merit.MEMENUHI
            ],
        }
        for pk, position in zip(ids, page, strict=True)
        if pk in who
    ]
    punished = [
        row["siapa"].orang_id
        for row in rows
        if any(one.nama == kata.NAMA_SYARAT["disiplin"] for one in row["syarat"])
    ]
    log_look(request, DISCIPLINE, punished)
    context = _head(lowongan)
    context["remah"].append(
        {
            "judul": context["judul"],
            "url": reverse("penempatan:lowongan-detail", args=[lowongan.kode]),
        }
    )
    context |= {
        "judul": f"Belum memenuhi syarat: {context['judul']}",
        "sebab": tidak_lolos.sebab(lowongan, selectors.buka_hasil(hasil)),
        "dipilih": number,
        "jumlah": hasil.jumlah_tidak_memenuhi,
        "halaman": page,
        "baris": rows,
        "run": hasil.pemeringkatan,
    }
    return render(request, "penempatan/peringkat_gagal.html", context)


@daftarkan("peringkat", *READERS)
def susun(user: Any, query: QueryDict, param: Mapping[str, str]) -> Isi:
    """The stored list of one vacancy."""
    lowongan = _vacancy_of(user, param["lowongan"])
    hasil = _result_of(user, query, lowongan)
    if hasil is None:
        raise Http404
    rows = selectors.untuk_pembaca(
        selectors.daftar_peringkat(hasil),
        disiplin=may_read_discipline(user, lowongan.instansi_id),
    )
    who = identities([one.pegawai_id for one in rows], timezone.localdate())
    return exports.ranking_table(lowongan, hasil.pemeringkatan, rows, who)


@require_GET
@for_roles(*READERS)
def unduh(request: HttpRequest, kode: str) -> HttpResponse:
    """The stored list as a workbook."""
    return sajikan(request, "peringkat", lowongan=kode)


@require_GET
@for_roles(*RECOMPUTERS)
def berkas_hitung(request: HttpRequest, kode: str) -> HttpResponse:
    """Input and result without names, for `python -m jabatan.merit verify`.

    The input carries every fact that a gate asks, discipline too: only for those who keep the
    records and those who recompute them.
    """
    lowongan = _vacancy(request, kode)
    hasil = _result(request, lowongan)
    if hasil is None:
        raise Http404
    ids = hasil.pemeringkatan.pegawai_ids
    people = list(Pegawai.objects.filter(pk__in=ids).values_list("orang_id", flat=True))
    for jenis in (LOOK, DISCIPLINE):
        log_look(request, jenis, people)
    response = JsonResponse(
        exports.run_file(hasil.pemeringkatan, lowongan), json_dumps_params={"ensure_ascii": False}
    )
    response["Content-Disposition"] = f'attachment; filename="hitung-{lowongan.kode}.json"'
    return response
