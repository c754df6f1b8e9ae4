"""Calculators of performance appraisal: predikat, predikat-pp30, angka-kredit, pola-distribusi."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from asn_portal.core.numbers import decimal_string
from asn_portal.halaman.kalkulator.dasar import Hasil, Kalkulator
from asn_portal.halaman.kalkulator.isian import Choice, Flag, Group, Number, Whole
from asn_portal.halaman.kalkulator.kalimat import bilangan, desimal, persis
from kinerja.penilaian.kalkulator.distribusi import (
    MINIMAL_PEGAWAI,
    PeringatanDistribusi,
    PredikatOrganisasi,
    pola_distribusi,
)
from kinerja.penilaian.kalkulator.predikat import (
    ANGKA_KREDIT_PANGKAT,
    NILAI_MAKSIMAL,
    Ekspektasi,
    JenjangFungsional,
    Predikat,
    angka_kredit,
    predikat,
    predikat_pp30,
)

EKSPEKTASI = (
    ("DI_ATAS", "Di atas ekspektasi"),
    ("SESUAI", "Sesuai ekspektasi"),
    ("DI_BAWAH", "Di bawah ekspektasi"),
)
PREDIKAT = (
    ("SANGAT_BAIK", "Sangat Baik"),
    ("BAIK", "Baik"),
    ("BUTUH_PERBAIKAN", "Butuh Perbaikan"),
    ("KURANG", "Kurang/Misconduct"),
    ("SANGAT_KURANG", "Sangat Kurang"),
)
PREDIKAT_PP30 = {**dict(PREDIKAT), "CUKUP": "Cukup", "KURANG": "Kurang"}
JENJANG = (
    ("PEMULA", "Pemula"),
    ("TERAMPIL", "Terampil"),
    ("MAHIR", "Mahir"),
    ("PENYELIA", "Penyelia"),
    ("AHLI_PERTAMA", "Ahli Pertama"),
    ("AHLI_MUDA", "Ahli Muda"),
    ("AHLI_MADYA", "Ahli Madya"),
    ("AHLI_UTAMA", "Ahli Utama"),
)
ORGANISASI = (
    ("ISTIMEWA", "Istimewa"),
    ("BAIK", "Baik"),
    ("BUTUH_PERBAIKAN", "Butuh Perbaikan"),
    ("KURANG", "Kurang"),
    ("SANGAT_KURANG", "Sangat Kurang"),
)
POLA = {
    "ISTIMEWA": "Sangat Baik terbanyak, paling tinggi 70%; lainnya bebas",
    "BAIK": "Baik terbanyak, paling tinggi 70%; harus ada Butuh Perbaikan atau Kurang",
    "BUTUH_PERBAIKAN": "Butuh Perbaikan paling sedikit 60%; Sangat Baik paling banyak 10%",
    "KURANG": "Kurang paling sedikit 60%; Butuh Perbaikan paling sedikit 10%; "
    "Sangat Baik paling banyak 10%",
    "SANGAT_KURANG": "Sangat Kurang paling sedikit 60%; Kurang dan Butuh Perbaikan bersama "
    "paling sedikit 10%; tanpa Sangat Baik",
}
PERINGATAN = {
    PeringatanDistribusi.BUKAN_TERBANYAK: "{pokok} bukan kelompok terbanyak",
    PeringatanDistribusi.TERLALU_BANYAK: "{pokok} melebihi 70%",
    PeringatanDistribusi.TANPA_RENDAH: "Tidak ada Butuh Perbaikan atau Kurang",
    PeringatanDistribusi.POKOK_KURANG: "{pokok} kurang dari 60%",
    PeringatanDistribusi.PENDAMPING_KURANG: "Kelompok pendamping kurang dari 10%",
    PeringatanDistribusi.SANGAT_BAIK_TERLALU_BANYAK: "Sangat Baik melebihi 10%",
    PeringatanDistribusi.SANGAT_BAIK_TIDAK_BOLEH: "Sangat Baik tidak boleh ada",
}
_SEBUTAN = {**dict(EKSPEKTASI), **dict(PREDIKAT), **dict(JENJANG)}


def _predikat(isi: Mapping[str, Any], _hari_ini: date) -> Hasil:
    hasil_kerja, perilaku = Ekspektasi(isi["hasil_kerja"]), Ekspektasi(isi["perilaku_kerja"])
    grade = predikat(hasil_kerja, perilaku)
    steps = [
        f"Hasil kerja {_SEBUTAN[hasil_kerja].lower()}.",
        f"Perilaku kerja {_SEBUTAN[perilaku].lower()}.",
        f"Pertemuan keduanya pada kuadran kinerja: {_SEBUTAN[grade]}.",
    ]
    if grade is Predikat.KURANG:
        steps.append("Perilaku di bawah ekspektasi tidak dapat ditutup oleh hasil kerja.")
    return Hasil(
        hasil={"predikat": grade.value},
        langkah=tuple(steps),
        sorotan=(("Predikat kinerja", _SEBUTAN[grade]),),
    )


def _predikat_pp30(isi: Mapping[str, Any], _hari_ini: date) -> Hasil:
    skp, perilaku, bobot = isi["skp"], isi["perilaku"], isi["bobot_skp"]
    result = predikat_pp30(skp, perilaku, bobot, ide_baru=isi["ide_baru"])
    grade = PREDIKAT_PP30[result.predikat]
    steps = [
        f"SKP {persis(skp)} × {bobot}% = {persis(skp * bobot / 100)}.",
        f"Perilaku {persis(perilaku)} × {100 - bobot}% = {persis(perilaku * (100 - bobot) / 100)}.",
        f"Jumlah {persis(result.nilai_eksak)}; dicetak {desimal(result.nilai_eksak)}.",
    ]
    if result.tanpa_ide:
        steps.append("Nilai mencapai 110, tetapi tanpa ide baru predikatnya tetap Baik.")
    steps.append(f"Predikat menurut nilai sebelum pembulatan: {grade}.")
    return Hasil(
        hasil={"nilai": decimal_string(result.nilai_eksak), "predikat": result.predikat.value},
        langkah=tuple(steps),
        sorotan=(("Predikat", grade), ("Nilai", desimal(result.nilai_eksak))),
    )


def _angka_kredit(isi: Mapping[str, Any], _hari_ini: date) -> Hasil:
    jenjang, bulan = JenjangFungsional(isi["jenjang"]), isi["bulan"]
    result = angka_kredit(jenjang, Predikat(isi["predikat"]), bulan)
    name, grade = _SEBUTAN[jenjang], _SEBUTAN[isi["predikat"]]
    credit = desimal(result.eksak)
    return Hasil(
        hasil={"angka_kredit": decimal_string(result.eksak)},
        langkah=(
            f"Koefisien per tahun jenjang {name}: {persis(result.koefisien)}.",
            f"Predikat {grade}: {result.persen}%.",
            (
                f"{bulan}/12 × {result.persen}% × {persis(result.koefisien)} = {credit} "
                "(dibulatkan ke dua angka di belakang koma, setengah ke atas)."
            ),
            (
                f"Kenaikan pangkat pada jenjang ini membutuhkan "
                f"{bilangan(ANGKA_KREDIT_PANGKAT[jenjang])} angka kredit."
            ),
        ),
        sorotan=(("Angka kredit", credit),),
    )


def _pola(isi: Mapping[str, Any], _hari_ini: date) -> Hasil:
    unit = PredikatOrganisasi(isi["organisasi"])
    count = {Predikat(code): number for code, number in isi["pegawai"].items()}
    result = pola_distribusi(unit, count)
    shares = ", ".join(
        f"{_SEBUTAN[grade]} {bilangan(number)} ({desimal(Fraction(number * 100, result.jumlah), 1)}%)"
        for grade, number in count.items()
        if number
    )
    # "Sangat Baik" is expected of a unit with Istimewa; else the unit's own word.
    main = "Sangat Baik" if unit is PredikatOrganisasi.ISTIMEWA else dict(ORGANISASI)[unit]
    warnings = [PERINGATAN[code].format(pokok=main) for code in result.peringatan]
    steps = [f"Jumlah pegawai {bilangan(result.jumlah)}{f': {shares}' if shares else ''}."]
    if not result.berlaku:
        verdict = "Pola tidak dipakai"
        steps.append(
            f"Pola dipakai mulai {MINIMAL_PEGAWAI} pegawai, karena yang lebih sedikit "
            "tidak dapat memenuhi persentase."
        )
    else:
        verdict = f"{len(warnings)} peringatan" if warnings else "Sesuai pola"
        steps.append(f"Organisasi {dict(ORGANISASI)[unit]}: {POLA[unit]}.")
        steps += [f"Peringatan: {text[:1].lower()}{text[1:]}." for text in warnings]
        if warnings:
            steps.append("Pola adalah pedoman: atasan memberi alasan, predikat tidak diubah.")
    return Hasil(
        hasil={
            "jumlah": result.jumlah,
            "berlaku": result.berlaku,
            "peringatan": [code.value for code in result.peringatan],
        },
        langkah=tuple(steps),
        sorotan=(("Pola distribusi", verdict), *(("Peringatan", text) for text in warnings)),
    )


KALKULATOR_PREDIKAT = Kalkulator(
    nama="predikat",
    judul="Predikat kinerja",
    ringkas="Predikat dari hasil kerja dan perilaku kerja menurut kuadran kinerja.",
    dasar="PermenPANRB 6/2022 tentang Pengelolaan Kinerja Pegawai ASN",
    fields=(
        Choice(key="hasil_kerja", label="Hasil kerja", options=EKSPEKTASI),
        Choice(key="perilaku_kerja", label="Perilaku kerja", options=EKSPEKTASI),
    ),
    contoh={"hasil_kerja": "DI_ATAS", "perilaku_kerja": "DI_BAWAH"},
    rule=_predikat,
)
KALKULATOR_PP30 = Kalkulator(
    nama="predikat-pp30",
    judul="Predikat menurut PP 30/2019",
    ringkas="Nilai dan predikat tahun-tahun lama: SKP dan perilaku dengan bobot.",
    dasar="PP 30/2019 pasal 41",
    fields=(
        Number(key="skp", label="Nilai SKP", help="0 sampai 120.", maximum=Decimal(NILAI_MAKSIMAL)),
        Number(
            key="perilaku",
            label="Nilai perilaku kerja",
            help="0 sampai 120.",
            maximum=Decimal(NILAI_MAKSIMAL),
        ),
        Choice(
            key="bobot_skp",
            label="Bobot SKP",
            options=(
                (70, "70%, tanpa penilaian rekan dan bawahan"),
                (60, "60%, dengan umpan balik 360°"),
            ),
        ),
        Flag(
            key="ide_baru",
            label="Menciptakan ide atau cara baru yang bermanfaat bagi organisasi atau negara",
        ),
    ),
    contoh={"skp": "112", "perilaku": "115", "bobot_skp": 60, "ide_baru": True},
    rule=_predikat_pp30,
)
KALKULATOR_ANGKA_KREDIT = Kalkulator(
    nama="angka-kredit",
    judul="Angka kredit jabatan fungsional",
    ringkas="Konversi predikat kinerja menjadi angka kredit.",
    dasar="PermenPANRB 1/2023 dan Peraturan BKN 3/2023",
    fields=(
        Choice(key="jenjang", label="Jenjang", options=JENJANG, any_case=True),
        Choice(key="predikat", label="Predikat kinerja", options=PREDIKAT),
        Whole(key="bulan", label="Jumlah bulan", help="1 sampai 12.", minimum=1, maximum=12),
    ),
    contoh={"jenjang": "AHLI_PERTAMA", "predikat": "BAIK", "bulan": 3},
    rule=_angka_kredit,
)
KALKULATOR_POLA = Kalkulator(
    nama="pola-distribusi",
    judul="Pola distribusi predikat",
    ringkas="Sebaran predikat pegawai suatu unit dibandingkan dengan predikat organisasinya.",
    dasar="SE MenPANRB 3/2023 dan PP 30/2019 pasal 41 ayat (7)",
    fields=(
        Choice(key="organisasi", label="Predikat kinerja organisasi", options=ORGANISASI),
        Group(
            key="pegawai",
            label="Jumlah pegawai menurut predikat",
            members=tuple(
                Whole(key=code, label=label, maximum=10**6, default=0) for code, label in PREDIKAT
            ),
        ),
    ),
    contoh={
        "organisasi": "BAIK",
        "pegawai": {
            "SANGAT_BAIK": 4,
            "BAIK": 16,
            "BUTUH_PERBAIKAN": 0,
            "KURANG": 0,
            "SANGAT_KURANG": 0,
        },
    },
    rule=_pola,
)
