"""One civil servant for one seat: name, age, education, rank. Nobody of them exists."""

# ruff: noqa: SIM905 -- lists of words read better as text

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from asn_portal.perintah.kota import kata
from asn_portal.perintah.kota.bentuk import Gelar, Pangkat, Posisi, Warga

if TYPE_CHECKING:
    import random

GOLONGAN: Final = (
    "I/a I/b I/c I/d II/a II/b II/c II/d III/a III/b III/c III/d IV/a IV/b IV/c IV/d IV/e".split()
)
YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Pola:
    """What people on a level are like: age, rank, education and years of service."""

    usia: tuple[float, float, float]  # youngest, oldest, most frequent
    golongan: tuple[int, int]
    pendidikan: tuple[tuple[str, float], ...]
    status: tuple[tuple[str, float], ...]
    pengabdian: float  # least years of service


PNS = (("PNS", 1.0),)
AHLI_PERTAMA = (("PNS", 0.4), ("CPNS", 0.07), ("PPPK", 0.53))
POLA: Final[dict[str, Pola]] = {
    "jpt_pratama": Pola((46, 59.7, 54), (13, 14), (("S1", 0.12), ("S2", 0.82), ("S3", 0.06)), PNS, 19),
    "administrator": Pola((40, 57.8, 53), (11, 13), (("S1", 0.46), ("S2", 0.53), ("S3", 0.01)), PNS, 14),
    "pengawas": Pola((34, 57.8, 50), (10, 12), (("D3", 0.04), ("S1", 0.78), ("S2", 0.18)), PNS, 9),
    "ahli_madya": Pola((45, 59.7, 56), (12, 14), (("S1", 0.72), ("S2", 0.28)), PNS, 15),
    "ahli_muda": Pola((35, 57.8, 52), (10, 11), (("S1", 0.86), ("S2", 0.14)), PNS, 8),
    "ahli_pertama": Pola((24, 56, 36), (8, 9), (("S1", 0.97), ("S2", 0.03)), AHLI_PERTAMA, 0.3),
    "penyelia": Pola((41, 57.8, 54), (10, 11), (("D3", 0.75), ("S1", 0.25)), PNS, 14),
    "mahir": Pola((32, 56, 42), (8, 9), (("D3", 0.9), ("S1", 0.1)), PNS, 8),
    "terampil": Pola((22, 45, 31), (6, 7), (("D3", 1.0),),
                     (("PNS", 0.45), ("CPNS", 0.05), ("PPPK", 0.5)), 0.3),
    "S1": Pola((25, 57.8, 53), (8, 11), (("S1", 0.94), ("S2", 0.06)),
               (("PNS", 0.86), ("CPNS", 0.06), ("PPPK", 0.08)), 0.5),
    "D3": Pola((24, 57.8, 52), (6, 10), (("D3", 0.92), ("S1", 0.08)),
               (("PNS", 0.66), ("CPNS", 0.03), ("PPPK", 0.21), ("PPPK_PARUH_WAKTU", 0.1)), 0.5),
    "SLTA": Pola((22, 57.8, 53), (5, 8), (("SLTA", 0.95), ("S1", 0.05)),
                 (("PNS", 0.55), ("PPPK", 0.13), ("PPPK_PARUH_WAKTU", 0.32)), 0.5),
    "SD": Pola((28, 57.8, 53), (1, 5), (("SD", 0.3), ("SLTP", 0.4), ("SLTA", 0.3)),
               (("PNS", 0.4), ("PPPK_PARUH_WAKTU", 0.6)), 0.5),
}  # fmt: skip
AWAL: Final = {"SD": 0, "SLTP": 2, "SLTA": 4, "D3": 6, "S1": 8, "S2": 8, "S3": 8}
MASUK: Final = {
    "SD": 26.0,
    "SLTP": 25.0,
    "SLTA": 22.0,
    "D3": 24.0,
    "S1": 26.0,
    "S2": 27.0,
    "S3": 28.0,
}
LULUS: Final = {"SD": 12, "SLTP": 15, "SLTA": 18, "D3": 22, "S1": 23, "S2": 34, "S3": 44}
GOLONGAN_PPPK: Final = {
    "SD": "I", "SLTP": "IV", "SLTA": "V", "D3": "VII", "S1": "IX", "S2": "X", "S3": "XI"
}  # fmt: skip
BULAN_MASUK: Final = (1, 2, 3, 4, 12)
PRIA: Final = {
    "SD": 0.75,
    "SLTA": 0.55,
    "jpt_pratama": 0.74,
    "administrator": 0.6,
    "pengawas": 0.52,
}


