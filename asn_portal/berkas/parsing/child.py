"""Entry of the limited process that reads an uploaded file. No Django, no secrets, no writing."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asn_portal.berkas.parsing.arsip import DitolakError

if TYPE_CHECKING:
    from array import array


def main() -> None:
    """Read the order from the command line, answer on stdout: JSON line, then index arrays."""
    order = json.loads(sys.argv[1])
    _batasi(order["memori"], order["cpu"])
    try:
        answer = _baca(order)
    except DitolakError as error:
        _kirim({"pesan": str(error)}, [])
    except MemoryError:
        _kirim(
            {"pesan": "Isi berkas terlalu besar untuk dibaca. Bagi menjadi beberapa berkas."}, []
        )
    else:
        kolom = answer.pop("kolom", [])
        answer["unik"] = [unik for unik, _ in kolom]
        _kirim(answer, [index for _, index in kolom])


def _batasi(memori: int, cpu: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memori, memori))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _baca(order: dict[str, Any]) -> dict[str, Any]:
    path = Path(order["path"])
    limits = (order["maks_baris"], order["maks_kolom"], order["hanya"])
    if order["bentuk"] == "csv":
        from asn_portal.berkas.parsing import csvbaca  # noqa: PLC0415 -- load one reader only

        return csvbaca.baca(path, *limits)
    from asn_portal.berkas.parsing import xlsx  # noqa: PLC0415

    return xlsx.baca(path, order["lembar"], *limits)


def _kirim(answer: dict[str, Any], indexes: list[array[int]]) -> None:
    out = sys.stdout.buffer
    out.write(json.dumps(answer, ensure_ascii=False, allow_nan=False).encode() + b"\n")
    for index in indexes:
        out.write(index.tobytes())
    out.flush()
