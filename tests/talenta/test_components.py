"""Each component from the rows of the office: value, verified none, unknown, and the edges."""

from __future__ import annotations

from datetime import date

import pytest
from psycopg.types.range import DateRange

from jabatan.merit import UNKNOWN
from jabatan.peta.models import HasilPotensi, PemangkuJabatan, StandarKompetensi
from jabatan.talenta.engine.baku import INDIKATOR
from jabatan.talenta.engine.indikator import AturanKeliruError, read_indikator
from jabatan.talenta.selectors import bukti_orang
from kinerja.penilaian.models import SKP, HukumanDisiplin, Penghargaan, PenugasanTim, UmpanBalik
from pelatihan.models import RiwayatPelatihan
from tests.factories.peta import (
    JabatanFactory,
    KursiFactory,
    PegawaiFactory,
    PemangkuFactory,
    VersiUnitFactory,
)
from tests.factories.talenta import ACUAN, asesmen, bidang, nihil, pendidikan, profil_lengkap

pytestmark = pytest.mark.django_db
ATURAN = read_indikator(INDIKATOR)


@pytest.fixture
def pegawai():
    return PegawaiFactory(unit=VersiUnitFactory().unit)


def nilai(pegawai, nama, acuan=ACUAN, profil=None):
    return bukti_orang(pegawai.instansi_id, pegawai.pk, acuan, ATURAN, profil and profil.pk)[nama]


def hukuman(pegawai, tingkat, mulai, selesai=None, **more):
    HukumanDisiplin.objects.create(
        pegawai=pegawai,
        tingkat=tingkat,
        nama=f"Hukuman {mulai}",
        mulai=mulai,
        selesai=selesai,
        **more,
    )


def jabatan(pegawai, jenis, jenjang, mulai, selesai=None, **more):
    return PemangkuJabatan.objects.create(
        instansi=pegawai.instansi, pegawai=pegawai, jenis=jenis, jenjang=jenjang,
        nama_jabatan=more.pop("nama_jabatan", "Jabatan"), periode=DateRange(mulai, selesai), **more
    )  # fmt: skip


def test_everything_is_unknown_before_anything_is_entered(pegawai):
    found = bukti_orang(pegawai.instansi_id, pegawai.pk, ACUAN, ATURAN)
    assert {one.nilai for one in found.values()} == {UNKNOWN}
    assert all(one.kurang and one.pemasok for one in found.values())


def test_statements_turn_no_rows_into_zero_and_a_clean_record_but_never_into_scores(pegawai):
    nihil(pegawai)
    found = {
        name: one.nilai
        for name, one in bukti_orang(pegawai.instansi_id, pegawai.pk, ACUAN, ATURAN).items()
    }
    assert found["penghargaan"] == found["tim_kerja"] == found["pengembangan"] == 0
    assert found["integritas"] == 10000
    assert found["pengalaman"] == 4000  # (60 + 60 + 0) / 3
    for name in ("predikat", "umpan_balik", "kompetensi", "potensi", "pendidikan", "bidang_ilmu"):
        assert found[name] == UNKNOWN


def test_predicate_and_feedback_are_those_of_the_last_completed_year(pegawai):
    for tahun, predikat in ((2024, "KURANG"), (2025, "SANGAT_BAIK"), (2026, "BAIK")):
        SKP.objects.create(pegawai=pegawai, tahun=tahun, predikat=predikat)
    UmpanBalik.objects.create(pegawai=pegawai, tahun=2024, predikat="BAIK")
    assert nilai(pegawai, "predikat").nilai == 10000
    assert nilai(pegawai, "predikat").bukti == "SKP 2025: Sangat Baik"
    assert nilai(pegawai, "predikat", date(2026, 12, 31)).nilai == 10000
    assert nilai(pegawai, "predikat", date(2027, 1, 1)).nilai == 8000
    assert nilai(pegawai, "umpan_balik").nilai == UNKNOWN
    assert nilai(pegawai, "umpan_balik").kurang == "Umpan balik 360° 2025 belum ada"


