"""The folder of spreadsheets of a small office: 25 people, two vacant posts, eight candidates."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta

import xlsxwriter

PENILAI = "UPT Penilaian Kompetensi"
KOMPETENSI = (
    "INTEGRITAS", "KERJA SAMA", "KOMUNIKASI", "ORIENTASI PADA HASIL", "PELAYANAN PUBLIK",
    "PENGEMBANGAN DIRI DAN ORANG LAIN", "MENGELOLA PERUBAHAN", "PENGAMBILAN KEPUTUSAN",
    "PEREKAT BANGSA",
)  # fmt: skip
POTENSI = (
    "KEMAMPUAN INTELEKTUAL", "KEMAMPUAN INTERPERSONAL", "KESADARAN DIRI",
    "BERPIKIR KRITIS DAN STRATEGIS", "MENYELESAIKAN PERMASALAHAN", "KECERDASAN EMOSIONAL",
    "BELAJAR CEPAT DAN MENGEMBANGKAN DIRI", "MOTIVASI DAN KOMITMEN",
)  # fmt: skip
NIHIL = (
    "Hukuman disiplin",
    "Penghargaan",
    "Penugasan tim kerja",
    "Jabatan nondefinitif (Plt./Plh./Pj.)",
)
PROGRAM = "S-1 ADMINISTRASI NEGARA"
DASAR = "PP 11/2017 pasal 54 jo. PP 17/2020"
ADMINISTRATOR, PENGAWAS = "31", "41"
# Vacant: the first two divisions of the licensing office.
KOSONG = ("Kepala Bidang Pelayanan Perizinan", "Kepala Bidang Pengaduan")

# code, name, code of the parent, kind
UNIT = [
    ("1", "Pemerintah Kota Uji", "", "Pemerintah daerah"),
    ("1.01", "Sekretariat Daerah", "1", "Sekretariat daerah"),
    ("1.02", "Badan Kepegawaian Daerah", "1", "Badan"),
    ("1.03", "Dinas Perizinan", "1", "Dinas"),
    ("1.04", "Dinas Pekerjaan Umum", "1", "Dinas"),
]
BIDANG = {
    "1.01": ("Bagian Umum", "Bagian Hukum"),
    "1.02": ("Bidang Mutasi", "Bidang Pengembangan"),
    "1.03": ("Bidang Pelayanan Perizinan", "Bidang Pengaduan"),
    "1.04": ("Bidang Jalan", "Bidang Drainase"),
}


@dataclass(frozen=True)
class Pegawai:
    """A person of the folder and the post that they hold."""

    nomor: int
    nama: str
    nip: str
    lahir: date
    jabatan: str
    unit: str
    jenis: str
    eselon: str
    tmt: date


def _years_ago(today, years, month=1, day=2):
    return date(today.year - years, month, day)


class Kantor:
    """Rows of every kind, by the titles that the kinds know; `tulis` makes the workbook."""

    def __init__(self, today):
        self.today = today
        self.unit = list(UNIT)
        self.posisi = [
            ("1.01", "Sekretaris Daerah", "22", 15),
            ("1.02", "Kepala Badan Kepegawaian Daerah", "22", 14),
            ("1.03", "Kepala Dinas Perizinan", "22", 14),
            ("1.04", "Kepala Dinas Pekerjaan Umum", "22", 14),
        ]
        for opd, names in BIDANG.items():
            for i, nama in enumerate(names, 1):
                kode, seksi = f"{opd}.{i}", f"Seksi {nama.partition(' ')[2]}"
                self.unit += [(kode, nama, opd, "Bidang"), (f"{kode}.1", seksi, kode, "Seksi")]
                self.posisi.append((kode, f"Kepala {nama}", ADMINISTRATOR, 11))
                self.posisi.append((f"{kode}.1", f"Kepala {seksi}", PENGAWAS, 9))
        self.pegawai = [self._pegawai(i, *one) for i, one in enumerate(self._terisi(), 1)]
        self.calon = [one for one in self.pegawai if one.eselon == PENGAWAS]

    def _terisi(self):
        for unit, nama, eselon, _ in self.posisi:
            if nama not in KOSONG:
                yield nama, unit, "STRUKTURAL", eselon
        for kode, _, _, jenis in self.unit:
            if jenis == "Seksi" and kode != "1.01.2.1":
                yield "Penelaah Teknis Kebijakan", kode, "PELAKSANA", ""

    def _pegawai(self, nomor, jabatan, unit, jenis, eselon):
        lahir = date(1980, 1 + nomor % 12, 1 + nomor)
        tmt_cpns = date(self.today.year - 16, 3, 1)
        sex = 1 + nomor % 2
        nip = f"{lahir:%Y%m%d}{tmt_cpns:%Y%m}{sex}{nomor:03d}"
        return Pegawai(
            nomor, f"Warga Uji {chr(64 + nomor)}", nip, lahir, jabatan, unit, jenis, eselon,
            _years_ago(self.today, 5),
        )  # fmt: skip

    def baris(self):
        """Kind → rows, in the order in which an office loads them."""
        return {
            "unit": self._unit(),
            "jabatan-struktural": self._struktural(),
            "jabatan-pelaksana": [{"ID": _id("ptk"), "Nama": "Penelaah Teknis Kebijakan"}],
            "bidang-ilmu": [{"PROGRAM STUDI": PROGRAM, "BIDANG ILMU": "Administrasi publik"}],
            "profil-syarat": self._profil(),
            "peta-jabatan": self._peta(),
            "profil-asn": self._profil_asn(),
            "riwayat-jabatan": self._riwayat(),
            "asesmen": self._asesmen(),
            "skp": self._skp(),
            "umpan-balik": self._umpan(),
            "kursus": self._kursus(),
            "nihil": self._nihil(),
        }

    def _unit(self):
        for kode, nama, induk, jenis in self.unit:
            yield {
                "ID": _id(kode), "NAMA_UNOR": nama, "ID_ATASAN": _id(induk) if induk else None,
                "KODE": kode, "JENIS": jenis, "TMT": "01-01-2020",
            }  # fmt: skip

    def _struktural(self):
        for unit, nama, eselon, _ in self.posisi:
            yield {"ID": _id(unit), "Nama_unor": nama, "Nama_jabatan": nama, "Eselon_id": eselon}

    def _profil(self):
        head = {"NAMA PROFIL": "Administrator", "JENJANG": "Administrator", "DASAR HUKUM": DASAR}
        yield head | {"JENIS BARIS": "SYARAT", "KODE": "status", "DAFTAR": "PNS"}
        yield head | {"JENIS BARIS": "SYARAT", "KODE": "pendidikan", "MINIMAL": "S1"}
        yield head | {
            "JENIS BARIS": "SYARAT",
            "KODE": "masa_jenjang",
            "DAFTAR": "pengawas",
            "ANGKA": 3,
        }
        yield head | {"JENIS BARIS": "SYARAT", "KODE": "predikat", "MINIMAL": "BAIK", "ANGKA": 2}
        yield head | {"JENIS BARIS": "SYARAT", "KODE": "disiplin", "ANGKA": 2}
        for nama in KOMPETENSI:
            yield head | {"JENIS BARIS": "KOMPETENSI", "KODE": nama.capitalize(), "LEVEL": 3,
                          "KEPENTINGAN": "Penting"}  # fmt: skip
        yield head | {"JENIS BARIS": "BIDANG", "KODE": "Administrasi publik", "NILAI BIDANG": 100}

    def _peta(self):
        for unit, nama, eselon, kelas in self.posisi:
            admin = eselon == ADMINISTRATOR
            yield {
                "UNIT": unit, "JABATAN": nama, "JENIS": "STRUKTURAL",
                "JENJANG": {"22": "JPT Pratama", ADMINISTRATOR: "Administrator"}.get(eselon, "Pengawas"),
                "KELAS": kelas, "KEBUTUHAN": 1, "MEMIMPIN UNIT": "Ya",
                "PROFIL SYARAT": "Administrator" if admin else None,
            }  # fmt: skip
        for kode, _, _, jenis in self.unit:
            if jenis == "Seksi":
                yield {
                    "UNIT": kode, "JABATAN": "Penelaah Teknis Kebijakan", "JENIS": "PELAKSANA",
                    "JENJANG": "Pelaksana", "KELAS": 7, "KEBUTUHAN": 2, "MEMIMPIN UNIT": "Tidak",
                }  # fmt: skip

    def _profil_asn(self):
        nama_unit = {kode: nama for kode, nama, _, _ in self.unit}
        for p in self.pegawai:
            structural = p.jenis == "STRUKTURAL"
            yield {
                "PNS ID": _id(f"orang{p.nomor}"), "NIP BARU": p.nip, "NAMA": p.nama,
                "TANGGAL LAHIR": f"{p.lahir:%d-%m-%Y}", "JENIS KELAMIN": "FM"[p.nomor % 2 == 0],
                "KEDUDUKAN HUKUM ID": "01", "KEDUDUKAN HUKUM NAMA": "Aktif", "STATUS CPNS PNS": "P",
                "TMT CPNS": f"01-03-{p.nip[8:12]}", "TMT PNS": f"01-03-{int(p.nip[8:12]) + 1}",
                "GOL AKHIR ID": "34", "GOL AKHIR NAMA": "III/d",
                "TMT GOLONGAN": f"01-04-{self.today.year - 3}", "MK TAHUN": 12, "MK BULAN": 1,
                "JENIS JABATAN NAMA": "Jabatan Struktural" if structural else "Jabatan Pelaksana",
                "JABATAN ID": _id(p.unit) if structural else _id("ptk"), "JABATAN NAMA": p.jabatan,
                "TMT JABATAN": f"{p.tmt:%d-%m-%Y}", "TINGKAT PENDIDIKAN ID": "40",
                "TINGKAT PENDIDIKAN NAMA": "S-1/Sarjana", "PENDIDIKAN NAMA": PROGRAM,
                "TAHUN LULUS": "2003", "UNOR ID": _id(p.unit), "UNOR NAMA": nama_unit[p.unit],
            }  # fmt: skip

    def _riwayat(self):
        mulai = _years_ago(self.today, 12)
        for p in self.calon:
            yield {
                "NIP BARU": p.nip, "JABATAN NAMA": "Analis Kebijakan", "JENJANG": "Pelaksana",
                "JENIS PENUGASAN ID": "D", "TMT JABATAN": f"{mulai:%d-%m-%Y}",
                "TANGGAL SELESAI": f"{p.tmt - timedelta(days=1):%d-%m-%Y}", "UNOR NAMA": "Bagian Lama",
                "INSTANSI KERJA NAMA": "Pemerintah Kota Uji",
            }  # fmt: skip

    def _asesmen(self):
        hari = self.today - timedelta(days=200)
        for i, p in enumerate(self.calon):
            levels = dict.fromkeys(KOMPETENSI, 3) | {KOMPETENSI[i]: 2 + 2 * (i % 2)}
            yield {
                "NIP": p.nip, "TANGGAL ASESMEN": f"{hari:%d-%m-%Y}", "PENYELENGGARA": PENILAI,
                **levels, **{f"POTENSI {nama}": 4 for nama in POTENSI},
            }  # fmt: skip

    def _skp(self):
        for p in self.calon:
            for back in (1, 2):
                yield {
                    "NIP": p.nip, "NAMA": p.nama, "TAHUN": self.today.year - back,
                    "HASIL KERJA": "Sesuai ekspektasi", "PERILAKU KERJA": "Sesuai ekspektasi",
                    "PREDIKAT KINERJA": "Baik",
                }  # fmt: skip

    def _umpan(self):
        for p in self.calon:
            yield {
                "NIP": p.nip,
                "TAHUN": self.today.year - 1,
                "PREDIKAT 360": "Baik",
                "JUMLAH PENILAI": 8,
            }

    def _kursus(self):
        hari = self.today - timedelta(days=300)
        for p in self.calon:
            yield {
                "NIP": p.nip, "NAMA PELATIHAN": "Pelayanan Publik Digital",
                "JENIS PELATIHAN": "Pelatihan teknis", "TANGGAL SELESAI": f"{hari:%d-%m-%Y}",
                "JUMLAH JAM (JP)": 20,
            }  # fmt: skip

    def _nihil(self):
        for p in self.calon:
            for hal in NIHIL:
                yield {"NIP": p.nip, "HAL": hal, "TANGGAL": f"02-01-{self.today.year}",
                       "OLEH": "Kepala Bidang Mutasi"}  # fmt: skip

    def uji_teknis(self, lowongan):
        """Scores of the technical test: each vacancy has another best candidate.

        `lowongan`: code of the vacancy → place of the best candidate in `calon`.
        """
        hari = self.today - timedelta(days=3)
        for kode, best in lowongan.items():
            for i, p in enumerate(self.calon):
                nilai = 90 - 5 * ((i - best) % len(self.calon))
                yield {"KODE LOWONGAN": kode, "NIP": p.nip, "NILAI": nilai,
                       "TANGGAL UJI": f"{hari:%d-%m-%Y}"}  # fmt: skip

    @staticmethod
    def tulis(path, rows):
        """One sheet with titles; identifiers are text, as the office's instructions say."""
        rows = list(rows)
        titles = list(dict.fromkeys(title for row in rows for title in row))
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("Data")
            sheet.write_row(0, 0, titles)
            for number, row in enumerate(rows, 1):
                for column, title in enumerate(titles):
                    value = row.get(title)
                    if isinstance(value, int):
                        sheet.write_number(number, column, value)
                    elif value is not None:
                        sheet.write_string(number, column, str(value))
        return path


def _id(text):
    return hashlib.sha256(text.encode()).hexdigest()[:32]
