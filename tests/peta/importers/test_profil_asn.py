"""SIASN Profil ASN: who a row is, what is kept, where the person sits."""

from __future__ import annotations

import csv
import io
import os
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from asn_portal.berkas import registry
from asn_portal.berkas.engine.judul import cari_kepala, cocokkan
from asn_portal.berkas.parsing.lembar import Lembar
from asn_portal.core.crypto import decrypt_nik
from asn_portal.core.models import Orang
from asn_portal.core.models.bukti import PerubahanBukti
from jabatan.peta.enums import StatusASN
from jabatan.peta.importers.kata import golongan
from jabatan.peta.models import (
    Kursi,
    Pegawai,
    PemangkuJabatan,
    ProgramStudi,
    RiwayatPangkat,
    RiwayatPendidikan,
)
from tests.factories.peta import PegawaiFactory
from tests.peta.importers.conftest import orang

PPPK = "199312282025212001"
DUA = "199001012015052002"
TIGA = "199102022015051003"


def perawat(nip="198609262015051001", **lain):
    return orang(
        nip,
        **{
            "JENIS JABATAN ID": 2,
            "JABATAN ID": "JF1",
            "JABATAN NAMA": "PERAWAT AHLI MUDA",
            "TMT JABATAN": date(2023, 1, 1),
            **lain,
        },
    )


def penuh(nip="198609262015051001", **lain):
    return perawat(
        nip,
        **{
            "GELAR BELAKANG": "S.Kep.",
            "NIK": f"'167110{nip[6:8]}{nip[4:6]}{nip[2:4]}{nip[-4:]}",
            "TMT CPNS": date(int(nip[8:12]), int(nip[12:14]), 1),
            "TMT PNS": date(2016, 6, 1),
            "GOL AKHIR ID": 33,
            "GOL AKHIR NAMA": "III/c",
            "TMT GOLONGAN": date(2022, 4, 1),
            "MK TAHUN": 7,
            "MK BULAN": 0,
            "TINGKAT PENDIDIKAN ID": 40,
            "TINGKAT PENDIDIKAN NAMA": "S-1/Sarjana",
            "PENDIDIKAN ID": "E1",
            "PENDIDIKAN NAMA": "S-1  Keperawatan",
            "TAHUN LULUS": 2009,
            "AGAMA NAMA": "Rahasia",
            **lain,
        },
    )


@pytest.mark.parametrize(
    ("nik", "words"),
    [
        ("1671106609860003", "jenis kelamin pada NIK berbeda"),  # EX-6.11
        ("1671102509860003", "tanggal lahir pada NIK berbeda"),
        ("1671103002860003", "bukan tanggal yang ada di kalender"),
        ("1671102609860003", None),  # EX-6.12
    ],
)
def test_a_nik_that_differs_from_the_nip_is_taken_with_a_warning(peta, kota, nik, words):
    laporan = peta.impor("profil-asn", [penuh(NIK=nik)])

    assert not laporan.salah
    found = [text for row in laporan.penilaian.baris for text in row.peringatan if "NIK" in text]
    assert [words in text for text in found] == ([] if words is None else [True])


def test_a_row_becomes_person_employment_rank_degree_and_seat(peta, kota):
    report = peta.impor("profil-asn", [penuh()], lembar="pns_A5EB03E2")
    assert report.hitungan["baru"] == 1
    pegawai = Pegawai.objects.get()
    assert (pegawai.status, pegawai.unit.kode_siasn) == (StatusASN.PNS, "PKM1")
    assert pegawai.orang.jenis_kelamin == "L"
    assert decrypt_nik(bytes(pegawai.orang.nik_tersandi)) == penuh()["NIK"].lstrip("'")
    pangkat = RiwayatPangkat.objects.get()
    assert (pangkat.golongan, pangkat.mk_tahun) == ("III/c", 7)
    degree = RiwayatPendidikan.objects.get()
    assert (degree.jenjang, degree.program.nama_baku) == ("S1", "S-1 KEPERAWATAN")
    assert degree.program.bidang is None
    seat = PemangkuJabatan.objects.get()
    assert (seat.kursi.nomor, seat.kursi.formasi) == (1, True)
    assert seat.periode.lower == date(2023, 1, 1)
    touched = PerubahanBukti.objects.order_by("-pk").first()
    assert touched.orang_ids == [pegawai.orang_id]
    assert peta.pulang_pergi("profil-asn") == {"baru": 0, "berubah": 0, "sama": 1, "bermasalah": 0}
    assert peta.pulang_pergi("profil-asn", "csv")["sama"] == 1