def test_an_award_on_the_cut_off_minus_five_years_is_too_old_and_one_a_day_later_counts(pegawai):
    Penghargaan.objects.create(
        pegawai=pegawai, nama="A", tingkat="NASIONAL", tanggal=date(2021, 11, 21)
    )
    assert nilai(pegawai, "penghargaan").nilai == 0  # entered, but none in the window
    Penghargaan.objects.create(
        pegawai=pegawai, nama="B", tingkat="INSTANSI", tanggal=date(2021, 11, 22)
    )
    assert nilai(pegawai, "penghargaan").nilai == 2500
    Penghargaan.objects.create(
        pegawai=pegawai, nama="C", tingkat="INTERNASIONAL", tanggal=date(2026, 11, 22)
    )
    assert nilai(pegawai, "penghargaan").nilai == 2500  # not yet given on the cut-off
    Penghargaan.objects.create(pegawai=pegawai, nama="D", tingkat="LINTAS_INSTANSI", tanggal=ACUAN)
    assert nilai(pegawai, "penghargaan").nilai == 5000  # the highest, and the same day counts


def test_team_work_counts_while_it_runs_or_ended_in_the_window(pegawai):
    PenugasanTim.objects.create(
        pegawai=pegawai,
        nama_tim="A",
        peran="KETUA_LINTAS",
        mulai=date(2020, 1, 1),
        selesai=date(2024, 11, 21),
    )
    assert nilai(pegawai, "tim_kerja").nilai == 0
    PenugasanTim.objects.create(
        pegawai=pegawai,
        nama_tim="B",
        peran="ANGGOTA_LINTAS",
        mulai=date(2020, 1, 1),
        selesai=date(2024, 11, 22),
    )
    assert nilai(pegawai, "tim_kerja").nilai == 5000
    PenugasanTim.objects.create(pegawai=pegawai, nama_tim="C", peran="KETUA_INTERNAL", mulai=ACUAN)
    assert nilai(pegawai, "tim_kerja").nilai == 7500


def test_development_is_the_mean_of_certificates_and_structural_training(pegawai):
    def course(n, jenis, selesai):
        for i in range(n):
            RiwayatPelatihan.objects.create(
                pegawai=pegawai, jenis=jenis, nama=f"{jenis} {i} {selesai}", selesai=selesai
            )

    course(3, "TEKNIS", date(2025, 1, 1))
    assert nilai(pegawai, "pengembangan").nilai == 1250  # (25 + 0) / 2
    course(1, "TEKNIS", date(2023, 11, 21))  # just too old
    assert nilai(pegawai, "pengembangan").nilai == 1250
    course(1, "SEMINAR", date(2023, 11, 22))
    course(1, "SERTIFIKASI", date(2024, 6, 1))
    assert nilai(pegawai, "pengembangan").nilai == 5000  # (50 + 50) / 2
    assert nilai(pegawai, "pengembangan").bukti.startswith(
        "4 sertifikat dalam 3 tahun, 1 sertifikasi"
    )


def test_ex_2_17_experience_is_the_mean_of_length_variety_and_acting(pegawai):
    jabatan(
        pegawai, "DEFINITIF", "pengawas", date(2018, 1, 1), date(2022, 1, 1), nama_unit="Seksi A"
    )
    jabatan(
        pegawai, "DEFINITIF", "ahli_muda", date(2022, 1, 1), nama_unit="Seksi B"
    )  # equal jenjang
    jabatan(pegawai, "PLH", "pengawas", date(2023, 5, 1), date(2023, 5, 20))
    assert nilai(pegawai, "pengalaman").nilai == 6667  # (100 + 80 + 20) / 3


def test_experience_is_unknown_when_one_of_the_three_is(pegawai):
    jabatan(pegawai, "DEFINITIF", "pengawas", date(2018, 1, 1), nama_unit="Seksi A")
    assert nilai(pegawai, "pengalaman").nilai == UNKNOWN
    assert "Plt./Plh." in nilai(pegawai, "pengalaman").kurang
    nihil(pegawai, "JABATAN_NONDEFINITIF")
    assert nilai(pegawai, "pengalaman").nilai == 5333  # (100 + 60 + 0) / 3


