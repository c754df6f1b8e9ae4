"""Reads an uploaded file in a limited process of its own (reliability.md §3.7)."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asn_portal.berkas.parsing.arsip import DitolakError
from asn_portal.berkas.parsing.lembar import Lembar

MEMORY = 1024**3
CPU_SECONDS = 120
WALL_SECONDS = 150
PACKAGES = Path(__file__).resolve().parents[2]
# The packages above are entered without running their __init__: no Django, no settings, no secrets.
_START = (
    "import sys, types\n"
    "for n, p in (('asn_portal', '{root}'), ('asn_portal.berkas', '{root}/berkas')):\n"
    "    m = types.ModuleType(n); m.__path__ = [p]; sys.modules[n] = m\n"
    "from asn_portal.berkas.parsing.child import main\n"
    "main()\n"
)


@dataclass(frozen=True, slots=True)
class Bacaan:
    """Names of all sheets and, when one was chosen or is the only one, its cells."""

    nama_lembar: list[str]
    lembar: Lembar | None


def bentuk(nama: str, awal: bytes) -> str:
    """'xlsx' or 'csv'; name and first bytes must agree."""
    akhiran = Path(nama).suffix.lower()
    if akhiran not in {".xlsx", ".csv"}:
        raise DitolakError(
            f"Berkas harus .xlsx atau .csv. Yang dipilih {akhiran or 'tanpa akhiran'}."
        )
    is_zip = awal.startswith(b"PK\x03\x04")
    if akhiran == ".xlsx" and not is_zip:
        raise DitolakError("Nama berkas berakhiran .xlsx, tetapi isinya bukan lembar kerja Excel.")
    binary = is_zip or awal.startswith((b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff"))
    if akhiran == ".csv" and binary:
        raise DitolakError("Nama berkas berakhiran .csv, tetapi isinya bukan teks CSV.")
    return akhiran[1:]


def baca_berkas(
    path: Path,
    nama: str,
    *,
    lembar: str | None = None,
    maks_baris: int = 100_000,
    maks_kolom: int = 100,
    hanya: int | None = None,
) -> Bacaan:
    """Cells of the file; DitolakError with a sentence when it is refused."""
    with path.open("rb") as file:
        order: dict[str, Any] = {
            "path": str(path),
            "bentuk": bentuk(nama, file.read(8)),
            "lembar": lembar,
        }
    # Titles above the table and the header do not count as data.
    order |= {"maks_baris": maks_baris + 20, "maks_kolom": maks_kolom, "hanya": hanya}
    order |= {"memori": MEMORY, "cpu": CPU_SECONDS}
    try:
        done = subprocess.run(  # noqa: S603 -- own program, no shell, arguments as JSON
            [sys.executable, "-I", "-c", _START.format(root=PACKAGES), json.dumps(order)],
            capture_output=True,
            timeout=WALL_SECONDS,
            check=False,
            cwd=tempfile.gettempdir(),
            env={"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"},
        )
    except subprocess.TimeoutExpired:
        raise DitolakError(
            "Berkas tidak selesai dibaca dalam batas waktu. Bagi berkasnya."
        ) from None
    if done.returncode != 0:
        raise DitolakError(
            "Berkas ini melampaui batas memori atau waktu saat dibaca. "
            "Salin datanya ke berkas baru lalu unggah lagi."
        )
    return _terima(done.stdout)


def _terima(data: bytes) -> Bacaan:
    ends = data.index(b"\n")
    answer = json.loads(data[:ends])
    if "pesan" in answer:
        raise DitolakError(answer["pesan"])
    if "jumlah" not in answer:
        return Bacaan(answer["lembar"], None)
    jumlah, at, kolom = answer["jumlah"], ends + 1, []
    for unik in answer["unik"]:
        index = array("I")
        index.frombytes(data[at : at + 4 * jumlah])
        at += 4 * jumlah
        kolom.append((unik, index))
    rumus = {(row, column) for row, column in answer["rumus"]}
    return Bacaan(
        answer["lembar"],
        Lembar.dari_kolom(answer["nama"], kolom, jumlah, rumus, answer["tersembunyi"]),
    )
