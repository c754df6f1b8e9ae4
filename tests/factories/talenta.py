"""Evidence of people: a complete person, and a small seeded world with every gap and edge."""

from __future__ import annotations

import random
from datetime import date, timedelta

from psycopg.types.range import DateRange

from jabatan.peta.enums import (
    GOLONGAN_PNS,
    GOLONGAN_PPPK,
    HalNihil,
    JenisPemangku,
    Jenjang,
    JenjangPendidikan,
)
from jabatan.peta.models import (
    BidangIlmu,
    BidangSesuai,
    CapaianKompetensi,
    HasilAsesmen,
    HasilPotensi,
    Kompetensi,
    PemangkuJabatan,
    PernyataanNihil,
    ProgramStudi,
    RiwayatPangkat,
    RiwayatPendidikan,
    StandarKompetensi,
)
from kinerja.penilaian.enums import PeranTim, Predikat, TingkatHukuman, TingkatPenghargaan
from kinerja.penilaian.models import SKP, HukumanDisiplin, Penghargaan, PenugasanTim, UmpanBalik
from pelatihan.enums import JenisPelatihan
from pelatihan.models import RiwayatPelatihan
from tests.factories.peta import (
    JabatanFactory,
    KursiFactory,
    PegawaiFactory,
    PemangkuFactory,
    ProfilSyaratFactory,
    VersiUnitFactory,
)

ACUAN = date(2026, 11, 21)


def nihil(pegawai, *hal):
    """Statements that there is nothing to enter."""
    for one in hal or HalNihil.values:
        PernyataanNihil.objects.create(
            pegawai=pegawai, hal=one, tanggal=date(2026, 1, 5), oleh="Ybs."
        )


def profil_lengkap(instansi, nama="Administrator"):
    """A profile with two competences at level 3 and 4 and one fitting field of study."""
    profil = ProfilSyaratFactory(instansi=instansi, nama=nama, jenjang=Jenjang.ADMINISTRATOR)
    for i, level in enumerate((3, 4)):
        kompetensi, _ = Kompetensi.objects.get_or_create(
            instansi=instansi,
            kode=f"k{i}",
            defaults={"nama": f"Kompetensi {i}", "jenis": "MANAJERIAL"},
        )
        StandarKompetensi.objects.create(profil=profil, kompetensi=kompetensi, level=level)
    BidangSesuai.objects.create(profil=profil, bidang=bidang(instansi, "akuntansi"), nilai=10000)
    return profil


def bidang(instansi, kode):
    """A field of study with one programme of the same name."""
    found, _ = BidangIlmu.objects.get_or_create(
        instansi=instansi, kode=kode, defaults={"nama": kode}
    )
    ProgramStudi.objects.get_or_create(
        instansi=instansi, nama_baku=kode.upper(), defaults={"bidang": found}
    )
    return found


def asesmen(pegawai, tanggal, *levels):
    """Levels reached in the competences k0, k1, … of the instansi."""
    hasil = HasilAsesmen.objects.create(pegawai=pegawai, tanggal=tanggal)
    for i, level in enumerate(levels):
        kompetensi = Kompetensi.objects.get(instansi=pegawai.instansi, kode=f"k{i}")
        CapaianKompetensi.objects.create(asesmen=hasil, kompetensi=kompetensi, level=level)
    return hasil


def pendidikan(pegawai, jenjang, program=None, tahun=2005):
    """A degree; `program` is the name of a study programme of the instansi."""
    found = program and ProgramStudi.objects.get(instansi=pegawai.instansi, nama_baku=program)
    return RiwayatPendidikan.objects.create(
        pegawai=pegawai, jenjang=jenjang, program=found or None, tahun_lulus=tahun
    )


