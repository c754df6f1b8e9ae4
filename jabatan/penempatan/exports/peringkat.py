"""A ranking as a workbook, and as a file that a stranger can compute again."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import xlsxwriter

from jabatan import merit
from jabatan.penempatan.selectors import beku

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jabatan.penempatan.models import Lowongan, Pemeringkatan
    from jabatan.penempatan.selectors.orang import Identitas
    from jabatan.penempatan.selectors.peringkat import Peserta

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAME_WIDTH = 42


def workbook(
    lowongan: Lowongan,
    run: Pemeringkatan,
    rows: Sequence[Peserta],
    who: Mapping[int, Identitas],
) -> bytes:
    """One sheet; values are text so that no spreadsheet rounds them."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet("Peringkat")
        bold = book.add_format({"bold": True})
        sheet.write_string(0, 0, f"Peringkat {lowongan.kursi.jabatan}", bold)
        sheet.write_string(
            1, 0, f"Pemeringkatan no. {run.nomor}/{run.tahun}, sidik jari {run.sidik_jari}"
        )
        groups = [one.nama for one in rows[0].ruas] if rows else []
        head = ["No.", "Nama", "Jabatan", "Kotak", "Nilai akhir", *groups]
        for column, text in enumerate(head):
            sheet.write_string(3, column, text, bold)
        sheet.set_column(1, 2, NAME_WIDTH)
        for number, one in enumerate(rows, 4):
            known = who.get(one.pegawai_id)
            sheet.write_number(number, 0, one.urutan)
            sheet.write_string(number, 1, known.nama if known else "")
            sheet.write_string(number, 2, known.jabatan if known else "")
            sheet.write_number(number, 3, one.kotak)
            sheet.write_string(number, 4, one.nilai)
            for column, part in enumerate(one.ruas, 5):
                sheet.write_string(number, column, part.teks)
        sheet.freeze_panes(4, 2)
    return buffer.getvalue()


def run_file(run: Pemeringkatan, lowongan: Lowongan) -> dict[str, Any]:
    """Format merit-run-1 for one vacancy: people are numbered inside the run, never named."""
    case = merit.export_case(beku.thawed(run), [lowongan.kode])
    return {
        "format": merit.RUN_FORMAT,
        "mesin": run.mesin,
        "masukan": case,
        "hasil": merit.rank(case),
    }
