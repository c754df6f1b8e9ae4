"""Ask for a computation, and store a run: numbered, frozen, only ever added."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction
from django.db.models import Value
from django.db.models.functions import Cast
from psycopg.types.numeric import Int4, Int8

from asn_portal.core import audit, jobs, numbering
from asn_portal.core.dates import local_date
from asn_portal.core.errors import DomainError
from jabatan.penempatan.enums import StatusPutaran
from jabatan.penempatan.models import Pemeringkatan, Putaran

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from asn_portal.core.jobs import JobContext
    from asn_portal.core.models import Orang, Pekerjaan
    from jabatan.merit import SeatResult

JOB = "penempatan.hitung"
NUMBERING = "PEMERINGKATAN"
IDS: Final[ArrayField[list[int], list[int]]] = ArrayField(models.BigIntegerField())
COMPRESSION = 1  # a higher level costs more time than the whole ranking and saves a fifth


def job_key(putaran: Putaran) -> str:
    """At most one open computation per round: a second click finds the first job."""
    return f"hitung:{putaran.pk}"


def minta_hitung(*, putaran: Putaran, orang: Orang | None) -> Pekerjaan:
    """Enqueue the computation of a round; an open one is returned as it is."""
    if putaran.status != StatusPutaran.DIBUKA:
        raise DomainError("Putaran ini sudah tidak terbuka, jadi peringkatnya tidak dihitung lagi.")
    return jobs.enqueue(
        JOB,
        judul=f"Pemeringkatan {putaran.nama}"[:200],
        args={"putaran": putaran.pk},
        instansi_id=putaran.instansi_id,
        orang=orang,
        kunci=job_key(putaran),
    )


@dataclass(frozen=True, slots=True)
class Hitungan:
    """A finished computation, ready to be stored."""

    mesin: str
    masukan: bytes
    pegawai_ids: list[int]
    hasil: list[tuple[int, SeatResult]]
    versi: dict[str, int]
    data_at: datetime

    @property
    def masukan_sha256(self) -> str:
        """Hash of the uncompressed input, so that another zlib changes nothing."""
        return hashlib.sha256(self.masukan).hexdigest()

    @property
    def sidik_jari(self) -> str:
        """Fingerprint of the run: engine and everything it read."""
        return hashlib.sha256(f"{self.mesin}\n{self.masukan_sha256}".encode()).hexdigest()


def simpan_pemeringkatan(
    *,
    putaran: Putaran,
    hitungan: Hitungan,
    at: datetime,
    orang: Orang | None = None,
    ctx: JobContext | None = None,
) -> Pemeringkatan:
    """Store the run or find the one with this fingerprint, and point the round at it."""
    with transaction.atomic():
        if ctx is not None:
            ctx.fence()
        round_now = (
            Putaran.objects.select_for_update(of=("self",))
            .select_related("instansi")
            .get(pk=putaran.pk)
        )
        if round_now.status != StatusPutaran.DIBUKA:
            raise DomainError("Putaran ini ditutup selama perhitungan. Hasilnya tidak disimpan.")
        run = (
            Pemeringkatan.objects.filter(putaran=round_now, sidik_jari=hitungan.sidik_jari)
            .defer("masukan", "pegawai_ids")
            .first()
        )
        fresh = run is None
        if run is None:
            run = _insert(round_now, hitungan, at, orang)
        Putaran.objects.filter(pk=putaran.pk).update(
            pemeringkatan=run, versi_dihitung=hitungan.versi
        )
        if fresh:
            audit.record(
                "pemeringkatan.disimpan",
                run,
                actor=None,
                at=at,
                data={
                    "putaran": round_now.kode,
                    "sidik_jari": run.sidik_jari,
                    "diminta_oleh": orang.kode if orang else None,
                },
            )
    return run


def _insert(
    putaran: Putaran, hitungan: Hitungan, at: datetime, orang: Orang | None
) -> Pemeringkatan:
    tahun = local_date(putaran.instansi, at).year
    run = Pemeringkatan.objects.create(
        instansi_id=putaran.instansi_id,
        putaran=putaran,
        tahun=tahun,
        nomor=numbering.next_number(instansi_id=putaran.instansi_id, jenis=NUMBERING, tahun=tahun),
        dihitung_oleh=orang,
        mesin=hitungan.mesin,
        masukan=zlib.compress(hitungan.masukan, COMPRESSION),
        masukan_sha256=hitungan.masukan_sha256,
        sidik_jari=hitungan.sidik_jari,
        versi_bukti=hitungan.versi,
        data_at=hitungan.data_at,
        jumlah_pegawai=len(hitungan.pegawai_ids),
        # One literal: the field would prepare every number for itself.
        pegawai_ids=Cast(Value(_literal(hitungan.pegawai_ids)), IDS),
    )
    run.pegawai_ids = hitungan.pegawai_ids
    _copy(run.pk, hitungan.hasil)
    return run


def _literal(ids: list[int]) -> str:
    return f"{{{','.join(map(str, ids))}}}"


def _copy(run_id: int, hasil: Iterable[tuple[int, SeatResult]]) -> None:
    """All seats in one COPY: a thousand vacancies are one round trip."""
    with (
        connection.cursor() as cursor,
        cursor.copy(
            "COPY penempatan_hasillowongan (pemeringkatan_id, lowongan_id, corong, jumlah_layak, "
            "jumlah_tidak_memenuhi, jumlah_verifikasi, jumlah_belum_lengkap, isi) "
            "FROM STDIN (FORMAT BINARY)"
        ) as copy,
    ):
        copy.set_types(["int8", "int8", "int4[]", "int4", "int4", "int4", "int4", "bytea"])
        for lowongan_id, seat in hasil:
            copy.write_row(
                (
                    Int8(run_id),
                    Int8(lowongan_id),
                    [Int4(count) for count in seat.funnel],
                    seat.n_eligible,
                    seat.n_failed,
                    seat.n_unknown,
                    seat.n_incomplete,
                    seat.to_bytes(),
                )
            )