def orang_lengkap(unit, profil, *, acuan=ACUAN, tanpa=()):
    """Somebody of whom every component is known, in box 9; `tanpa` leaves some evidence out."""
    jabatan = JabatanFactory(unit=unit, profil=profil)
    pegawai = PegawaiFactory(unit=unit)
    PemangkuFactory(kursi=KursiFactory(jabatan=jabatan), pegawai=pegawai, jenjang=profil.jenjang)
    RiwayatPangkat.objects.create(pegawai=pegawai, golongan="IV/a", tmt=date(2022, 4, 1))
    nihil(pegawai, "HUKUMAN", "JABATAN_NONDEFINITIF")
    if "predikat" not in tanpa:
        SKP.objects.create(pegawai=pegawai, tahun=acuan.year - 1, predikat=Predikat.SANGAT_BAIK)
        SKP.objects.create(pegawai=pegawai, tahun=acuan.year - 2, predikat=Predikat.BAIK)
    UmpanBalik.objects.create(pegawai=pegawai, tahun=acuan.year - 1, predikat=Predikat.BAIK)
    Penghargaan.objects.create(
        pegawai=pegawai,
        nama="Satyalancana",
        tingkat="NASIONAL",
        tanggal=date(acuan.year - 2, 8, 17),
    )
    PenugasanTim.objects.create(
        pegawai=pegawai, nama_tim="Tim SPBE", peran="KETUA_LINTAS", mulai=date(acuan.year - 1, 2, 1)
    )
    if "kompetensi" not in tanpa:
        asesmen(pegawai, date(acuan.year - 1, 3, 12), 3, 4)
    HasilPotensi.objects.create(
        pegawai=pegawai, tanggal=date(acuan.year - 1, 3, 12), nilai=[4, 4, 4, 5, 4, 5, 4, 5]
    )
    pendidikan(pegawai, "S2", "AKUNTANSI")
    for i in range(3):
        RiwayatPelatihan.objects.create(
            pegawai=pegawai,
            jenis="STRUKTURAL",
            nama=f"PKA {i}",
            kode_program="PKA",
            selesai=date(acuan.year - 1, 5, 1 + i),
        )
    return pegawai


def dunia_acak(unit, *, people=60, seed=7):
    """People with random evidence: gaps, window edges, acting posts, cancelled and running cases."""
    rng = random.Random(seed)
    instansi = unit.instansi
    profiles = [profil_lengkap(instansi, f"Profil acak {i}") for i in range(3)]
    ProfilSyaratFactory(instansi=instansi, nama="Tanpa standar")
    for kode in ("akuntansi", "hukum"):
        bidang(instansi, kode)
    ProgramStudi.objects.create(instansi=instansi, nama_baku="BELUM DIPETAKAN")
    units = [unit, VersiUnitFactory(unit__instansi=instansi).unit]
    return [_orang_acak(rng, rng.choice(units), profiles) for _ in range(people)], profiles


def _tanggal(rng):
    edges = [
        date(2023, 11, 21),
        date(2023, 11, 22),
        date(2021, 11, 21),
        date(2021, 11, 22),
        ACUAN,
        date(2026, 11, 22),
        date(2024, 11, 21),
        date(2024, 11, 22),
        date(2024, 2, 29),
    ]
    return rng.choice([*edges, *(ACUAN - timedelta(days=rng.randrange(4000)) for _ in range(9))])


def _orang_acak(rng, unit, profiles):
    pppk = rng.random() < 0.2
    pegawai = PegawaiFactory(
        unit=unit, status="PPPK" if pppk else rng.choice(["PNS", "PNS", "CPNS"])
    )
    if rng.random() < 0.1:
        pegawai.orang.tanggal_lahir = None
        pegawai.orang.save()
    for hal in HalNihil.values:
        if rng.random() < 0.5:
            nihil(pegawai, hal)
    for tmt in {_tanggal(rng) for _ in range(rng.randrange(4))}:
        golongan = rng.choice(GOLONGAN_PPPK if pppk else GOLONGAN_PNS)
        RiwayatPangkat.objects.create(pegawai=pegawai, golongan=golongan, tmt=tmt)
    for jenjang in rng.sample(JenjangPendidikan.values, rng.randrange(4)):
        program = rng.choice([None, "AKUNTANSI", "HUKUM", "BELUM DIPETAKAN"])
        pendidikan(pegawai, jenjang, program, rng.choice([None, 2001, 2026, 2027]))
    _karier(rng, pegawai, profiles)
    for tanggal in {_tanggal(rng) for _ in range(rng.randrange(3))}:
        asesmen(pegawai, tanggal, *(rng.randrange(6) for _ in range(rng.randrange(1, 3))))
    for tanggal in {_tanggal(rng) for _ in range(rng.randrange(3))}:
        HasilPotensi.objects.create(
            pegawai=pegawai, tanggal=tanggal, nilai=[rng.randrange(6) for _ in range(8)]
        )
    _kinerja(rng, pegawai)
    return pegawai


