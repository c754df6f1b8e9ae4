"""Plain files go the short way, by columns; it must find and write what the long way does."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.db import connection
from django.utils import timezone

from asn_portal.berkas.models import JejakImpor
from asn_portal.berkas.services import massal, mesin
from asn_portal.berkas.services.batalkan import batalkan
from asn_portal.berkas.services.jalankan import jalankan
from asn_portal.core.errors import ConflictError
from kinerja.penilaian.models import SKP
from tests.factories.peta import PegawaiFactory

pytestmark = pytest.mark.django_db


def skp(*baris: str) -> BytesIO:
    return BytesIO("\r\n".join(["NIP,TAHUN,PREDIKAT,NAMA PENILAI", *baris]).encode())


@pytest.fixture
def simpan(kota, operator, verifikator):
    def jalan(berkas: BytesIO, **lain):
        return jalankan("uji-skp", berkas, nama="skp.csv", instansi=kota, oleh=operator.orang,
                        verifikator=verifikator.orang, terapkan=True, **lain)  # fmt: skip

    return jalan


def riwayat() -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.pgh_label, count(*) FROM penilaian_skpevent e "
            "JOIN pghistory_context c ON c.id = e.pgh_context_id GROUP BY 1 ORDER BY 1"
        )
        return cursor.fetchall()


def test_both_ways_give_the_same_verdict_on_every_row(kota, simpan, monkeypatch):
    a, b, c = (PegawaiFactory(unit__instansi=kota) for _ in range(3))
    simpan(skp(f"{a.nip},2024,Baik,Ibu A", f"{b.nip},2024,Baik,Ibu B"))
    isi = [
        f"{a.nip},2024,Baik,Ibu A",
        f"{b.nip},2024,Kurang,Ibu B",
        f"{c.nip},2024,Baik,Ibu C",
        f"{c.nip},2023,Bagus sekali,Ibu C",
        "199001012015011001,2024,Baik,Ibu D",
    ]
    dipakai = []
    asli = massal.siapkan

    def lihat(*args):
        dipakai.append(asli(*args))
        return dipakai[-1]

    monkeypatch.setattr(mesin, "siapkan", lihat)
    pendek = jalankan("uji-skp", skp(*isi), nama="skp.csv", instansi=kota)
    assert dipakai[0] is not None
    monkeypatch.setattr(mesin, "siapkan", lambda *_: None)
    panjang = jalankan("uji-skp", skp(*isi), nama="skp.csv", instansi=kota)
    assert pendek.hitungan == {"baru": 1, "berubah": 1, "sama": 1, "bermasalah": 2}
    assert pendek.penilaian.baris == panjang.penilaian.baris
    assert pendek.penilaian.sidik == panjang.penilaian.sidik
    assert pendek.penilaian.orang_ids == panjang.penilaian.orang_ids == {b.orang_id, c.orang_id}


def test_signs_that_copy_would_take_for_its_own_are_stored_as_written(kota, simpan):
    pegawai = PegawaiFactory(unit__instansi=kota)
    nama = "Ibu \\N dan\\t\nBapak"
    simpan(skp(f'{pegawai.nip},2024,Baik,"{nama}"', f"{pegawai.nip},2023,Baik,"))
    assert SKP.objects.get(tahun=2024).nama_penilai == nama
    assert SKP.objects.get(tahun=2023).nama_penilai == ""


def test_every_new_row_has_its_history_a_check_has_none_and_an_undo_adds_the_removal(
    kota, simpan, operator
):
    orang = [PegawaiFactory(unit__instansi=kota) for _ in range(3)]
    isi = [f"{satu.nip},2024,Baik,Ibu" for satu in orang]
    jalankan("uji-skp", skp(*isi), nama="skp.csv", instansi=kota)
    assert riwayat() == []
    laporan = simpan(skp(*isi))
    assert riwayat() == [("insert", 3)]
    batalkan(impor=laporan.impor, actor=operator, at=timezone.now())
    assert riwayat() == [("delete", 3), ("insert", 3)]


def test_a_trail_of_an_earlier_release_still_guards_and_undoes(kota, simpan, operator):
    pegawai = PegawaiFactory(unit__instansi=kota)
    laporan = simpan(skp(f"{pegawai.nip},2024,Baik,Ibu"))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE berkas_jejakimpor j SET sesudah = "
            "md5((to_jsonb(t) - 'updated_at' - 'created_at')::text) FROM penilaian_skp t "
            "WHERE j.objek_id = t.id AND j.tabel = 'penilaian_skp'"
        )
    assert len(JejakImpor.objects.get().sesudah) == 32
    SKP.objects.update(nama_penilai="Bapak")
    with pytest.raises(ConflictError, match="sudah diubah"):
        batalkan(impor=laporan.impor, actor=operator, at=timezone.now())
    SKP.objects.update(nama_penilai="Ibu")
    batalkan(impor=laporan.impor, actor=operator, at=timezone.now())
    assert not SKP.objects.exists()
