"""From evidence to a stored run: read versions, one snapshot, rank, freeze, store (ADR 5).

Versions are read before the evidence, so that evidence that moves meanwhile leaves the round
stale instead of silently old.
"""

from __future__ import annotations

import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db import connection, transaction
from django.utils import timezone

from asn_portal.core import evidence
from asn_portal.core.errors import DomainError
from jabatan import merit
from jabatan.penempatan.enums import StatusLowongan
from jabatan.penempatan.models import Lowongan, Pemeringkatan, Putaran
from jabatan.penempatan.selectors import kompetensi
from jabatan.penempatan.services import simpan_pemeringkatan
from jabatan.penempatan.services.peringkat import Hitungan
from jabatan.penempatan.services.putaran import engine_gates
from jabatan.peta.merit_source import copy_out
from jabatan.peta.models import Pegawai
from jabatan.talenta import collect
from jabatan.talenta.engine.indikator import read_indikator
from jabatan.talenta.services import segarkan_profil

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from asn_portal.core.jobs import JobContext
    from asn_portal.core.models import Orang

# Technical tests as one value of a binary COPY: the server joins, and the rows are read in place.
TESTS = """
COPY (SELECT coalesce(string_agg(int8send(lowongan_id) || int8send(pegawai_id) || int2send(nilai),
                                 ''::bytea), '')
        FROM penempatan_nilaiteknis WHERE lowongan_id = ANY(%(lowongan)s)) TO STDOUT (FORMAT BINARY)
"""
TEST_ROW = np.dtype([("lowongan", ">i8"), ("pegawai", ">i8"), ("nilai", ">i2")])
COPY_FRAME = (25, -2)  # what stands before the only value and after it

STAGES = ("Mengumpulkan bukti", "Memeringkat kandidat", "Menyimpan hasil")


def run(
    putaran: Putaran, ctx: JobContext | None = None, *, orang: Orang | None = None
) -> Pemeringkatan:
    """Rank all open vacancies of a round and store the run; the same evidence gives the same run."""
    hitungan = compute(putaran, ctx)
    _tell(ctx, len(hitungan.hasil), len(hitungan.hasil), STAGES[2])
    return simpan_pemeringkatan(
        putaran=putaran, hitungan=hitungan, at=timezone.now(), orang=orang, ctx=ctx
    )


def compute(putaran: Putaran, ctx: JobContext | None = None) -> Hitungan:
    """The run of a round as it would be stored now; writes nothing."""
    versi = evidence.versions(putaran.instansi_id)
    total = Pegawai.objects.filter(instansi_id=putaran.instansi_id, aktif=True).count()
    _tell(ctx, 0, total, STAGES[0])
    # Only people whose evidence moved are read again; the rest stands in their profile rows.
    segarkan_profil(instansi_id=putaran.instansi_id)
    with snapshot() as data_at:
        frozen = gather(putaran)
    people, seats = frozen.shard.n, len(frozen.seats)
    _tell(ctx, people, people, STAGES[0])
    lowongan_ids: list[int] = frozen.extra["lowongan"].tolist()
    results = merit.rank_all(frozen.shard, frozen.vacancies, frozen.policy)
    _tell(ctx, seats, seats, STAGES[1])
    return Hitungan(
        mesin=merit.ENGINE_VERSION,
        masukan=merit.freeze(frozen),
        pegawai_ids=np.asarray(frozen.shard.people.ids).tolist(),
        hasil=[(pk, results.seat(i)) for i, pk in enumerate(lowongan_ids)],
        versi=versi,
        data_at=data_at,
    )


def _tell(ctx: JobContext | None, done: int, total: int, tahap: str) -> None:
    if ctx is not None:
        ctx.progress(done, total, tahap)


@contextmanager
def snapshot() -> Iterator[datetime]:
    """One consistent view of all sources; inside a caller's transaction the caller chose it."""
    own = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if own:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT now()")
        yield cursor.fetchone()[0]


