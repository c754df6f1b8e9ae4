"""Files about performance as offices have them: what is taken, what is refused and why."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from asn_portal.berkas.services.jalankan import jalankan
from kinerja.penilaian.models import SKP, HukumanDisiplin, Penghargaan, PenugasanTim, UmpanBalik
from tests.factories.core import OrangFactory
from tests.factories.peta import PegawaiFactory

if TYPE_CHECKING:
    from jabatan.peta.models import Pegawai

pytestmark = pytest.mark.django_db
NIP = "198609262015051001"


@pytest.fixture
def pegawai() -> Pegawai:
    return PegawaiFactory(nip=NIP)


def run(kode, pegawai, *lines, terapkan=True):
    berkas = BytesIO("\n".join(lines).encode())
    berkas.name = "berkas.csv"
    return jalankan(
        kode,
        berkas,
        instansi=pegawai.instansi,
        oleh=OrangFactory(),
        verifikator=OrangFactory(),
        terapkan=terapkan,
        nama="berkas.csv",
    )


def reasons(laporan):
    return " | ".join(str(pesan) for _, _, pesan in laporan.salah)


@pytest.mark.parametrize(
    ("hasil", "perilaku", "predikat", "stored"),
    [
        ("DI ATAS EKSPEKTASI", "DIATAS ESPEKTASI", "SANGAT BAIK", "SANGAT_BAIK"),
        ("1", "3", "4", "KURANG"),
        ("Sesuai Ekspektasi", "di atas ekspektasi", "Baik", "BAIK"),
        ("DIBAWAH EKSPEKTASI", "SESUAI EKSPEKTASI", "CUKUP", "BUTUH_PERBAIKAN"),
    ],
)
def test_skp_in_words_and_in_siasn_codes_gives_the_same_predicate(
    pegawai, hasil, perilaku, predikat, stored
):
    laporan = run(
        "skp", pegawai,
        "NIP;TAHUN;HASIL KERJA;PERILAKU KERJA;PREDIKAT KINERJA",
        f"'{NIP};2025;{hasil};{perilaku};{predikat}",
    )  # fmt: skip

    assert laporan.hitungan["baru"] == 1, reasons(laporan)
    assert SKP.objects.get().predikat == stored


def test_a_predicate_that_contradicts_the_quadrant_is_refused_with_the_right_one(pegawai):
    laporan = run(
        "skp", pegawai,
        "NIP;TAHUN;HASIL KERJA;PERILAKU KERJA;PREDIKAT KINERJA",
        f"{NIP};2025;DI ATAS EKSPEKTASI;DI BAWAH EKSPEKTASI;BUTUH PERBAIKAN",
        terapkan=False,
    )  # fmt: skip

    assert laporan.hitungan["bermasalah"] == 1
    assert "Kurang/Misconduct" in reasons(laporan)
    assert not SKP.objects.exists()


def test_the_same_file_again_changes_nothing_and_a_corrected_year_is_a_change(pegawai):
    header = "NIP;TAHUN;PREDIKAT KINERJA"
    run("skp", pegawai, header, f"{NIP};2025;BAIK")

    again = run("skp", pegawai, header, f"{NIP};2025;Baik", terapkan=False)
    changed = run("skp", pegawai, header, f"{NIP};2025;SANGAT BAIK", terapkan=False)

    assert again.hitungan["sama"] == 1
    assert changed.hitungan["berubah"] == 1


def test_an_unknown_nip_is_an_error_of_its_row(pegawai):
    laporan = run(
        "umpan-balik", pegawai, "NIP;TAHUN;PREDIKAT 360", "196804111993031009;2025;BAIK",
        terapkan=False,
    )  # fmt: skip

    assert "Profil ASN" in reasons(laporan)


def test_feedback_awards_teams_and_punishments_are_taken(pegawai):
    run("umpan-balik", pegawai, "NIP;TAHUN;PREDIKAT;JUMLAH PENILAI", f"{NIP};2025;BAIK;8")
    run(
        "penghargaan", pegawai, "NIP;NAMA PENGHARGAAN;TINGKAT;TANGGAL",
        f"{NIP};Satyalancana Karya Satya X Tahun;Nasional;17-08-2024",
    )  # fmt: skip
    run(
        "tim-kerja", pegawai, "NIP;NAMA TIM;PERAN;MULAI;SELESAI",
        f"{NIP};Tim Perizinan;Ketua internal;02-01-2025;31-12-2025",
    )  # fmt: skip
    run(
        "hukdis", pegawai, "NIP;TINGKAT HUKUMAN;JENIS HUKUMAN;TMT HUKUMAN;AKHIR HUKUMAN;NOMOR SK PEMBATALAN",
        f"{NIP};R;Teguran tertulis;10-01-2022;;SK-9",
    )  # fmt: skip

    assert UmpanBalik.objects.get().jumlah_penilai == 8
    assert Penghargaan.objects.get().tingkat == "NASIONAL"
    assert PenugasanTim.objects.get().peran == "KETUA_INTERNAL"
    assert HukumanDisiplin.objects.get().dibatalkan is True


def test_a_punishment_that_ends_before_it_begins_is_refused(pegawai):
    laporan = run(
        "hukdis", pegawai, "NIP;TINGKAT;JENIS HUKUMAN;TMT HUKUMAN;AKHIR HUKUMAN",
        f"{NIP};SEDANG;Potong TPP 6 bulan;16-03-2026;15-03-2026", terapkan=False,
    )  # fmt: skip

    assert "lebih awal" in reasons(laporan)


@pytest.mark.parametrize("kode", ["skp", "umpan-balik", "penghargaan", "tim-kerja", "hukdis"])
def test_what_is_exported_and_imported_again_is_the_same(pegawai, kode):
    from asn_portal.berkas.registry import Konteks, ambil
    from tests.conftest import NOW, TODAY

    test_feedback_awards_teams_and_punishments_are_taken(pegawai)
    run("skp", pegawai, "NIP;TAHUN;HASIL KERJA;PERILAKU KERJA;PREDIKAT", f"{NIP};2024;2;2;2")
    kind = ambil(kode)
    ctx = Konteks(instansi=pegawai.instansi, hari_ini=TODAY, at=NOW, oleh=None)
    rows = list(kind.ekspor(ctx))

    lines = [";".join(k.judul for k in kind.kolom)]
    lines += [
        ";".join(
            str(k.baca.tulis(row.get(k.kode)) if row.get(k.kode) is not None else "")
            for k in kind.kolom
        )
        for row in rows
    ]
    laporan = run(kode, pegawai, *lines, terapkan=False)

    assert laporan.hitungan["sama"] == len(rows) == 1, reasons(laporan)
