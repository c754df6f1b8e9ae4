"""Calculators about one person: nip, nik, bup, masa-kerja."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from asn_portal.core.dates import long_date
from asn_portal.halaman.kalkulator.dasar import Hasil, Kalkulator
from asn_portal.halaman.kalkulator.galat import InputError
from asn_portal.halaman.kalkulator.isian import Choice, Day, Optional, Rows, Text
from asn_portal.halaman.kalkulator.kalimat import bulan_tahun
from jabatan.peta.kalkulator.bup import retirement
from jabatan.peta.kalkulator.masa_kerja import masa_kerja
from jabatan.peta.kalkulator.nik import PESAN as PESAN_NIK
from jabatan.peta.kalkulator.nik import check_nik
from jabatan.peta.kalkulator.nip import PESAN, JenisNIP, NIPCheck, check_nip

KELAMIN = (("L", "Laki-laki"), ("P", "Perempuan"))
JENJANG = (
    ("JPT_UTAMA", "JPT Utama"),
    ("JPT_MADYA", "JPT Madya"),
    ("JPT_PRATAMA", "JPT Pratama"),
    ("ADMINISTRATOR", "Administrator"),
    ("PENGAWAS", "Pengawas"),
    ("PELAKSANA", "Pelaksana"),
    ("AHLI_UTAMA", "Ahli Utama"),
    ("AHLI_MADYA", "Ahli Madya"),
    ("AHLI_MUDA", "Ahli Muda"),
    ("AHLI_PERTAMA", "Ahli Pertama"),
    ("PENYELIA", "Penyelia"),
    ("MAHIR", "Mahir"),
    ("TERAMPIL", "Terampil"),
    ("PEMULA", "Pemula"),
)


def _nip(isi: Mapping[str, Any], hari_ini: date) -> Hasil:
    check = check_nip(
        isi["nip"],
        JenisNIP(isi["jenis"]),
        tanggal_lahir=isi["tanggal_lahir"],
        jenis_kelamin=isi["jenis_kelamin"],
        hari_ini=hari_ini,
    )
    faults = [f"Tidak sesuai: {PESAN[code]}." for code in check.kesalahan]
    return Hasil(
        hasil={
            "sah": check.sah,
            "kesalahan": [code.value for code in check.kesalahan],
            "tanggal_lahir": check.tanggal_lahir.isoformat() if check.tanggal_lahir else None,
            "tmt": check.tmt,
            "jenis_kelamin": check.jenis_kelamin,
            "urut": check.urut,
        },
        langkah=(*_parts(check), *(faults or ["Semua bagian sesuai aturan."])),
        sorotan=(
            ("Nomor", "Sesuai aturan" if check.sah else "Tidak sesuai aturan"),
            ("Jenis", "NIP PNS" if check.jenis is JenisNIP.PNS else "NI PPPK"),
        ),
    )


def _parts(check: NIPCheck) -> list[str]:
    steps = []
    if check.tanggal_lahir:
        steps.append(f"Angka 1–8: tanggal lahir {long_date(check.tanggal_lahir)}.")
    if check.tmt_tahun and check.jenis is JenisNIP.PPPK:
        steps.append(f"Angka 9–12: tahun pengangkatan {check.tmt_tahun}.")
    elif check.tmt_tahun and check.tmt_bulan:
        steps.append(f"Angka 9–14: TMT CPNS {bulan_tahun(check.tmt_tahun, check.tmt_bulan)}.")
    if check.jenis_kelamin:
        steps.append(f"Angka ke-15: {dict(KELAMIN)[check.jenis_kelamin].lower()}.")
    if check.urut:
        steps.append(f"Angka 16–18: nomor urut {check.urut}.")
    return steps


def _nik(isi: Mapping[str, Any], hari_ini: date) -> Hasil:
    check = check_nik(
        isi["nik"].replace(" ", "").replace(".", ""),
        hari_ini=hari_ini,
        tanggal_lahir=isi["tanggal_lahir"],
        jenis_kelamin=isi["jenis_kelamin"],
    )
    steps = []
    if check.wilayah:
        steps.append(
            f"Angka 1–6: wilayah {check.wilayah}, tempat pendaftaran pertama, bukan tempat tinggal."
        )
    if check.tanggal_lahir and check.jenis_kelamin:
        steps.append(f"Angka 7–12: tanggal lahir {long_date(check.tanggal_lahir)}.")
        steps.append(
            f"Jenis kelamin {dict(KELAMIN)[check.jenis_kelamin].lower()}; "
            "tanggal perempuan ditambah 40."
        )
    steps += [f"Tidak sesuai: {PESAN_NIK[code]}." for code in check.kesalahan]
    steps += [
        f"Peringatan: {PESAN_NIK[code]}. Data NIK dapat keliru, periksa dokumennya."
        for code in check.peringatan
    ]
    return Hasil(
        hasil={
            "sah": check.sah,
            "kesalahan": [code.value for code in check.kesalahan],
            "peringatan": [code.value for code in check.peringatan],
            "wilayah": check.wilayah,
            "tanggal_lahir": check.tanggal_lahir.isoformat() if check.tanggal_lahir else None,
            "jenis_kelamin": check.jenis_kelamin,
        },
        langkah=tuple(steps),
        sorotan=(
            ("NIK", "Sesuai aturan" if check.sah else "Tidak sesuai aturan"),
            *(("Peringatan", PESAN_NIK[code].capitalize()) for code in check.peringatan),
        ),
    )


def _bup(isi: Mapping[str, Any], _hari_ini: date) -> Hasil:
    born, name = isi["tanggal_lahir"], dict(JENJANG)[isi["jenjang"]]
    result = retirement(born, isi["jenjang"])
    reached = long_date(result.tanggal_bup)
    steps = [
        f"Batas usia pensiun {name}: {result.bup} tahun.",
        f"Lahir {long_date(born)}; usia {result.bup} tahun dicapai pada {reached}.",
    ]
    if result.tanggal_bup.day != born.day:
        steps.append("Tahun itu tidak memiliki 29 Februari, sehingga dipakai 28 Februari.")
    steps.append(f"Pensiun mulai tanggal 1 bulan berikutnya: {long_date(result.tmt_pensiun)}.")
    return Hasil(
        hasil={
            "bup": result.bup,
            "tanggal_bup": result.tanggal_bup.isoformat(),
            "tmt_pensiun": result.tmt_pensiun.isoformat(),
        },
        langkah=tuple(steps),
        sorotan=(
            ("TMT pensiun", long_date(result.tmt_pensiun)),
            ("Batas usia pensiun", f"{result.bup} tahun, dicapai {reached}"),
        ),
    )


def _masa_kerja(isi: Mapping[str, Any], _hari_ini: date) -> Hasil:
    periode = [(row["mulai"], row["selesai"]) for row in isi["periode"]]
    for n, (first, last) in enumerate(periode):
        if last is not None and last < first:
            raise InputError(f"periode[{n}][1]", "lebih awal dari hari pertama")
    result = masa_kerja(periode, isi["sampai"])
    steps = [
        f"{long_date(first)} sampai {long_date(last)}: {_lama(*length)}."
        for first, last, length in result.bagian
    ]
    if len(result.bagian) < len(periode):
        steps.append("Periode yang bertumpuk, bersambung, atau belum dimulai dihitung sekali.")
    if len(result.bagian) > 1:
        steps.append("Bulan penuh dan sisa hari dijumlahkan; 30 sisa hari menjadi satu bulan.")
    total = _lama(result.tahun, result.bulan, result.hari)
    steps.append(f"Masa kerja sampai awal hari {long_date(isi['sampai'])}: {total}.")
    return Hasil(
        hasil={"tahun": result.tahun, "bulan": result.bulan, "hari": result.hari},
        langkah=tuple(steps),
        sorotan=(("Masa kerja", total),),
    )


def _lama(tahun: int, bulan: int, hari: int) -> str:
    return f"{tahun} tahun {bulan} bulan {hari} hari"


def _pembanding(lahir: str, kelamin: str) -> tuple[Optional, Optional]:
    """What a number is compared with, when it is known from elsewhere."""
    return (
        Optional(
            key="tanggal_lahir",
            label=f"Tanggal lahir menurut {lahir}",
            help="Misalnya 26-9-1986.",
            inner=Day(key="tanggal_lahir", label="Tanggal lahir"),
            default=None,
        ),
        Optional(
            key="jenis_kelamin",
            label=f"Jenis kelamin menurut {kelamin}",
            inner=Choice(key="jenis_kelamin", label="Jenis kelamin", options=KELAMIN),
            default=None,
        ),
    )


KALKULATOR_NIP = Kalkulator(
    nama="nip",
    judul="Periksa NIP dan NI PPPK",
    ringkas="Bagian-bagian nomor induk dan apa yang tidak sesuai.",
    dasar="Peraturan Kepala BKN 22/2007 dan 43/2007",
    fields=(
        Text(key="nip", label="NIP atau NI PPPK", help="18 angka; spasi dan titik boleh."),
        Choice(key="jenis", label="Jenis", options=(("PNS", "PNS"), ("PPPK", "PPPK"))),
        *_pembanding("data pegawai", "data pegawai"),
    ),
    contoh={"nip": "198609262015051001", "jenis": "PNS"},
    rule=_nip,
    rahasia=True,
)
KALKULATOR_NIK = Kalkulator(
    nama="nik",
    judul="Periksa NIK",
    ringkas="Tanggal lahir dan jenis kelamin pada NIK, dan bedanya dengan data lain.",
    dasar="Perpres 96/2018 dan Permendagri 108/2019",
    fields=(
        Text(key="nik", label="NIK", help="16 angka; spasi dan titik boleh."),
        *_pembanding("data lain, misalnya NIP", "data lain"),
    ),
    contoh={"nik": "1671106609860003", "tanggal_lahir": "1986-09-26", "jenis_kelamin": "L"},
    rule=_nik,
    rahasia=True,
)
KALKULATOR_BUP = Kalkulator(
    nama="bup",
    judul="Batas usia pensiun (BUP)",
    ringkas="Tanggal mencapai batas usia pensiun dan mulai pensiun.",
    dasar="UU 20/2023 pasal 55; jabatan fungsional menurut peraturan jabatannya",
    fields=(
        Day(key="tanggal_lahir", label="Tanggal lahir", help="Misalnya 12-5-1968."),
        Choice(key="jenjang", label="Jenjang jabatan", options=JENJANG, any_case=True),
    ),
    contoh={"tanggal_lahir": "1968-05-12", "jenjang": "ADMINISTRATOR"},
    rule=_bup,
    rahasia=True,
)
KALKULATOR_MASA_KERJA = Kalkulator(
    nama="masa-kerja",
    judul="Masa kerja",
    ringkas="Lama bekerja dari beberapa periode; hari yang bertumpuk dihitung sekali.",
    dasar="PP 11/2017 jo. PP 17/2020 (lama menduduki jabatan); cara menghitung periode "
    "menurut format mesin merit portal",
    fields=(
        Rows(
            key="periode",
            label="Periode",
            columns=(
                Day(key="mulai", label="Hari pertama"),
                Optional(
                    key="selesai",
                    label="Hari terakhir (kosong = masih berjalan)",
                    inner=Day(key="selesai", label="Hari terakhir"),
                ),
            ),
            minimum=0,
            positional=True,
        ),
        Day(key="sampai", label="Dihitung sampai", help="Misalnya 21-11-2026."),
    ),
    contoh={"periode": [["2023-11-21", None]], "sampai": "2026-11-21"},
    rule=_masa_kerja,
    rahasia=True,
)
