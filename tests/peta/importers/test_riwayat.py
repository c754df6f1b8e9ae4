"""Histories, assessments, requirement profiles, fields of study, statements of nothing."""

from __future__ import annotations

from datetime import date

import pytest

from jabatan.peta.enums import JenisPemangku, Jenjang
from jabatan.peta.models import (
    BidangSesuai,
    CapaianKompetensi,
    HasilAsesmen,
    HasilPotensi,
    Jabatan,
    Kompetensi,
    PemangkuJabatan,
    PernyataanNihil,
    ProfilSyarat,
    ProgramStudi,
    RiwayatPangkat,
    RiwayatPendidikan,
    StandarKompetensi,
)
from tests.peta.importers.conftest import PETA, orang
from tests.peta.importers.test_profil_asn import PPPK, perawat

NIP = "198609262015051001"


@pytest.fixture
def pegawai(unit):
    """An office with one PNS and one PPPK."""
    unit.impor("profil-asn", [orang(), orang(PPPK, **{"KEDUDUKAN HUKUM ID": 71})])
    return unit


def jabatan(nama, mulai, **lain):
    return {"NIP BARU": NIP, "JABATAN NAMA": nama, "TMT JABATAN": mulai, "JENJANG": "Pengawas",
            "NOMOR SK": 821, **lain}  # fmt: skip


def test_a_post_ends_when_the_next_definitive_one_begins(pegawai):
    rows = [
        jabatan("Kepala Seksi A", date(2018, 2, 1)),
        jabatan("Kepala Seksi B", date(2021, 2, 1)),
        jabatan("Kepala Bidang", date(2020, 5, 1), **{"JENIS PENUGASAN ID": "PLT",
                                                      "TANGGAL SELESAI": date(2020, 7, 31)}),
    ]  # fmt: skip
    assert pegawai.impor("riwayat-jabatan", rows).hitungan["baru"] == 3
    ends = dict(PemangkuJabatan.objects.values_list("nama_jabatan", "periode"))
    assert ends["Kepala Seksi A"].upper == date(2021, 2, 1)
    assert ends["Kepala Seksi B"].upper is None
    assert ends["Kepala Bidang"].upper == date(2020, 8, 1)
    assert PemangkuJabatan.objects.get(jenis=JenisPemangku.PLT).nomor_sk == "821"
    assert pegawai.pulang_pergi("riwayat-jabatan")["sama"] == 3
    assert pegawai.pulang_pergi("riwayat-jabatan", "csv")["sama"] == 3


def test_history_does_not_move_anybody_on_the_map(peta):
    peta.impor("profil-asn", [perawat()])
    rows = [
        jabatan("Perawat Ahli Pertama", date(2018, 2, 1), JENJANG=None),
        jabatan("Perawat Ahli Muda", date(2023, 1, 1), JENJANG=None),
    ]
    assert peta.impor("riwayat-jabatan", rows).salah == []
    seat = PemangkuJabatan.objects.get(kursi__isnull=False)
    assert (seat.nomor_sk, seat.periode.lower) == ("821", date(2023, 1, 1))
    old = PemangkuJabatan.objects.get(kursi__isnull=True)
    assert (old.jenjang, old.periode.upper) == (Jenjang.AHLI_PERTAMA, date(2023, 1, 1))
    assert peta.pulang_pergi("riwayat-jabatan")["sama"] == 2
    assert peta.pulang_pergi("profil-asn")["sama"] == 1


def test_a_post_elsewhere_and_one_without_a_level(pegawai, kota):
    rows = [
        jabatan("Kepala Seksi", date(2016, 1, 1), **{"INSTANSI KERJA NAMA": "Kota Lain"}),
        jabatan("Kepala Anu", date(2019, 1, 1), JENJANG=None),
        jabatan("Kepala Seksi C", date(2020, 1, 1), **{"TANGGAL SELESAI": date(2019, 1, 1)}),
    ]
    report = pegawai.impor("riwayat-jabatan", rows, lewati=True)
    assert [(nomor, kolom) for nomor, kolom, _ in report.salah] == [
        (3, "JENJANG"), (4, "TANGGAL SELESAI"),
    ]  # fmt: skip
    assert PemangkuJabatan.objects.get().di_instansi is False


def test_history_rows_of_unknown_people_are_refused(pegawai):
    row = jabatan("Kepala Seksi", date(2016, 1, 1), **{"NIP BARU": "199001012015052002"})
    assert "tidak ada di daftar pegawai" in pegawai.impor("riwayat-jabatan", [row]).salah[0][2]


