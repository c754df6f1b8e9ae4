"""The eleven components of one person: value, the evidence in a sentence, or what is missing.

`kolom` gives the same values for everybody at once; the tests prove that they agree. A window of
N years keeps what is later than the cut-off minus N years and not after the cut-off; an assessment
is good up to the same day N years later. No rows are 0 only where a person stated that there are
none; otherwise they are unknown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jabatan.merit import COMPONENTS, FULL, anniversary
from jabatan.peta.enums import JenjangPendidikan
from jabatan.peta.merit_source import PENDIDIKAN_KODE
from jabatan.talenta.engine.indikator import half_up, step
from jabatan.talenta.engine.nilai import (
    ASESOR,
    KEBIJAKAN,
    PENGELOLA,
    PENILAI,
    PREDIKAT_KODE,
    RINGAN,
    TINGKAT_KODE,
    Nilai,
    belum,
    bulat,
    tanggal,
    tulis,
)
from jabatan.talenta.engine.pengalaman import pengalaman
from kinerja.penilaian.enums import PeranTim, Predikat, TingkatHukuman, TingkatPenghargaan
from kinerja.penilaian.merit_source import PERAN_TIM, TINGKAT_PENGHARGAAN

if TYPE_CHECKING:
    from collections.abc import Callable

    from jabatan.talenta.engine.fakta import Hukuman
    from jabatan.talenta.engine.indikator import Hitungan
    from jabatan.talenta.engine.nilai import Keadaan


def predikat(k: Keadaan) -> Nilai:
    """Predicate of the last completed year."""
    kode = k.fakta.skp.get(k.tahun)
    if kode is None:
        return belum(f"SKP {k.tahun} belum ada", PENILAI)
    return Nilai(k.aturan.predikat[kode], f"SKP {k.tahun}: {Predikat(PREDIKAT_KODE[kode]).label}")


def umpan_balik(k: Keadaan) -> Nilai:
    """360° predicate of the last completed year."""
    kode = k.fakta.umpan_balik.get(k.tahun)
    if kode is None:
        return belum(f"Umpan balik 360° {k.tahun} belum ada", PENILAI)
    label = Predikat(PREDIKAT_KODE[kode]).label
    return Nilai(k.aturan.umpan_balik[kode], f"Umpan balik 360° {k.tahun}: {label}")


def penghargaan(k: Keadaan) -> Nilai:
    """Highest award in the window."""
    if not k.fakta.penghargaan and "PENGHARGAAN" not in k.fakta.nihil:
        return belum("Penghargaan atau pernyataan nihil belum ada", PENGELOLA)
    tahun = k.aturan.penghargaan_tahun
    found = [(kode, hari) for hari, kode in k.fakta.penghargaan if k.dalam(hari, tahun)]
    if not found:
        return Nilai(0, f"Tidak ada penghargaan dalam {tahun} tahun")
    kode, hari = max(found, key=lambda one: (k.aturan.penghargaan[one[0]], one[1]))
    label = TingkatPenghargaan(TINGKAT_PENGHARGAAN[kode]).label.lower()
    return Nilai(k.aturan.penghargaan[kode], f"Penghargaan tingkat {label}, {tulis(hari)}")


def tim_kerja(k: Keadaan) -> Nilai:
    """Highest role in a team in the window."""
    if not k.fakta.tim and "TIM_KERJA" not in k.fakta.nihil:
        return belum("Penugasan tim kerja atau pernyataan nihil belum ada", PENGELOLA)
    tahun = k.aturan.tim_tahun
    found = [
        (kode, mulai)
        for mulai, selesai, kode in k.fakta.tim
        if mulai <= k.hari and selesai > k.sejak(tahun)
    ]
    if not found:
        return Nilai(0, f"Tidak ada penugasan tim kerja dalam {tahun} tahun")
    kode, mulai = max(found, key=lambda one: (k.aturan.tim_kerja[one[0]], one[1]))
    return Nilai(
        k.aturan.tim_kerja[kode], f"{PeranTim(PERAN_TIM[kode]).label}, sejak {tulis(mulai)}"
    )


def kompetensi(k: Keadaan) -> Nilai:
    """Job person match against the profile, of assessments that are still good."""
    if k.ukuran is None:
        return belum("Jabatan belum punya profil syarat", KEBIJAKAN)
    total = sum(level for _, level in k.ukuran.standar)
    if not total:
        return belum("Standar kompetensi jabatan belum ditetapkan", KEBIJAKAN)
    tahun = k.aturan.asesmen_berlaku
    latest: dict[int, tuple[int, int]] = {}
    for hari, kode, level in k.fakta.capaian:
        if k.sejak(tahun) <= hari <= k.hari:
            latest[kode] = (hari, level)
    measured = [(latest[kode], standar) for kode, standar in k.ukuran.standar if kode in latest]
    if not latest:
        last = max((hari for hari, _, _ in k.fakta.capaian if hari <= k.hari), default=None)
        why = "belum ada" if last is None else f"{tulis(last)} sudah lewat {tahun} tahun"
        return belum(f"Asesmen kompetensi {why}", ASESOR)
    if len(measured) < len(k.ukuran.standar):
        kurang = len(k.ukuran.standar) - len(measured)
        return belum(f"{kurang} kompetensi yang disyaratkan belum dinilai", ASESOR)
    cap = k.aturan.batas_per_kompetensi
    reached = sum(min(level, standar) if cap else level for (_, level), standar in measured)
    exact = half_up(reached * FULL, total)
    hari = min(hari for (hari, _), _ in measured)
    until = anniversary(tanggal(hari), tahun)
    return Nilai(
        min(exact, FULL),
        f"JPM {bulat(exact)}, asesmen {tulis(hari)}, berlaku sampai {until.year}",
        dipotong=exact > FULL,
    )


def pengembangan(k: Keadaan) -> Nilai:
    """Mean of the steps for certificates and for structural training or certification."""
    if not k.fakta.pelatihan_diketahui:
        return belum("Riwayat pelatihan atau pernyataan nihil belum ada", PENGELOLA)
    courses, careers = _counted(k, k.aturan.sertifikat), _counted(k, k.aturan.penjenjangan)
    total = step(k.aturan.sertifikat.tangga, courses) + step(k.aturan.penjenjangan.tangga, careers)
    return Nilai(
        half_up(total, 2),
        f"{courses} sertifikat dalam {k.aturan.sertifikat.tahun} tahun, {careers} sertifikasi atau "
        f"pelatihan penjenjangan dalam {k.aturan.penjenjangan.tahun} tahun",
    )


def _counted(k: Keadaan, rule: Hitungan) -> int:
    return sum(
        1
        for hari, jenis, _ in k.fakta.pelatihan
        if jenis in rule.jenis and k.dalam(hari, rule.tahun)
    )


def potensi(k: Keadaan) -> Nilai:
    """Sum of the eight ratings of the latest test that is still good."""
    tests = [one for one in k.fakta.potensi if one[0] <= k.hari]
    if not tests:
        return belum("Penilaian potensi belum ada", ASESOR)
    hari, total = max(tests)
    tahun = k.aturan.potensi_berlaku
    if hari < k.sejak(tahun):
        return belum(f"Penilaian potensi {tulis(hari)} sudah lewat {tahun} tahun", ASESOR)
    exact = half_up(total * FULL, k.aturan.potensi_maksimal)
    until = anniversary(tanggal(hari), tahun)
    return Nilai(
        min(exact, FULL),
        f"{total} dari {k.aturan.potensi_maksimal}, dinilai {tulis(hari)}, berlaku sampai {until.year}",
        dipotong=exact > FULL,
    )


def gelar(k: Keadaan) -> list[tuple[int, int]]:
    """Degrees held at the cut-off: jenjang and field (-1 unmapped)."""
    return [
        (jenjang, bidang) for jenjang, bidang, tahun in k.fakta.pendidikan if tahun <= k.acuan.year
    ]


def pendidikan(k: Keadaan) -> Nilai:
    """Highest degree."""
    held = gelar(k)
    if not held:
        return belum("Riwayat pendidikan belum ada", PENGELOLA)
    kode = max((jenjang for jenjang, _ in held), key=lambda one: (k.aturan.pendidikan[one], one))
    name = next(name for name, code in PENDIDIKAN_KODE.items() if code == kode)
    return Nilai(k.aturan.pendidikan[kode], f"Pendidikan {JenjangPendidikan(name).label}")


def bidang_ilmu(k: Keadaan) -> Nilai:
    """Best fit of a field of study with the profile."""
    if k.ukuran is None:
        return belum("Jabatan belum punya profil syarat", KEBIJAKAN)
    if not k.ukuran.bidang:
        return belum("Bidang ilmu yang sesuai belum ditetapkan untuk jabatan ini", KEBIJAKAN)
    fields = {bidang for _, bidang in gelar(k) if bidang >= 0}
    if not fields:
        return belum("Program studi belum dipetakan ke bidang ilmu", PENGELOLA)
    fits = dict(k.ukuran.bidang)
    value = max(fits.get(bidang, k.aturan.bidang_tidak_sesuai) for bidang in fields)
    words = "sesuai" if value == FULL else "kurang sesuai" if fields & set(fits) else "tidak sesuai"
    return Nilai(value, f"Bidang ilmu {words} dengan syarat jabatan")


def dijalani(one: Hukuman, hari: int) -> bool:
    """Whether a punishment is being served; a light one only on the day it is given."""
    if one.tingkat == RINGAN:
        return one.mulai == hari
    return one.mulai <= hari <= one.selesai


def integritas(k: Keadaan) -> Nilai:
    """Heaviest punishment in the window; nobody is punished while a case is in process."""
    if not k.fakta.hukuman_diketahui:
        return belum("Riwayat hukuman disiplin atau pernyataan nihil belum ada", PENGELOLA)
    given = [one for one in k.fakta.hukuman if not one.proses and one.mulai <= k.hari]
    if any(dijalani(one, k.hari) for one in given):
        return Nilai(k.aturan.dijalani, "Sedang menjalani hukuman disiplin")
    tahun = k.aturan.disiplin_tahun
    recent = [
        one.tingkat
        for one in given
        if (one.mulai if one.tingkat == RINGAN else one.selesai) > k.sejak(tahun)
    ]
    if not recent:
        return Nilai(k.aturan.bersih, f"Tidak ada hukuman disiplin dalam {tahun} tahun")
    label = TingkatHukuman(TINGKAT_KODE[max(recent)]).label.lower()
    return Nilai(k.aturan.disiplin[max(recent)], f"Hukuman disiplin {label} dalam {tahun} tahun")


RULES: Final[dict[str, Callable[[Keadaan], Nilai]]] = {
    "predikat": predikat,
    "penghargaan": penghargaan,
    "tim_kerja": tim_kerja,
    "umpan_balik": umpan_balik,
    "kompetensi": kompetensi,
    "pengembangan": pengembangan,
    "pengalaman": pengalaman,
    "potensi": potensi,
    "pendidikan": pendidikan,
    "bidang_ilmu": bidang_ilmu,
    "integritas": integritas,
}


def komponen(k: Keadaan) -> dict[str, Nilai]:
    """All components in the order of the engine."""
    return {name: RULES[name](k) for name in COMPONENTS}
