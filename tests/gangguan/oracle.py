"""What must hold after every fault (the oracle O1 to O9); runs in the helper process."""

from __future__ import annotations

import json
from collections import Counter

from django.db import connection, transaction

from asn_portal.core import audit, evidence
from asn_portal.core.models import IsiPeristiwa, NomorUrut, Outbox, Pekerjaan, Peristiwa
from jabatan.penempatan import pipeline
from jabatan.penempatan.enums import StatusLowongan
from jabatan.penempatan.models import HasilLowongan, Lowongan, Pemeringkatan, Persetujuan, Putaran
from jabatan.penempatan.services.peringkat import NUMBERING
from jabatan.talenta.models import KeadaanProfil, ProfilMerit

EVENT_RUN, EVENT_YES = "pemeringkatan.disimpan", "usulan.disetujui"
OUTBOX_SECONDS = 120


def putaran(*, putaran: int, sesudah: int) -> dict:
    """Runs of a round that are newer than number `sesudah`, and the digest nobody disturbed."""
    found = Putaran.objects.get(pk=putaran)
    runs = list(Pemeringkatan.objects.filter(putaran=found, nomor__gt=sesudah).order_by("nomor"))
    return {
        "sidik": [run.sidik_jari for run in runs],
        "tanpa_gangguan": _undisturbed(found),
        "ditunjuk": found.pemeringkatan_id in {run.pk for run in runs},
        "versi_terbaru": found.versi_dihitung == evidence.versions(found.instansi_id),
        "utuh": [_whole(run) for run in runs],
        "peristiwa": [
            Peristiwa.objects.filter(jenis=EVENT_RUN, objek_kode=run.kode).count() for run in runs
        ],
    }


def _undisturbed(found: Putaran) -> str:
    """Fingerprint of a computation that starts from the evidence alone, in one undisturbed step."""
    with transaction.atomic():
        ProfilMerit.objects.filter(instansi_id=found.instansi_id).delete()
        KeadaanProfil.objects.filter(instansi_id=found.instansi_id).delete()
        digest = pipeline.compute(found).sidik_jari
        transaction.set_rollback(True)
    return digest


def _whole(run: Pemeringkatan) -> bool:
    """Every vacancy has one result, and each is what the frozen input gives."""
    stored = {
        row.lowongan_id: bytes(row.isi) for row in HasilLowongan.objects.filter(pemeringkatan=run)
    }
    wanted = set(
        Lowongan.objects.filter(putaran=run.putaran, status=StatusLowongan.TERBUKA).values_list(
            "pk", flat=True
        )
    )
    return set(stored) == wanted and stored == pipeline.rebuild(run)


def nomor(*, putaran: int) -> int:
    """Number of the newest run of a round."""
    newest = Pemeringkatan.objects.filter(putaran_id=putaran).order_by("-nomor").first()
    return newest.nomor if newest else 0


def keutuhan(*, putaran: int, titik: list | None) -> dict:
    """Chain, checkpoint seen before, numbers, outbox, leases."""
    found = Putaran.objects.get(pk=putaran)
    numbers = list(
        Pemeringkatan.objects.filter(instansi_id=found.instansi_id)
        .order_by("created_at", "pk")
        .values_list("nomor", flat=True)
    )
    last = NomorUrut.objects.filter(instansi_id=found.instansi_id, jenis=NUMBERING).first()
    head = Peristiwa.objects.order_by("-nomor").first()
    kept = (
        titik is None
        or Peristiwa.objects.filter(nomor=titik[0], sidik=bytes.fromhex(titik[1])).exists()
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM core_outbox WHERE terkirim_at IS NULL "
            "AND created_at < now() - make_interval(secs => %s)), "
            "(SELECT count(*) FROM core_pekerjaan WHERE status = 'BERJALAN' AND lease_until < now())",
            [OUTBOX_SECONDS],
        )
        late, orphans = cursor.fetchone()
    return {
        "rantai_putus": audit.first_broken(),
        "titik_lama_ada": kept,
        "titik": [head.nomor, bytes(head.sidik).hex()],
        "nomor_urut": numbers == list(range(1, len(numbers) + 1)),
        "nomor_terakhir": (last.terakhir if last else 0) == len(numbers),
        "kotak_keluar_lama": late,
        "tanpa_sewa": orphans,
        "gagal": Pekerjaan.objects.filter(status="GAGAL", args__putaran=putaran).count(),
        "kotak_keluar": Outbox.objects.filter(terkirim_at__isnull=True).count(),
    }


def persetujuan() -> dict:
    """Approvals that stand in the database, and the events that tell of them, by proposal and side."""
    rows = Persetujuan.objects.filter(status="SETUJU").values_list("usulan__kode", "sisi")
    events = IsiPeristiwa.objects.filter(peristiwa__jenis=EVENT_YES).values_list(
        "peristiwa__objek_kode", "data"
    )
    told = Counter(f"{kode} {json.loads(data)['sisi']}" for kode, data in events)
    stored = Counter(f"{kode} {sisi}" for kode, sisi in rows)
    return {"tersimpan": stored, "peristiwa": told}
