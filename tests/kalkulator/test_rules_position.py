"""Worked examples EX-3.* to EX-6.* of the domain reference, against the pure rules."""

from datetime import date

import pytest

from jabatan.peta.kalkulator.abk import Periode, Tugas, efektivitas, kebutuhan
from jabatan.peta.kalkulator.bup import BUP_TAHUN, retirement
from jabatan.peta.kalkulator.jpm import jpm
from jabatan.peta.kalkulator.nip import JenisNIP, KesalahanNIP, check_nip


def spread(total, count):
    """A list of levels 0..5 with that sum: only the sums count without the cap."""
    base, rest = divmod(total, count)
    return [base + 1] * rest + [base] * (count - rest)


NINE = [5, 4, 4, 3, 5, 4, 3, 3, 4]
MATCH = [
    ("EX-3.1", spread(27, 9), spread(24, 9), False, "88.89", "MS", "CUKUP_OPTIMAL"),
    ("EX-3.2", spread(18, 9), spread(13, 9), False, "72.22", "MMS", "KURANG_OPTIMAL"),
    ("EX-3.3", spread(36, 9), spread(24, 9), False, "66.67", "KMS", "KURANG_OPTIMAL"),
    ("EX-3.4", spread(25, 9), spread(17, 9), False, "68.00", "MMS", "KURANG_OPTIMAL"),
    ("EX-3.5", spread(25, 9), spread(20, 9), False, "80.00", "MS", "CUKUP_OPTIMAL"),
    ("EX-3.6", spread(18, 9), spread(14, 9), False, "77.78", "MMS", "KURANG_OPTIMAL"),
    ("EX-3.7", [4] * 9, NINE, False, "97.22", "MS", "OPTIMAL"),
    ("EX-3.8", [4] * 9, NINE, True, "91.67", "MS", "OPTIMAL"),
    ("EX-3.9", spread(18, 9), spread(25, 9), False, "100.00", "MS", "OPTIMAL"),
    ("zero reached", [1], [0], False, "0.00", "KMS", "KURANG_OPTIMAL"),
    # 77.9951… prints as 78.00 and still stands below the bound of 78.
    (
        "class from the exact value",
        spread(409, 100),
        spread(319, 100),
        False,
        "78.00",
        "MMS",
        "KURANG_OPTIMAL",
    ),
]


@pytest.mark.parametrize(
    ("standar", "capaian", "cap", "value", "seleksi", "pemetaan"),
    [r[1:] for r in MATCH],
    ids=[r[0] for r in MATCH],
)
def test_job_person_match(standar, capaian, cap, value, seleksi, pemetaan):  # noqa: PLR0917
    result = jpm(standar, capaian, batas_per_kompetensi=cap)
    assert (str(result.jpm), result.seleksi, result.pemetaan) == (value, seleksi, pemetaan)


def test_no_standard_is_unknown_and_not_a_division_by_zero():
    """EX-3.10."""
    with pytest.raises(ValueError, match="standar kompetensi belum ada"):
        jpm([], [])


def test_a_surplus_shows_as_such_and_a_gap_as_such():
    assert jpm([4] * 9, NINE).selisih == (1, 0, 0, -1, 1, 0, -1, -1, 0)


def minutes(total):
    return [Tugas(total, Periode.TAHUN, 1)]


WORK = [
    (
        "EX-4.1",
        [Tugas(1200, Periode.TAHUN, 30), Tugas(4, Periode.BULAN, 300), Tugas(1, Periode.HARI, 60)],
        1,
        75_000,
        65_400,
        "0.8720",
        1,
        0,
        "0.87",
        "C",
    ),
    (
        "EX-4.2",
        [Tugas(12_000, Periode.TAHUN, 45)],
        5,
        75_000,
        540_000,
        "7.2000",
        7,
        -2,
        "1.44",
        "A",
    ),
    ("EX-4.3", minutes(187_500), 3, 75_000, 187_500, "2.5000", 3, 0, "0.83", "C"),
    ("EX-4.4 half", minutes(37_500), 0, 75_000, 37_500, "0.5000", 1, -1, None, None),
    ("EX-4.4 below half", minutes(37_499), 0, 75_000, 37_499, "0.5000", 0, 0, None, None),
    ("EX-4.5", minutes(112_500), 1, 75_000, 112_500, "1.5000", 2, -1, "1.50", "A"),
    ("EX-4.6", minutes(187_500), 3, 75_000, 187_500, "2.5000", 3, 0, "0.83", "C"),
    ("EX-4.7", [Tugas(10, Periode.MINGGU, 45)], 0, 75_000, 22_500, "0.3000", 0, 0, None, None),
    ("EX-4.8", minutes(187_500), 3, 72_000, 187_500, "2.6042", 3, 0, "0.87", "C"),
    (
        "EX-4.10",
        [Tugas(25_000, Periode.TAHUN, 1)] * 3,
        1,
        75_000,
        75_000,
        "1.0000",
        1,
        0,
        "1.00",
        "B",
    ),
]


@pytest.mark.parametrize(
    ("tugas", "pegawai", "waktu", "beban", "eksak", "need", "selisih", "ej", "grade"),
    [r[1:] for r in WORK],
    ids=[r[0] for r in WORK],
)
def test_workload(tugas, pegawai, waktu, beban, eksak, need, selisih, ej, grade):  # noqa: PLR0917
    from asn_portal.core.numbers import decimal_string

    result = kebutuhan(tugas, waktu)
    load = efektivitas(result, pegawai)
    assert (result.beban_menit, decimal_string(result.eksak, 4)) == (beban, eksak)
    assert (result.kebutuhan, result.selisih(pegawai)) == (need, selisih)
    assert (str(load.ej), load.grade) == (ej, grade) if load else (ej, grade) == (None, None)


