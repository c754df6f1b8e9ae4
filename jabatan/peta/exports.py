"""Views of the map and of the list of people as a spreadsheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse

from asn_portal.core.dates import long_date
from jabatan.peta.permissions import may_see_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from jabatan.peta.selectors.angka import Baris, Jumlah
    from jabatan.peta.selectors.pegawai import BarisPegawai
    from jabatan.peta.selectors.unit import PohonUnit, Simpul

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
JABATAN_COLUMNS = (
    "Perangkat daerah", "Unit", "Jabatan", "Jenjang", "Kelas", "Bezetting (B)", "Kebutuhan (K)",
    "Kurang", "Lebih", "Pensiun 12 bulan",
)  # fmt: skip
OPD_COLUMNS = (
    "Perangkat daerah", "Kebutuhan (K)", "Bezetting (B)", "Kurang", "Lebih",
    "Jabatan tanpa pejabat", "Pensiun 12 bulan",
)  # fmt: skip
PEGAWAI_COLUMNS = (
    "Nama", "NIP", "Status", "Pangkat/golongan", "Jabatan", "Unit", "Perangkat daerah",
    "Pendidikan tertinggi", "Tanggal pensiun",
)  # fmt: skip


def spreadsheet(title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """An answer that the browser stores as a file named after the title."""
    from asn_portal.berkas.exports import write_xlsx  # noqa: PLC0415 -- the writer is slow to load

    name = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    response = HttpResponse(write_xlsx(title, list(columns), list(rows)), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def position_table(title: str, rows: Iterable[Baris], pohon: PohonUnit) -> HttpResponse:
    """Flat table of positions; shortage and surplus in columns of their own."""

    def names(row: Baris) -> tuple[str, str]:
        node = pohon.simpul.get(row.unit_id)
        opd = pohon.opd_of(node) if node else None
        return (opd.nama if opd else "", node.nama if node else "")

    return spreadsheet(
        title,
        JABATAN_COLUMNS,
        [
            (*names(r), r.nama, r.jenjang_label, r.kelas, r.bezetting, r.kebutuhan, r.kurang,
             r.lebih, r.pensiun)
            for r in rows
        ],
    )  # fmt: skip


def office_table(title: str, rows: Iterable[tuple[Simpul, Jumlah]]) -> HttpResponse:
    """One line per office."""
    return spreadsheet(
        title,
        OPD_COLUMNS,
        [
            (n.nama, j.kebutuhan, j.bezetting, j.kurang, j.lebih, j.kosong, j.pensiun)
            for n, j in rows
        ],
    )


def people_table(
    user: Any, rows: Iterable[BarisPegawai], pohon: PohonUnit, on: date
) -> HttpResponse:
    """The list of people as filtered; NIP only for those who may see it in full."""

    def line(row: BarisPegawai) -> tuple[Any, ...]:
        person = row.pegawai
        node = pohon.simpul.get(person.unit_id) if person.unit_id else None
        opd = pohon.opd_of(node) if node else None
        nip = person.nip if may_see_numbers(user, person) else masked(person.nip)
        return (
            person.orang.nama_lengkap, nip, row.status, row.pangkat, row.jabatan or "",
            node.nama if node else "", opd.nama if opd else "", row.pendidikan or "", row.pensiun,
        )  # fmt: skip

    return spreadsheet(
        f"Daftar pegawai {long_date(on)}", PEGAWAI_COLUMNS, [line(row) for row in rows]
    )


def masked(nip: str) -> str:
    """19860926********01, as on the pages."""
    return f"{nip[:8]}********{nip[-2:]}"
