"""XLSX as an archive: what is refused before any cell is read. No Django here."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from pathlib import Path

MAX_ENTRIES = 200
MAX_UNPACKED = 300 * 1024 * 1024
MAX_RATIO = 200
SMALL = 1024 * 1024  # a small part may be packed as tightly as it likes
REFUSED = (
    ("vbaproject", "Berkas memuat makro. Simpan sebagai Excel Workbook (.xlsx) tanpa makro."),
    ("macrosheets", "Berkas memuat makro. Simpan sebagai Excel Workbook (.xlsx) tanpa makro."),
    ("externallinks", "Berkas memuat tautan ke berkas lain. Salin nilainya ke berkas baru."),
    ("embeddings", "Berkas memuat berkas lain di dalamnya. Salin datanya ke berkas baru."),
    ("activex", "Berkas memuat kendali ActiveX. Salin datanya ke berkas baru."),
    ("connections.xml", "Berkas memuat sambungan data luar. Salin nilainya ke berkas baru."),
)
ALLOWED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/[\w.\-/]+|customXml/[\w.\-/]+"
    r"|docMetadata/[\w.\-/]+|\[trash\]/[\w.\-]+"
    r"|xl/(?:workbook|styles|sharedStrings|metadata|calcChain|comments\d*|rdRichValue\w*)\.xml"
    r"|xl/_rels/workbook\.xml\.rels"
    r"|xl/(?:worksheets|chartsheets|theme|drawings|media|charts|tables|printerSettings|persons"
    r"|threadedComments|richData|pivotTables|pivotCache|ctrlProps|slicers|slicerCaches"
    r"|revisions|webextensions|featurePropertyBag)/[\w.\-/ ]+",
    re.IGNORECASE,
)
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']+)[\"']")
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_REL = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


class DitolakError(Exception):
    """The file is not read; the message is for the officer."""


def periksa_arsip(path: Path) -> zipfile.ZipFile:
    """Open the archive after its directory has been found harmless."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        raise DitolakError(
            "Berkas rusak atau terpotong. Buka di Excel, simpan ulang sebagai .xlsx, lalu unggah lagi."
        ) from None
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise DitolakError(
            f"Berkas berisi {len(entries)} bagian. Paling banyak {MAX_ENTRIES} bagian."
        )
    names = [entry.filename for entry in entries]
    if len({name.lower() for name in names}) != len(names):
        raise DitolakError("Berkas memuat bagian dengan nama yang sama. Simpan ulang dari Excel.")
    for entry in entries:
        _periksa_bagian(entry)
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise DitolakError(
            "Isi berkas sesudah dibuka melebihi 300 MB. Bagi menjadi beberapa berkas."
        )
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise DitolakError("Isi berkas bukan lembar kerja Excel (.xlsx).")
    return archive


def _periksa_bagian(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    low = name.lower()
    for word, pesan in REFUSED:
        if word in low:
            raise DitolakError(pesan)
    if ".." in name or name.startswith("/") or "\\" in name or not name.isprintable():
        raise DitolakError("Berkas memuat bagian dengan alamat yang tidak wajar.")
    if not name.endswith("/") and not ALLOWED.fullmatch(name):
        raise DitolakError(f"Berkas memuat bagian yang tidak dikenal: {name[:80]}.")
    if entry.flag_bits & 0x1:
        raise DitolakError("Berkas terkunci kata sandi. Simpan ulang tanpa kata sandi.")
    if entry.file_size > SMALL and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
        raise DitolakError("Berkas memuat bagian yang dimampatkan secara tidak wajar.")


def periksa_xml(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """No document type, no foreign encoding in any XML part; gives the sheets as unpacked."""
    sheets: dict[str, bytes] = {}
    for entry in archive.infolist():
        if not entry.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        data = baca_bagian(archive, entry.filename)
        head = data[:200]
        match = _ENCODING.search(head)
        if (match and match[1].lower() not in {b"utf-8", b"us-ascii"}) or b"\x00" in data:
            raise DitolakError(
                "Bagian berkas memakai sandi huruf selain UTF-8. Simpan ulang dari Excel."
            )
        # The single sign is looked for first: nearly no sheet has it, and that is quickly seen.
        if b"!" in data and (b"<!DOCTYPE" in data or b"<!ENTITY" in data):
            raise DitolakError("Berkas memuat deklarasi DOCTYPE yang tidak diperbolehkan.")
        if entry.filename == "[Content_Types].xml" and b"macroenabled" in data.lower():
            raise DitolakError(REFUSED[0][1])
        if entry.filename.lower().startswith("xl/worksheets/"):
            sheets[entry.filename] = data
    return sheets


def baca_bagian(archive: zipfile.ZipFile, name: str) -> bytes:
    """Bytes of a part; a damaged part is an answer, not a traceback."""
    try:
        return archive.read(name)
    except (zipfile.BadZipFile, OSError, ValueError, KeyError, NotImplementedError, EOFError) as e:
        raise DitolakError(
            "Berkas rusak atau terpotong. Buka di Excel, simpan ulang sebagai .xlsx, lalu unggah lagi."
        ) from e


def bagian_lembar(archive: zipfile.ZipFile) -> dict[str, str]:
    """Part of each sheet by its name, in order."""
    try:
        book = ET.fromstring(baca_bagian(archive, "xl/workbook.xml"))  # noqa: S314 -- no DTD, checked
        rels = ET.fromstring(baca_bagian(archive, "xl/_rels/workbook.xml.rels"))  # noqa: S314
    except ET.ParseError:
        raise DitolakError("Daftar lembar di berkas ini rusak. Simpan ulang dari Excel.") from None
    targets = {rel.get("Id"): rel.get("Target", "") for rel in rels}
    found: dict[str, str] = {}
    for sheet in book.iter():
        if sheet.tag.rpartition("}")[2] != "sheet":
            continue
        target = targets.get(sheet.get(_REL) or sheet.get(_STRICT_REL) or "", "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if "/worksheets/" in f"/{part}":
            found[sheet.get("name", "")] = part
    return found