@pytest.mark.parametrize("nip", [198609262015051001, 1.98609e17, "1.98609E+17"])
def test_a_nip_that_is_a_number_is_refused_and_never_repaired(peta, nip):
    book = openpyxl.Workbook()
    book.active.append(["NIP BARU", "NAMA", "UNOR ID"])
    book.active.append([nip, "CONTOH PEGAWAI", "PKM1"])
    out = io.BytesIO()
    book.save(out)
    report = peta.berkas("profil-asn", out.getvalue(), "pns.xlsx")
    assert report.penilaian.baris[0].kesalahan[0]["sel"] == "A2"
    assert report.salah[0][1] == "NIP BARU"
    assert not Pegawai.objects.exists()


@pytest.mark.parametrize(
    "nip",
    ["19860926201505100", "198009123", "198609262015051000", "199003152019033001",
     "199802302020122001", "200512312015012001", "١٩٨٦٠٩٢٦٢٠١٥٠٥١٠٠١"],
)  # fmt: skip
def test_a_nip_that_cannot_be_is_refused(peta, nip):
    row = dict(orang(), **{"NIP BARU": nip})
    del row["TANGGAL LAHIR"], row["JENIS KELAMIN"]
    assert peta.impor("profil-asn", [row]).salah[0][1] == "NIP BARU"


def test_printed_blanks_and_apostrophes_of_a_nip_are_read(peta):
    assert (
        peta.impor("profil-asn", [dict(orang(), **{"NIP BARU": "'19860926 201505 1 001"})]).salah
        == []
    )
    assert Pegawai.objects.get().nip == "198609262015051001"


def test_birth_date_and_sex_must_be_those_of_the_nip(peta):
    row = orang(**{"TANGGAL LAHIR": date(1986, 9, 27), "JENIS KELAMIN": "F"})
    assert [kolom for _, kolom, _ in peta.impor("profil-asn", [row]).salah] == [
        "TANGGAL LAHIR", "JENIS KELAMIN",
    ]  # fmt: skip


def test_a_pppk_number_has_21_where_a_pns_has_the_month(peta):
    row = orang(PPPK, **{"KEDUDUKAN HUKUM ID": 71})
    assert peta.impor("profil-asn", [row]).salah == []
    assert Pegawai.objects.get().status == StatusASN.PPPK
    report = peta.impor("profil-asn", [orang(**{"KEDUDUKAN HUKUM ID": 71})])
    assert "kode PPPK 21" in report.salah[0][2]


@pytest.mark.parametrize(
    ("lembar", "lain", "status"),
    [
        ("pppk_A5EB03E2", {}, StatusASN.PPPK),
        ("pppk_paruh_waktu_A5EB03E2", {}, StatusASN.PPPK_PARUH_WAKTU),
        ("Data", {"KEDUDUKAN HUKUM ID": 101}, StatusASN.PPPK_PARUH_WAKTU),
        ("Data", {"KEDUDUKAN HUKUM NAMA": "PPPK Aktif"}, StatusASN.PPPK),
        ("Data", {}, StatusASN.PPPK),
    ],
)
def test_the_kind_of_employment_is_told_by_sheet_or_columns(peta, lembar, lain, status):
    row = orang(PPPK, **{"KEDUDUKAN HUKUM ID": None, **lain})
    assert peta.impor("profil-asn", [row], lembar=lembar).salah == []
    assert Pegawai.objects.get().status == status


def test_one_golongan_code_has_two_meanings():
    assert golongan("31", None, "PNS") == "III/a"
    assert golongan("31", None, "PPPK") == "IX"
    assert golongan("45", "IV/e", "PNS") == "IV/e"
    assert golongan(None, "iv - b", "PNS") == "IV/b"
    for kode, nama, status in (("31", "III/b", "PNS"), (None, "IX", "PNS"), ("99", None, "PNS"),
                               (None, "III/e", "PNS"), (None, "III/a", "PPPK")):  # fmt: skip
        with pytest.raises(ValueError, match="olongan"):
            golongan(kode, nama, status)


def test_code_and_name_of_a_golongan_that_disagree_are_refused(peta):
    row = penuh(**{"GOL AKHIR ID": 31, "GOL AKHIR NAMA": "III/c"})
    assert "berarti III/a" in peta.impor("profil-asn", [row]).salah[0][2]


