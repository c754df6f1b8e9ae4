"""Words of the demo city. Family names are put together from syllables and belong to nobody."""

# ruff: noqa: SIM905 -- lists of words read better as text

from __future__ import annotations

from typing import Final

LAKI: Final = (
    "Ahmad Budi Dedi Eko Fajar Gilang Hendra Indra Joko Kurnia Lukman Made Nanda Oki Putra Rizal "
    "Samsul Taufik Umar Wahyu Yusuf Zainal Agus Bayu Cahyo Dimas Erwin Firman Guntur Haris Ilham "
    "Irfan Jamal Ketut Latif Muhammad Nur Rahmat Slamet Teguh Yohanes Petrus Daniel Markus Abdul "
    "Anton Arif Darma Edi Faisal Hasan Iwan Rudi Surya Toni Wayan Nyoman Gede Syahrul"
).split()
PEREMPUAN: Final = (
    "Siti Dewi Ayu Rina Nurul Fitri Sri Wati Lestari Maya Indah Kartika Ratna Yuni Wulan Putri Ani "
    "Tuti Endang Lina Mira Novi Rahma Santi Tri Umi Vina Yanti Zahra Asih Citra Dian Eka Farida "
    "Hani Ika Juwita Komang Laila Maria Nining Oktavia Puspita Ruth Selvi Tiara Winda Yulia Agnes "
    "Bunga Desi Elisabet Fatimah Gita Hesti Intan Kurniasih Mega Nadia Rosa Susi"
).split()
AWAL: Final = "Sa Ra Wi Ma Da Ha Ki La Na Pra Su Ta Ba Ga Ja Ka Pa Mo Le Bra Se Ti Ru Do".split()
TENGAH: Final = "ran lin dar man ken run san wan ter lam bin gar nes yun dor mes".split()
AKHIR: Final = "di ta ka ya ra wa na sa lo mi ga tha ro ni".split()
PROVINSI_LAIN: Final = (
    "Pemerintah Kabupaten Arunika Timur",
    "Pemerintah Kabupaten Lembah Sewana",
    "Pemerintah Provinsi Nusa Samantara",
)