def gather(putaran: Putaran) -> merit.Frozen:
    """Everything that a run of this round reads, as columns."""
    vacancies = list(
        Lowongan.objects.filter(putaran=putaran, status=StatusLowongan.TERBUKA)
        .order_by("pk")
        .only("pk", "kode", "jenjang", "syarat", "profil_id")
    )
    if not vacancies:
        raise DomainError("Tidak ada lowongan terbuka di putaran ini.")
    salinan = putaran.kebijakan
    profil_ids = sorted({one.profil_id for one in vacancies})
    found = collect.people(
        putaran.instansi_id,
        putaran.tanggal_acuan,
        read_indikator(salinan["indikator"]),
        program=_programmes(vacancies),
    )
    templates, template = _templates(vacancies, found)
    standar = kompetensi.standards(profil_ids)
    which = sorted({one["id"] for rows in standar.values() for one in rows})
    return merit.Frozen(
        shard=merit.Shard(found.people, merit.to_day(putaran.tanggal_acuan)),
        vacancies=merit.Vacancies(templates, template, _tests(vacancies, found.people.ids)),
        policy=merit.read_policy(salinan["kebijakan"]),
        seats=tuple(one.kode for one in vacancies),
        extra={
            "lowongan": np.array([one.pk for one in vacancies], np.int64),
            "kompetensi": _levels(found, which),
        },
        notes={
            "putaran": putaran.kode,
            "kebijakan_digest": putaran.kebijakan_digest,
            "kompetensi": which,
            "standar": {str(pk): rows for pk, rows in standar.items()},
        },
    )


def _programmes(vacancies: list[Lowongan]) -> set[str]:
    """Training codes that a gate of the round names."""
    gates = [gate for one in vacancies for gate in one.syarat if gate["kode"] == "pelatihan"]
    return {code for gate in gates for code in gate["semua"]}


def _templates(
    vacancies: list[Lowongan], found: collect.Terkumpul
) -> tuple[list[merit.Template], Any]:
    """Seats with the same level, gates and profile share one template."""
    known: dict[tuple[Any, ...], int] = {}
    templates: list[merit.Template] = []
    chosen = []
    gates = _Gates()
    for one in vacancies:
        key = (one.jenjang, one.profil_id, gates.read(one.syarat))
        if key not in known:
            known[key] = len(templates)
            jenjang, profil_id, syarat = key
            overrides = found.kolom.per_profil(found.ukuran[profil_id])
            templates.append(merit.Template(merit.JENJANG[jenjang], syarat, overrides))
        chosen.append(known[key])
    return templates, np.array(chosen, np.int32)


class _Gates:
    """Reading a gate is strict, so not free: the same words are read once for thousands of seats."""

    def __init__(self) -> None:
        self._one: dict[str, merit.Gate] = {}
        self._all: dict[str, tuple[merit.Gate, ...]] = {}

    def read(self, syarat: Sequence[Mapping[str, Any]]) -> tuple[merit.Gate, ...]:
        """Gates of a seat as the engine knows them."""
        words = repr(syarat)
        if words not in self._all:
            self._all[words] = tuple(self._gate(gate) for gate in engine_gates(syarat))
        return self._all[words]

    def _gate(self, gate: Mapping[str, Any]) -> merit.Gate:
        words = repr(gate)
        if words not in self._one:
            self._one[words] = merit.read_gate(gate)
        return self._one[words]


def _tests(vacancies: list[Lowongan], ids: Any) -> merit.Tests:
    """Technical tests of these vacancies by seat and row of the run; strangers are left out."""
    lowongan = np.array([one.pk for one in vacancies], np.int64)  # ascending
    data = copy_out(TESTS, {"lowongan": lowongan.tolist()})
    found = np.frombuffer(memoryview(data)[slice(*COPY_FRAME)], TEST_ROW)
    given = np.stack([found[name].astype(np.int64) for name in ("lowongan", "pegawai", "nilai")], 1)
    known = np.asarray(ids)
    given = given[np.isin(given[:, 1], known)]
    order = np.argsort(known)
    row = order[np.searchsorted(known, given[:, 1], sorter=order)]
    seat = np.searchsorted(lowongan, given[:, 0])
    ptr = np.zeros(len(vacancies) + 1, np.int64)
    np.cumsum(np.bincount(seat, minlength=len(vacancies)), out=ptr[1:])
    sequence = np.lexsort((row, seat))
    return merit.Tests(ptr, row[sequence].astype(np.int32), given[sequence, 2].astype(np.int16))


def _levels(found: collect.Terkumpul, kompetensi_ids: Sequence[int]) -> Any:
    """Levels reached (people × competences), the same that the score reads; -1 not assessed."""
    levels = found.kolom.levels()
    shape = (len(found.kode), len(kompetensi_ids))
    table = np.full(shape, kompetensi.NOT_ASSESSED, np.int8)
    for column, pk in enumerate(kompetensi_ids):
        if pk in levels:
            table[:, column] = levels[pk]
    return table


def rebuild(pemeringkatan: Pemeringkatan) -> dict[int, bytes]:
    """Results of a stored run computed again from its own frozen input, by vacancy."""
    frozen = merit.thaw(zlib.decompress(bytes(pemeringkatan.masukan)))
    results = merit.rank_all(frozen.shard, frozen.vacancies, frozen.policy)
    ids: list[int] = frozen.extra["lowongan"].tolist()
    return {pk: results.seat(i).to_bytes() for i, pk in enumerate(ids)}