def test_acting_never_counts_as_years_of_service_and_is_higher_or_equal_to_the_post_of_its_time(
    pegawai,
):
    jabatan(pegawai, "DEFINITIF", "pengawas", date(2024, 1, 1), nama_unit="Seksi A")
    jabatan(pegawai, "PLT", "pengawas", date(2010, 1, 1), date(2020, 1, 1))
    assert nilai(pegawai, "pengalaman").nilai == 6000  # (60 + 60 + 60) / 3: two years, Plt equal
    jabatan(pegawai, "PLT", "administrator", date(2025, 1, 1), date(2025, 3, 1))
    assert nilai(pegawai, "pengalaman").nilai == 6667  # Plt of a higher post: 80
    jabatan(
        pegawai,
        "PJ",
        "jpt_pratama",
        date(2025, 1, 1),
        date(2025, 3, 1),
        nama_jabatan="Pj. Wali Kota Contoh",
    )
    assert nilai(pegawai, "pengalaman").nilai == 7333
    jabatan(pegawai, "DEFINITIF", "pengawas", date(2015, 1, 1), date(2016, 1, 1), di_instansi=False)
    assert nilai(pegawai, "pengalaman").nilai == 9333  # (80 + 100 + 100) / 3: 3 years, two instansi


def test_five_years_are_reached_on_the_anniversary(pegawai):
    nihil(pegawai, "JABATAN_NONDEFINITIF")
    jabatan(pegawai, "DEFINITIF", "administrator", date(2021, 11, 22), nama_unit="Bidang A")
    assert nilai(pegawai, "pengalaman").nilai == 4667  # (80 + 60 + 0) / 3
    assert nilai(pegawai, "pengalaman", date(2026, 11, 22)).nilai == 5333


def test_ex_2_18_potential_and_its_three_years(pegawai):
    HasilPotensi.objects.create(
        pegawai=pegawai, tanggal=date(2023, 11, 21), nilai=[4, 3, 4, 3, 4, 5, 3, 4]
    )
    assert nilai(pegawai, "potensi").nilai == 7500
    assert nilai(pegawai, "potensi", date(2026, 11, 22)).nilai == UNKNOWN
    assert "sudah lewat 3 tahun" in nilai(pegawai, "potensi", date(2026, 11, 22)).kurang
    HasilPotensi.objects.create(pegawai=pegawai, tanggal=date(2026, 1, 1), nilai=[9] * 8)
    assert (nilai(pegawai, "potensi").nilai, nilai(pegawai, "potensi").dipotong) == (10000, True)


def test_ex_2_19_the_heaviest_punishment_in_the_window_decides(pegawai):
    hukuman(pegawai, "ringan", date(2024, 3, 1))
    hukuman(pegawai, "sedang", date(2022, 2, 1), date(2022, 7, 31))
    assert nilai(pegawai, "integritas").nilai == 5000


def test_ex_2_20_a_heavy_punishment_that_ended_before_the_window_is_past(pegawai):
    hukuman(pegawai, "berat", date(2020, 10, 31), date(2021, 10, 30))
    assert nilai(pegawai, "integritas").nilai == 10000


def test_who_serves_a_punishment_has_no_points_and_a_cancelled_one_or_a_case_in_process_costs_none(
    pegawai,
):
    hukuman(pegawai, "berat", date(2026, 2, 1), date(2027, 1, 31), dibatalkan=True)
    assert nilai(pegawai, "integritas").nilai == UNKNOWN  # a cancelled decree is no entry
    hukuman(pegawai, "berat", date(2026, 3, 1), proses=True)
    assert nilai(pegawai, "integritas").nilai == 10000
    hukuman(pegawai, "ringan", date(2026, 11, 20))
    assert nilai(pegawai, "integritas").nilai == 7500
    hukuman(pegawai, "sedang", date(2026, 6, 1), ACUAN)
    assert nilai(pegawai, "integritas").nilai == 0
    assert nilai(pegawai, "integritas", date(2026, 11, 22)).nilai == 5000


