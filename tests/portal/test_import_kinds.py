"""Whatever becomes points is imported by two people (decisions §12, four eyes)."""

from io import BytesIO

import pytest
from django.urls import reverse

from asn_portal.berkas.models import Impor
from asn_portal.berkas.registry import semua
from asn_portal.core.enums import Peran
from asn_portal.core.models import AksesData
from tests.factories.berkas import BarisImporFactory, ImporFactory
from tests.factories.core import user_with
from tests.factories.peta import PegawaiFactory

POINTS = {
    "skp", "umpan-balik", "penghargaan", "tim-kerja", "hukdis", "kursus", "diklat", "asesmen",
    "nihil", "uji-teknis", "riwayat-jabatan", "riwayat-pangkat", "riwayat-pendidikan",
}  # fmt: skip


@pytest.mark.parametrize("kode", sorted(POINTS))
def test_whatever_becomes_points_needs_a_second_person(kode):
    kinds = {kind.kode: kind for kind in semua()}

    assert kinds[kode].nilai is True


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kode", "titles", "cells", "hal"),
    [
        ("skp", "NIP,TAHUN,PREDIKAT", "2024,Baik", "nilai"),
        ("riwayat-pangkat", "NIP,GOLONGAN,TMT GOLONGAN", "III/c,01-04-2022", "nilai"),
        ("hukdis", "NIP,TINGKAT,MULAI", "Sedang,01-02-2024", "disiplin"),
    ],
)
def test_reading_the_rows_of_such_a_file_is_a_look_at_its_people(client, kode, titles, cells, hal):
    mine, other = PegawaiFactory(), PegawaiFactory()
    instansi = mine.instansi
    client.force_login(user_with(Peran.OPERATOR, instansi=instansi))
    berkas = BytesIO(f"{titles}\r\n{mine.nip},{cells}\r\n{other.nip},{cells}\r\n".encode())
    berkas.name = "berkas.csv"
    client.post(
        reverse("berkas:baru"),
        {"jenis": kode, "instansi": instansi.pk, "berkas": berkas, "kunci_kirim": "a"},
    )
    impor = Impor.objects.get()
    client.get(reverse("berkas:kolom", args=[impor.kode]))
    BarisImporFactory(impor=impor, ringkas=f"{mine.nip} · 2024", status="BARU")
    BarisImporFactory(impor=impor, ringkas=f"{other.nip} · 2024", status="BERMASALAH")
    for nama in ("periksa", "perbaikan"):
        client.get(reverse(f"berkas:{nama}", args=[impor.kode]), {"saring": "SEMUA", "semua": "1"})

    # Whose NIP belongs to another city is nobody here.
    seen = {(one.halaman, one.jenis, tuple(one.subjek_ids)) for one in AksesData.objects.all()}
    assert seen == {
        (f"berkas:{nama}", hal, (mine.orang_id,)) for nama in ("kolom", "periksa", "perbaikan")
    }


@pytest.mark.django_db
def test_reading_a_file_without_points_is_no_look(client):
    impor = ImporFactory(jenis="profil-asn", instansi=PegawaiFactory().instansi)
    client.force_login(user_with(Peran.OPERATOR, instansi=impor.instansi))
    BarisImporFactory(impor=impor, ringkas=f"{impor.instansi.pegawai.get().nip} · Contoh")
    client.get(reverse("berkas:periksa", args=[impor.kode]), {"saring": "SEMUA"})

    assert not AksesData.objects.exists()
