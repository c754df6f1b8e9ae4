"""The e-formasi workbook "Proyeksi kebutuhan": units, headings and positions in one column."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asn_portal.berkas.parsing.lembar import Lembar, polos
from jabatan.peta.importers.kata import baku

if TYPE_CHECKING:
    from asn_portal.berkas.parsing.lembar import Mentah

JUDUL = "nama unit organisasi dan nama jabatan"
BARIS_JUDUL = 12
KOLOM_NAMA, KOLOM_BEZETTING, KOLOM_KEBUTUHAN, KOLOM_TIPE, KOLOM_UNIT = 1, 2, 3, 14, 15
TIPE = {"FT": "JF", "JFT": "JF", "JFU": "JFU"}
_UNIT = re.compile(
    r"(dinas|badan|sekretariat|inspektorat|kecamatan|kelurahan|satuan polisi|rumah sakit|rsud|"
    r"bagian|bidang|sub ?bagian|sub ?bidang|seksi|uptd?\b|puskesmas|pustu|poskesdes|polindes|"
    r"sd[n ]|smp[n ]|sd$|tk |korwil|kantor)"
)
_HEADING = re.compile(
    r"(jabatan |jft|jfu|formasi |pelaksana *(/.*)?$|fungsional( umum| tertentu)? *(/.*)?$)"
)
_DAERAH = re.compile(r"\s+(kabupaten|kota|provinsi)\s.*$", re.IGNORECASE)  # "… KABUPATEN X"
_KANTOR = re.compile(r"^kantor\s+(?=camat|kecamatan|kelurahan)", re.IGNORECASE)
_HEAD = re.compile(r"(kepala|camat|lurah|sekretaris|asisten|staf ahli|inspektur|direktur)\b")


def susun_bezetting(lembar: Lembar) -> Lembar:
    """Flat rows UNIT, JABATAN, JENIS, JENJANG …; any other sheet is returned as it is.

    Formulas of the total row are dropped: a total is compared, not stored.
    """
    mulai = _header(lembar)
    if mulai is None:
        return _tanpa_rumus_jumlah(lembar)
    rows: list[tuple[int, list[Mentah]]] = [
        (lembar.nomor[mulai], ["UNIT", "JABATAN", "JENIS", "KEBUTUHAN", "BEZETTING"])
    ]
    opd, unit, jenis = "", "", ""
    terpakai: dict[tuple[int, int], tuple[int, int]] = {}
    for place in range(mulai + 1, len(lembar.nomor)):
        nama = " ".join(polos(lembar.sel(place, KOLOM_NAMA)).split())
        nomor = lembar.nomor[place]
        text = baku(nama)
        if not nama or nama.replace(".", "").isdigit():
            continue
        need, held = lembar.sel(place, KOLOM_KEBUTUHAN), lembar.sel(place, KOLOM_BEZETTING)
        if text.startswith("jumlah"):
            rows.append((nomor, ["", nama, "", need, held]))
            continue
        if _HEADING.match(text) and need == "" and held == "":
            jenis = _jenis(text)
            continue
        tipe = TIPE.get(polos(lembar.sel(place, KOLOM_TIPE)).strip().upper(), jenis)
        tercetak = " ".join(polos(lembar.sel(place, KOLOM_UNIT)).split())
        kepala = bool(_HEAD.match(text))
        if _UNIT.match(text) and not tercetak:
            unit_nama = _KANTOR.sub("", _DAERAH.sub("", nama))
            jenis = ""
            if polos(lembar.sel(place, 0)).strip().isdigit():
                opd = unit = unit_nama
            else:
                unit = f"{opd} > {unit_nama}"
            if need != "" or held != "":
                rows.append((nomor, [unit, f"Kepala {unit_nama}", "", need, held]))
        else:
            unit = tercetak or unit
            rows.append((nomor, [unit, nama, "" if kepala else tipe, need, held]))
        for target, column in ((3, KOLOM_KEBUTUHAN), (4, KOLOM_BEZETTING)):
            terpakai[nomor, column] = (nomor, target)
    rumus = [terpakai[cell] for cell in lembar.rumus if cell in terpakai]
    return Lembar(lembar.nama, rows, rumus, lembar.tersembunyi)


def _jenis(heading: str) -> str:
    """Kind of the positions below a sub-heading; none when it names both."""
    umum = "pelaksana" in heading or "umum" in heading
    if umum and "tertentu" in heading:
        return ""
    return "JFU" if umum else "JF"


def _header(lembar: Lembar) -> int | None:
    for place in range(min(BARIS_JUDUL, len(lembar.nomor))):
        if baku(polos(lembar.sel(place, KOLOM_NAMA))) == JUDUL:
            return place
    return None


def _tanpa_rumus_jumlah(lembar: Lembar) -> Lembar:
    if lembar.rumus:
        place_of = {nomor: place for place, nomor in enumerate(lembar.nomor)}
        lembar.rumus = frozenset(
            (row, column)
            for row, column in lembar.rumus
            if row in place_of and not _adalah_jumlah(lembar, place_of[row])
        )
    return lembar


def _adalah_jumlah(lembar: Lembar, place: int) -> bool:
    return any(
        baku(polos(cell)).startswith(("jumlah", "total"))
        for cell in lembar.satu(place)
        if isinstance(cell, str)
    )