@pytest.mark.parametrize(
    ("jenjang", "points"),
    [
        ("S3", 10000),
        ("SPESIALIS", 9000),
        ("PROFESI", 8000),
        ("D4", 8000),
        ("D3", 7000),
        ("D1", 6500),
        ("SLTA", 6000),
        ("SD", 5000),
    ],
)
def test_education_takes_the_highest_degree(pegawai, jenjang, points):
    pendidikan(pegawai, "SD")
    pendidikan(pegawai, jenjang, tahun=None) if jenjang != "SD" else None
    assert nilai(pegawai, "pendidikan").nilai == points


def test_a_degree_of_a_later_year_does_not_count_yet(pegawai):
    pendidikan(pegawai, "S1", tahun=2001)
    pendidikan(pegawai, "S2", tahun=2027)
    assert nilai(pegawai, "pendidikan").nilai == 8000


def test_competence_match_against_the_profile(pegawai):
    profil = profil_lengkap(pegawai.instansi)
    asesmen(pegawai, date(2025, 3, 12), 3, 3)
    found = nilai(pegawai, "kompetensi", profil=profil)
    assert found.nilai == 8571  # 6 of 7
    assert found.bukti == "JPM 85,71, asesmen 12 Maret 2025, berlaku sampai 2028"
    asesmen(pegawai, date(2026, 3, 12), 5, 5)
    assert nilai(pegawai, "kompetensi", profil=profil).nilai == 10000
    assert nilai(pegawai, "kompetensi", profil=profil).dipotong
    assert nilai(pegawai, "kompetensi", date(2026, 3, 11), profil).nilai == 8571


def test_competence_is_unknown_without_standard_assessment_or_one_level(pegawai):
    profil = profil_lengkap(pegawai.instansi)
    assert nilai(pegawai, "kompetensi").kurang == "Jabatan belum punya profil syarat"
    assert nilai(pegawai, "kompetensi", profil=profil).kurang == "Asesmen kompetensi belum ada"
    asesmen(pegawai, date(2023, 11, 20), 5, 5)
    assert "sudah lewat 3 tahun" in nilai(pegawai, "kompetensi", profil=profil).kurang
    assert nilai(pegawai, "kompetensi", date(2026, 11, 20), profil).nilai == 10000
    asesmen(pegawai, date(2026, 1, 1), 5)
    assert (
        nilai(pegawai, "kompetensi", profil=profil).kurang
        == "1 kompetensi yang disyaratkan belum dinilai"
    )
    StandarKompetensi.objects.filter(profil=profil).delete()
    assert "belum ditetapkan" in nilai(pegawai, "kompetensi", profil=profil).kurang


def test_field_of_study_fits_does_not_fit_or_is_not_mapped(pegawai):
    profil = profil_lengkap(pegawai.instansi)
    bidang(pegawai.instansi, "hukum")
    pendidikan(pegawai, "S1")
    assert (
        nilai(pegawai, "bidang_ilmu", profil=profil).kurang
        == "Program studi belum dipetakan ke bidang ilmu"
    )
    pendidikan(pegawai, "D3", "HUKUM")
    assert nilai(pegawai, "bidang_ilmu", profil=profil).nilai == 5000
    pendidikan(pegawai, "S2", "AKUNTANSI")
    assert nilai(pegawai, "bidang_ilmu", profil=profil).nilai == 10000


def test_the_own_seat_gives_the_profile_when_none_is_named(pegawai):
    profil = profil_lengkap(pegawai.instansi)
    asesmen(pegawai, date(2025, 3, 12), 3, 4)
    PemangkuFactory(
        pegawai=pegawai,
        kursi=KursiFactory(jabatan=JabatanFactory(unit=pegawai.unit, profil=profil)),
    )
    assert nilai(pegawai, "kompetensi").nilai == 10000


def test_a_rule_set_with_a_wrong_number_or_a_missing_word_is_refused():
    with pytest.raises(AturanKeliruError):
        read_indikator({**INDIKATOR, "predikat": {**INDIKATOR["predikat"], "BAIK": 80.5}})
    with pytest.raises(AturanKeliruError):
        read_indikator({**INDIKATOR, "potensi": {"berlaku_tahun": 3}})
    with pytest.raises(AturanKeliruError):
        read_indikator({key: value for key, value in INDIKATOR.items() if key != "lama"})
