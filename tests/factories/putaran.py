"""The scenario of domain §15 as rows of the database: one vacant post, P, Q, R and S."""

from __future__ import annotations

import copy
import hashlib
from datetime import UTC, date, datetime

from psycopg.types.range import DateRange

from asn_portal.core import audit, evidence
from asn_portal.core.enums import Peran, Sumber
from asn_portal.core.models import Aturan
from jabatan.penempatan import services
from jabatan.penempatan.models import NilaiTeknis
from jabatan.peta.enums import Jenjang
from jabatan.peta.models import (
    BidangSesuai,
    HasilPotensi,
    Kompetensi,
    PemangkuJabatan,
    RiwayatPangkat,
    StandarKompetensi,
)
from jabatan.talenta.engine.baku import ATURAN_BAKU
from kinerja.penilaian.models import SKP, HukumanDisiplin, Penghargaan, PenugasanTim, UmpanBalik
from pelatihan.models import RiwayatPelatihan
from tests.factories.core import InstansiFactory, OrangFactory, UnitKerjaFactory, user_with
from tests.factories.peta import (
    IsiPetaFactory,
    JabatanFactory,
    KursiFactory,
    NomenklaturFactory,
    PegawaiFactory,
    PemangkuFactory,
    ProfilSyaratFactory,
    VersiPetaFactory,
    VersiUnitFactory,
)
from tests.factories.talenta import asesmen, bidang, nihil, pendidikan

ACUAN = date(2026, 11, 21)
AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
DASAR = "PP 11/2017 pasal 54"
SYARAT = [
    {"kode": "status", "nilai": ["PNS"], "dasar": DASAR},
    {
        "kode": "pendidikan",
        "minimal": "S1",
        "bidang": ["akuntansi", "ekonomi", "manajemen-keuangan"],
        "dasar": DASAR,
    },
    {"kode": "masa_jenjang", "jenjang": ["pengawas", "ahli_muda"], "tahun": 3, "dasar": DASAR},
    {"kode": "predikat", "minimal": "BAIK", "tahun": 2, "dasar": DASAR},
    {"kode": "disiplin", "tahun": 2, "dasar": "PP 94/2021"},
]


def aturan_tersegel(instansi, *, kecuali=(), at=AT):
    """Sealed standard rules; certificates have one more step, so that the 60 of P can occur."""
    one, two = OrangFactory(), OrangFactory()
    found = {}
    for kode, (nama, dasar, baku) in ATURAN_BAKU.items():
        isi = copy.deepcopy(baku)
        if kode == "INDIKATOR":
            isi["sertifikat"]["tangga"] = [
                [8, 10000],
                [6, 7500],
                [5, 7000],
                [4, 5000],
                [1, 2500],
                [0, 0],
            ]
        sealed = kode not in kecuali
        found[kode] = Aturan.objects.create(
            instansi=instansi,
            kode=kode,
            versi=1,
            nama=nama,
            dasar_hukum=dasar,
            periode=DateRange(date(2020, 1, 1), None),
            isi=isi,
            digest=hashlib.sha256(audit.canonical(isi)).hexdigest(),
            disegel_at=at if sealed else None,
            disegel_oleh=one if sealed else None,
            disegel_oleh_kedua=two if sealed else None,
        )
    return found


