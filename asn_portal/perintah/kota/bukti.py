"""What is on file about somebody's work: appraisals, assessments, courses, awards, discipline.

A share of the files is incomplete on purpose: missing years, old assessments, no statement that
there is nothing to enter. The portal must name these gaps instead of guessing.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from asn_portal.perintah.kota import kata
from asn_portal.perintah.kota.bentuk import Hukuman, Kursus
from asn_portal.perintah.kota.syarat import LEVEL

if TYPE_CHECKING:
    import random

    from asn_portal.perintah.kota.bentuk import Warga

DI_ATAS, SESUAI, DI_BAWAH = "DI_ATAS", "SESUAI", "DI_BAWAH"
KUADRAN: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "SANGAT_BAIK": ((DI_ATAS, DI_ATAS),),
    "BAIK": ((SESUAI, SESUAI), (SESUAI, DI_ATAS), (DI_ATAS, SESUAI), (SESUAI, SESUAI)),
    "BUTUH_PERBAIKAN": ((DI_BAWAH, SESUAI),),
    "KURANG": ((SESUAI, DI_BAWAH),),
    "SANGAT_KURANG": ((DI_BAWAH, DI_BAWAH),),
}
TANPA_NIHIL, TANPA_SKP, TANPA_360 = 0.022, 0.025, 0.04
YEAR = 365.25
PERAN: Final = (
    ("ANGGOTA_INTERNAL", 0.5), ("ANGGOTA_LINTAS", 0.26), ("KETUA_INTERNAL", 0.16), ("KETUA_LINTAS", 0.08)
)  # fmt: skip
DIKLAT: Final = {
    "jpt_pratama": (("Pelatihan Kepemimpinan Nasional (PKN) Tingkat II", 0.7), ("Diklatpim Tingkat III", 0.9),
                    ("Diklatpim Tingkat IV", 0.8)),
    "administrator": (("Pelatihan Kepemimpinan Administrator", 0.62), ("Diklatpim Tingkat IV", 0.75)),
    "pengawas": (("Pelatihan Kepemimpinan Pengawas", 0.6),),
}  # fmt: skip
TERUJI: Final = {"PNS": 0.95, "CPNS": 0.75, "PPPK": 0.85, "PPPK_PARUH_WAKTU": 0.5}


def predikat(u: float) -> str:
    """Predicate by how far somebody lies from the middle; most are good."""
    if u > 0.98:
        return "SANGAT_BAIK"
    if u > -1.95:
        return "BAIK"
    return "BUTUH_PERBAIKAN" if u > -2.4 else "KURANG" if u > -2.9 else "SANGAT_KURANG"


class Bukti:
    """Fills the file of one person after another."""

    def __init__(self, rng: random.Random, acuan: date) -> None:
        self.rng, self.acuan = rng, acuan
        self.nyata = date(acuan.year, 1, 15)  # day of the yearly statements

    def isi(self, warga: Warga) -> None:
        """Everything about one person."""
        self._skp(warga)
        self._kursus(warga)
        self._tim(warga)
        self._penghargaan(warga)
        self._hukuman(warga)
        self._asesmen(warga)
        self._nihil(warga)

    def _hari(self, years: float) -> date:
        return self.acuan - timedelta(days=int(self.rng.random() * years * YEAR) + 1)

    def _skp(self, warga: Warga) -> None:
        rng = self.rng
        for year in range(self.acuan.year - 3, self.acuan.year):
            if warga.tmt.year > year:
                continue
            if rng.random() >= TANPA_SKP:
                found = predikat(warga.mutu * 0.65 + rng.gauss(0, 0.75))
                cells = KUADRAN[found]
                hasil, perilaku = cells[int(rng.random() * len(cells))]
                warga.skp.append((year, hasil, perilaku, found))
            if year >= self.acuan.year - 2 and rng.random() >= TANPA_360:
                found = predikat(warga.mutu * 0.6 + rng.gauss(0.25, 0.8))
                warga.umpan_balik.append((year, found, 5 + int(rng.random() * 8)))

    def _kursus(self, warga: Warga) -> None:
        rng = self.rng
        count = max(0, int(rng.gauss(3.2 + warga.mutu, 1.8)))
        if warga.status == "PPPK_PARUH_WAKTU":
            count = min(count, 1)
        taken = rng.sample(range(len(kata.KURSUS)), min(count, 9))
        span = min(3.4, (self.acuan - warga.tmt).days / YEAR)
        for i in taken:
            nama, jenis, jp = kata.KURSUS[i]
            if jenis == "FUNGSIONAL" and warga.posisi.jenis != "FUNGSIONAL":
                jenis = "SERTIFIKASI"
            warga.kursus.append(self._satu(warga, jenis, nama, jp, self._hari(span)))
        for nama, chance in DIKLAT.get(warga.posisi.jenjang, ()):
            if rng.random() < chance:
                year = 2019 if nama.startswith("Diklatpim") else self.acuan.year
                end = date(year, 9, 28) - timedelta(days=int(rng.random() * 4.5 * YEAR))
                if end > warga.tmt:
                    warga.diklat.append(self._satu(warga, "STRUKTURAL", nama, 480, end))

    def _satu(self, warga: Warga, jenis: str, nama: str, jp: int, selesai: date) -> Kursus:
        number = f"{warga.nomor:06d}/{int(self.rng.random() * 90000) + 10000}/{selesai.year}"
        mulai = selesai - timedelta(days=max(0, jp // 8 - 1))
        host = "BPSDM Provinsi Nusa Samantara" if jp >= 40 else "BKPSDM"
        return Kursus(jenis, nama, host, number, mulai, selesai, jp)

    def _tim(self, warga: Warga) -> None:
        rng = self.rng
        chance = 0.62 if warga.posisi.jenis == "STRUKTURAL" else 0.3
        if rng.random() < chance + 0.1 * warga.mutu:
            u = rng.random() - 0.12 * max(warga.mutu, 0)
            peran = PERAN[-1][0] if u < 0 else ""
            for name, weight in reversed(PERAN):
                u -= weight
                if not peran and u < 0:
                    peran = name
            mulai = date(self.acuan.year - int(rng.random() * 2), 2, 1)
            if mulai > self.acuan or mulai < warga.tmt:
                return
            selesai = None if mulai.year == self.acuan.year else date(mulai.year, 12, 31)
            nama = f"{kata.TIM[int(rng.random() * len(kata.TIM))]} {mulai.year}"
            warga.tim.append((nama, peran or PERAN[0][0], mulai, selesai))

    def _penghargaan(self, warga: Warga) -> None:
        rng = self.rng
        if rng.random() > 0.24 + 0.09 * warga.mutu:
            return
        served = (self.acuan - warga.tmt).days / YEAR
        pool = [row for row in kata.PENGHARGAAN if row[1] != "NASIONAL" or served > 11]
        nama, tingkat, _ = rng.choices(pool, [row[2] for row in pool])[0]
        day = date(self.acuan.year - int(rng.random() * 6), 8, 17)
        if warga.tmt < day < self.acuan:
            warga.penghargaan.append((nama, tingkat, day))

    def _hukuman(self, warga: Warga) -> None:
        rng = self.rng
        if rng.random() > 0.013 - 0.004 * warga.mutu:
            return
        mulai = self._hari(4.5).replace(day=1)
        if mulai <= warga.tmt:
            return
        u = rng.random()
        if u < 0.5:
            warga.hukuman.append(Hukuman("ringan", "Teguran tertulis", mulai, mulai, proses=False))
        elif u < 0.85:
            selesai = mulai + timedelta(days=270)
            nama = "Pemotongan tunjangan kinerja 25 persen selama 9 bulan"
            warga.hukuman.append(Hukuman("sedang", nama, mulai, selesai, proses=False))
        elif u < 0.95:
            nama = "Penurunan jabatan setingkat lebih rendah selama 12 bulan"
            selesai = mulai + timedelta(days=365)
            warga.hukuman.append(Hukuman("berat", nama, mulai, selesai, proses=False))
        else:
            recent = self.acuan - timedelta(days=40)
            nama = "Pemeriksaan dugaan pelanggaran disiplin"
            warga.hukuman.append(Hukuman("sedang", nama, recent, None, proses=True))

    def _asesmen(self, warga: Warga) -> None:
        rng = self.rng
        if rng.random() > TERUJI[warga.status]:
            return
        served = (self.acuan - warga.tmt).days
        old = rng.random() < 0.07 and served > 5 * YEAR
        years = min(2.8, served / YEAR)
        day = self._hari(years) - timedelta(days=int(3.1 * YEAR) if old else 0)
        if day <= warga.tmt:
            return
        base = LEVEL[warga.posisi.jenjang] + 0.15 + 0.32 * warga.mutu
        levels = tuple(max(0, min(5, round(base + rng.gauss(0, 0.55)))) for _ in range(9))
        potensi = None
        if rng.random() > 0.02:
            mid = 3.25 + 0.45 * warga.mutu
            potensi = tuple(max(1, min(5, round(mid + rng.gauss(0, 0.6)))) for _ in range(8))
        warga.asesmen.append((day, levels, potensi))

    def _nihil(self, warga: Warga) -> None:
        """Most people have stated what they do not have; some have not answered yet."""
        rng = self.rng
        acting = any(one.jenis != "DEFINITIF" for one in warga.riwayat)
        empty = (
            ("HUKUMAN", not warga.hukuman),
            ("PENGHARGAAN", not warga.penghargaan),
            ("TIM_KERJA", not warga.tim),
            ("PELATIHAN", not (warga.kursus or warga.diklat)),
            ("JABATAN_NONDEFINITIF", not acting),
        )
        day = max(self.nyata, warga.tmt)
        for hal, nothing in empty:
            if nothing and rng.random() >= TANPA_NIHIL:
                warga.nihil.append((hal, day))
