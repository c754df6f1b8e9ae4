"""Open, close and cancel a round of placement."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Upper

from asn_portal.core import audit, numbering
from asn_portal.core.dates import local_date
from asn_portal.core.enums import KodeAturan
from asn_portal.core.errors import ConflictError, DomainError
from asn_portal.core.models import Aturan
from jabatan import merit
from jabatan.penempatan.enums import OPEN_STATES, StatusLowongan, StatusPutaran
from jabatan.penempatan.models import Lowongan, Putaran, Usulan
from jabatan.penempatan.selectors.kursi_dilepas import tersedia
from jabatan.penempatan.services.transisi import lock
from jabatan.peta.enums import JenisPemangku, Jenjang
from jabatan.peta.models import Kursi, PemangkuJabatan, ProfilSyarat
from jabatan.peta.selectors.pejabat import vacant_since

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from asn_portal.core.models import Instansi, Orang, User

GOLDEN = ("bobot", "poros", "ambang", "gabungan", "seri")
NUMBERING = "PUTARAN"


def aturan_berlaku(instansi: Instansi, on: date) -> dict[str, Aturan]:
    """The sealed rule sets in force on the day, by kind; refuses when one is missing."""
    rows = Aturan.objects.filter(
        instansi=instansi, periode__contains=on, disegel_at__isnull=False
    ).order_by("kode", "-versi")
    found = {row.kode: row for row in reversed(rows)}
    missing = [kode.label for kode in KodeAturan if kode not in found]
    if missing:
        raise DomainError(
            "Putaran belum dapat dibuka karena aturan ini belum disegel untuk tanggal acuan: "
            + "; ".join(missing)
            + "."
        )
    return found


def salinan_kebijakan(aturan: Mapping[str, Aturan]) -> dict[str, Any]:
    """The copy of the rules that a round carries: golden policy, indicators, default gates."""
    bobot = aturan[KodeAturan.BOBOT].isi
    golden = bobot.get("kebijakan", bobot)
    kebijakan = {name: golden[name] for name in GOLDEN if name in golden}
    merit.read_policy(kebijakan)
    indikator = aturan[KodeAturan.INDIKATOR].isi
    return {
        "kebijakan": kebijakan,
        "indikator": indikator,
        "pita": bobot.get("pita") or indikator.get("pita") or {},
        "syarat": aturan[KodeAturan.SYARAT].isi,
        "aturan": [
            {
                "kode": row.kode,
                "versi": row.versi,
                "nama": row.nama,
                "dasar_hukum": row.dasar_hukum,
                "digest": row.digest,
            }
            for row in sorted(aturan.values(), key=lambda row: row.kode)
        ],
    }


def engine_gates(syarat: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Gates as the engine knows them, without the legal basis that the pages show."""
    return [{key: value for key, value in gate.items() if key != "dasar"} for gate in syarat]


def default_gates(salinan: Mapping[str, Any], jenjang: str) -> list[dict[str, Any]]:
    """Default gates of a level from the sealed rules; refuses a level without any."""
    syarat = salinan["syarat"]
    gates = syarat.get("jenjang", syarat).get(jenjang) if isinstance(syarat, dict) else None
    if not gates:
        raise DomainError(
            f"Aturan syarat baku belum memuat jenjang {Jenjang(jenjang).label}. "
            "Lengkapi profil syarat jabatan atau aturannya."
        )
    return [dict(gate) for gate in gates]


def _vacant_since(kursi_ids: Iterable[int], today: date) -> dict[int, date]:
    rows = (
        PemangkuJabatan.objects.filter(kursi_id__in=list(kursi_ids), jenis=JenisPemangku.DEFINITIF)
        .values("kursi_id")
        .annotate(akhir=Max(Upper("periode")))
        .values_list("kursi_id", "akhir")
    )
    return {pk: end for pk, end in rows if end is not None and end <= today}


def _who(actor: User) -> Orang:
    if actor.orang is None:
        raise DomainError("Akun ini tidak terhubung dengan seorang petugas.")
    return actor.orang


def _lock_vacant(kursi: Iterable[Kursi], instansi: Instansi, today: date) -> list[Kursi]:
    ids = sorted({one.pk for one in kursi})
    if not ids:
        raise DomainError("Pilih paling sedikit satu jabatan kosong.")
    seats = list(
        Kursi.objects.select_for_update(of=("self",))
        .filter(pk__in=ids, instansi=instansi)
        .select_related("jabatan__nomenklatur", "jabatan__profil")
        .order_by("pk")
    )
    if len(seats) != len(ids):
        raise DomainError("Ada jabatan yang bukan milik instansi ini.")
    fillable = set(tersedia(today).filter(pk__in=ids).values_list("pk", flat=True))
    held = [str(seat.jabatan) for seat in seats if seat.pk not in fillable]
    if held:
        raise ConflictError(
            f"Jabatan ini sudah terisi: {', '.join(held)}. Jabatan yang terisi baru dapat dibuka "
            "sesudah pejabatnya diusulkan ke jabatan lain."
        )
    taken = Lowongan.objects.filter(kursi_id__in=ids, status=StatusLowongan.TERBUKA).select_related(
        "kursi__jabatan__nomenklatur", "putaran"
    )
    if names := [f"{one.kursi.jabatan} ({one.putaran.nama})" for one in taken]:
        raise ConflictError(f"Jabatan ini sudah ada di putaran yang terbuka: {', '.join(names)}.")
    return seats