# Fields of study: name, then (level, programme, degree behind the name).
BIDANG: Final[dict[str, tuple[str, tuple[tuple[str, str, str], ...]]]] = {
    "administrasi-publik": ("Administrasi publik", (
        ("D3", "D-III ADMINISTRASI NEGARA", "A.Md."), ("S1", "S-1 ADMINISTRASI PUBLIK", "S.A.P."),
        ("S2", "S-2 ADMINISTRASI PUBLIK", "M.A.P."), ("S3", "S-3 ADMINISTRASI PUBLIK", ""))),
    "pemerintahan": ("Ilmu pemerintahan", (
        ("D3", "D-III ILMU PEMERINTAHAN", "A.Md."), ("S1", "S-1 ILMU PEMERINTAHAN", "S.IP."),
        ("S2", "S-2 ILMU PEMERINTAHAN", "M.Si."), ("S3", "S-3 ILMU PEMERINTAHAN", ""))),
    "hukum": ("Hukum", (
        ("D3", "D-III KENOTARIATAN", "A.Md."), ("S1", "S-1 ILMU HUKUM", "S.H."),
        ("S2", "S-2 ILMU HUKUM", "M.H."), ("S3", "S-3 ILMU HUKUM", ""))),
    "akuntansi": ("Akuntansi dan keuangan", (
        ("D3", "D-III AKUNTANSI", "A.Md."), ("S1", "S-1 AKUNTANSI", "S.E."),
        ("S2", "S-2 AKUNTANSI", "M.Ak."), ("S3", "S-3 AKUNTANSI", ""))),
    "ekonomi": ("Ekonomi dan manajemen", (
        ("D3", "D-III MANAJEMEN", "A.Md."), ("S1", "S-1 MANAJEMEN", "S.E."),
        ("S2", "S-2 MANAJEMEN", "M.M."), ("S3", "S-3 ILMU EKONOMI", ""))),
    "teknik-sipil": ("Teknik sipil dan arsitektur", (
        ("D3", "D-III TEKNIK SIPIL", "A.Md."), ("S1", "S-1 TEKNIK SIPIL", "S.T."),
        ("S2", "S-2 TEKNIK SIPIL", "M.T."), ("S3", "S-3 TEKNIK SIPIL", ""))),
    "informatika": ("Informatika dan statistika", (
        ("D3", "D-III MANAJEMEN INFORMATIKA", "A.Md."), ("S1", "S-1 TEKNIK INFORMATIKA", "S.Kom."),
        ("S2", "S-2 TEKNIK INFORMATIKA", "M.Kom."), ("S3", "S-3 ILMU KOMPUTER", ""))),
    "kesehatan": ("Kesehatan masyarakat", (
        ("D3", "D-III KESEHATAN LINGKUNGAN", "A.Md."), ("S1", "S-1 KESEHATAN MASYARAKAT", "S.K.M."),
        ("S2", "S-2 KESEHATAN MASYARAKAT", "M.Kes."), ("S3", "S-3 KESEHATAN MASYARAKAT", ""))),
    "kedokteran": ("Kedokteran", (
        ("D3", "D-III KESEHATAN GIGI", "A.Md."), ("S1", "PROFESI DOKTER", "dr."),
        ("S2", "S-2 ILMU KEDOKTERAN KOMUNITAS", "dr."), ("S3", "S-3 ILMU KEDOKTERAN", "dr."))),
    "keperawatan": ("Keperawatan dan kebidanan", (
        ("D3", "D-III KEPERAWATAN", "A.Md.Kep."), ("S1", "S-1 KEPERAWATAN", "S.Kep."),
        ("S2", "S-2 KEPERAWATAN", "M.Kep."), ("S3", "S-3 KEPERAWATAN", ""))),
    "pendidikan": ("Pendidikan dan keguruan", (
        ("D3", "D-III PENDIDIKAN JASMANI", "A.Md."), ("S1", "S-1 PENDIDIKAN GURU SEKOLAH DASAR", "S.Pd."),
        ("S2", "S-2 MANAJEMEN PENDIDIKAN", "M.Pd."), ("S3", "S-3 MANAJEMEN PENDIDIKAN", ""))),
    "sosial": ("Sosial dan komunikasi", (
        ("D3", "D-III HUBUNGAN MASYARAKAT", "A.Md."), ("S1", "S-1 SOSIOLOGI", "S.Sos."),
        ("S2", "S-2 ILMU KOMUNIKASI", "M.I.Kom."), ("S3", "S-3 SOSIOLOGI", ""))),
    "pertanian": ("Pertanian dan perikanan", (
        ("D3", "D-III PENYULUHAN PERTANIAN", "A.Md."), ("S1", "S-1 AGRIBISNIS", "S.P."),
        ("S2", "S-2 ILMU PERTANIAN", "M.P."), ("S3", "S-3 ILMU PERTANIAN", ""))),
    "lingkungan": ("Lingkungan", (
        ("D3", "D-III TEKNIK LINGKUNGAN", "A.Md."), ("S1", "S-1 TEKNIK LINGKUNGAN", "S.T."),
        ("S2", "S-2 ILMU LINGKUNGAN", "M.Si."), ("S3", "S-3 ILMU LINGKUNGAN", ""))),
    "umum": ("Sekolah menengah dan dasar", (
        ("SLTA", "SMA ILMU PENGETAHUAN SOSIAL", ""), ("SLTP", "SMP", ""), ("SD", "SD", ""))),
}  # fmt: skip
# Programmes that nobody has mapped to a field yet: the portal must say "unknown", not "wrong".
BELUM_DIPETAKAN: Final = {
    "S1": "S-1 SASTRA DAERAH",
    "S2": "S-2 KAJIAN KOTA",
    "D3": "D-III TATA BOGA",
}

