"""Evidence of the people of the city: everything that a gate or a component reads, with gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from asn_portal.perintah.tolok_ukur import kota
from asn_portal.perintah.tolok_ukur.kota import HARI_INI, RUMPUN, Warga
from asn_portal.perintah.tolok_ukur.salin import salin
from jabatan.peta.enums import GOLONGAN_PNS, GOLONGAN_PPPK, HalNihil
from jabatan.peta.models import (
    CapaianKompetensi,
    HasilAsesmen,
    HasilPotensi,
    Kompetensi,
    PemangkuJabatan,
    PernyataanNihil,
    ProgramStudi,
    RiwayatPangkat,
    RiwayatPendidikan,
)
from kinerja.penilaian.enums import PeranTim, Predikat, TingkatHukuman, TingkatPenghargaan
from kinerja.penilaian.models import SKP, HukumanDisiplin, Penghargaan, PenugasanTim, UmpanBalik
from pelatihan.models import RiwayatPelatihan

if TYPE_CHECKING:
    Column = Any

TAHUN: Final = kota.ACUAN.year
_DAYS: Final = 365.25


def tulis(w: Warga, instansi_id: int) -> int:
    """Write all evidence; gives the number of rows."""
    courses, rows = _jabatan(w, instansi_id)
    for part in (_pangkat, _pendidikan, _asesmen, _kinerja, _hukuman):
        rows += part(w)
    return rows + _pelatihan(w, courses)


def _days(years: Column) -> Column:
    return (np.asarray(years) * _DAYS).astype("m8[D]")


def _back(w: Warga, n: int, years: float) -> Column:
    """Days of the last years."""
    return HARI_INI - _days(w.acak.uniform(0, years, n))


def _some(w: Warga, share: float) -> Column:
    """Positions of a share of the people."""
    return np.flatnonzero(w.acak.random(w.n) < share)


def _nihil(w: Warga, hal: str, have: Column, share: float) -> int:
    """Most of those without a row state that there is none."""
    without = np.ones(w.n, np.bool_)
    without[have] = False
    who = np.flatnonzero(without & (w.acak.random(w.n) < share))
    return salin(
        PernyataanNihil,
        {"pegawai_id": w.ids[who], "hal": hal, "tanggal": _back(w, len(who), 1), "oleh": "Ybs."},
    )


def _pangkat(w: Warga) -> int:
    first = np.array([4, 6, 8, 9, 9])[w.sekolah]
    top = np.array([10, 12, 14, 15, 16])[w.sekolah]
    steps = np.minimum((w.masa // 4).astype(np.int64), top - first)
    who, golongan, tmt = [], [], []
    for back in range(3):  # the last three promotions
        mine = np.flatnonzero(w.pns & (steps >= back))
        who.append(w.ids[mine])
        golongan += [GOLONGAN_PNS[i] for i in (first + steps - back)[mine].tolist()]
        year = (w.masuk[mine] + _days(4 * (steps[mine] - back) + 0.2)).astype("M8[M]")
        tmt.append(np.minimum(year.astype("M8[D]"), HARI_INI))
    contract = np.flatnonzero(~w.pns)
    who.append(w.ids[contract])
    golongan += [GOLONGAN_PPPK[i] for i in np.array([4, 6, 8, 9, 10])[w.sekolah[contract]].tolist()]
    tmt.append(w.masuk[contract])
    return salin(
        RiwayatPangkat,
        {"pegawai_id": np.concatenate(who), "golongan": golongan, "tmt": np.concatenate(tmt)},
    )


def _pendidikan(w: Warga) -> int:
    programmes = np.array(ProgramStudi.objects.order_by("pk").values_list("pk", flat=True)).reshape(
        RUMPUN, -1
    )
    other = np.where(w.acak.random(w.n) < 0.2, (w.rumpun + 1) % RUMPUN, w.rumpun)
    graduated = w.lahir.astype("M8[Y]").astype(np.int64) + 1970
    who, jenjang, program, year = [], [], [], []
    for level, name, family, age in (
        (0, "SLTA", None, 18), (1, "D3", w.rumpun, 22), (2, "S1", w.rumpun, 23),
        (3, "S2", other, 33), (4, "S3", other, 41),
    ):  # fmt: skip
        has = w.sekolah == level
        if name in {"SLTA", "S1"}:
            has = w.sekolah >= level
        mine = np.flatnonzero(has & (w.acak.random(w.n) < 0.98))
        who += w.ids[mine].tolist()
        jenjang += [name] * len(mine)
        year += (graduated[mine] + age).tolist()
        if family is None:
            program += [None] * len(mine)
        else:
            column = w.acak.integers(programmes.shape[1], size=len(mine))
            program += programmes[family[mine], column].tolist()
    return salin(
        RiwayatPendidikan,
        {"pegawai_id": who, "jenjang": jenjang, "program_id": program, "tahun_lulus": year},
    )


def _jabatan(w: Warga, instansi_id: int) -> tuple[dict[str, Column], int]:
    """Careers; also who may have taken the structural programmes."""
    structural = w.acak.random(w.n) < 0.4
    untold = w.acak.random(w.n) < 0.03
    paths = {True: ["pelaksana", "pengawas", "administrator", "jpt_pratama"],
             False: ["ahli_pertama", "ahli_muda", "ahli_madya", "ahli_utama"]}  # fmt: skip
    starts = [w.masuk]
    chance = (1.0, 0.62, 0.5, 0.2)
    alive = np.ones(w.n, np.bool_)
    for share in chance[1:]:
        after = starts[-1] + _days(w.acak.uniform(5, 10, w.n) - np.clip(w.mutu, -1, 1))
        after = after.astype("M8[M]").astype("M8[D]")
        alive = alive & (w.acak.random(w.n) < share) & (after < HARI_INI)
        starts.append(np.where(alive, after, np.datetime64("NaT")))
    moved = w.acak.random(w.n) < 0.3
    rows: list[tuple[int, str, str, str, bool, str]] = []
    texts = [np.datetime_as_string(column).tolist() for column in starts]
    half = np.datetime_as_string(w.masuk + ((HARI_INI - w.masuk) // 2).astype("m8[D]")).tolist()
    office = w.acak.integers(max(2, w.n // 60), size=(w.n, 5)).tolist()
    outside = (w.acak.random(w.n) < 0.1).tolist()
    for i in range(w.n):
        if untold[i]:
            continue
        names = paths[bool(structural[i])]
        begun = [column[i] for column in texts if column[i] != "NaT"]
        for place, (begin, end) in enumerate(zip(begun, [*begun[1:], ""], strict=True)):
            split = moved[i] and not end and half[i] > begin
            unit = f"Dinas {office[i][place]}"
            here = not (outside[i] and place == 0)
            rows.append((i, names[place], begin, half[i] if split else end, here, unit))
            if split:
                rows.append((i, names[place], half[i], "", True, f"Dinas {office[i][4]}"))
    total = salin(
        PemangkuJabatan,
        {
            "instansi_id": instansi_id,
            "pegawai_id": [int(w.ids[row[0]]) for row in rows],
            "jenis": "DEFINITIF",
            "jenjang": [row[1] for row in rows],
            "nama_jabatan": "Jabatan",
            "nama_unit": [row[5] for row in rows],
            "di_instansi": [row[4] for row in rows],
            "periode": [f"[{row[2]},{row[3]})" for row in rows],
        },
    )
    total += _sementara(w, instansi_id, structural, starts)
    return {
        "PKP": structural & ~np.isnat(starts[1]),
        "PKA": structural & ~np.isnat(starts[2]),
    }, total


def _sementara(w: Warga, instansi_id: int, structural: Column, starts: list[Column]) -> int:
    """Acting posts of a few, one level above; most others state that they had none."""
    who = np.flatnonzero(structural & (w.acak.random(w.n) < 0.3))
    begin = _back(w, len(who), 6)
    above = np.where(np.isnat(starts[1][who]), "pengawas", "administrator")
    first, last = np.datetime_as_string(begin), np.datetime_as_string(begin + np.timedelta64(60))
    total = salin(
        PemangkuJabatan,
        {
            "instansi_id": instansi_id,
            "pegawai_id": w.ids[who],
            "jenis": w.acak.choice(["PLT", "PLH"], len(who)),
            "jenjang": above,
            "nama_jabatan": "Kepala Bidang",
            "nama_unit": "Dinas",
            "di_instansi": True,
            "periode": [f"[{a},{b})" for a, b in zip(first, last, strict=True)],
        },
    )
    return total + _nihil(w, HalNihil.JABATAN_NONDEFINITIF, who, 0.9)


def _asesmen(w: Warga) -> int:
    recent, older = _some(w, 0.88), _some(w, 0.2)
    who = np.concatenate([recent, older])
    when = np.concatenate(
        [_back(w, len(recent), 3.3), HARI_INI - _days(w.acak.uniform(4, 7, len(older)))]
    )
    ids = np.arange(1, len(who) + 1)
    total = salin(HasilAsesmen, {"id": ids, "pegawai_id": w.ids[who], "tanggal": when})
    names = np.array(Kompetensi.objects.order_by("urutan").values_list("pk", flat=True))
    wide = kota.TEKNIS_RUMPUN
    generic = np.broadcast_to(np.arange(kota.GENERIK), (len(who), kota.GENERIK))
    families = (w.rumpun[who, None] - np.arange(kota.DINILAI)) % RUMPUN
    technical = kota.GENERIK + families[:, :, None] * wide + np.arange(wide)
    place = np.hstack([generic, technical.reshape(len(who), -1)])
    level = np.clip(np.rint(3 + 0.8 * w.mutu[who, None] + w.acak.normal(0, 1, place.shape)), 1, 5)
    total += salin(
        CapaianKompetensi,
        {
            "asesmen_id": np.repeat(ids, place.shape[1]),
            "kompetensi_id": names[place].ravel(),
            "level": level.astype(np.int64).ravel(),
        },
    )
    who = _some(w, 0.88)
    ratings = np.clip(
        np.rint(3.4 + 0.6 * w.mutu[who, None] + w.acak.normal(0, 0.8, (len(who), 8))), 0, 5
    )
    lists = ["{" + ",".join(map(str, row)) + "}" for row in ratings.astype(np.int64).tolist()]
    return total + salin(
        HasilPotensi,
        {"pegawai_id": w.ids[who], "tanggal": _back(w, len(who), 3.3), "nilai": lists},
    )


def _kinerja(w: Warga) -> int:
    names = np.array(
        [Predikat.SANGAT_BAIK, Predikat.BAIK, Predikat.BUTUH_PERBAIKAN, Predikat.KURANG]
    )
    total = 0
    for model, years, share in ((SKP, 3, 0.96), (UmpanBalik, 2, 0.92)):
        for back in range(1, years + 1):
            who = _some(w, share)
            drawn = w.mutu[who] + w.acak.normal(0, 1, len(who))
            place = np.select([drawn > 1.4, drawn > -2, drawn > -3], [0, 1, 2], 3)
            row = {"pegawai_id": w.ids[who], "tahun": TAHUN - back, "predikat": names[place]}
            total += salin(model, row)
    who = _some(w, 0.35)
    begin = _back(w, len(who), 4)
    end = np.where(w.acak.random(len(who)) < 0.4, np.datetime64("NaT"), begin + np.timedelta64(200))
    total += salin(
        PenugasanTim,
        {
            "pegawai_id": w.ids[who], "nama_tim": "Tim", "mulai": begin, "selesai": end,
            "peran": w.acak.choice(PeranTim.values, len(who)),
        },
    )  # fmt: skip
    total += _nihil(w, HalNihil.TIM_KERJA, who, 0.9)
    who = _some(w, 0.25)
    total += salin(
        Penghargaan,
        {
            "pegawai_id": w.ids[who], "nama": "Penghargaan", "tanggal": _back(w, len(who), 8),
            "tingkat": w.acak.choice(TingkatPenghargaan.values, len(who), p=[0.01, 0.2, 0.19, 0.6]),
        },
    )  # fmt: skip
    return total + _nihil(w, HalNihil.PENGHARGAAN, who, 0.9)


def _hukuman(w: Warga) -> int:
    who = _some(w, 0.04)
    begin = _back(w, len(who), 7)
    end = np.where(w.acak.random(len(who)) < 0.3, np.datetime64("NaT"), begin + np.timedelta64(365))
    total = salin(
        HukumanDisiplin,
        {
            "pegawai_id": w.ids[who], "nama": "Hukuman", "mulai": begin, "selesai": end,
            "tingkat": w.acak.choice(TingkatHukuman.values, len(who), p=[0.6, 0.3, 0.1]),
            "proses": [bool(x) for x in w.acak.random(len(who)) < 0.05],
            "dibatalkan": [bool(x) for x in w.acak.random(len(who)) < 0.1],
        },
    )  # fmt: skip
    return total + _nihil(w, HalNihil.HUKUMAN, who, 0.96)


def _pelatihan(w: Warga, programmes: dict[str, Column]) -> int:
    count = w.acak.poisson(5, w.n)
    who = np.repeat(np.arange(w.n), count)
    number = np.arange(len(who)) - np.repeat(np.cumsum(count) - count, count)
    kinds = ["FUNGSIONAL", "TEKNIS", "SERTIFIKASI", "SEMINAR", "LAINNYA"]
    total = salin(
        RiwayatPelatihan,
        {
            "pegawai_id": w.ids[who], "nama": [f"Pelatihan {i}" for i in number.tolist()],
            "selesai": _back(w, len(who), 6), "jp": w.acak.integers(4, 60, len(who)),
            "jenis": w.acak.choice(kinds, len(who)),
        },
    )  # fmt: skip
    have = np.zeros(w.n, np.bool_)
    have[who] = True
    for kode, able in programmes.items():
        mine = np.flatnonzero(able & (w.acak.random(w.n) < 0.75))
        have[mine] = True
        total += salin(
            RiwayatPelatihan,
            {
                "pegawai_id": w.ids[mine], "nama": f"Pelatihan Kepemimpinan {kode}",
                "selesai": _back(w, len(mine), 9), "jp": 400, "jenis": "STRUKTURAL",
                "kode_program": kode,
            },
        )  # fmt: skip
    return total + _nihil(w, HalNihil.PELATIHAN, np.flatnonzero(have), 0.85)
