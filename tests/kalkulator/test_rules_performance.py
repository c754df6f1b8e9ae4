"""Worked examples EX-1.* of the domain reference, against the pure rules."""

from decimal import Decimal
from fractions import Fraction

import pytest

from kinerja.penilaian.kalkulator.predikat import (
    ANGKA_KREDIT_PANGKAT,
    Ekspektasi,
    JenjangFungsional,
    Predikat,
    angka_kredit,
    predikat,
    predikat_pp30,
)

QUADRANT = [
    ("EX-1.1", "DI_ATAS", "DI_BAWAH", "KURANG"),
    ("EX-1.2", "DI_ATAS", "SESUAI", "BAIK"),
    ("EX-1.3", "DI_ATAS", "DI_ATAS", "SANGAT_BAIK"),
    ("EX-1.4", "SESUAI", "DI_BAWAH", "KURANG"),
    ("EX-1.5", "SESUAI", "SESUAI", "BAIK"),
    ("EX-1.6", "SESUAI", "DI_ATAS", "BAIK"),
    ("EX-1.7", "DI_BAWAH", "DI_BAWAH", "SANGAT_KURANG"),
    ("EX-1.8", "DI_BAWAH", "SESUAI", "BUTUH_PERBAIKAN"),
    ("EX-1.9", "DI_BAWAH", "DI_ATAS", "BUTUH_PERBAIKAN"),
]


@pytest.mark.parametrize(
    ("hasil", "perilaku", "expected"), [r[1:] for r in QUADRANT], ids=[r[0] for r in QUADRANT]
)
def test_each_cell_of_the_quadrant(hasil, perilaku, expected):
    assert predikat(Ekspektasi(hasil), Ekspektasi(perilaku)) == expected


CREDIT = [
    ("EX-1.10", "AHLI_PERTAMA", "BAIK", 12, "12.50"),
    ("EX-1.11", "AHLI_PERTAMA", "BAIK", 3, "3.13"),
    ("EX-1.12", "AHLI_PERTAMA", "SANGAT_BAIK", 3, "4.69"),
    ("EX-1.13", "AHLI_PERTAMA", "BUTUH_PERBAIKAN", 5, "3.91"),
    ("EX-1.14", "AHLI_MUDA", "BAIK", 6, "12.50"),
    ("EX-1.15", "AHLI_MADYA", "KURANG", 8, "12.50"),
    ("EX-1.16", "MAHIR", "SANGAT_BAIK", 7, "10.94"),
    ("EX-1.17", "PEMULA", "SANGAT_KURANG", 12, "0.94"),
]


@pytest.mark.parametrize(
    ("jenjang", "grade", "bulan", "expected"), [r[1:] for r in CREDIT], ids=[r[0] for r in CREDIT]
)
def test_angka_kredit_is_rounded_half_up_once(jenjang, grade, bulan, expected):
    assert (
        str(angka_kredit(JenjangFungsional(jenjang), Predikat(grade), bulan).angka_kredit)
        == expected
    )


# One row of the table in domain §1.7 per jenjang: SB, B, BP, K, SK over a full year.
YEARLY = {
    "PEMULA": "5.63 3.75 2.81 1.88 0.94",
    "TERAMPIL": "7.50 5.00 3.75 2.50 1.25",
    "MAHIR": "18.75 12.50 9.38 6.25 3.13",
    "PENYELIA": "37.50 25.00 18.75 12.50 6.25",
    "AHLI_PERTAMA": "18.75 12.50 9.38 6.25 3.13",
    "AHLI_MUDA": "37.50 25.00 18.75 12.50 6.25",
    "AHLI_MADYA": "56.25 37.50 28.13 18.75 9.38",
    "AHLI_UTAMA": "75.00 50.00 37.50 25.00 12.50",
}


@pytest.mark.parametrize("jenjang", YEARLY)
def test_the_yearly_table_of_every_jenjang(jenjang):
    row = [
        str(angka_kredit(JenjangFungsional(jenjang), grade, 12).angka_kredit) for grade in Predikat
    ]
    assert row == YEARLY[jenjang].split()


def test_four_years_reach_the_credit_for_a_rise_in_rank():
    """EX-1.18."""
    years = ["SANGAT_BAIK", "BAIK", "BAIK", "BUTUH_PERBAIKAN"]
    total = sum(
        angka_kredit(JenjangFungsional.AHLI_PERTAMA, Predikat(y), 12).angka_kredit for y in years
    )
    assert total == Decimal("53.13")
    assert total >= ANGKA_KREDIT_PANGKAT[JenjangFungsional.AHLI_PERTAMA]


def test_four_rounded_quarters_are_not_the_year():
    quarter = angka_kredit(JenjangFungsional.AHLI_PERTAMA, Predikat.BAIK, 3)
    assert 4 * quarter.angka_kredit == Decimal("12.52")
    assert 4 * quarter.eksak == Fraction("12.5")


PP30 = [
    ("EX-1.19", "95", "90", 70, False, "93.50", "BAIK"),
    ("EX-1.20 tanpa ide", "112", "115", 60, False, "113.20", "BAIK"),
    ("EX-1.20 dengan ide", "112", "115", 60, True, "113.20", "SANGAT_BAIK"),
    ("EX-1.21", "110", "110", 70, True, "110.00", "SANGAT_BAIK"),
    ("EX-1.22", "88", "92", 70, False, "89.20", "CUKUP"),
    ("EX-1.23", "89", "93", 70, False, "90.20", "BAIK"),
    ("EX-1.24", "60", "75", 60, False, "66.00", "KURANG"),
    ("EX-1.25", "45", "60", 70, False, "49.50", "SANGAT_KURANG"),
    ("class from the exact value", "89.999", "89.999", 70, True, "90.00", "CUKUP"),
    ("idea alone is not enough", "100", "100", 60, True, "100.00", "BAIK"),
]


@pytest.mark.parametrize(
    ("skp", "perilaku", "bobot", "ide", "nilai", "grade"),
    [r[1:] for r in PP30],
    ids=[r[0] for r in PP30],
)
def test_the_scale_of_pp_30(skp, perilaku, bobot, ide, nilai, grade):  # noqa: PLR0917
    result = predikat_pp30(Decimal(skp), Decimal(perilaku), bobot, ide_baru=ide)
    assert (str(result.nilai), result.predikat) == (nilai, grade)


@pytest.mark.parametrize(("skp", "bobot"), [("120.01", 60), ("-1", 60), ("100", 65)])
def test_the_scale_of_pp_30_refuses_what_is_outside_it(skp, bobot):
    with pytest.raises(ValueError, match="harus"):
        predikat_pp30(Decimal(skp), Decimal(100), bobot, ide_baru=False)