class Skenario:
    """Kepala Bidang Anggaran is vacant; P and R qualify, Q serves too short, S fails twice."""

    def __init__(self, *, segel=True):
        self.instansi = InstansiFactory()
        self.unit = UnitKerjaFactory(instansi=self.instansi)
        VersiUnitFactory(unit=self.unit, nama="Badan Keuangan")
        self.lain = UnitKerjaFactory(instansi=self.instansi)
        VersiUnitFactory(unit=self.lain, nama="Dinas Lain")
        self.profil = ProfilSyaratFactory(
            instansi=self.instansi, nama="Kepala Bidang Anggaran", syarat=SYARAT
        )
        for i in range(10):
            kompetensi = Kompetensi.objects.create(
                instansi=self.instansi,
                kode=f"k{i}",
                nama=f"Kompetensi {i}",
                jenis="MANAJERIAL",
                urutan=i,
            )
            StandarKompetensi.objects.create(profil=self.profil, kompetensi=kompetensi, level=5)
        for kode in ("akuntansi", "ekonomi"):
            BidangSesuai.objects.create(
                profil=self.profil, bidang=bidang(self.instansi, kode), nilai=10000
            )
        bidang(self.instansi, "hukum")
        nomenklatur = NomenklaturFactory(instansi=self.instansi, nama="Kepala Bidang Anggaran")
        self.jabatan = JabatanFactory(unit=self.unit, nomenklatur=nomenklatur, profil=self.profil)
        IsiPetaFactory(
            jabatan=self.jabatan, versi=VersiPetaFactory(instansi=self.instansi), kelas=11
        )
        self.kursi = KursiFactory(jabatan=self.jabatan)
        before = PegawaiFactory(unit=self.unit, aktif=False)
        PemangkuFactory(
            kursi=self.kursi,
            pegawai=before,
            periode=DateRange(date(2020, 1, 1), date(2026, 8, 1)),
        )
        self.operator = user_with(Peran.OPERATOR, instansi=self.instansi)
        if segel:
            aturan_tersegel(self.instansi)
        self.p = self._orang("P. Pertama", "pengawas", date(2023, 1, 2), gelar=("S2", "AKUNTANSI"))
        self.q = self._orang("Q. Kedua", "pengawas", date(2024, 12, 1), gelar=("S1", "EKONOMI"))
        self.r = self._orang("R. Ketiga", "ahli_muda", date(2021, 3, 1), gelar=("S1", "AKUNTANSI"))
        self.s = self._orang("S. Keempat", "pengawas", date(2020, 5, 4), gelar=("S1", "HUKUM"))
        self._kinerja(self.p, ("BAIK", "SANGAT_BAIK"), "INSTANSI", "KETUA_INTERNAL")
        self._kinerja(self.q, ("BAIK", "BAIK"), "INSTANSI", "ANGGOTA_LINTAS")
        self._kinerja(self.r, ("BAIK", "BAIK"), "LINTAS_INSTANSI", "KETUA_INTERNAL")
        self._kinerja(self.s, ("BAIK", "BUTUH_PERBAIKAN"), None, "ANGGOTA_LINTAS")
        self._potensial(self.p, jpm=42, potensi=28, sertifikat=5, diklat=1)
        self._potensial(self.q, jpm=40, potensi=26, sertifikat=4, diklat=1)
        self._potensial(self.r, jpm=43, potensi=30, sertifikat=8, diklat=1)
        self._potensial(self.s, jpm=39, potensi=24, sertifikat=4, diklat=1)
        nihil(self.p, "HUKUMAN")
        nihil(self.q, "HUKUMAN")
        nihil(self.s, "HUKUMAN", "PENGHARGAAN")
        HukumanDisiplin.objects.create(
            pegawai=self.r,
            tingkat="ringan",
            nama="Teguran tertulis",
            mulai=date(2023, 4, 1),
            selesai=date(2023, 4, 1),
        )
        self.catat()

    def _orang(self, nama, jenjang, sejak, *, gelar):
        orang = OrangFactory(nama=nama)
        pegawai = PegawaiFactory(unit=self.unit, orang=orang)
        title = NomenklaturFactory(instansi=self.instansi, jenjang=jenjang)
        PemangkuFactory(
            kursi=KursiFactory(
                jabatan=JabatanFactory(unit=self.unit, nomenklatur=title, profil=None)
            ),
            pegawai=pegawai,
            jenjang=jenjang,
            nama_jabatan=f"Jabatan {nama}",
            nama_unit="Badan Keuangan",
            periode=DateRange(sejak, None),
        )
        common = {"instansi": self.instansi, "pegawai": pegawai, "kursi": None}
        PemangkuJabatan.objects.create(
            **common, jenis="DEFINITIF", jenjang=Jenjang.PELAKSANA, nama_jabatan="Analis",
            nama_unit="Dinas Lain", periode=DateRange(date(2010, 1, 1), date(2020, 1, 1)),
        )  # fmt: skip
        PemangkuJabatan.objects.create(
            **common, jenis="PLT", jenjang=jenjang, nama_jabatan="Kepala Seksi",
            periode=DateRange(date(2025, 6, 1), date(2025, 8, 1)),
        )  # fmt: skip
        RiwayatPangkat.objects.create(pegawai=pegawai, golongan="III/d", tmt=date(2022, 4, 1))
        pendidikan(pegawai, *gelar)
        return pegawai

    def _kinerja(self, pegawai, skp, penghargaan, tim):
        for tahun, predikat in zip((2024, 2025), skp, strict=True):
            SKP.objects.create(pegawai=pegawai, tahun=tahun, predikat=predikat)
        UmpanBalik.objects.create(pegawai=pegawai, tahun=2025, predikat="BAIK")
        if penghargaan:
            Penghargaan.objects.create(
                pegawai=pegawai, nama="Penghargaan", tingkat=penghargaan, tanggal=date(2024, 8, 17)
            )
        PenugasanTim.objects.create(
            pegawai=pegawai, nama_tim="Tim", peran=tim, mulai=date(2025, 2, 1)
        )

    def _potensial(self, pegawai, *, jpm, potensi, sertifikat, diklat):
        fives = jpm - 40
        levels = (
            [5] * fives + [4] * (10 - fives) if fives >= 0 else [3] * -fives + [4] * (10 + fives)
        )
        asesmen(pegawai, date(2025, 3, 12), *levels)
        ratings = [3] * 8
        for i in range(potensi - 24):
            ratings[i % 8] += 1
        HasilPotensi.objects.create(pegawai=pegawai, tanggal=date(2025, 3, 12), nilai=ratings)
        for jenis, count in (("TEKNIS", sertifikat), ("STRUKTURAL", diklat)):
            for i in range(count):
                RiwayatPelatihan.objects.create(
                    pegawai=pegawai, jenis=jenis, nama=f"{jenis} {i}", selesai=date(2025, 5, 1 + i)
                )

    def catat(self, sumber=Sumber.PETA, *pegawai):
        """Tell the evidence versions that something moved."""
        evidence.bump(
            sumber, instansi_id=self.instansi.pk, orang_ids=[one.orang_id for one in pegawai]
        )

    def buka(self, **more):
        """Open the round for the vacant post and enter the technical tests."""
        self.putaran = services.buka_putaran(
            **{
                "instansi": self.instansi,
                "nama": "Pengisian Kepala Bidang Anggaran",
                "kursi_list": [self.kursi],
                "tanggal_acuan": ACUAN,
                "actor": self.operator,
                "at": AT,
                **more,
            }
        )
        self.lowongan = self.putaran.lowongan.get(kursi=self.kursi)
        for pegawai, nilai in ((self.p, 7800), (self.q, 8000), (self.r, 8200), (self.s, 7000)):
            NilaiTeknis.objects.create(
                lowongan=self.lowongan, pegawai=pegawai, nilai=nilai, tanggal=date(2026, 10, 2)
            )
        self.catat(Sumber.TEKNIS)
        return self.putaran

    def naikkan_r(self):
        """R's predicate of 2025 becomes Sangat Baik."""
        SKP.objects.filter(pegawai=self.r, tahun=2025).update(predikat="SANGAT_BAIK")
        self.catat(Sumber.PENILAIAN, self.r)