# For each kind of affairs: fields that fit fully, and fields that fit in part.
URUSAN: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "umum": (("administrasi-publik", "pemerintahan", "hukum"), ("ekonomi", "sosial")),
    "keuangan": (("akuntansi", "ekonomi"), ("administrasi-publik", "informatika")),
    "hukum": (("hukum",), ("pemerintahan", "administrasi-publik")),
    "pengawasan": (("akuntansi", "hukum", "teknik-sipil"), ("ekonomi", "administrasi-publik")),
    "teknik": (("teknik-sipil",), ("lingkungan", "informatika")),
    "informatika": (("informatika",), ("sosial", "teknik-sipil")),
    "kesehatan": (
        ("kesehatan", "kedokteran", "keperawatan"),
        ("lingkungan", "administrasi-publik"),
    ),
    "pendidikan": (("pendidikan",), ("sosial", "administrasi-publik")),
    "sosial": (("sosial", "pemerintahan"), ("administrasi-publik", "hukum")),
    "ekonomi": (("ekonomi",), ("akuntansi", "administrasi-publik")),
    "pertanian": (("pertanian",), ("ekonomi", "lingkungan")),
    "lingkungan": (("lingkungan",), ("teknik-sipil", "kesehatan")),
    "ketertiban": (("pemerintahan", "hukum"), ("sosial", "administrasi-publik")),
}