def test_ranks_are_read_in_the_scale_of_the_person(pegawai):
    rows = [
        {"NIP BARU": NIP, "GOLONGAN ID": 31, "TMT GOLONGAN": date(2015, 5, 1)},
        {"NIP BARU": NIP, "GOLONGAN ID": 32, "TMT GOLONGAN": "1 April 2019"},
        {"NIP BARU": PPPK, "GOLONGAN ID": 31, "TMT GOLONGAN": "01-03-2025"},
    ]
    assert pegawai.impor("riwayat-pangkat", rows).hitungan["baru"] == 3
    assert set(RiwayatPangkat.objects.values_list("golongan", flat=True)) == {
        "III/a", "III/b", "IX",
    }  # fmt: skip
    assert pegawai.pulang_pergi("riwayat-pangkat")["sama"] == 3


def test_degrees_share_programmes_and_fields_can_be_mapped_later(pegawai):
    rows = [
        {"NIP BARU": NIP, "TINGKAT PENDIDIKAN ID": 40, "PENDIDIKAN NAMA": "S-1 Ilmu  Hukum",
         "TAHUN LULUS": 2009, "NAMA SEKOLAH": "Universitas Contoh"},
        {"NIP BARU": PPPK, "TINGKAT PENDIDIKAN ID": 40, "PENDIDIKAN NAMA": "S-1 ILMU HUKUM",
         "TAHUN LULUS": 0, "NAMA SEKOLAH": None},
        {"NIP BARU": NIP, "TINGKAT PENDIDIKAN ID": 15, "PENDIDIKAN NAMA": None,
         "TAHUN LULUS": 2004, "NAMA SEKOLAH": None},
    ]  # fmt: skip
    assert pegawai.impor("riwayat-pendidikan", rows).salah == []
    assert (RiwayatPendidikan.objects.count(), ProgramStudi.objects.count()) == (3, 1)
    assert pegawai.pulang_pergi("riwayat-pendidikan")["sama"] == 3
    rows = [{"PROGRAM STUDI": "s-1 ilmu hukum", "BIDANG ILMU": "Hukum"}]
    assert pegawai.impor("bidang-ilmu", rows).hitungan["berubah"] == 1
    assert ProgramStudi.objects.get().bidang.kode == "hukum"
    assert pegawai.pulang_pergi("bidang-ilmu")["sama"] == 1


POTENSI = ("KEMAMPUAN INTELEKTUAL", "KEMAMPUAN INTERPERSONAL", "KESADARAN DIRI",
           "BERPIKIR KRITIS DAN STRATEGIS", "MENYELESAIKAN PERMASALAHAN", "KECERDASAN EMOSIONAL",
           "BELAJAR CEPAT DAN MENGEMBANGKAN DIRI", "MOTIVASI DAN KOMITMEN")  # fmt: skip


def asesmen(**lain):
    return {"NIP": NIP, "NAMA": "x", "TANGGAL ASESMEN": date(2026, 3, 1), "INTEGRITAS": 3,
            "KERJA SAMA": 4, **dict.fromkeys(POTENSI, 4), **lain}  # fmt: skip


def test_an_assessment_has_levels_and_eight_aspects_of_potential(pegawai, kota):
    Kompetensi.objects.create(
        instansi=kota, kode="audit", nama="Audit Internal", jenis="TEKNIS", urutan=100
    )
    report = pegawai.impor("asesmen", [asesmen(**{"Audit  Internal": 2, "PERNYATAAN": "baik"})])
    assert report.salah == []
    levels = dict(CapaianKompetensi.objects.values_list("kompetensi__nama", "level"))
    assert levels == {"Integritas": 3, "Kerja Sama": 4, "Audit Internal": 2}
    assert HasilPotensi.objects.get().nilai == [4] * 8
    assert pegawai.pulang_pergi("asesmen")["sama"] == 1


def test_an_assessment_that_is_not_whole_is_refused(pegawai):
    rows = [
        asesmen(**{"KESADARAN DIRI": None}),
        {"NIP": PPPK, "TANGGAL ASESMEN": date(2026, 3, 1)},
        asesmen(**{"TANGGAL ASESMEN": date(2026, 3, 2), "INTEGRITAS": 6}),
        asesmen(**{"TANGGAL ASESMEN": date(2026, 3, 3), "KOMPETENSI TEKNIS": "Sihir: 3"}),
    ]
    report = pegawai.impor("asesmen", rows)
    assert {nomor for nomor, _, _ in report.salah} == {2, 3, 4, 5}
    assert not HasilAsesmen.objects.exists()


def syarat(baris, kode, **lain):
    return {"NAMA PROFIL": "Administrator", "JENJANG": "Administrator", "JENIS BARIS": baris,
            "KODE": kode, **lain}  # fmt: skip


