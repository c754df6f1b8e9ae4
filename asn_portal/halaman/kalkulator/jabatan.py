"""Calculators of the position map: jpm, abk and proyeksi-pegawai."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from asn_portal.core.numbers import decimal_string
from asn_portal.halaman.kalkulator.dasar import Hasil, Kalkulator
from asn_portal.halaman.kalkulator.galat import InputError
from asn_portal.halaman.kalkulator.isian import Choice, Flag, Items, Optional, Rows, Whole
from asn_portal.halaman.kalkulator.kalimat import bilangan, desimal
from jabatan.peta.kalkulator.abk import (
    KALI_SETAHUN,
    WAKTU_EFEKTIF_MENIT,
    Efektivitas,
    Kebutuhan,
    Periode,
    Tugas,
    efektivitas,
    kebutuhan,
)
from jabatan.peta.kalkulator.jpm import LEVEL_MAKSIMAL, jpm
from jabatan.peta.kalkulator.proyeksi import TAHUN_PROYEKSI, proyeksi

MENIT_SETAHUN = 366 * 24 * 60
SELEKSI = {
    "MS": "Memenuhi Syarat",
    "MMS": "Masih Memenuhi Syarat",
    "KMS": "Kurang Memenuhi Syarat",
}
PEMETAAN = {
    "OPTIMAL": "Optimal",
    "CUKUP_OPTIMAL": "Cukup Optimal",
    "KURANG_OPTIMAL": "Kurang Optimal",
}
PERIODE = (
    ("TAHUN", "Tahun"),
    ("BULAN", "Bulan"),
    ("MINGGU", "Minggu"),
    ("HARI", "Hari"),
)
GRADE = {
    "A": "A (Sangat Baik; beban melebihi kapasitas)",
    "B": "B (Baik)",
    "C": "C (Cukup)",
    "D": "D (Sedang)",
    "E": "E (Kurang)",
}


def _jpm(isi: Mapping[str, Any], _hari_ini: date) -> Hasil:
    standar, capaian = isi["standar"], isi["capaian"]
    if len(standar) != len(capaian):
        raise InputError("capaian", f"harus {len(standar)} nilai, sama banyak dengan standar")
    cap = isi["batas_per_kompetensi"]
    result = jpm(standar, capaian, batas_per_kompetensi=cap)
    below = sum(gap < 0 for gap in result.selisih)
    how = "setiap capaian paling tinggi sebesar standarnya" if cap else "tanpa batas per kompetensi"
    steps = [
        f"Jumlah level standar {len(standar)} kompetensi: {bilangan(result.total_standar)}.",
        f"Jumlah level capaian ({how}): {bilangan(result.total_capaian)}.",
        (
            f"JPM = {bilangan(result.total_capaian)} / {bilangan(result.total_standar)} × 100% "
            f"= {desimal(result.mentah)}%."
        ),
    ]
    if result.mentah > result.eksak:
        steps.append("Hasil di atas 100% dibatasi menjadi 100,00%.")
    steps += [
        f"{below} kompetensi masih di bawah standar."
        if below
        else "Semua kompetensi mencapai standar.",
        f"Untuk seleksi (MS mulai 80, MMS mulai 68): {SELEKSI[result.seleksi]}.",
        f"Untuk pemetaan (Optimal mulai 90, Cukup Optimal mulai 78): {PEMETAAN[result.pemetaan]}.",
    ]
    return Hasil(
        hasil={
            "jpm": decimal_string(result.eksak),
            "seleksi": result.seleksi,
            "pemetaan": result.pemetaan,
            "selisih": list(result.selisih),
        },
        langkah=tuple(steps),
        sorotan=(
            ("JPM", f"{desimal(result.eksak)}%"),
            ("Seleksi", SELEKSI[result.seleksi]),
            ("Pemetaan", PEMETAAN[result.pemetaan]),
        ),
    )


def _abk(isi: Mapping[str, Any], _hari_ini: date) -> Hasil:
    tugas = [Tugas(row["volume"], Periode(row["periode"]), row["menit"]) for row in isi["tugas"]]
    pegawai = isi["pegawai"]
    need = kebutuhan(tugas, isi["waktu_efektif_menit"])
    load = efektivitas(need, pegawai)
    selisih = need.selisih(pegawai)
    return Hasil(
        hasil={
            "beban_menit": need.beban_menit,
            "kebutuhan_eksak": decimal_string(need.eksak, 4),
            "kebutuhan": need.kebutuhan,
            "selisih": selisih,
            "ej": decimal_string(load.ej) if load else None,
            "grade": load.grade if load else None,
        },
        langkah=(*_task_steps(tugas), *_need_steps(need, pegawai, load)),
        sorotan=(
            ("Kebutuhan", f"{bilangan(need.kebutuhan)} orang"),
            ("Selisih", _selisih(selisih)),
            ("Efektivitas jabatan", f"{desimal(load.ej)} ({load.grade})" if load else "–"),
        ),
    )


def _task_steps(tugas: list[Tugas]) -> list[str]:
    return [
        f"Tugas {n}: {bilangan(item.volume)} × {KALI_SETAHUN[item.periode]} × "
        f"{bilangan(item.menit)} menit = {bilangan(item.beban_menit)} menit setahun."
        for n, item in enumerate(tugas, start=1)
    ]


def _need_steps(need: Kebutuhan, pegawai: int, load: Efektivitas | None) -> list[str]:
    beban, waktu = bilangan(need.beban_menit), bilangan(need.waktu_efektif_menit)
    steps = [
        f"Jumlah beban kerja setahun: {beban} menit.",
        (
            f"Kebutuhan = {beban} / {waktu} = {desimal(need.eksak, 4)}, "
            f"dibulatkan sekali menjadi {bilangan(need.kebutuhan)} orang."
        ),
        (
            f"Selisih = {bilangan(pegawai)} pegawai − {bilangan(need.kebutuhan)} = "
            f"{_selisih(need.selisih(pegawai))}."
        ),
    ]
    if need.beban_menit and not need.kebutuhan:
        steps.append("Beban kurang dari setengah orang, sehingga kebutuhan menjadi 0.")
    if load is None:
        return [*steps, "Belum ada pegawai, sehingga efektivitas jabatan tidak dapat dihitung."]
    capacity = bilangan(pegawai * need.waktu_efektif_menit)
    steps.append(
        f"Efektivitas jabatan = {beban} / ({bilangan(pegawai)} × {waktu}) = {beban} / {capacity} "
        f"= {desimal(load.ej)}: {GRADE[load.grade]}."
    )
    return steps


def _proyeksi(isi: Mapping[str, Any], hari_ini: date) -> Hasil:
    pegawai, kebutuhan = isi["pegawai"], isi["kebutuhan"]
    leaving = [row["tahun"] for row in isi["keluar"] for _ in range(row["jumlah"])]
    if len(leaving) > pegawai:
        raise InputError("keluar", f"berjumlah {len(leaving)} orang, pegawai hanya {pegawai}")
    start = isi["tahun_ini"] or hari_ini.year
    rows = proyeksi(
        pegawai=pegawai, kebutuhan=kebutuhan, tahun_ini=start, keluar=leaving, tahun=TAHUN_PROYEKSI
    )
    first = next((row for row in rows if row.selisih < 0), None)
    return Hasil(
        hasil={
            "proyeksi": [
                {
                    "tahun": row.tahun,
                    "keluar": row.keluar,
                    "pegawai": row.pegawai,
                    "selisih": row.selisih,
                }
                for row in rows
            ]
        },
        langkah=tuple(
            f"Akhir {row.tahun}: {bilangan(row.keluar)} keluar, tinggal {bilangan(row.pegawai)} "
            f"pegawai − kebutuhan {bilangan(kebutuhan)} = {_selisih(row.selisih)}."
            for row in rows
        ),
        sorotan=(
            ("Kekurangan pertama", str(first.tahun) if first else "Tidak ada dalam lima tahun"),
            (f"Selisih akhir {rows[-1].tahun}", _selisih(rows[-1].selisih)),
        ),
    )


def _selisih(value: int) -> str:
    if value == 0:
        return "0 (sesuai)"
    return f"{bilangan(value)} (kekurangan)" if value < 0 else f"+{bilangan(value)} (kelebihan)"


KALKULATOR_JPM = Kalkulator(
    nama="jpm",
    judul="Job person match (JPM)",
    ringkas="Kesesuaian level kompetensi seseorang dengan standar jabatan.",
    dasar="PermenPANRB 38/2017 dan Peraturan BKN 26/2019",
    fields=(
        Items(
            key="standar",
            label="Level standar",
            item=Whole(key="standar", label="Standar", minimum=1, maximum=LEVEL_MAKSIMAL),
        ),
        Items(
            key="capaian",
            label="Level capaian",
            item=Whole(key="capaian", label="Capaian", minimum=0, maximum=LEVEL_MAKSIMAL),
        ),
        Flag(
            key="batas_per_kompetensi",
            label="Batasi capaian setiap kompetensi pada standarnya",
            help="Dengan batas ini kelebihan pada satu kompetensi tidak menutup kekurangan pada "
            "kompetensi lain.",
            default=False,
        ),
    ),
    contoh={
        "standar": [4] * 9,
        "capaian": [5, 4, 4, 3, 5, 4, 3, 3, 4],
        "batas_per_kompetensi": False,
    },
    rule=_jpm,
)
KALKULATOR_ABK = Kalkulator(
    nama="abk",
    judul="Analisis beban kerja (ABK)",
    ringkas="Kebutuhan pegawai suatu jabatan dari tugas, volume, dan waktu penyelesaian.",
    dasar="PermenPANRB 1/2020 tentang Pedoman Analisis Jabatan dan Analisis Beban Kerja",
    fields=(
        Rows(
            key="tugas",
            label="Tugas",
            columns=(
                Whole(key="volume", label="Volume"),
                Choice(key="periode", label="Per", options=PERIODE),
                Whole(key="menit", label="Menit per satuan", maximum=10**6),
            ),
        ),
        Whole(key="pegawai", label="Pegawai yang ada", maximum=10**6),
        Whole(
            key="waktu_efektif_menit",
            label="Waktu kerja efektif setahun (menit)",
            help="75.000 menit (1.250 jam) menurut PermenPANRB 1/2020.",
            minimum=1,
            maximum=MENIT_SETAHUN,
            default=WAKTU_EFEKTIF_MENIT,
        ),
    ),
    contoh={
        "tugas": [{"volume": 12000, "periode": "TAHUN", "menit": 45}],
        "pegawai": 5,
        "waktu_efektif_menit": WAKTU_EFEKTIF_MENIT,
    },
    rule=_abk,
)
KALKULATOR_PROYEKSI = Kalkulator(
    nama="proyeksi-pegawai",
    judul="Proyeksi pegawai lima tahun",
    ringkas="Kapan suatu jabatan menjadi kosong karena pensiun atau berakhirnya perjanjian kerja.",
    dasar="PermenPANRB 1/2020; UU 20/2023 pasal 55; PP 49/2018 tentang Manajemen PPPK",
    fields=(
        Whole(key="pegawai", label="Pegawai yang ada", maximum=100_000),
        Whole(key="kebutuhan", label="Kebutuhan menurut ABK", maximum=100_000),
        Rows(
            key="keluar",
            label="Yang akan keluar (mencapai BUP atau perjanjian PPPK berakhir)",
            columns=(
                Whole(key="tahun", label="Tahun", minimum=1900, maximum=2199),
                Whole(key="jumlah", label="Jumlah orang", minimum=1, maximum=100_000),
            ),
            minimum=0,
        ),
        Optional(
            key="tahun_ini",
            label="Dihitung mulai tahun",
            help="Kosong berarti tahun ini.",
            inner=Whole(key="tahun_ini", label="Tahun", minimum=1900, maximum=2199),
            default=None,
        ),
    ),
    contoh={
        "pegawai": 4,
        "kebutuhan": 4,
        "keluar": [{"tahun": 2027, "jumlah": 1}, {"tahun": 2028, "jumlah": 1}],
        "tahun_ini": 2026,
    },
    rule=_proyeksi,
)