# Offices in the order in which a growing city opens them.
KANTOR: Final[tuple[tuple[str, str, str, tuple[str, ...]], ...]] = (
    ("Badan Kepegawaian dan Pengembangan Sumber Daya Manusia", "BADAN", "umum",
     ("Mutasi dan Promosi", "Pengadaan dan Informasi ASN", "Pengembangan Kompetensi", "Penilaian Kinerja")),
    ("Dinas Kesehatan", "DINAS", "kesehatan",
     ("Kesehatan Masyarakat", "Pelayanan Kesehatan", "Pengendalian Penyakit", "Sumber Daya Kesehatan")),
    ("Dinas Pendidikan dan Kebudayaan", "DINAS", "pendidikan",
     ("Pembinaan Sekolah Dasar", "Pembinaan Sekolah Menengah Pertama", "Ketenagaan", "Kebudayaan")),
    ("Dinas Pekerjaan Umum dan Penataan Ruang", "DINAS", "teknik",
     ("Bina Marga", "Cipta Karya", "Sumber Daya Air", "Tata Ruang")),
    ("Badan Keuangan dan Aset Daerah", "BADAN", "keuangan",
     ("Anggaran", "Perbendaharaan", "Akuntansi", "Aset Daerah")),
    ("Dinas Komunikasi dan Informatika", "DINAS", "informatika",
     ("Aplikasi Informatika", "Informasi Publik", "Statistik dan Persandian")),
    ("Badan Perencanaan Pembangunan Daerah", "BADAN", "umum",
     ("Perencanaan dan Evaluasi", "Ekonomi dan Infrastruktur", "Penelitian dan Pengembangan")),
    ("Dinas Kependudukan dan Pencatatan Sipil", "DINAS", "umum",
     ("Pendaftaran Penduduk", "Pencatatan Sipil", "Pemanfaatan Data")),
    ("Dinas Sosial", "DINAS", "sosial",
     ("Rehabilitasi Sosial", "Perlindungan dan Jaminan Sosial", "Pemberdayaan Sosial")),
    ("Satuan Polisi Pamong Praja", "DINAS", "ketertiban",
     ("Ketertiban Umum", "Penegakan Peraturan Daerah", "Pelindungan Masyarakat")),
    ("Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", "DINAS", "ekonomi",
     ("Penanaman Modal", "Pelayanan Perizinan", "Pengaduan dan Data")),
    ("Dinas Perhubungan", "DINAS", "teknik",
     ("Lalu Lintas", "Angkutan", "Prasarana dan Keselamatan")),
    ("Dinas Lingkungan Hidup", "DINAS", "lingkungan",
     ("Pengelolaan Sampah", "Pengendalian Pencemaran", "Penataan Lingkungan")),
    ("Badan Pendapatan Daerah", "BADAN", "keuangan",
     ("Pendataan dan Penetapan", "Penagihan", "Pengembangan Pendapatan")),
    ("Dinas Perdagangan, Koperasi dan Usaha Kecil", "DINAS", "ekonomi",
     ("Perdagangan", "Koperasi", "Usaha Kecil")),
    ("Dinas Perumahan dan Kawasan Permukiman", "DINAS", "teknik",
     ("Perumahan", "Kawasan Permukiman", "Pertamanan")),
    ("Dinas Pertanian dan Ketahanan Pangan", "DINAS", "pertanian",
     ("Tanaman Pangan", "Ketahanan Pangan", "Peternakan")),
    ("Dinas Tenaga Kerja dan Perindustrian", "DINAS", "ekonomi",
     ("Penempatan Tenaga Kerja", "Hubungan Industrial", "Perindustrian")),
    ("Dinas Pemberdayaan Perempuan dan Keluarga Berencana", "DINAS", "sosial",
     ("Perlindungan Anak", "Pemberdayaan Perempuan", "Keluarga Berencana")),
    ("Dinas Pariwisata, Pemuda dan Olahraga", "DINAS", "ekonomi",
     ("Destinasi Wisata", "Kepemudaan", "Keolahragaan")),
    ("Dinas Perpustakaan dan Kearsipan", "DINAS", "umum",
     ("Layanan Perpustakaan", "Kearsipan", "Pembinaan")),
    ("Badan Penanggulangan Bencana Daerah", "BADAN", "ketertiban",
     ("Pencegahan dan Kesiapsiagaan", "Kedaruratan", "Rehabilitasi dan Rekonstruksi")),
    ("Badan Kesatuan Bangsa dan Politik", "BADAN", "ketertiban",
     ("Ideologi dan Wawasan Kebangsaan", "Politik Dalam Negeri", "Ketahanan Sosial")),
    ("Dinas Pemadam Kebakaran", "DINAS", "ketertiban",
     ("Pencegahan Kebakaran", "Pemadaman", "Penyelamatan")),
    ("Dinas Kelautan dan Perikanan", "DINAS", "pertanian",
     ("Perikanan Tangkap", "Perikanan Budi Daya", "Pengawasan Sumber Daya")),
)  # fmt: skip
ASISTEN: Final[tuple[tuple[str, tuple[tuple[str, str], ...]], ...]] = (
    ("Asisten Pemerintahan dan Kesejahteraan Rakyat",
     (("Hukum", "hukum"), ("Tata Pemerintahan", "umum"), ("Kesejahteraan Rakyat", "sosial"))),
    ("Asisten Administrasi Umum",
     (("Organisasi", "umum"), ("Umum dan Protokol", "umum"), ("Perencanaan dan Keuangan", "keuangan"))),
    ("Asisten Perekonomian dan Pembangunan",
     (("Perekonomian", "ekonomi"), ("Pengadaan Barang dan Jasa", "keuangan"),
      ("Administrasi Pembangunan", "umum"))),
)  # fmt: skip
STAF_AHLI: Final = (
    "Staf Ahli Bidang Pemerintahan, Hukum dan Politik",
    "Staf Ahli Bidang Ekonomi dan Pembangunan",
    "Staf Ahli Bidang Kemasyarakatan",
)
TEMPAT: Final = (
    "Wanasari Merala Sukadara Tanjungrasa Kertabina Lembayung Padmaraya Rawasenja Giriwangsa "
    "Muarasemi Banuarja Cendrasari Daluwang Gandasuli Harumanis Jatinara Kenangasari Lawangtirta "
    "Mekarjali Nagasewu Palwarasa Ranubaya Semantara Tirtamaya Umbulrasa Wiralaga Bayukarta "
    "Candramuka Eraloka Purwadana Selaraja Tunggalasih"
).split()

# Titles besides the managerial ones: name, level, weight, class.
Baris = tuple[str, str, float, int]


def jf(nama: str, *berat: float) -> tuple[Baris, ...]:
    """Expert levels of a functional title; weights for pertama, muda, madya."""
    jenjang = (("Ahli Pertama", 8), ("Ahli Muda", 9), ("Ahli Madya", 11))
    return tuple(
        (f"{nama} {level}", level.lower().replace(" ", "_"), w, kelas)
        for (level, kelas), w in zip(jenjang, berat, strict=False)
        if w
    )