SYARAT = [
    syarat("SYARAT", "status", DAFTAR="PNS", **{"DASAR HUKUM": "PP 11/2017"}),
    syarat("SYARAT", "pendidikan", MINIMAL="S1", DAFTAR="Hukum, Ilmu Pemerintahan"),
    syarat("SYARAT", "golongan", MINIMAL="III/d"),
    syarat("SYARAT", "masa_jenjang", DAFTAR="pengawas, Ahli Muda", ANGKA=3),
    syarat("SYARAT", "predikat", MINIMAL="BAIK", ANGKA=2),
    syarat("SYARAT", "disiplin", ANGKA=5),
    syarat("SYARAT", "usia", ANGKA=56),
    syarat("SYARAT", "pelatihan", DAFTAR="PKA"),
    syarat("KOMPETENSI", "Integritas", LEVEL=3, KEPENTINGAN="Mutlak"),
    syarat("BIDANG", "Hukum", **{"NILAI BIDANG": 100}),
]


def test_a_requirement_profile_is_read_from_its_rows(peta):
    assert peta.impor("profil-syarat", SYARAT).salah == []
    profil = ProfilSyarat.objects.get()
    assert profil.syarat[0] == {"kode": "status", "nilai": ["PNS"], "dasar": "PP 11/2017"}
    assert profil.syarat[1]["bidang"] == ["hukum", "ilmu-pemerintahan"]
    assert profil.syarat[3] == {
        "kode": "masa_jenjang", "jenjang": ["pengawas", "ahli_muda"], "tahun": 3, "dasar": "",
    }  # fmt: skip
    assert profil.syarat[6] == {"kode": "usia", "maksimal": 56, "dasar": ""}
    assert StandarKompetensi.objects.get().kepentingan == "MUTLAK"
    assert BidangSesuai.objects.get().nilai == 10_000
    assert peta.pulang_pergi("profil-syarat")["sama"] == 10
    peta.impor("peta-jabatan", [dict(PETA[2], **{"PROFIL SYARAT": "administrator"})])
    assert Jabatan.objects.get(profil=profil).nomenklatur.nama == "Kepala Bidang Pelayanan"


def test_a_profile_may_ask_for_time_in_two_lists_of_posts(kantor):
    rows = [
        syarat("SYARAT", "masa_jenjang", DAFTAR="administrator, ahli_madya", ANGKA=2),
        syarat("SYARAT", "masa_jenjang", DAFTAR="administrator, pengawas, ahli_madya", ANGKA=5),
    ]
    assert kantor.impor("profil-syarat", rows).salah == []
    gates = [(gate["kode"], gate["tahun"]) for gate in ProfilSyarat.objects.get().syarat]
    assert gates == [("masa_jenjang", 2), ("masa_jenjang", 5)]
    assert kantor.pulang_pergi("profil-syarat")["sama"] == 2
    report = kantor.impor("profil-syarat", [*rows, rows[0]], terapkan=False)
    assert (4, "KODE", "Sama dengan baris 2.") in report.salah


@pytest.mark.parametrize(
    ("rows", "kolom"),
    [
        (syarat("SYARAT", "golongan", MINIMAL="IX"), "MINIMAL"),
        (syarat("SYARAT", "usia", ANGKA="lima"), "ANGKA"),
        (syarat("SYARAT", "zodiak"), "KODE"),
        (syarat("KOMPETENSI", "Komunikasi"), "LEVEL"),
        (syarat("BIDANG", "Teknik", **{"NILAI BIDANG": None}), "NILAI BIDANG"),
        (syarat("GERBANG", "status"), "JENIS BARIS"),
    ],
)
def test_a_profile_with_a_faulty_row_falls_as_a_whole(kantor, rows, kolom):
    report = kantor.impor("profil-syarat", [*SYARAT, rows], lewati=True)
    assert report.hitungan["bermasalah"] == 11
    assert report.salah[-1][0] == 12
    assert report.salah[-1][1] in {kolom, ""}
    assert not ProfilSyarat.objects.exists()


def test_a_statement_of_nothing_is_kept_per_person_and_fact(pegawai):
    rows = [
        {"NIP": NIP, "HAL": "Hukuman disiplin", "TANGGAL": date(2026, 1, 2), "OLEH": "Kabid"},
        {"NIP": NIP, "HAL": "TIM_KERJA", "TANGGAL": date(2026, 1, 2), "OLEH": "Kabid"},
    ]
    assert pegawai.impor("nihil", rows).hitungan["baru"] == 2
    assert set(PernyataanNihil.objects.values_list("hal", flat=True)) == {"HUKUMAN", "TIM_KERJA"}
    assert pegawai.pulang_pergi("nihil", "csv")["sama"] == 2
