"""Pure rules of performance appraisal: predikat, the PP 30/2019 scale, angka kredit."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from asn_portal.core.numbers import half_up


class Ekspektasi(StrEnum):
    DI_ATAS = "DI_ATAS"
    SESUAI = "SESUAI"
    DI_BAWAH = "DI_BAWAH"


class Predikat(StrEnum):
    """The five predicates of PermenPANRB 6/2022, best first."""

    SANGAT_BAIK = "SANGAT_BAIK"
    BAIK = "BAIK"
    BUTUH_PERBAIKAN = "BUTUH_PERBAIKAN"
    KURANG = "KURANG"
    SANGAT_KURANG = "SANGAT_KURANG"


class PredikatPP30(StrEnum):
    """The five predicates of PP 30/2019, best first."""

    SANGAT_BAIK = "SANGAT_BAIK"
    BAIK = "BAIK"
    CUKUP = "CUKUP"
    KURANG = "KURANG"
    SANGAT_KURANG = "SANGAT_KURANG"


class JenjangFungsional(StrEnum):
    PEMULA = "PEMULA"
    TERAMPIL = "TERAMPIL"
    MAHIR = "MAHIR"
    PENYELIA = "PENYELIA"
    AHLI_PERTAMA = "AHLI_PERTAMA"
    AHLI_MUDA = "AHLI_MUDA"
    AHLI_MADYA = "AHLI_MADYA"
    AHLI_UTAMA = "AHLI_UTAMA"


# (hasil kerja, perilaku kerja). Not symmetric: bad behaviour is never bought by good output.
MATRIKS_PREDIKAT = {
    (Ekspektasi.DI_ATAS, Ekspektasi.DI_BAWAH): Predikat.KURANG,
    (Ekspektasi.DI_ATAS, Ekspektasi.SESUAI): Predikat.BAIK,
    (Ekspektasi.DI_ATAS, Ekspektasi.DI_ATAS): Predikat.SANGAT_BAIK,
    (Ekspektasi.SESUAI, Ekspektasi.DI_BAWAH): Predikat.KURANG,
    (Ekspektasi.SESUAI, Ekspektasi.SESUAI): Predikat.BAIK,
    (Ekspektasi.SESUAI, Ekspektasi.DI_ATAS): Predikat.BAIK,
    (Ekspektasi.DI_BAWAH, Ekspektasi.DI_BAWAH): Predikat.SANGAT_KURANG,
    (Ekspektasi.DI_BAWAH, Ekspektasi.SESUAI): Predikat.BUTUH_PERBAIKAN,
    (Ekspektasi.DI_BAWAH, Ekspektasi.DI_ATAS): Predikat.BUTUH_PERBAIKAN,
}

PERSEN_PREDIKAT = {
    Predikat.SANGAT_BAIK: 150,
    Predikat.BAIK: 100,
    Predikat.BUTUH_PERBAIKAN: 75,
    Predikat.KURANG: 50,
    Predikat.SANGAT_KURANG: 25,
}

KOEFISIEN = {
    JenjangFungsional.PEMULA: Decimal("3.75"),
    JenjangFungsional.TERAMPIL: Decimal(5),
    JenjangFungsional.MAHIR: Decimal("12.5"),
    JenjangFungsional.PENYELIA: Decimal(25),
    JenjangFungsional.AHLI_PERTAMA: Decimal("12.5"),
    JenjangFungsional.AHLI_MUDA: Decimal(25),
    JenjangFungsional.AHLI_MADYA: Decimal("37.5"),
    JenjangFungsional.AHLI_UTAMA: Decimal(50),
}

# Angka kredit that a rise in rank needs.
ANGKA_KREDIT_PANGKAT = {
    JenjangFungsional.PEMULA: 15,
    JenjangFungsional.TERAMPIL: 20,
    JenjangFungsional.MAHIR: 50,
    JenjangFungsional.PENYELIA: 100,
    JenjangFungsional.AHLI_PERTAMA: 50,
    JenjangFungsional.AHLI_MUDA: 100,
    JenjangFungsional.AHLI_MADYA: 150,
    JenjangFungsional.AHLI_UTAMA: 200,
}

BOBOT_SKP = (60, 70)
NILAI_MAKSIMAL = 120
_AMBANG_SANGAT_BAIK = 110
_AMBANG_PP30 = (
    (90, PredikatPP30.BAIK),
    (70, PredikatPP30.CUKUP),
    (50, PredikatPP30.KURANG),
)
BULAN_SETAHUN = 12


@dataclass(frozen=True, slots=True)
class NilaiPP30:
    nilai_eksak: Fraction
    predikat: PredikatPP30
    tanpa_ide: bool  # high enough for Sangat Baik, but without the new idea

    @property
    def nilai(self) -> Decimal:
        return half_up(self.nilai_eksak, 2)


@dataclass(frozen=True, slots=True)
class AngkaKredit:
    eksak: Fraction
    koefisien: Decimal
    persen: int

    @property
    def angka_kredit(self) -> Decimal:
        return half_up(self.eksak, 2)


def predikat(hasil_kerja: Ekspektasi, perilaku_kerja: Ekspektasi) -> Predikat:
    """Read the predicate from the quadrant of PermenPANRB 6/2022."""
    return MATRIKS_PREDIKAT[Ekspektasi(hasil_kerja), Ekspektasi(perilaku_kerja)]


def predikat_pp30(skp: Decimal, perilaku: Decimal, bobot_skp: int, *, ide_baru: bool) -> NilaiPP30:
    """Weigh SKP and behaviour; the class is taken from the unrounded value."""
    if bobot_skp not in BOBOT_SKP:
        raise ValueError("bobot SKP harus 60 atau 70")
    if not (0 <= skp <= NILAI_MAKSIMAL and 0 <= perilaku <= NILAI_MAKSIMAL):
        raise ValueError("nilai harus antara 0 dan 120")
    nilai = (Fraction(skp) * bobot_skp + Fraction(perilaku) * (100 - bobot_skp)) / 100
    if nilai >= _AMBANG_SANGAT_BAIK and ide_baru:
        return NilaiPP30(nilai, PredikatPP30.SANGAT_BAIK, tanpa_ide=False)
    klas = next((name for bound, name in _AMBANG_PP30 if nilai >= bound), None)
    return NilaiPP30(
        nilai, klas or PredikatPP30.SANGAT_KURANG, tanpa_ide=nilai >= _AMBANG_SANGAT_BAIK
    )


def angka_kredit(jenjang: JenjangFungsional, predikat: Predikat, bulan: int) -> AngkaKredit:
    """Convert a predicate over some months into angka kredit."""
    if not 1 <= bulan <= BULAN_SETAHUN:
        raise ValueError("bulan harus 1 sampai 12")
    koefisien = KOEFISIEN[JenjangFungsional(jenjang)]
    persen = PERSEN_PREDIKAT[Predikat(predikat)]
    eksak = Fraction(bulan, BULAN_SETAHUN) * Fraction(persen, 100) * Fraction(koefisien)
    return AngkaKredit(eksak=eksak, koefisien=koefisien, persen=persen)
