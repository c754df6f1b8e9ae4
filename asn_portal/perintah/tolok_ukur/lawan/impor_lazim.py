"""The usual import: pandas with openpyxl, a loop over the rows, executemany."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

import pandas as pd
from django.db import connection, transaction

from asn_portal.perintah.tolok_ukur.jam import Jam, puncak_mib

JENIS = {
    "PELATIHAN TEKNIS": "TEKNIS", "TEKNIS": "TEKNIS", "T": "TEKNIS", "BIMTEK": "TEKNIS",
    "BIMBINGAN TEKNIS": "TEKNIS", "PELATIHAN FUNGSIONAL": "FUNGSIONAL", "FUNGSIONAL": "FUNGSIONAL",
    "F": "FUNGSIONAL", "SERTIFIKASI": "SERTIFIKASI", "SEMINAR": "SEMINAR", "WORKSHOP": "SEMINAR",
    "LOKAKARYA": "SEMINAR", "SOSIALISASI": "SEMINAR", "LAINNYA": "LAINNYA", "PELATIHAN LAIN": "LAINNYA",
    "P": "LAINNYA", "STRUKTURAL": "STRUKTURAL", "KEPEMIMPINAN": "STRUKTURAL",
}  # fmt: skip
NIP = re.compile(r"[0-9]{18}")
KOSONG = {"", "-", "---", "NULL", "null"}
JP_MAKS = 1000
TULIS = """
INSERT INTO pelatihan_riwayatpelatihan (pegawai_id, jenis, kode_program, nama, penyelenggara,
       nomor_sertifikat, mulai, selesai, jp) VALUES (%s, %s, '', %s, %s, %s, %s, %s, %s)
"""


class SalahError(Exception):
    """A cell or row that cannot be taken."""


def ukur(param: dict[str, Any]) -> dict[str, Any]:
    """Read, check row by row against the people and the courses already there, write."""
    jam = Jam(param["induk"])
    with jam.ukur("baca"):
        frame = pd.read_excel(param["berkas"], engine="openpyxl", dtype=object)
    with jam.ukur("periksa"):
        rows, wrong = periksa(frame.to_dict("records"))
    with jam.ukur("simpan"), transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(TULIS, rows)
    return {
        "tahap": jam.tahap,
        "dinding": jam.dinding,
        "puncak": puncak_mib(),
        "baru": len(rows),
        "salah": wrong,
    }


def periksa(records: list[dict[Any, Any]]) -> tuple[list[tuple[Any, ...]], list[int]]:
    """Rows to write, and the numbers of wrong rows as in Excel."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nip, id FROM peta_pegawai WHERE aktif")
        people = dict(cursor.fetchall())
        cursor.execute(
            "SELECT pegawai_id, nama, selesai, nomor_sertifikat FROM pelatihan_riwayatpelatihan"
        )
        known = cursor.fetchall()
    taken = {(pegawai, nama, selesai) for pegawai, nama, selesai, _ in known}
    numbers = {(pegawai, nomor) for pegawai, _, _, nomor in known if nomor}
    rows, wrong = [], []
    for nomor_baris, record in enumerate(records, start=2):
        try:
            row = satu(record, people)
        except SalahError:
            wrong.append(nomor_baris)
            continue
        key, number = (row[0], row[2], row[6]), (row[0], row[4])
        if key in taken or number in numbers:
            wrong.append(nomor_baris)
            continue
        taken.add(key)
        numbers.add(number)
        rows.append(row)
    return rows, wrong


def satu(record: dict[Any, Any], people: dict[str, int]) -> tuple[Any, ...]:
    """One checked row."""
    nip = teks(record["NIP"], 18)
    if not NIP.fullmatch(nip) or nip not in people:
        raise SalahError
    nama, jenis = teks(record["NAMA PELATIHAN"], 300), teks(record["JENIS PELATIHAN"], 60).upper()
    mulai, selesai = tanggal(record["TANGGAL MULAI"]), tanggal(record["TANGGAL SELESAI"])
    jp = record["JUMLAH JAM (JP)"]
    if not nama or jenis not in JENIS or selesai is None or (mulai is not None and mulai > selesai):
        raise SalahError
    if not isinstance(jp, int) or not 1 <= jp <= JP_MAKS:
        raise SalahError
    return (
        people[nip], JENIS[jenis], nama, teks(record["PENYELENGGARA"], 200),
        teks(record["NOMOR SERTIFIKAT"], 120), mulai, selesai, jp,
    )  # fmt: skip


def teks(value: Any, maks: int) -> str:
    """Text without doubled blanks."""
    if not isinstance(value, str):
        raise SalahError
    text = " ".join(value.split())
    if len(text) > maks:
        raise SalahError
    return "" if text in KOSONG else text


def tanggal(value: Any) -> date | None:
    """A date cell or an ISO text."""
    if value is None or value is pd.NaT:
        return None
    if isinstance(value, datetime):
        return value.date()
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise SalahError from None
