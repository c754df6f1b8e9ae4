"""Undo of real kinds: everything as it was, only the touched people count again, reasons by name."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from asn_portal.berkas.models import Impor
from asn_portal.berkas.services.batalkan import batalkan
from asn_portal.core.errors import ConflictError
from asn_portal.core.models import PerubahanBukti, UnitKerja
from jabatan.peta.models import (
    IsiPeta,
    Jabatan,
    Kursi,
    Pegawai,
    PemangkuJabatan,
    RiwayatPangkat,
    RiwayatPendidikan,
)
from jabatan.talenta.models import ProfilMerit
from jabatan.talenta.services import segarkan_profil
from pelatihan.models import RiwayatPelatihan
from tests.factories.core import OrangFactory, UnitKerjaFactory
from tests.factories.peta import JabatanFactory, PegawaiFactory
from tests.peta.importers.conftest import PETA, POHON, STRUKTURAL, orang

BERIKUT = "199001012016042002"


@pytest.fixture
def undo(operator):
    """Undo a report in the name of the operator."""
    (actor,) = operator.akun.all()

    def act(report):
        batalkan(impor=report.impor, actor=actor, at=timezone.now())

    return act


@pytest.fixture
def dua_pegawai(kantor, kota):
    """Two people of the office, by NIP."""
    unit = UnitKerjaFactory(instansi=kota)
    return {
        nip: PegawaiFactory(nip=nip, unit=unit, orang=OrangFactory(nama=nama))
        for nip, nama in (("198609262015051001", "Contoh Satu"), (BERIKUT, "Contoh Dua"))
    }


def offices():
    return dict(UnitKerja.objects.values_list("kode_siasn", "opd__kode_siasn"))


def last_bump():
    return PerubahanBukti.objects.latest("pk").orang_ids


def test_undo_of_units_gives_every_unit_its_office_back(unit, undo):
    before = offices()
    assert before["PKM1"] == "DINKES"
    moved = [
        {"ID": "DINSOS", "NAMA_UNOR": "Dinas Sosial", "ID_ATASAN": "AKAR"},
        {"ID": "BIDANG1", "NAMA_UNOR": "Bidang Pelayanan", "ID_ATASAN": "DINSOS"},
    ]
    report = unit.impor("unit", moved)
    assert offices()["BIDANG1"] == "DINSOS"
    undo(report)
    assert offices() == before
    assert last_bump() == []  # units concern everybody


def test_undo_of_units_also_moves_the_units_below_back(unit, undo):
    unit.impor("unit", [{"ID": "SEKSI", "NAMA_UNOR": "Seksi Gizi", "ID_ATASAN": "BIDANG1"}])
    before = offices()
    report = unit.impor(
        "unit",
        [
            {"ID": "DINSOS", "NAMA_UNOR": "Dinas Sosial", "ID_ATASAN": "AKAR"},
            {"ID": "BIDANG1", "NAMA_UNOR": "Bidang Pelayanan", "ID_ATASAN": "DINSOS"},
        ],
    )
    assert offices()["SEKSI"] == "DINSOS"  # a row that the file does not name
    undo(report)
    assert offices() == before


def test_units_that_are_in_use_are_named(unit, undo):
    report = unit.impor("unit", [{"ID": "X", "NAMA_UNOR": "Dinas Pajak", "ID_ATASAN": "AKAR"}])
    JabatanFactory(unit=UnitKerja.objects.get(kode_siasn="X"), nomenklatur__nama="Juru Pungut")
    with pytest.raises(ConflictError, match=r"dipakai oleh data jabatan \(Juru Pungut\)"):
        undo(report)


def test_a_later_import_of_the_same_rows_is_to_be_undone_first(unit, undo):
    first = unit.impor("unit", [dict(POHON[1], NAMA_UNOR="Dinas Kesehatan Kota")])
    second = unit.impor("unit", [dict(POHON[1], NAMA_UNOR="Dinas Kesehatan dan KB")])
    expected = (
        rf"diubah sesudah impor ini oleh impor Unit kerja \(HierarkiUnor\) {second.impor.kode} "
        r"\(uji.xlsx\): Dinas Kesehatan dan KB\."
    )
    with pytest.raises(ConflictError, match=expected):
        undo(first)
    undo(second)
    undo(first)
    assert unit.impor("unit", POHON, terapkan=False).hitungan["sama"] == len(POHON)


def test_undo_of_the_map_takes_seats_back_and_names_the_holder_in_the_way(unit, undo):
    unit.impor("jabatan-struktural", STRUKTURAL)
    report = unit.impor("peta-jabatan", PETA)
    kursi = Kursi.objects.get(jabatan__nomenklatur__nama="Sekretaris")
    holder = unit.impor(
        "profil-asn",
        [orang(**{"NAMA": "CONTOH PEMANGKU", "UNOR ID": "SEKRET", "JABATAN NAMA": "Sekretaris",
                  "JENIS JABATAN ID": 1, "TMT JABATAN": "01-02-2024"})],
    )  # fmt: skip
    assert PemangkuJabatan.objects.get().kursi == kursi
    with pytest.raises(ConflictError, match=r"pemangku jabatan \(Sekretaris .*CONTOH PEMANGKU"):
        undo(report)
    undo(holder)
    undo(report)
    assert not Kursi.objects.exists()
    assert not IsiPeta.objects.exists()
    assert Jabatan.objects.filter(memimpin=True).count() == 3  # of the reference before


def test_undo_of_people_is_not_held_up_by_what_is_computed_from_them(unit, kota, undo):
    report = unit.impor("profil-asn", [orang(), orang(BERIKUT, NAMA="CONTOH DUA")])
    people = set(Pegawai.objects.values_list("orang_id", flat=True))
    assert segarkan_profil(instansi_id=kota.pk) == 2
    undo(report)
    assert not Pegawai.objects.exists()
    assert not ProfilMerit.objects.exists()
    assert set(last_bump()) == people


@pytest.mark.parametrize(
    "berkas",
    [
        ("kursus", {"JENIS PELATIHAN": "Teknis", "NAMA KURSUS": "Pelatihan Data",
                    "TANGGAL MULAI": "01-03-2024", "TANGGAL SELESAI": "05-03-2024",
                    "JUMLAH JAM": 40}, RiwayatPelatihan),
        ("riwayat-jabatan", {"JABATAN NAMA": "Analis", "JENJANG": "Ahli Muda",
                             "TMT JABATAN": "01-02-2019"}, PemangkuJabatan),
        ("riwayat-pangkat", {"GOLONGAN NAMA": "III/c", "TMT GOLONGAN": "01-04-2022"},
         RiwayatPangkat),
        ("riwayat-pendidikan", {"TINGKAT PENDIDIKAN NAMA": "S-1/Sarjana",
                                "PENDIDIKAN NAMA": "S-1 ILMU PEMERINTAHAN"}, RiwayatPendidikan),
    ],
)  # fmt: skip
def test_undo_of_facts_touches_the_people_of_the_file_and_nobody_else(
    kantor, dua_pegawai, undo, berkas
):
    kode, row, model = berkas
    report = kantor.impor(kode, [{"NIP BARU": f"'{BERIKUT}", **row}])
    assert report.salah == []
    assert model.objects.get().pegawai == dua_pegawai[BERIKUT]
    undo(report)
    assert not model.objects.exists()
    assert last_bump() == [dua_pegawai[BERIKUT].orang_id]


def test_the_page_says_why_an_undo_is_refused_and_by_name(kantor, dua_pegawai, operator, client):
    row = {"NIP BARU": f"'{BERIKUT}", "GOLONGAN NAMA": "III/c", "TMT GOLONGAN": "01-04-2022"}
    report = kantor.impor("riwayat-pangkat", [row])
    RiwayatPangkat.objects.update(nomor_sk="821/1")
    client.force_login(operator.akun.get())
    alamat = reverse("berkas:batalkan", args=[report.impor.kode])

    jawaban = client.post(alamat, {"kunci_kirim": "a"})

    assert jawaban.status_code == 409
    isi = jawaban.content.decode()
    assert "1 data riwayat pangkat sudah diubah sesudah impor ini: III/c 2022-04-01, Contoh Dua." in isi  # fmt: skip
    RiwayatPangkat.objects.update(nomor_sk="")
    assert client.post(alamat, {"kunci_kirim": "b"}).status_code == 302
    assert Impor.objects.get().status == "DIBATALKAN"
    assert not RiwayatPangkat.objects.exists()