class Pencatat:
    """Draws people one after another; numbers and names are never given twice."""

    def __init__(self, rng: random.Random, acuan: date, *, daerah: int = 1) -> None:
        self.rng, self.acuan = rng, acuan
        # Numbers of two agencies never meet: each has its own range.
        self.daerah, self.nomor = daerah, (daerah - 1) * 900_000
        self.nip: dict[str, int] = {}
        self.nama: set[str] = set()
        self.programs = {
            name: tuple((jenjang, program, gelar) for jenjang, program, gelar in programs)
            for name, (_, programs) in kata.BIDANG.items()
        }

    def orang(self, posisi: Posisi) -> Warga:
        """A person who fits the seat."""
        rng = self.rng
        pola = POLA[posisi.pendidikan if posisi.jenjang == "pelaksana" else posisi.jenjang]
        jenjang = pilih(rng, pola.pendidikan)
        status = pilih(rng, pola.status)
        kelamin = "L" if rng.random() < self._pria(posisi) else "P"
        age, service = self._umur(pola, jenjang, status)
        lahir = self.acuan - timedelta(days=int(age * YEAR))
        tmt = self._tmt(lahir, service, status)
        self.nomor += 1
        warga = Warga(
            nomor=self.nomor,
            nama=self._nama(kelamin),
            kelamin=kelamin,
            lahir=lahir,
            nik=self._nik(lahir, kelamin),
            nip=self._nip(lahir, tmt, kelamin, status),
            pns_id=f"{rng.getrandbits(128):032X}",
            status=status,
            posisi=posisi,
            tmt=tmt,
            tmt_jabatan=tmt,
            mutu=rng.gauss(0, 1) + (0.55 if posisi.jenis == "STRUKTURAL" else 0),
        )
        self._pendidikan(warga, jenjang)
        self._pangkat(warga, jenjang, pola)
        return warga

    @staticmethod
    def _pria(posisi: Posisi) -> float:
        if posisi.unit.jenis == "PUSKESMAS":
            return 0.22
        if posisi.unit.jenis == "SEKOLAH":
            return 0.3
        key = posisi.pendidikan if posisi.jenjang == "pelaksana" else posisi.jenjang
        return PRIA.get(key, 0.5)

    def _umur(self, pola: Pola, jenjang: str, status: str) -> tuple[float, float]:
        """Age and years of service that agree with each other."""
        rng = self.rng
        low, high, mode = pola.usia
        age = rng.triangular(low, high, mode)
        if status == "CPNS":
            age = rng.uniform(max(low, 23), max(low, 23) + 9)
            return age, rng.uniform(0.4, 0.95)
        if status == "PPPK":
            return max(age, 24.5), rng.uniform(0.6, 5.6)
        if status == "PPPK_PARUH_WAKTU":
            return max(age, 24.0), rng.uniform(0.15, 1.0)
        entry = MASUK[jenjang] + rng.triangular(-3, 9, 0)
        if rng.random() < 0.3:  # entered with less education, studied later
            entry -= 3
        service = max(age - entry, pola.pengabdian, 1.2)
        return age, min(service, age - 19.2)

    def _tmt(self, lahir: date, service: float, status: str) -> date:
        day = self.acuan - timedelta(days=int(service * YEAR))
        if status.startswith("PPPK"):
            return day.replace(day=1)
        month = BULAN_MASUK[int(self.rng.random() * len(BULAN_MASUK))]
        found = date(day.year, month, 1)
        if found > day and day.year > lahir.year + 19:
            found = date(day.year - 1, month, 1)
        if status == "CPNS":
            return max(day.replace(day=1), date(self.acuan.year - 1, 12, 1))
        return found

    def _nama(self, kelamin: str) -> str:
        rng = self.rng
        given = kata.LAKI if kelamin == "L" else kata.PEREMPUAN
        while True:
            family = (
                kata.AWAL[int(rng.random() * len(kata.AWAL))]
                + kata.TENGAH[int(rng.random() * len(kata.TENGAH))]
                + kata.AKHIR[int(rng.random() * len(kata.AKHIR))]
            )
            first = given[int(rng.random() * len(given))]
            second = ""
            if rng.random() < 0.35:
                second = " " + given[int(rng.random() * len(given))]
            name = f"{first}{second} {family}"
            if second != f" {first}" and name not in self.nama:
                self.nama.add(name)
                return name

    def _nik(self, lahir: date, kelamin: str) -> str:
        # No province has the code 99, so that nobody has such a number.
        day = lahir.day + (40 if kelamin == "P" else 0)
        return f"99{self.daerah:02d}{self.nomor % 89 + 10:02d}{day:02d}{lahir:%m%y}{self.nomor % 9999 + 1:04d}"

    def _nip(self, lahir: date, tmt: date, kelamin: str, status: str) -> str:
        when = f"{tmt:%Y}21" if status.startswith("PPPK") else f"{tmt:%Y%m}"
        head = f"{lahir:%Y%m%d}{when}{1 if kelamin == 'L' else 2}"
        # Real sequence numbers begin at 001; a city never reaches 900 of one kind.
        place = self.nip.get(head, 820 + 80 * self.daerah) + 1
        self.nip[head] = place
        return f"{head}{place:03d}"

    def _pendidikan(self, warga: Warga, jenjang: str) -> None:
        rng = self.rng
        field = self._bidang(warga.posisi, jenjang)
        steps = {"S3": ("S1", "S2", "S3"), "S2": ("S1", "S2")}.get(jenjang, (jenjang,))
        for step in steps:
            name = "umum" if step in {"SLTA", "SLTP", "SD"} else field
            program, gelar = next((p, g) for j, p, g in self.programs[name] if j == step)
            strange = step in kata.BELUM_DIPETAKAN and step == jenjang and rng.random() < 0.012
            if strange:
                program, gelar, name = kata.BELUM_DIPETAKAN[step], "", ""
            earliest = warga.lahir.year + LULUS[step]
            year = min(earliest + int(rng.random() * 3), self.acuan.year - 1)
            warga.pendidikan.append(Gelar(step, program, name, year))
            if gelar == "dr.":
                warga.gelar_depan = gelar
            elif gelar:
                parts = [warga.gelar_belakang, gelar] if warga.gelar_belakang else [gelar]
                warga.gelar_belakang = ", ".join(parts)
            if step == "S3":
                warga.gelar_depan = f"Dr. {warga.gelar_depan}".strip()

    def _bidang(self, posisi: Posisi, jenjang: str) -> str:
        """Mostly a field that fits the work of the unit."""
        rng = self.rng
        nama = posisi.nama
        if nama.startswith("Dokter") and jenjang != "D3":
            return "kedokteran"
        if nama.startswith(("Perawat", "Bidan")):
            return "keperawatan"
        if nama.startswith("Guru"):
            return "pendidikan"
        fit, part = kata.URUSAN[posisi.unit.urusan]
        fit = tuple(name for name in fit if name != "kedokteran") or fit
        u = rng.random()
        pool = fit if u < 0.68 else part if u < 0.88 else kata.URUSAN["umum"][0]
        return pool[int(rng.random() * len(pool))]

    def _pangkat(self, warga: Warga, jenjang: str, pola: Pola) -> None:
        if warga.status.startswith("PPPK"):
            warga.pangkat = [Pangkat(GOLONGAN_PPPK[jenjang], warga.tmt, 0, 0)]
            return
        days = (self.acuan - warga.tmt).days
        low, high = pola.golongan
        start = AWAL[jenjang]
        if warga.status == "CPNS":
            warga.pangkat = [Pangkat(GOLONGAN[start], warga.tmt, 0, 0)]
            return
        reached = start + int(days / YEAR / 4 + self.rng.random() * 0.6)
        top = max(low, min(high, reached))
        start = min(start, top)
        warga.pangkat = [Pangkat(GOLONGAN[start], warga.tmt, 0, 0)]
        if top > start:
            gap = days * (0.86 + self.rng.random() * 0.1) / (top - start)
            gap = min(gap, 4.2 * YEAR)
            for i in range(1, top - start + 1):
                rough = warga.tmt + timedelta(days=int(gap * i))
                day = date(rough.year, 10 if rough.month >= 7 else 4, 1)
                last = warga.pangkat[-1].tmt
                if not last < day <= self.acuan:
                    day = min(last + timedelta(days=200), self.acuan)
                    day = day.replace(day=1)
                months = (day.year - warga.tmt.year) * 12 + day.month - warga.tmt.month
                if day > last:
                    warga.pangkat.append(
                        Pangkat(GOLONGAN[start + i], day, months // 12, months % 12)
                    )


def pilih(rng: random.Random, choices: tuple[tuple[str, float], ...]) -> str:
    """One of the weighted choices."""
    u = rng.random()
    for value, weight in choices:
        u -= weight
        if u < 0:
            return value
    return choices[-1][0]


def geser_tahun(day: date, years: int) -> date:
    """The same day in another year."""
    last = monthrange(day.year + years, day.month)[1]
    return day.replace(year=day.year + years, day=min(day.day, last))
