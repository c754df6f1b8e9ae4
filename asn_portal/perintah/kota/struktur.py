"""Offices, their units and the managerial positions that lead them; the size decides how many."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from asn_portal.perintah.kota import kata
from asn_portal.perintah.kota.bentuk import Posisi, Unit

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

JPT, ADM, PGS = "jpt_pratama", "administrator", "pengawas"
KELAS: Final = {JPT: 14, ADM: 11, PGS: 9}
OPD: Final = frozenset({"SETDA", "SETWAN", "INSPEKTORAT", "DINAS", "BADAN", "KECAMATAN"})
BERDIRI: Final = date(2017, 1, 2)  # reorganisation after PP 18/2016
KECIL, BESAR = 300, 5_000


def jumlah(n: int, per: float, low: int, high: int) -> int:
    """How many of something a city of n employees has."""
    return max(low, min(high, round(n / per)))


class Kerangka:
    """Builds the tree; every unit gets a code by its place and a SIASN-like id."""

    def __init__(self, nama: str, n: int, rng: random.Random) -> None:
        self.n, self.rng = n, rng
        self.unit: list[Unit] = []
        self.posisi: list[Posisi] = []
        self.anak: dict[str, int] = {}
        self.akar = self.tambah(None, nama, "PEMDA", "umum")

    def tambah(self, induk: Unit | None, nama: str, jenis: str, urusan: str) -> Unit:
        """A unit below another one."""
        if induk is None:
            kode = "1"
        else:
            nomor = self.anak.get(induk.kode, 0) + 1
            self.anak[induk.kode] = nomor
            kode = f"{induk.kode}.{nomor:02d}"
        unit = Unit(kode, f"{self.rng.getrandbits(128):032x}", nama, induk, jenis, urusan)
        unit.tmt = BERDIRI
        unit.opd = unit if jenis in OPD or induk is None else induk.kantor
        self.unit.append(unit)
        return unit

    def pimpin(
        self, unit: Unit, nama: str, jenjang: str, *, kelas: int = 0, memimpin: bool = True
    ) -> Posisi:
        """A managerial position; it leads the unit unless it is said otherwise."""
        posisi = Posisi(
            unit=unit,
            nama=nama,
            jenis="STRUKTURAL",
            jenjang=jenjang,
            kelas=kelas or KELAS[jenjang],
            kebutuhan=1,
            profil=f"{SEBUTAN[jenjang]} urusan {unit.urusan}",
            memimpin=memimpin,
        )
        self.posisi.append(posisi)
        return posisi

    def bangun(self) -> None:
        """All offices."""
        self._setda()
        if self.n >= KECIL:
            self._setwan()
            self._inspektorat()
        for nama, jenis, urusan, bidang in self._kantor():
            self._dinas(nama, jenis, urusan, bidang)
        self._puskesmas()
        self._sekolah()
        self._kecamatan()

    def _kantor(self) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
        count = jumlah(self.n, 86, 3, len(kata.KANTOR))
        yield from kata.KANTOR[:count]

    def _setda(self) -> None:
        setda = self.tambah(self.akar, "Sekretariat Daerah", "SETDA", "umum")
        self.pimpin(setda, "Sekretaris Daerah", JPT, kelas=15)
        small = self.n < KECIL
        for nama in kata.STAF_AHLI[: 0 if small else 3]:
            self.pimpin(setda, nama, JPT, memimpin=False)
        for nama, bagian in kata.ASISTEN[: 1 if small else 3]:
            asisten = self.tambah(setda, nama, "LAINNYA", "umum")
            self.pimpin(asisten, nama, JPT)
            for nama_bagian, urusan in bagian[: 2 if small else 3]:
                unit = self.tambah(asisten, f"Bagian {nama_bagian}", "BAGIAN", urusan)
                self.pimpin(unit, f"Kepala Bagian {nama_bagian}", ADM)
                if self.n >= BESAR or nama_bagian == "Umum dan Protokol":
                    self._sub(unit, "SUBBAGIAN", "Subbagian Tata Usaha")

    def _sub(self, induk: Unit, jenis: str, nama: str, kelas: int = 9) -> None:
        unit = self.tambah(induk, nama, jenis, induk.urusan)
        self.pimpin(unit, f"Kepala {nama}", PGS, kelas=kelas)

    def _setwan(self) -> None:
        setwan = self.tambah(self.akar, "Sekretariat DPRD", "SETWAN", "hukum")
        self.pimpin(setwan, "Sekretaris DPRD", JPT)
        for nama in ("Persidangan dan Perundang-undangan", "Umum dan Keuangan"):
            unit = self.tambah(setwan, f"Bagian {nama}", "BAGIAN", "hukum")
            self.pimpin(unit, f"Kepala Bagian {nama}", ADM)
            self._sub(unit, "SUBBAGIAN", f"Subbagian {nama.partition(' dan ')[0]}")

    def _inspektorat(self) -> None:
        kantor = self.tambah(self.akar, "Inspektorat Daerah", "INSPEKTORAT", "pengawasan")
        self.pimpin(kantor, "Inspektur Daerah", JPT)
        self._sekretariat(kantor, "Sekretaris Inspektorat")
        for angka in ("I", "II", "III", "IV")[: 4 if self.n >= BESAR else 3]:
            unit = self.tambah(
                kantor, f"Inspektur Pembantu Wilayah {angka}", "BIDANG", "pengawasan"
            )
            self.pimpin(unit, f"Inspektur Pembantu Wilayah {angka}", ADM)

    def _sekretariat(self, kantor: Unit, sebutan: str) -> Unit:
        unit = self.tambah(kantor, "Sekretariat", "SEKRETARIAT", kantor.urusan)
        self.pimpin(unit, sebutan, ADM, kelas=12)
        self._sub(unit, "SUBBAGIAN", "Subbagian Umum dan Kepegawaian")
        if self.n >= KECIL:
            self._sub(unit, "SUBBAGIAN", "Subbagian Perencanaan dan Keuangan")
        return unit

    def _dinas(self, nama: str, jenis: str, urusan: str, bidang: tuple[str, ...]) -> None:
        kantor = self.tambah(self.akar, nama, jenis, urusan)
        self.pimpin(kantor, f"Kepala {nama}", JPT)
        self._sekretariat(kantor, f"Sekretaris {nama}")
        for nama_bidang in bidang[: 2 if self.n < KECIL else 4 if self.n >= BESAR else 3]:
            unit = self.tambah(kantor, f"Bidang {nama_bidang}", "BIDANG", urusan)
            self.pimpin(unit, f"Kepala Bidang {nama_bidang}", ADM)
            if self.n >= BESAR:
                for angka in ("I", "II"):
                    self._sub(unit, "SEKSI", f"Seksi {nama_bidang} {angka}")

    def _opd(self, urusan: str) -> Unit:
        return next(u for u in self.unit if u.urusan == urusan and u.jenis == "DINAS")

    def _puskesmas(self) -> None:
        dinas = self._opd("kesehatan")
        for i in range(jumlah(self.n, 330, 1, 60)):
            nama = f"Puskesmas {_tempat(i)}"
            unit = self.tambah(dinas, nama, "PUSKESMAS", "kesehatan")
            self.pimpin(unit, f"Kepala {nama}", PGS)
            if self.n >= KECIL:
                self._sub(unit, "SUBBAGIAN", "Subbagian Tata Usaha", kelas=8)

    def _sekolah(self) -> None:
        dinas = self._opd("pendidikan")
        for i in range(jumlah(self.n, 105, 1, 640)):
            jenis = "SMP" if i % 4 == 3 else "SD"
            self.tambah(dinas, f"{jenis} Negeri {i + 1} {_tempat(i)}", "SEKOLAH", "pendidikan")

    def _kecamatan(self) -> None:
        count = jumlah(self.n, 430, 1, 28)
        villages = 1 if self.n < KECIL else 3 if self.n < BESAR else 7
        for i in range(count):
            tempat = _tempat(i + 3)
            kantor = self.tambah(self.akar, f"Kecamatan {tempat}", "KECAMATAN", "umum")
            self.pimpin(kantor, f"Camat {tempat}", ADM, kelas=12)
            self._sekretariat(kantor, f"Sekretaris Kecamatan {tempat}")
            seksi = ("Pemerintahan", "Ketenteraman dan Ketertiban", "Pelayanan dan Pemberdayaan")
            for nama in seksi[: 1 if self.n < KECIL else 3]:
                self._sub(kantor, "SEKSI", f"Seksi {nama}")
            for j in range(villages):
                nama = _tempat(i * villages + j + 11, "Kelurahan")
                lurah = self.tambah(kantor, f"Kelurahan {nama}", "KELURAHAN", "umum")
                self.pimpin(lurah, f"Lurah {nama}", PGS)
                self.pimpin(lurah, f"Sekretaris Kelurahan {nama}", PGS, kelas=8, memimpin=False)
                for sub in ("Pemerintahan", "Ekonomi dan Pembangunan")[
                    : 0 if self.n < KECIL else 2
                ]:
                    self._sub(lurah, "SEKSI", f"Seksi {sub} Kelurahan", kelas=8)


SEBUTAN: Final = {JPT: "JPT Pratama", ADM: "Administrator", PGS: "Pengawas"}
ARAH: Final = ("", " Utara", " Selatan", " Timur", " Barat", " Tengah", " Hilir", " Hulu")


def _tempat(i: int, _jenis: str = "") -> str:
    names = kata.TEMPAT
    return names[i % len(names)] + ARAH[i // len(names) % len(ARAH)]