@pytest.mark.parametrize(
    ("total", "ej", "grade"),
    [
        (75_375, "1.01", "A"),
        (75_374, "1.00", "B"),
        (67_125, "0.90", "B"),
        (67_124, "0.89", "C"),
        (52_124, "0.69", "D"),
        (37_124, "0.49", "E"),
    ],
)
def test_effectiveness_is_graded_after_rounding_to_two_decimals(total, ej, grade):
    result = efektivitas(kebutuhan(minutes(total)), 1)
    assert (str(result.ej), result.grade) == (ej, grade)


@pytest.mark.parametrize(
    ("born", "jenjang", "age", "reached", "pension"),
    [
        pytest.param(
            date(1968, 5, 12), "ADMINISTRATOR", 58, date(2026, 5, 12), date(2026, 6, 1), id="EX-5.9"
        ),
        pytest.param(
            date(1968, 5, 12), "jpt_pratama", 60, date(2028, 5, 12), date(2028, 6, 1), id="EX-5.10"
        ),
        pytest.param(
            date(1968, 2, 29), "PENGAWAS", 58, date(2026, 2, 28), date(2026, 3, 1), id="EX-5.12"
        ),
        pytest.param(
            date(1968, 2, 29), "AHLI_MADYA", 60, date(2028, 2, 29), date(2028, 3, 1), id="leap year"
        ),
        pytest.param(
            date(1968, 12, 31),
            "AHLI_UTAMA",
            65,
            date(2033, 12, 31),
            date(2034, 1, 1),
            id="december",
        ),
        pytest.param(
            date(1968, 5, 1),
            "PELAKSANA",
            58,
            date(2026, 5, 1),
            date(2026, 6, 1),
            id="first of the month",
        ),
    ],
)
def test_retirement(born, jenjang, age, reached, pension):
    result = retirement(born, jenjang)
    assert (result.bup, result.tanggal_bup, result.tmt_pensiun) == (age, reached, pension)


def test_every_jenjang_has_a_retirement_age():
    assert len(BUP_TAHUN) == 14
    assert {name: age for name, age in BUP_TAHUN.items() if age != 58} == {
        "jpt_utama": 60, "jpt_madya": 60, "jpt_pratama": 60, "ahli_madya": 60, "ahli_utama": 65,
    }  # fmt: skip


NUMBERS = [
    ("EX-6.1", "198609262015051001", [], ["KODE_PPPK"]),
    ("EX-6.2", "196804111993031009", [], ["KODE_PPPK"]),
    ("EX-6.3", "199312282025212001", ["BULAN_TMT"], []),
    ("EX-6.4", "199802302020122001", ["TANGGAL_LAHIR"], ["TANGGAL_LAHIR", "KODE_PPPK"]),
    ("EX-6.5", "199003152019033001", ["KODE_KELAMIN"], ["KODE_PPPK", "KODE_KELAMIN"]),
    ("EX-6.6", "199003152019031000", ["NOMOR_URUT"], ["KODE_PPPK", "NOMOR_URUT"]),
    ("EX-6.7", "200512312015012001", ["USIA_TMT"], ["KODE_PPPK", "USIA_TMT"]),
    ("EX-6.8", "19860926 201505 1 001", [], ["KODE_PPPK"]),
    ("EX-6.9", "19860926201505100", ["PANJANG"], ["PANJANG"]),
    ("EX-6.13", "١٩٨٦٠٩٢٦٢٠١٥٠٥١٠٠١", ["BUKAN_ANGKA"], ["BUKAN_ANGKA"]),
    ("full-width", "１９８６０９２６２０１５０５１００１", ["BUKAN_ANGKA"], ["BUKAN_ANGKA"]),
    ("start in the future", "198609262026121001", ["TMT_MENDATANG"], ["KODE_PPPK"]),
]


@pytest.mark.parametrize(
    ("nip", "pns", "pppk"), [r[1:] for r in NUMBERS], ids=[r[0] for r in NUMBERS]
)
def test_the_parts_of_a_number(nip, pns, pppk):
    today = date(2026, 11, 21)
    assert list(check_nip(nip, JenisNIP.PNS, hari_ini=today).kesalahan) == pns
    assert list(check_nip(nip, JenisNIP.PPPK, hari_ini=today).kesalahan) == pppk


def test_a_good_number_tells_birth_start_sex_and_sequence():
    check = check_nip("19860926.201505.1.001", JenisNIP.PNS)
    assert (check.nip, check.tanggal_lahir, check.tmt) == (
        "198609262015051001",
        date(1986, 9, 26),
        "2015-05",
    )
    assert (check.jenis_kelamin, check.urut, check.sah) == ("L", "001", True)
    pppk = check_nip("199312282025212001", JenisNIP.PPPK)
    assert (pppk.tmt, pppk.jenis_kelamin, pppk.sah) == ("2025", "P", True)


def test_a_number_of_another_person_is_named():
    """EX-6.10."""
    check = check_nip(
        "198609262015051001", JenisNIP.PNS, jenis_kelamin="P", tanggal_lahir=date(1986, 9, 27)
    )
    assert check.kesalahan == (
        KesalahanNIP.TANGGAL_LAHIR_BERBEDA,
        KesalahanNIP.JENIS_KELAMIN_BERBEDA,
    )


def test_eighteen_is_reached_in_the_month_of_the_start():
    assert check_nip("199805202016051001", JenisNIP.PNS).sah
    assert not check_nip("199805202016041001", JenisNIP.PNS).sah