def _karier(rng, pegawai, profiles):
    start = date(2008, 1, 1)
    while rng.random() < 0.7 and start < date(2027, 1, 1):
        end = start + timedelta(days=rng.randrange(30, 3000))
        unit = rng.choice(["", "Dinas A", "dinas  a", "Dinas B"])
        PemangkuJabatan.objects.create(
            instansi=pegawai.instansi, pegawai=pegawai, jenis="DEFINITIF",
            jenjang=rng.choice(Jenjang.values), nama_jabatan="Jabatan lama", nama_unit=unit,
            di_instansi=rng.random() < 0.9, periode=DateRange(start, end),
        )  # fmt: skip
        start = end + timedelta(days=rng.choice([0, 0, 1, 40]))
    if rng.random() < 0.7:
        jabatan = JabatanFactory(unit=pegawai.unit, profil=rng.choice([*profiles, None]))
        PemangkuFactory(
            kursi=KursiFactory(jabatan=jabatan), pegawai=pegawai, jenjang=rng.choice(Jenjang.values),
            nama_unit=rng.choice(["", "Dinas A"]), periode=DateRange(max(start, date(2020, 1, 1)), None),
        )  # fmt: skip
    for _ in range(rng.randrange(3)):
        mulai = _tanggal(rng)
        PemangkuJabatan.objects.create(
            instansi=pegawai.instansi, pegawai=pegawai,
            jenis=rng.choice([JenisPemangku.PLT, JenisPemangku.PLH, JenisPemangku.PJ, JenisPemangku.TUGAS_TAMBAHAN]),
            jenjang=rng.choice(Jenjang.values), nama_jabatan=rng.choice(["Kepala Dinas", "Wali Kota"]),
            periode=DateRange(mulai, mulai + timedelta(days=60)),
        )  # fmt: skip


def _kinerja(rng, pegawai):
    for tahun in rng.sample(range(2021, 2027), rng.randrange(6)):
        SKP.objects.create(pegawai=pegawai, tahun=tahun, predikat=rng.choice(Predikat.values))
        if rng.random() < 0.7:
            UmpanBalik.objects.create(
                pegawai=pegawai, tahun=tahun, predikat=rng.choice(Predikat.values)
            )
    for i in range(rng.randrange(3)):
        mulai = _tanggal(rng)
        selesai = rng.choice([None, mulai + timedelta(days=rng.randrange(900))])
        PenugasanTim.objects.create(
            pegawai=pegawai,
            nama_tim=f"Tim {i}",
            peran=rng.choice(PeranTim.values),
            mulai=mulai,
            selesai=selesai,
        )
    for i in range(rng.randrange(3)):
        Penghargaan.objects.create(
            pegawai=pegawai,
            nama=f"P{i}",
            tingkat=rng.choice(TingkatPenghargaan.values),
            tanggal=_tanggal(rng),
        )
    for i in range(rng.choice([0, 0, 1, 2])):
        mulai = _tanggal(rng)
        HukumanDisiplin.objects.create(
            pegawai=pegawai, tingkat=rng.choice(TingkatHukuman.values), nama=f"H{i}", mulai=mulai,
            selesai=rng.choice([None, mulai, mulai + timedelta(days=365)]),
            proses=rng.random() < 0.2, dibatalkan=rng.random() < 0.2,
        )  # fmt: skip
    for i in range(rng.choice([0, 1, 4, 9, 14])):
        RiwayatPelatihan.objects.create(
            pegawai=pegawai, jenis=rng.choice(JenisPelatihan.values), nama=f"L{i}",
            kode_program=rng.choice(["", "", "PKA", "PKP"]), selesai=_tanggal(rng),
        )  # fmt: skip
