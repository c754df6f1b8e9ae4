"""Ask for a computation, and store a run: numbered, frozen, only ever added."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.db import connection, transaction
from psycopg.types.json import Jsonb
from psycopg.types.numeric import Int4, Int8

from asn_portal.core import audit, jobs, numbering
from asn_portal.core.dates import local_date
from asn_portal.core.errors import DomainError
from asn_portal.core.models import random_code
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
COMPRESSION = 1  # level 6 took more time than the whole ranking


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


@dataclass(frozen=True)
class Hitungan:
    """A finished computation, ready to be stored."""

    mesin: str
    masukan: bytes
    pegawai_ids: list[int]
    hasil: list[tuple[int, SeatResult]]
    versi: dict[str, int]
    data_at: datetime

    @cached_property
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
    """The row of the run by binary COPY: megabytes of input as they are, not as quoted text."""
    tahun = local_date(putaran.instansi, at).year
    nomor = numbering.next_number(instansi_id=putaran.instansi_id, jenis=NUMBERING, tahun=tahun)
    kode = random_code()
    row = {
        "instansi_id": ("int8", putaran.instansi_id),
        "kode": ("varchar", kode),
        "putaran_id": ("int8", putaran.pk),
        "tahun": ("int2", tahun),
        "nomor": ("int4", nomor),
        "dihitung_oleh_id": ("int8", orang.pk if orang else None),
        "mesin": ("varchar", hitungan.mesin),
        "masukan": ("bytea", zlib.compress(hitungan.masukan, COMPRESSION)),
        "masukan_sha256": ("varchar", hitungan.masukan_sha256),
        "sidik_jari": ("varchar", hitungan.sidik_jari),
        "versi_bukti": ("jsonb", Jsonb(hitungan.versi)),
        "data_at": ("timestamptz", hitungan.data_at),
        "jumlah_pegawai": ("int4", len(hitungan.pegawai_ids)),
        "pegawai_ids": ("int8[]", [Int8(pk) for pk in hitungan.pegawai_ids]),
    }
    with (
        connection.cursor() as cursor,
        cursor.copy(
            f"COPY penempatan_pemeringkatan ({', '.join(row)}) FROM STDIN (FORMAT BINARY)"
        ) as copy,
    ):
        copy.set_types([kind for kind, _ in row.values()])
        copy.write_row([value for _, value in row.values()])
    run: Pemeringkatan = Pemeringkatan.objects.defer("masukan", "pegawai_ids").get(kode=kode)
    _copy(run.pk, hitungan.hasil)
    return run


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
