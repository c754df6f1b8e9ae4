"""Start page: the tasks of each role, counted from the real tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from asn_portal.berkas.enums import StatusImpor
from asn_portal.berkas.models import Impor
from asn_portal.berkas.services import ekspor
from asn_portal.core.dates import local_date
from asn_portal.core.enums import KodeAturan, Peran
from asn_portal.core.models import Aturan, Instansi, UnitKerja
from asn_portal.core.scope import scope_of
from asn_portal.core.templatetags.portal import angka
from asn_portal.halaman.keadaan import system
from asn_portal.halaman.tugas import Bagian, Tugas, address, count, step
from jabatan.penempatan.models import Keputusan, Lowongan, Persetujuan, SuratKeputusan, Usulan
from jabatan.peta.models import HasilAsesmen, Kursi, Pegawai, PemangkuJabatan, VersiPeta
from jabatan.peta.selectors.pejabat import retiring
from jabatan.peta.selectors.pensiun import months_later
from kinerja.penilaian.models import SKP

if TYPE_CHECKING:
    from datetime import date

    from django.db.models.expressions import Combinable
    from django.http import HttpRequest, HttpResponse

    from asn_portal.core.scope import Scope

# Every kind of rule set must be in force before a round can open.
ATURAN_WAJIB = len(KodeAturan)


@require_safe
def beranda(request: HttpRequest) -> HttpResponse:
    """Tasks of every role that the person holds."""
    scope = scope_of(request.user)
    instansi = Instansi.objects.filter(pk__in={duty.instansi_id for duty in scope.duties}).order_by(
        "pk"
    )
    at = timezone.now()
    parts: list[Bagian] = []
    first = instansi.first()
    if first is not None:
        on = local_date(first, at)
        for roles, section in SECTIONS:
            if scope.has(*roles):
                parts += section(request.user, scope, on)
    parts += _exports(scope)
    return render(
        request,
        "halaman/beranda.html",
        {
            "judul": "Beranda",
            "instansi_nama": first.nama if first else "",
            "bagian": parts,
            "sekarang": at,
            "zona": first.zona_waktu if first else "",
        },
    )


def _exports(scope: Scope) -> list[Bagian]:
    """Files that the person asked for; nothing is said while there are none."""
    found = ekspor.terbaru(scope)
    if not found:
        return []
    ready = sum(one.siap for one in found)
    open_jobs = sum(one.keadaan == ekspor.MENUNGGU for one in found)
    words = f"{angka(ready)} siap" if ready or not open_jobs else f"{angka(open_jobs)} disiapkan"
    task = Tugas("Berkas ekspor", "Ekspor besar yang Anda minta, disimpan untuk waktu terbatas.",
                 words, "daun" if ready else "laut", address("berkas:ekspor-daftar"))  # fmt: skip
    return [Bagian("Berkas Anda", "", (task,))]


def _operator(user: Any, scope: Scope, on: date) -> list[Bagian]:
    wide = scope.instansi_ids((Peran.OPERATOR, Peran.VERIFIKATOR))
    unit = UnitKerja.objects.visible_to(user).count()
    people = Pegawai.objects.visible_to(user).filter(aktif=True)
    maps = VersiPeta.objects.filter(instansi_id__in=wide, status="BERLAKU").count()
    rules = (
        Aturan.objects.filter(instansi_id__in=wide, disegel_at__isnull=False, periode__contains=on)
        .values("kode")
        .distinct()
        .count()
    )
    ready = _readiness(people, on)
    impor = address("berkas:daftar")
    lack = max(ready["semua"] - ready["siap"], 0)
    start = Bagian(
        "Persiapan",
        "Peringkat baru dapat dihitung bila kelima langkah ini selesai.",
        (
            step(unit, teks="Impor unit", kata="unit", url=impor,
                  ket="Pohon unit kerja dari SIASN: nama, induk, jenis."),
            step(ready["semua"], teks="Impor pegawai", kata="pegawai", url=impor,
                  ket="Profil ASN dari SIASN, .xlsx atau .csv."),
            step(maps, teks="Impor peta jabatan", kata="peta berlaku", url=impor,
                  ket="Jabatan, kelas, kebutuhan (K), dan hasil ABK."),
            Tugas(
                "Tetapkan aturan",
                "Bobot, syarat, dan nilai indikator yang disegel dua orang.",
                f"{rules} dari {ATURAN_WAJIB} berlaku",
                "daun" if rules >= ATURAN_WAJIB else "kunyit",
                address("talenta:aturan"),
            ),
            Tugas(
                "Periksa kesiapan",
                f"Tanpa jabatan {angka(ready['tanpa_jabatan'])}, tanpa SKP {on.year - 1} "
                f"{angka(ready['tanpa_skp'])}, tanpa asesmen yang berlaku "
                f"{angka(ready['tanpa_asesmen'])}.",
                f"{angka(ready['siap'])} dari {angka(ready['semua'])} pegawai lengkap",
                "daun" if ready["semua"] and not lack else "kunyit",
                address("peta:pegawai", query="?tanpa_jabatan=on"),
            ),
        ),
    )  # fmt: skip
    return [start, _today(user, scope, on)]


def _readiness(people: Any, on: date) -> dict[str, int]:
    """How many people have the facts that every ranking asks for; one query.

    Sets instead of questions per person: the database reads each table once.
    """
    seated = PemangkuJabatan.objects.definitive().in_force(on).filter(kursi__isnull=False)
    rated = SKP.objects.filter(tahun=on.year - 1)
    tested = HasilAsesmen.objects.filter(tanggal__range=(months_later(on, -36), on))
    groups = (
        people.annotate(duduk=_among(seated), ber_skp=_among(rated), terukur=_among(tested))
        .order_by()
        .values_list("duduk", "ber_skp", "terukur")
        .annotate(n=Count("pk"))
    )
    found = {"semua": 0, "tanpa_jabatan": 0, "tanpa_skp": 0, "tanpa_asesmen": 0, "siap": 0}
    for duduk, ber_skp, terukur, n in groups:
        found["semua"] += n
        found["tanpa_jabatan"] += 0 if duduk else n
        found["tanpa_skp"] += 0 if ber_skp else n
        found["tanpa_asesmen"] += 0 if terukur else n
        found["siap"] += n if duduk and ber_skp and terukur else 0
    return found


def _among(rows: Any) -> Combinable:
    """Whether the person has one of these rows."""
    return ExpressionWrapper(
        Q(pk__in=rows.order_by().values("pegawai_id")), output_field=BooleanField()
    )


def _today(user: Any, scope: Scope, on: date) -> Bagian:
    """What the personnel office has on its desk; a verifier has no proposals and decrees."""
    vacant = (
        Kursi.objects.visible_to(user)
        .vacant(on)
        .filter(jabatan__nomenklatur__jenis="STRUKTURAL")
        .count()
    )
    open_seats = Lowongan.objects.visible_to(user).filter(status="TERBUKA").count()
    return Bagian(
        "Pekerjaan hari ini",
        "Dihitung saat halaman ini dibuka.",
        (
            count(vacant, teks="Jabatan pimpinan kosong", nada="bata",
                   ket="Tanpa pejabat definitif.",
                   url=address("peta:ringkasan", query="?tampil=pimpinan-kosong")),
            count(retiring(user, on=on), teks="Pensiun dalam 12 bulan",
                   ket="Siapkan penggantinya.",
                   url=address("peta:pegawai", query="?pensiun=12&urut=pensiun")),
            count(open_seats, teks="Lowongan terbuka", nada="laut",
                   ket="Menunggu peringkat atau usulan.", url=address("penempatan:lowongan")),
            *(_moves(user) if scope.has(Peran.OPERATOR) else ()),
        ),
    )  # fmt: skip


def _moves(user: Any) -> tuple[Tugas, ...]:
    """Where the proposals and decrees stand."""
    states = dict(
        Usulan.objects.visible_to(user).values_list("status").annotate(n=Count("pk")).order_by()
    )
    waiting = SuratKeputusan.objects.visible_to(user).filter(status="DITETAPKAN").count()
    usulan, sk = address("penempatan:usulan"), address("penempatan:sk")
    return (
        count(states.get("DIKEMBALIKAN", 0), teks="Usulan dikembalikan",
               ket="Perbaiki lalu ajukan lagi.", url=usulan),
        count(states.get("DIAJUKAN", 0), teks="Menunggu persetujuan", nada="laut",
               ket="Giliran kepala perangkat daerah.", url=usulan),
        count(states.get("DIPUTUSKAN", 0), teks="Menunggu SK",
               ket="Sudah diputuskan PPK.", url=sk),
        count(waiting, teks="SK belum berlaku", nada="laut",
               ket="Berlaku sendiri pada tanggalnya.", url=sk),
    )  # fmt: skip


def _head(user: Any, scope: Scope, on: date) -> list[Bagian]:
    offices = scope.opd_ids((Peran.KEPALA_OPD,))
    due = Persetujuan.objects.filter(penyetuju_id=scope.orang_id, status="MENUNGGU").aggregate(
        semua=Count("pk"), lewat=Count("pk", filter=Q(tenggat__lt=on))
    )
    vacant = (
        Kursi.objects.visible_to(user).vacant(on).filter(jabatan__unit__opd_id__in=offices).count()
    )
    kode = (
        UnitKerja.objects.filter(pk__in=offices).order_by("pk").values_list("kode", flat=True)
    ).first()
    peta = address("peta:unit", kode, query="?tampilan=tabel&saring=kosong") if kode else None
    late = f" {angka(due['lewat'])} lewat tenggat." if due["lewat"] else ""
    return [
        Bagian(
            "Unit Anda",
            "Persetujuan dapat diberikan dari ponsel.",
            (
                count(due["semua"], teks="Persetujuan menunggu Anda",
                       ket=f"Pemindahan yang menyangkut unit Anda.{late}",
                       url=address("penempatan:persetujuan")),
                count(vacant, teks="Kursi kosong di unit Anda", nada="bata",
                       ket="Formasi tanpa pejabat definitif.", url=peta),
                count(retiring(user, on=on), teks="Pensiun dalam 12 bulan",
                       ket="Pegawai unit Anda.",
                       url=address("peta:pegawai", query="?pensiun=12&urut=pensiun")),
            ),
        )
    ]  # fmt: skip


def _ppk(user: Any, _: Scope, on: date) -> list[Bagian]:
    ready = Usulan.objects.visible_to(user).filter(status="DISETUJUI").count()
    sk = SuratKeputusan.objects.visible_to(user).filter(status="DITETAPKAN").count()
    vacant = (
        Kursi.objects.visible_to(user)
        .vacant(on)
        .filter(jabatan__nomenklatur__jenis="STRUKTURAL")
        .count()
    )
    return [
        Bagian(
            "Keputusan Anda",
            "Hanya usulan yang sudah disetujui kedua unit.",
            (
                count(ready, teks="Usulan menunggu keputusan",
                       ket="Lihat kandidat lain di sampingnya sebelum memutuskan.",
                       url=address("penempatan:keputusan")),
                count(sk, teks="SK belum berlaku", nada="laut",
                       ket="Berlaku sendiri pada tanggalnya.", url=address("penempatan:sk")),
                count(vacant, teks="Jabatan pimpinan kosong", nada="bata",
                       ket="Tanpa pejabat definitif.",
                       url=address("peta:ringkasan", query="?tampil=pimpinan-kosong")),
            ),
        )
    ]  # fmt: skip


def _reader(user: Any, _: Scope, __: date) -> list[Bagian]:
    """Auditor, policy keeper, selection committee."""
    open_seats = Lowongan.objects.visible_to(user).filter(status="TERBUKA").count()
    return [
        Bagian(
            "Pengamatan",
            "Data yang boleh Anda lihat menurut peran Anda.",
            (
                count(open_seats, teks="Lowongan terbuka", nada="laut",
                       ket="Peringkat dan alasannya.", url=address("penempatan:lowongan")),
                Tugas("Peta jabatan", "Kebutuhan, bezetting, kekurangan, dan kelebihan.",
                      "Lihat", "", address("peta:ringkasan")),
            ),
        )
    ]  # fmt: skip


def _asn(user: Any, scope: Scope, _: date) -> list[Bagian]:
    own = (
        Pegawai.objects.visible_to(user)
        .filter(orang_id=scope.orang_id, aktif=True)
        .order_by("pk")
        .first()
    )
    moves = (
        Usulan.objects.visible_to(user)
        .filter(pegawai__orang_id=scope.orang_id, status__in=("DIAJUKAN", "DISETUJUI"))
        .annotate(sudah=F("pernyataan__pk"))
    )
    # Whom the PPK chose without a proposal is asked after the decision.
    chosen = (
        Keputusan.objects.visible_to(user)
        .filter(pegawai__orang_id=scope.orang_id, usulan__status="DIPUTUSKAN")
        .exclude(pegawai=F("usulan__pegawai"))
        .annotate(sudah=F("pernyataan__pk"))
    )
    asked = [*moves, *chosen]
    unanswered = sum(one.sudah is None for one in asked)
    tasks = [
        Tugas("Kartu merit Anda", "Nilai, kotak talenta, dan langkah yang paling menaikkan nilai.",
              "Buka", "", address("saya:kartu")),
        Tugas("Data kepegawaian Anda", "Riwayat jabatan, pangkat, pendidikan, dan kinerja.",
              "Buka" if own else "Belum ada", "" if own else "kunyit",
              address("peta:pegawai-detail", own.kode) if own else None),
        Tugas("Siapa melihat data Anda", "Setiap pembacaan nilai, hukuman, dan NIK tercatat.",
              "Buka", "", address("saya:akses")),
    ]  # fmt: skip
    if asked:
        tasks.insert(
            0,
            count(unanswered, teks="Pernyataan atas usulan pemindahan",
                   ket="Nyatakan bersedia atau tidak sebelum SK ditetapkan.",
                   url=address("penempatan:saya-usulan")),
        )  # fmt: skip
    return [Bagian("Untuk Anda", "", tuple(task for task in tasks if task.url or not own))]


def _verifikator(user: Any, _: Scope, __: date) -> list[Bagian]:
    waiting = Impor.objects.visible_to(user).filter(status=StatusImpor.MENUNGGU_VERIFIKASI).count()
    return [
        Bagian(
            "Menunggu Anda",
            "Yang menjadi nilai disimpan setelah diperiksa orang kedua.",
            (
                count(waiting, teks="Berkas menunggu verifikasi",
                       ket="Bandingkan isi lama dan baru, lalu simpan atau kembalikan.",
                       url=address("berkas:daftar", query=f"?status={StatusImpor.MENUNGGU_VERIFIKASI}")),
            ),
        )
    ]  # fmt: skip


SECTIONS: tuple[tuple[tuple[str, ...], Any], ...] = (
    ((Peran.PPK,), _ppk),
    ((Peran.KEPALA_OPD,), _head),
    ((Peran.VERIFIKATOR,), _verifikator),
    ((Peran.OPERATOR, Peran.VERIFIKATOR), _operator),
    ((Peran.PENGELOLA_KEBIJAKAN, Peran.PANSEL, Peran.AUDITOR), _reader),
    ((Peran.ADMIN,), system),
    ((Peran.ASN,), _asn),
)
