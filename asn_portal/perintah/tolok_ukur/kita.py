"""The path of the portal itself, from the database to the stored run, with a clock at each door."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from django.db import connection

from asn_portal.perintah.tolok_ukur.jam import ULANG, Jam, puncak_mib
from jabatan import merit
from jabatan.penempatan import pipeline
from jabatan.penempatan.models import Putaran
from jabatan.talenta import collect

if TYPE_CHECKING:
    from collections.abc import Callable

    from jabatan.merit import SeatResult

# Stage: where its function stands. What lies between them inside `compute` is preparation.
PINTU = (
    ("muat", collect, "load"),
    ("muat", pipeline, "_levels"),
    ("peringkat", merit, "rank_all"),
    ("bekukan", merit, "freeze"),
    ("simpan", pipeline, "simpan_pemeringkatan"),
)


def ukur(param: dict[str, Any]) -> dict[str, Any]:
    """Run the round several times; the cheapest run counts, as the machine is not ours alone."""
    putaran = Putaran.objects.select_related("instansi").get(pk=param["putaran"])
    pipeline.compute(putaran)  # warm: plans, caches, imports
    best: Jam | None = None
    for _ in range(param.get("ulang", ULANG)):
        hapus()
        jam = Jam(param["induk"])
        with ExitStack() as stack:
            for tahap, tempat, nama in PINTU:
                stack.enter_context(
                    patch.object(tempat, nama, _berjam(jam, tahap, getattr(tempat, nama)))
                )
            stack.enter_context(jam.ukur("siap"))
            run = pipeline.run(putaran)
        if best is None or sum(jam.tahap.values()) < sum(best.tahap.values()):
            best = jam
    hasil = {
        row.lowongan_id: merit.SeatResult.from_bytes(bytes(row.isi)) for row in run.hasil.iterator()
    }
    puncak = puncak_mib()
    if best is None:
        raise ValueError("`ulang` must be at least one.")
    with best.ukur("jelaskan"):
        for one in hasil.values():
            _jelaskan(one)
    return {
        "tahap": best.tahap,
        "dinding": best.dinding,
        "kursi": len(hasil),
        "puncak": puncak,
        "pola": len(set(putaran.lowongan.values_list("profil_id", flat=True))),
        "baris": sum(len(one) for one in hasil.values()),
        "daftar": {pk: daftar(one) for pk, one in hasil.items()},
    }


def daftar(one: SeatResult) -> list[Any]:
    """What is compared: how many are eligible, and the best hundred with their exact totals."""
    rows = zip(one.ids.tolist(), one.totals.tolist(), strict=True)
    return [one.n_eligible, [list(row) for row in rows]]


def _jelaskan(one: SeatResult) -> None:
    """What a ranking page shows beside each row: twelve parts that add up, and the box."""
    parts = one.contributions
    if (parts.sum(axis=1) != one.totals).any():
        raise ValueError("The parts of an explanation do not add up.")
    one.kotak.tolist()


def _berjam(jam: Jam, tahap: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def timed(*args: Any, **kwargs: Any) -> Any:
        with jam.ukur(tahap):
            return function(*args, **kwargs)

    return timed


def hapus() -> None:
    """Forget stored runs, so that the next one is stored and not found."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE penempatan_putaran SET pemeringkatan_id = NULL")
        cursor.execute("DELETE FROM penempatan_hasillowongan")
        cursor.execute("DELETE FROM penempatan_pemeringkatan")
        cursor.execute("SET session_replication_role = origin")