def test_lost_leading_zeros_come_back(peta):
    peta.impor("profil-asn", [penuh(**{"TINGKAT PENDIDIKAN ID": 5, "TINGKAT PENDIDIKAN NAMA": None,
                                       "PENDIDIKAN NAMA": "SEKOLAH DASAR"})])  # fmt: skip
    assert RiwayatPendidikan.objects.get().jenjang == "SD"
    assert Pegawai.objects.get().kedudukan_hukum == "Aktif"


def test_year_zero_is_unknown_and_keeps_what_is_known(peta):
    peta.impor("profil-asn", [penuh()])
    assert peta.impor("profil-asn", [penuh(**{"TAHUN LULUS": 0})]).hitungan["sama"] == 1
    assert RiwayatPendidikan.objects.get().tahun_lulus == 2009


def test_columns_that_are_not_kept_are_exported_empty(peta):
    peta.impor("profil-asn", [penuh()])
    rows = list(csv.DictReader(peta.ekspor("profil-asn", "csv").decode("utf-8-sig").splitlines()))
    assert rows[0]["AGAMA NAMA"] == rows[0]["NIK"] == rows[0]["NPWP NOMOR"] == ""
    assert list(rows[0])[:67] == [kolom.judul for kolom in registry.ambil("profil-asn").kolom][:67]


def test_a_second_file_updates_by_pns_id_then_nip(peta):
    peta.impor("profil-asn", [penuh()])
    renamed = penuh(**{"NAMA": "NAMA BARU", "GOL AKHIR ID": 34, "GOL AKHIR NAMA": "III/d",
                       "TMT GOLONGAN": date(2026, 4, 1)})  # fmt: skip
    report = peta.impor("profil-asn", [renamed])
    assert report.hitungan["berubah"] == 1
    assert Pegawai.objects.count() == Orang.objects.filter(pegawai__isnull=False).count() == 1
    assert RiwayatPangkat.objects.count() == 2
    del renamed["PNS ID"]
    assert peta.impor("profil-asn", [renamed]).hitungan["sama"] == 1


def test_a_number_of_somebody_else_is_refused(peta):
    peta.impor("profil-asn", [penuh(), penuh(DUA)])
    lain = dict(penuh(), **{"PNS ID": f"ID{DUA}"})
    assert "PNS ID lain" in peta.impor("profil-asn", [lain]).salah[0][2]
    nik = penuh(TIGA, NIK=penuh()["NIK"])
    assert peta.impor("profil-asn", [nik]).salah[0][1] == "NIK"
    PegawaiFactory(nip=TIGA)
    report = peta.impor("profil-asn", [penuh(TIGA)])
    assert report.salah[0][2] == "NIP ini perlu diverifikasi BKPSDM sebelum dapat dipakai."


def test_a_double_in_the_file_is_named_with_its_row(peta):
    report = peta.impor("profil-asn", [penuh(), penuh()])
    assert "baris 2" in report.salah[0][2]
    report = peta.impor("profil-asn", [penuh(), penuh(DUA, **{"PNS ID": "ID198609262015051001"})])
    assert report.salah == [(3, "PNS ID", "Sama dengan baris 2.")]


def test_an_unknown_unit_is_refused_and_an_unknown_position_is_not(peta):
    report = peta.impor("profil-asn", [perawat(**{"UNOR ID": "ENTAH"})])
    assert report.salah[0][1] == "UNOR ID"
    report = peta.impor("profil-asn", [perawat(**{"UNOR ID": "SEKRET"})])
    assert report.salah == []
    assert "belum ada di peta" in report.penilaian.baris[0].peringatan[0]
    seat = PemangkuJabatan.objects.get()
    assert (seat.kursi, seat.jenjang, seat.nama_unit) == (None, "ahli_muda", "Sekretariat")


def test_people_fill_formasi_first_and_the_rest_sit_without(peta):
    rows = [perawat(nip) for nip in ("198609262015051001", DUA, TIGA)]
    peta.impor("profil-asn", rows)
    seats = PemangkuJabatan.objects.order_by("kursi__nomor").values_list(
        "kursi__nomor", "kursi__formasi", "pegawai__nip"
    )
    assert list(seats) == [(1, True, rows[0]["NIP BARU"][1:]), (2, True, DUA), (3, False, TIGA)]
    assert Kursi.objects.get(nomor=3).atasan is not None
    assert peta.pulang_pergi("profil-asn")["sama"] == 3


def kepala(nip, mulai):
    return orang(nip, **{"UNOR ID": "DINKES", "JABATAN ID": "dinkes", "JENIS JABATAN ID": 1,
                         "JABATAN NAMA": "Kepala Dinas", "TMT JABATAN": mulai})  # fmt: skip