def terampil(nama: str, *berat: float) -> tuple[Baris, ...]:
    """Skilled levels of a functional title; weights for terampil, mahir, penyelia."""
    jenjang = (("Terampil", 6), ("Mahir", 7), ("Penyelia", 8))
    return tuple(
        (f"{nama} {level}", level.lower(), w, kelas)
        for (level, kelas), w in zip(jenjang, berat, strict=False)
        if w
    )


# Executors: title to class and the education that it asks for.
PELAKSANA: Final[dict[str, tuple[int, str]]] = {
    "Penelaah Teknis Kebijakan": (7, "S1"),
    "Penata Layanan Operasional": (7, "S1"),
    "Pengolah Data dan Informasi": (6, "D3"),
    "Pengelola Layanan Operasional": (6, "D3"),
    "Pengadministrasi Perkantoran": (5, "SLTA"),
    "Operator Layanan Operasional": (5, "SLTA"),
    "Pengelola Umum Operasional": (3, "SD"),
}


def pelaksana(*berat: float) -> tuple[Baris, ...]:
    """Executors with their weights, in the order of the table."""
    return tuple(
        (nama, "pelaksana", w, PELAKSANA[nama][0])
        for (nama, w) in zip(PELAKSANA, berat, strict=True)
        if w
    )


STAF_KANTOR: Final = pelaksana(14, 4, 8, 5, 11, 8, 2)
STAF: Final[dict[str, tuple[Baris, ...]]] = {
    "umum": (*jf("Analis Kebijakan", 4, 4, 1), *jf("Analis Sumber Daya Manusia Aparatur", 4, 4, 1),
             *terampil("Arsiparis", 2, 1, 1), *STAF_KANTOR),
    "keuangan": (*jf("Analis Keuangan Pusat dan Daerah", 6, 6, 2), *terampil("Pranata Keuangan APBN", 2, 1),
                 *STAF_KANTOR),
    "hukum": (*jf("Perancang Peraturan Perundang-undangan", 6, 5, 1), *STAF_KANTOR),
    "pengawasan": (*jf("Auditor", 10, 10, 4), *jf("Pengawas Penyelenggaraan Urusan Pemerintahan Daerah", 5, 6, 3),
                   *STAF_KANTOR),
    "teknik": (*jf("Teknik Jalan dan Jembatan", 4, 4, 1), *jf("Penata Ruang", 4, 3, 1), *STAF_KANTOR),
    "informatika": (*jf("Pranata Komputer", 7, 6, 1), *terampil("Pranata Komputer", 3, 1, 1),
                    *jf("Statistisi", 2, 2), *STAF_KANTOR),
    "kesehatan": (*jf("Administrator Kesehatan", 6, 6, 2), *jf("Epidemiolog Kesehatan", 3, 2), *STAF_KANTOR),
    "pendidikan": (*jf("Pengembang Teknologi Pembelajaran", 3, 2), *jf("Pamong Budaya", 3, 2), *STAF_KANTOR),
    "sosial": (*jf("Pekerja Sosial", 5, 4, 1), *jf("Penyuluh Sosial", 3, 2), *STAF_KANTOR),
    "ekonomi": (*jf("Penata Perizinan", 4, 4, 1), *jf("Pengawas Koperasi", 3, 2), *STAF_KANTOR),
    "pertanian": (*jf("Penyuluh Pertanian", 7, 6, 2), *terampil("Penyuluh Pertanian", 3, 2, 2), *STAF_KANTOR),
    "lingkungan": (*jf("Pengendali Dampak Lingkungan", 5, 4, 1), *STAF_KANTOR),
    "ketertiban": (*jf("Polisi Pamong Praja", 4, 3, 1), *terampil("Polisi Pamong Praja", 9, 5, 3), *STAF_KANTOR),
}  # fmt: skip
STAF_PUSKESMAS: Final = (
    *jf("Dokter", 6, 4, 2), *jf("Dokter Gigi", 2, 2), *jf("Perawat", 10, 6, 1),
    *terampil("Perawat", 12, 7, 4), *jf("Bidan", 5, 3), *terampil("Bidan", 12, 8, 5),
    *jf("Apoteker", 3, 2), *terampil("Nutrisionis", 3, 2, 1), *terampil("Tenaga Sanitasi Lingkungan", 2, 2, 1),
    *pelaksana(2, 1, 4, 2, 5, 3, 1),
)  # fmt: skip
STAF_SEKOLAH: Final = (*jf("Guru", 42, 29, 20), *pelaksana(0.5, 0, 1, 2, 4, 3, 1))
STAF_WILAYAH: Final = pelaksana(12, 4, 7, 6, 14, 8, 3)

