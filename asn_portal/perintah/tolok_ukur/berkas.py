"""An XLSX of courses as offices send it: real dates, real numbers, a few wrong rows."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import numpy as np
import xlsxwriter

from asn_portal.perintah.tolok_ukur import kota
from jabatan.peta.models import Pegawai

JUDUL: Final = (
    "NIP", "NAMA", "NAMA PELATIHAN", "JENIS PELATIHAN", "PENYELENGGARA", "NOMOR SERTIFIKAT",
    "TANGGAL MULAI", "TANGGAL SELESAI", "JUMLAH JAM (JP)",
)  # fmt: skip
JENIS: Final = (
    "Pelatihan teknis",
    "Pelatihan fungsional",
    "Sertifikasi",
    "SEMINAR",
    "BIMTEK",
    "LAINNYA",
)
SALAH_SETIAP: Final = 200


def tulis(param: dict[str, Any]) -> dict[str, Any]:
    """Write the file; every 200th row is wrong in one of four ways."""
    path = Path(param["folder"]) / "kursus.xlsx"
    acak = np.random.default_rng(kota.BENIH + 3)
    people = list(Pegawai.objects.order_by("pk").values_list("nip", "orang__nama"))
    book = xlsxwriter.Workbook(
        str(path), {"constant_memory": True, "default_date_format": "dd-mm-yyyy"}
    )
    sheet = book.add_worksheet("Kursus")
    sheet.write_row(0, 0, JUDUL)
    wrong = 0
    for i in range(param["baris"]):
        nip, nama = people[i % len(people)]
        mulai = kota.ACUAN - timedelta(days=int(acak.integers(30, 2000)))
        row: list[Any] = [
            nip, nama, f"Kursus {i // len(people)} angkatan {i % 97}", JENIS[i % len(JENIS)],
            f"Balai Diklat {i % 31}", f"SERT/{i:07d}/2025", mulai,
            mulai + timedelta(days=int(acak.integers(0, 20))), int(acak.integers(2, 200)),
        ]  # fmt: skip
        if i % SALAH_SETIAP == SALAH_SETIAP - 1:
            wrong += 1
            _rusak(row, wrong % 4)
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(i + 1, column, value)
            else:
                sheet.write(i + 1, column, value)
    book.close()
    return {"berkas": str(path), "mib": path.stat().st_size / 2**20, "salah": wrong}


def _rusak(row: list[Any], how: int) -> None:
    if how == 0:
        row[0] = "1999" + row[0][4:14] + "9999"  # nobody's number
    elif how == 1:
        row[6] = row[7] + timedelta(days=3)  # begins after its end
    elif how == 2:
        row[8] = 5000  # more hours than a course has
    else:
        row[3] = "Arisan"  # no such kind