def test_a_structural_seat_has_one_holder(peta):
    rows = [kepala(DUA, date(2020, 1, 1)), kepala(TIGA, date(2024, 1, 1))]
    report = peta.impor("profil-asn", rows)
    assert [(nomor, kolom) for nomor, kolom, _ in report.salah] == [(3, "JABATAN NAMA")]
    peta.impor("profil-asn", rows[:1])
    report = peta.impor("profil-asn", rows[1:])
    assert "masih dipegang CONTOH PEGAWAI" in report.salah[0][2]


def test_who_leaves_a_seat_frees_it_for_who_comes(peta):
    peta.impor("profil-asn", [kepala(DUA, date(2020, 1, 1)), perawat(TIGA)])
    rows = [kepala(TIGA, date(2026, 3, 1)), perawat(DUA, **{"TMT JABATAN": date(2026, 3, 1)})]
    assert peta.impor("profil-asn", rows).salah == []
    kini = PemangkuJabatan.objects.filter(periode__endswith__isnull=True)
    assert {(p.pegawai.nip, p.nama_jabatan) for p in kini} == {
        (TIGA, "Kepala Dinas Kesehatan"), (DUA, "Perawat Ahli Muda"),
    }  # fmt: skip
    assert PemangkuJabatan.objects.filter(periode__endswith=date(2026, 3, 1)).count() == 2


def test_an_older_file_does_not_take_a_newer_appointment_back(peta):
    peta.impor("profil-asn", [kepala(DUA, date(2026, 3, 1))])
    report = peta.impor("profil-asn", [perawat(DUA)])
    assert "jabatan yang lebih baru" in report.penilaian.baris[0].peringatan[0]
    assert PemangkuJabatan.objects.get().nama_jabatan == "Kepala Dinas Kesehatan"


def test_a_post_that_came_before_the_map_gets_its_seat_later(unit):
    unit.impor("profil-asn", [perawat()])
    assert PemangkuJabatan.objects.get().kursi is None
    unit.impor("jabatan-fungsional", [{"ID": "JF1", "Nama": "Perawat Ahli Muda", "JENJANG": "MU"}])
    unit.impor("peta-jabatan", [{"UNIT": "PKM1", "JABATAN": "Perawat Ahli Muda", "KEBUTUHAN": 1}])
    assert unit.impor("profil-asn", [perawat()]).hitungan["berubah"] == 1
    assert PemangkuJabatan.objects.get().kursi.nomor == 1


def test_who_is_no_longer_in_the_file_is_listed_and_stays(peta):
    peta.impor("profil-asn", [penuh(), penuh(DUA, NAMA="YANG LAIN")])
    report = peta.impor("profil-asn", [penuh()])
    assert report.penilaian.hilang == [f"YANG LAIN (NIP {DUA})"]
    assert Pegawai.objects.filter(aktif=True).count() == 2
    report = peta.impor("profil-asn", [orang(PPPK)], terapkan=False)
    assert report.penilaian.hilang == []


def test_one_programme_is_made_once(peta):
    peta.impor("profil-asn", [penuh(), penuh(DUA)])
    assert ProgramStudi.objects.count() == 1


def _judul(kolom):
    return {
        c.kode
        for c in cocokkan(
            registry.ambil("profil-asn"),
            cari_kepala(
                registry.ambil("profil-asn"), Lembar("Data", [(1, kolom), (2, ["x"] * len(kolom))])
            ),
        ).values()
    }


def test_older_and_foreign_spellings_of_the_header_are_known():
    lama = [k.judul for k in registry.ambil("profil-asn").kolom]
    assert _judul(lama[:64]) == {k.kode for k in registry.ambil("profil-asn").kolom[:64]}
    assert {"nip", "tmt_gol", "pendidikan", "tanggal_lahir", "unor_id"} <= _judul(
        ["nip_baru", "tmtGolAkhir", "PENDIDIKAN TERAKHIR NAMA", "tgl_lahir", "UNIT ORGANISASI ID"]
    )


@pytest.mark.skipif(not os.environ.get("ASN_DATA_UJI"), reason="TANPA-DATA-UJI")
def test_the_header_measured_on_live_exports_is_ours():
    path = Path(os.environ["ASN_DATA_UJI"]) / "siasn-format" / "profil_asn_header.csv"
    with path.open(encoding="utf-8") as file:
        header = [row["header"] for row in csv.DictReader(file)]
    assert header == [k.judul for k in registry.ambil("profil-asn").kolom][:67]