def buka_putaran(
    *,
    instansi: Instansi,
    nama: str,
    kursi_list: Iterable[Kursi],
    tanggal_acuan: date,
    actor: User,
    at: datetime,
    tanggal_pelantikan: date | None = None,
) -> Putaran:
    """Open a round for vacant seats, or seats about to be left, under the rules of the cut-off date."""
    if tanggal_pelantikan is not None and tanggal_pelantikan < tanggal_acuan:
        raise DomainError("Tanggal pelantikan harus pada atau sesudah tanggal acuan.")
    today = local_date(instansi, at)
    with transaction.atomic():
        seats = _lock_vacant(kursi_list, instansi, today)
        aturan = aturan_berlaku(instansi, tanggal_acuan)
        salinan = salinan_kebijakan(aturan)
        tahun = tanggal_acuan.year
        putaran = Putaran.objects.create(
            instansi=instansi,
            nama=nama,
            tahun=tahun,
            nomor=numbering.next_number(instansi_id=instansi.pk, jenis=NUMBERING, tahun=tahun),
            tanggal_acuan=tanggal_acuan,
            tanggal_pelantikan=tanggal_pelantikan,
            kebijakan=salinan,
            kebijakan_digest=hashlib.sha256(audit.canonical(salinan)).hexdigest(),
            dasar_hukum=aturan[KodeAturan.BOBOT].dasar_hukum,
            dibuka_oleh=_who(actor),
        )
        since = _vacant_since([seat.pk for seat in seats], today)
        # No holder of this very seat on record: what imported histories say of the post.
        known = vacant_since(
            on=today, jabatan_ids=[seat.jabatan_id for seat in seats if seat.pk not in since]
        )
        for seat in seats:
            _open_vacancy(putaran, seat, salinan, since.get(seat.pk) or known.get(seat.jabatan_id))
        audit.record(
            "putaran.dibuka",
            putaran,
            actor=actor,
            at=at,
            data={
                "nama": nama,
                "tanggal_acuan": tanggal_acuan.isoformat(),
                "kursi": [seat.kode for seat in seats],
                "kebijakan_digest": putaran.kebijakan_digest,
            },
        )
    return putaran


def _open_vacancy(
    putaran: Putaran, seat: Kursi, salinan: Mapping[str, Any], since: date | None
) -> None:
    jenjang = seat.jabatan.nomenklatur.jenjang
    profil = seat.jabatan.profil
    if profil is None:
        # Without a profile there is no competence standard either: those values stay unknown.
        profil, _ = ProfilSyarat.objects.get_or_create(
            instansi_id=putaran.instansi_id,
            nama=f"Syarat baku {Jenjang(jenjang).label}",
            defaults={"jenjang": jenjang, "syarat": []},
        )
    syarat = profil.syarat or default_gates(salinan, jenjang)
    for gate in engine_gates(syarat):
        merit.read_gate(gate)
    Lowongan.objects.create(
        instansi_id=putaran.instansi_id,
        putaran=putaran,
        kursi=seat,
        profil=profil,
        jenjang=jenjang,
        syarat=syarat,
        kosong_sejak=since,
    )


def tutup_putaran(*, putaran: Putaran, actor: User, at: datetime) -> None:
    """Close a round; seats still open are free for a later one, rankings stay readable."""
    _end(putaran, StatusPutaran.DITUTUP, actor=actor, at=at, alasan="")


def batalkan_putaran(*, putaran: Putaran, alasan: str, actor: User, at: datetime) -> None:
    """Cancel a round with a reason; nothing of it is deleted."""
    if not alasan.strip():
        raise DomainError("Isi alasan pembatalan.")
    _end(putaran, StatusPutaran.DIBATALKAN, actor=actor, at=at, alasan=alasan.strip())


def _end(putaran: Putaran, status: str, *, actor: User, at: datetime, alasan: str) -> None:
    with transaction.atomic():
        # A proposal is written under the lock of its seat, so none can slip in behind this check.
        lock(kursi=Lowongan.objects.filter(putaran=putaran).values_list("kursi_id", flat=True))
        if Usulan.objects.filter(lowongan__putaran=putaran, status__in=OPEN_STATES).exists():
            raise DomainError("Masih ada usulan yang berjalan di putaran ini. Selesaikan dahulu.")
        changed = Putaran.objects.filter(pk=putaran.pk, status=StatusPutaran.DIBUKA).update(
            status=status
        )
        if not changed:
            raise ConflictError("Putaran ini sudah tidak terbuka.")
        Lowongan.objects.filter(putaran=putaran, status=StatusLowongan.TERBUKA).update(
            status=StatusLowongan.DIBATALKAN
        )
        audit.record(
            f"putaran.{status.lower()}", putaran, actor=actor, at=at, data={"alasan": alasan}
        )
    putaran.refresh_from_db()
