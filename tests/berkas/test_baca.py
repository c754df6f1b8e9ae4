"""Files that want to harm, and cells that would be misread."""

from __future__ import annotations

import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
import xlsxwriter

from asn_portal.berkas import parsers as p
from asn_portal.berkas.exports import write_csv, write_xlsx
from asn_portal.berkas.parsing.arsip import DitolakError
from asn_portal.berkas.parsing.baca import baca_berkas
from asn_portal.berkas.services.jalankan import jalankan
from asn_portal.core.errors import DomainError
from tests.berkas.conftest import csv
from tests.factories.peta import PegawaiFactory

SHEET = "xl/worksheets/sheet1.xml"


def buku(isi) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as wb:
        ws = wb.add_worksheet("Data")
        fmt = wb.add_format({"num_format": "dd-mm-yyyy"})
        for y, row in enumerate(isi):
            for x, v in enumerate(row):
                ws.write(y, x, v, fmt if isinstance(v, date) else None)
    return out.getvalue()


def ubah(isi: bytes, **bagian: bytes | None) -> bytes:
    """The archive with parts added, replaced or (None) dropped."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(isi)) as asal,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z,
    ):
        for entry in asal.infolist():
            if entry.filename not in bagian:
                z.writestr(entry.filename, asal.read(entry.filename))
        for nama, data in bagian.items():
            if data is not None:
                z.writestr(nama, data)
    return out.getvalue()


def lembar_dengan(sel: str, isi: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(isi)) as z:
        xml = z.read(SHEET)
    xml = xml.replace(b"</sheetData>", f'<row r="9"><c r="{sel}"><v>1</v></c></row></sheetData>'.encode())  # fmt: skip
    return ubah(isi, **{SHEET: xml})


DASAR = buku([["KODE", "NAMA"], ["D01", "Dinas"]])
JAHAT = {
    "a corner far away": (lembar_dengan("XFD1048576", DASAR), "batas"),
    "a macro": (ubah(DASAR, **{"xl/vbaProject.bin": b"x"}), "makro"),
    "a link to another file": (ubah(DASAR, **{"xl/externalLinks/externalLink1.xml": b"<a/>"}), "tautan"),
    "an embedded file": (ubah(DASAR, **{"xl/embeddings/a.bin": b"x"}), "berkas lain"),
    "a document type": (ubah(DASAR, **{"xl/styles.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "DOCTYPE"),
    "another alphabet": (ubah(DASAR, **{"xl/styles.xml": "<a/>".encode("utf-16")}), "UTF-8"),
    "a bomb": (ubah(DASAR, **{"xl/media/a.png": b"\0" * 60_000_000}), "tidak wajar"),
    "too many parts": (ubah(DASAR, **{f"xl/media/{i}.png": b"x" for i in range(300)}), "300|bagian"),
    "a path upwards": (ubah(DASAR, **{"xl/../../etc/passwd": b"x"}), "alamat"),
    "an unknown part": (ubah(DASAR, **{"run.exe": b"x"}), "tidak dikenal"),
    "half a file": (DASAR[: len(DASAR) // 2], "rusak"),
    "a zip that is no workbook": (ubah(DASAR, **{"xl/workbook.xml": None}), "bukan lembar kerja"),
    "a pdf": (b"%PDF-1.7\n", "bukan lembar kerja"),
}  # fmt: skip


@pytest.mark.parametrize("nama", JAHAT)
def test_a_harmful_file_is_refused_with_a_sentence(nama, tmp_path):
    isi, kata = JAHAT[nama]
    path = tmp_path / "x.xlsx"
    path.write_bytes(isi)
    with pytest.raises(DitolakError, match=kata):
        baca_berkas(path, "x.xlsx")


def test_a_sheet_that_lies_about_its_size_ends_at_the_limits(tmp_path):
    with zipfile.ZipFile(BytesIO(lembar_dengan("XFD1048576", DASAR))) as z:
        xml = z.read(SHEET)
    assert b'<dimension ref="A1:B2"' in xml
    path = tmp_path / "x.xlsx"
    path.write_bytes(lembar_dengan("A1048576", DASAR))
    with pytest.raises(DitolakError, match="batas"):
        baca_berkas(path, "x.xlsx")


def test_the_child_has_no_secrets_and_cannot_write(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "rahasia")
    path = tmp_path / "x.csv"
    path.write_text('KODE;NAMA\r\nD01;"Dinas\nSatu"\r\n')
    lembar = baca_berkas(path, "x.csv").lembar
    assert lembar.satu(1) == ["D01", "Dinas\nSatu"]


@pytest.mark.parametrize(
    ("isi", "harap"),
    [
        ("KODE;NAMA\nD01;Dinas, Kota\n".encode("utf-8-sig"), ["D01", "Dinas, Kota"]),
        (b"KODE\tNAMA\nD01\tCaf\xe9\n", ["D01", "Café"]),
        (b'KODE,NAMA\n="00123",x\n', ["00123", "x"]),
    ],
)
def test_csv_in_the_shapes_of_offices(isi, harap, tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(isi)
    assert baca_berkas(path, "x.csv").lembar.satu(1) == harap


def test_csv_with_a_nul_or_an_open_quote_is_refused(tmp_path):
    path = tmp_path / "x.csv"
    for isi, kata in ((b"a,b\n1,\x002\n", "karakter nol"), (b'a,b\n1,"2\n', "kutip")):
        path.write_bytes(isi)
        with pytest.raises(DitolakError, match=kata):
            baca_berkas(path, "x.csv")


@pytest.mark.django_db
def test_a_nip_that_is_a_number_is_refused_with_its_cell_never_repaired(kota):
    pegawai = PegawaiFactory(unit__instansi=kota)
    isi = [["NAMA", "NIP BARU", "TAHUN", "PREDIKAT"]] + [["x", "'" + pegawai.nip, 2023, "Baik"]] * 1
    isi.append(["y", int(pegawai.nip), 2024, "Baik"])
    isi.append(["z", "1.98609E+17", 2022, "Baik"])
    laporan = jalankan("uji-skp", BytesIO(buku(isi)), nama="s.xlsx", instansi=kota)
    assert laporan.hitungan == {"baru": 1, "berubah": 0, "sama": 0, "bermasalah": 2}
    salah = {b.nomor: b.kesalahan[0] for b in laporan.penilaian.baris if b.kesalahan}
    assert salah[3]["sel"] == "B3"
    assert salah[3]["pesan"].startswith("NIP tersimpan sebagai angka")
    assert "notasi ilmiah" in salah[4]["pesan"]


@pytest.mark.django_db
def test_a_formula_in_a_data_column_is_refused_with_its_cell(kota):
    out = BytesIO()
    with xlsxwriter.Workbook(out) as wb:
        ws = wb.add_worksheet()
        for x, judul in enumerate(["KODE", "NAMA UNIT", "MULAI", "URUTAN", "TOTAL"]):
            ws.write_string(0, x, judul)
        for x, v in enumerate(["D01", "Dinas", "01-01-2024"]):
            ws.write_string(1, x, v)
        ws.write_formula(1, 3, "=40+50", None, 12)
        ws.write_formula(1, 4, "=1+1", None, 2)
    out.seek(0)
    laporan = jalankan("uji-unit", out, nama="u.xlsx", instansi=kota)
    assert [k["sel"] for k in laporan.penilaian.baris[0].kesalahan] == ["D2"]


@pytest.mark.django_db
def test_a_missing_column_says_what_was_read(kota):
    with pytest.raises(DomainError, match=r"KODE tidak ditemukan\. Judul kolom yang terbaca: Nama Unit, Mulai"):  # fmt: skip
        jalankan("uji-unit", csv("Dinas,01-01-2024", kepala="Nama Unit,Mulai"), nama="u.csv", instansi=kota)  # fmt: skip


@pytest.mark.django_db
def test_a_header_in_two_rows_is_put_together(kota):
    isi = [["DAFTAR UNIT", "", "", ""], ["KODE", "NAMA", "", "MULAI"], ["", "UNIT", "LAIN", ""], ["D01", "Dinas", "x", "01-01-2024"]]  # fmt: skip
    laporan = jalankan("uji-unit", BytesIO(buku(isi)), nama="u.xlsx", instansi=kota)
    assert laporan.hitungan["baru"] == 1
    assert laporan.pemetaan == {"0": "kode", "1": "nama", "3": "mulai"}


HARI = date(2022, 8, 1)
TANGGAL = [
    ("\x00d2022-08-01", HARI), ("\x00t2022-08-01T10:30:00", HARI), ("01-08-2022", HARI),
    ("2022-08-01", HARI), ("2022-08-01T00:00:00.000Z", HARI), ("2022-08-01 10:00:00", HARI),
    ("1 Agustus 2022", HARI), ("01 August 2022", HARI), ("25 DEC 1986", date(1986, 12, 25)),
    ("01.08.2022", HARI), ("31/12/2022", date(2022, 12, 31)), ("05/05/2022", date(2022, 5, 5)),
    ("", None), ("-", None), ("---", None), ("null", None), ("0000-00-00", None), ("'", None),
    ("'01-08-2022", HARI),
    ("03/04/2020", "dua cara"), ("31-02-2022", "kalender"), (44774.0, "bukan tanggal"),
    ("44774", "tidak terbaca"), ("1-8-22", "tidak terbaca"), ("1 Agt s.d 3 Agt 2022", "tidak terbaca"),
    ("\x00u05:04:00", "bukan tanggal"), ("01-01-0022", "lampau"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "harap"), TANGGAL)
def test_dates(cell, harap):
    periksa_sel(p.tanggal(), cell, harap)


def test_a_kind_may_declare_the_day_first_and_forbid_the_future():
    assert p.tanggal(hari_dulu=True).nilai("03/04/2020") == date(2020, 4, 3)
    with pytest.raises(p.Tolak, match="belum terjadi"):
        p.tanggal(masa_depan=False).nilai("2999-01-01")


@pytest.mark.parametrize(
    ("cell", "harap"),
    [
        ("87,5", Decimal("87.50")), ("87.5", Decimal("87.50")), (87.5, Decimal("87.50")),
        ("4.097,77", Decimal("4097.77")), ("1.234", "dua cara"), ("1,234", "dua cara"),
        ("0,123", "Paling banyak 2"), (90.0, Decimal("90.00")), ("-", None), ("Rp. 540,000", "bukan bilangan"),
        ("-1", "Paling kecil 0"), ("٣", "bukan bilangan"), ("\x00d2022-08-01", "tanggal"),
    ],
)  # fmt: skip
def test_decimals(cell, harap):
    periksa_sel(p.desimal(0, 10_000), cell, harap)


@pytest.mark.parametrize(
    ("baca", "cell", "harap"),
    [
        (p.nip(), "'198609262015051001", "198609262015051001"),
        (p.nip(), "19860926 201505 1 001", "198609262015051001"),
        (p.nip(), "19860926.201505.1.001", "198609262015051001"),
        (p.nip(), "19860926201505100", "Yang diisi 17 angka."),
        (p.nip(), "19860926201505100l", "18 angka"),
        (p.nip(), "１９８６０９２６２０１５０５１００１", "18 angka"),
        (p.nip(), 198609262015051001.0, "tersimpan sebagai angka"),
        (p.nik(), "3171234567890001", "3171234567890001"),
        (p.nama(), "Null", "Null"),
        (p.nama(), "NA", "NA"),
        (p.nama(), "Siti   Aminah ", "Siti Aminah"),
        (p.nama(), "Jum'at", "Jum'at"),
        (p.teks(), "NULL", None),
        (p.teks(), 821.0, "821"),
        (p.teks(), 8.21, "Tersimpan sebagai angka"),
        (p.teks(), "a\x08b", "karakter kendali"),
        (p.teks(), "a\u202eb", "arah tulisan"),
        (p.teks(), "e\u0301", "é"),
        (p.teks(3), "abcd", "Paling banyak 3"),
        (p.kode(lebar=2), 1.0, "01"),
        (p.kode(lebar=2), "05", "05"),
        (p.tahun(), 0.0, None),
        (p.tahun(), "2024", 2024),
        (p.bulat(), "2,5", "bukan bilangan bulat"),
        (p.ya_tidak(), "\x00b1", True),
        (p.ya_tidak(), "tidak", False),
        (p.pilihan({"SB": "Sangat Baik", "DE": "Di bawah ekspektasi"}, {"DIBAWAH ESPEKTASI": "DE"}), " dibawah  espektasi", "DE"),
        (p.pilihan({"SB": "Sangat Baik"}), "bagus", "Pilihannya: Sangat Baik."),
    ],
)  # fmt: skip
def test_cells(baca, cell, harap):
    periksa_sel(baca, cell, harap)


def periksa_sel(baca, cell, harap):
    try:
        hasil = baca.nilai(cell)
    except p.Tolak as error:
        hasil = str(error)
    assert hasil == harap or (isinstance(harap, str) and harap in hasil)


def test_what_is_exported_cannot_run_and_survives_strange_text(tmp_path):
    rows = [["=HYPERLINK(1)", "a\x08b", "x" * 40_000, datetime(2024, 1, 2, 3, 4, tzinfo=UTC), "198609262015051001", -5]]  # fmt: skip
    path = tmp_path / "x.xlsx"
    path.write_bytes(write_xlsx("a/b", ["A", "B", "C", "D", "E", "F"], rows))
    lembar = baca_berkas(path, "x.xlsx").lembar
    assert not lembar.rumus
    sel = lembar.satu(1)
    assert sel[:2] == ["=HYPERLINK(1)", "ab"]
    assert sel[2].endswith("[terpotong]")
    assert len(sel[2]) == 32_767
    assert sel[4] == "198609262015051001"
    isi = write_csv(["A"], [["=1+1"], [" @SUM"], ["-5,5"], ["|x"], [Decimal("1.234")]]).decode("utf-8-sig")  # fmt: skip
    assert isi.split("\r\n")[1:6] == ["'=1+1", "' @SUM", '"-5,5"', "'|x", '"1,2340"']


ANEH = ["", "-", "'x", "'", " x ", "a  b", "a\tb", "a|b", "a| b", "é", "\u200ex", "x\x07", "NULL",
        "\x00d2022-08-01", "\x00eNUL", 12.0, "y" * 300, "198609262015051001", "1986 09262015051001"]  # fmt: skip


def satu_per_satu(pembaca, cell):
    try:
        return pembaca.nilai(cell), None
    except p.Tolak as error:
        return None, str(error)


@pytest.mark.parametrize("pembaca", [p.teks(200), p.nama(200), p.nip()])
def test_cells_read_together_are_read_as_one_by_one(pembaca):
    biasa = ["198609262015051001"] * 3 if pembaca.harap.startswith("18") else ["Baik", "Ibu O'Brien"]  # fmt: skip
    for aneh in ANEH:
        for cells in ([*biasa, aneh], [aneh, *biasa], [aneh]):
            tolak: dict[int, str] = {}
            values = pembaca.semua(cells, tolak)
            dibaca = [(value, tolak.get(i)) for i, value in enumerate(values)]
            assert dibaca == [satu_per_satu(pembaca, cell) for cell in cells]