TUGAS: Final[tuple[tuple[str, str, int], ...]] = (
    ("Menyusun rencana kegiatan", "dokumen", 300),
    ("Memeriksa kelengkapan berkas", "berkas", 30),
    ("Menyiapkan bahan rapat dan koordinasi", "bahan", 120),
    ("Mengolah dan menyajikan data", "laporan", 180),
    ("Melayani permohonan", "layanan", 45),
    ("Menyusun telaahan atau naskah dinas", "naskah", 240),
    ("Melaksanakan pemantauan lapangan", "kegiatan", 360),
    ("Menyusun laporan pelaksanaan tugas", "laporan", 150),
)
TUGAS_GURU: Final[tuple[tuple[str, str, int], ...]] = (
    ("Melaksanakan pembelajaran", "tatap muka", 40),
    ("Menyusun perangkat pembelajaran", "perangkat", 240),
    ("Menilai hasil belajar", "penilaian", 20),
    ("Membimbing murid", "bimbingan", 60),
)
TUGAS_KESEHATAN: Final[tuple[tuple[str, str, int], ...]] = (
    ("Melayani pasien rawat jalan", "pasien", 20),
    ("Melaksanakan kunjungan rumah", "kunjungan", 90),
    ("Mencatat dan melaporkan pelayanan", "laporan", 45),
    ("Melaksanakan penyuluhan kesehatan", "kegiatan", 120),
)
KURSUS: Final[tuple[tuple[str, str, int], ...]] = (
    ("Pengadaan Barang dan Jasa Pemerintah Level 1", "TEKNIS", 40),
    ("Penyusunan Dokumen Perencanaan Kinerja", "TEKNIS", 30),
    ("Pelayanan Publik Prima", "TEKNIS", 24),
    ("Pengelolaan Keuangan Daerah", "TEKNIS", 40),
    ("Pengelolaan Arsip Dinamis", "TEKNIS", 24),
    ("Analisis Kebijakan Publik", "FUNGSIONAL", 60),
    ("Pelatihan Fungsional Penjenjangan", "FUNGSIONAL", 80),
    ("Manajemen Risiko Sektor Publik", "TEKNIS", 30),
    ("Keamanan Informasi untuk ASN", "SEMINAR", 8),
    ("Literasi Digital ASN", "SEMINAR", 8),
    ("Pencegahan Korupsi dan Gratifikasi", "SEMINAR", 6),
    ("Orientasi Nilai Dasar ASN BerAKHLAK", "LAINNYA", 16),
    ("Pengarusutamaan Gender", "SEMINAR", 8),
    ("Komunikasi dan Negosiasi", "TEKNIS", 20),
)
TIM: Final = (
    "Tim Percepatan Penurunan Stunting", "Tim Reformasi Birokrasi", "Tim Pengendalian Inflasi Daerah",
    "Tim Penyusun Rencana Kerja", "Tim Sistem Pemerintahan Berbasis Elektronik",
    "Tim Kota Sehat", "Tim Penataan Aset", "Tim Pengelola Pengaduan",
)  # fmt: skip
PENGHARGAAN: Final = (
    ("Satyalancana Karya Satya X Tahun", "NASIONAL", 4),
    ("Satyalancana Karya Satya XX Tahun", "NASIONAL", 3),
    ("Pegawai Teladan Kota", "INSTANSI", 7),
    ("Inovator Pelayanan Publik", "INSTANSI", 5),
    ("Penghargaan Kinerja Antardaerah", "LINTAS_INSTANSI", 3),
)
