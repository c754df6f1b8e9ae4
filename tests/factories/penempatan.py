"""Rounds, vacancies, frozen results, proposals; results are written as the engine stores them."""

from __future__ import annotations

import hashlib
import zlib
from datetime import UTC, date, datetime, timedelta

import numpy as np
from psycopg.types.range import DateRange

from asn_portal.core.enums import Peran
from jabatan import merit
from jabatan.penempatan import services
from jabatan.penempatan.documents.sk import cetak
from jabatan.penempatan.models import HasilLowongan, Lowongan, Pemeringkatan, Putaran
from jabatan.peta.enums import JenisUnit, Jenjang
from tests.factories.core import (
    InstansiFactory,
    OrangFactory,
    UnitKerjaFactory,
    UserFactory,
    user_with,
)
from tests.factories.peta import (
    IsiPetaFactory,
    JabatanFactory,
    KursiFactory,
    NomenklaturFactory,
    PegawaiFactory,
    PemangkuFactory,
    VersiPetaFactory,
    VersiUnitFactory,
)

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)
LATER = TODAY + timedelta(days=10)
POLICY = {
    "bobot": {
        "kinerja": {"predikat": 4000, "penghargaan": 2000, "tim_kerja": 2000, "umpan_balik": 2000},
        "potensial": {
            "kompetensi": 3000, "pengembangan": 1000, "pengalaman": 2000, "potensi": 1000,
            "pendidikan": 1000, "bidang_ilmu": 1000, "integritas": 1000,
        },
    },
    "poros": {"kinerja": 5000, "potensial": 5000},
    "ambang": {"tinggi": 8000, "menengah": 6000},
    "gabungan": {},
    "seri": ["kinerja"],
}  # fmt: skip
LONG = "Kandidat ini menguasai sistem perizinan baru yang mulai dipakai bulan depan. " * 3


def make_putaran(instansi, actor):
    nomor = Putaran.objects.filter(instansi=instansi).count() + 1
    return Putaran.objects.create(
        instansi=instansi,
        nama=f"Putaran {nomor}",
        tahun=2026,
        nomor=nomor,
        tanggal_acuan=TODAY,
        kebijakan={"kebijakan": POLICY, "indikator": {}, "pita": {}, "syarat": {}, "aturan": []},
        kebijakan_digest="0" * 64,
        dasar_hukum="Keputusan Kepala BKN Nomor 411 Tahun 2025",
        dibuka_oleh=actor,
    )


def make_lowongan(putaran, kursi):
    return Lowongan.objects.create(
        instansi=putaran.instansi,
        putaran=putaran,
        kursi=kursi,
        profil=kursi.jabatan.profil,
        jenjang=kursi.jabatan.nomenklatur.jenjang,
        syarat=[{"kode": "status", "nilai": ["PNS"], "dasar": "PP 11/2017"}],
    )


def frozen_run(putaran, ranked):
    """A run from {lowongan: [pegawai, best first]}: values fall by one point from place to place.

    Two people in a tuple share a place. The input bytes are real, so places beyond the stored
    hundred can be computed again.
    """
    people = sorted({p.pk for rows in ranked.values() for one in rows for p in _tied(one)})
    status, templates = [], []
    candidates = [
        merit.read_candidate(
            {"id": f"p{i:07d}", "status": "PNS", "komponen": dict.fromkeys(merit.COMPONENTS, 5000)}
        )
        for i in range(len(people))
    ]
    shard = merit.make_shard(candidates, merit.to_day(TODAY), np.array(people, np.int64))
    gate = merit.read_gate({"kode": "status", "nilai": ["PNS"]})
    for lowongan, rows in ranked.items():
        column = np.full(len(people), merit.UNKNOWN, np.int16)
        for place, one in enumerate(rows):
            for pegawai in _tied(one):
                column[people.index(pegawai.pk)] = 9500 - place * 20
        templates.append(merit.Template(merit.JENJANG[lowongan.jenjang], (gate,), {4: column}))
        status.append(lowongan)
    vacancies = merit.Vacancies(templates, np.arange(len(templates), dtype=np.int32))
    frozen = merit.Frozen(
        shard=shard,
        vacancies=vacancies,
        policy=merit.read_policy(POLICY),
        seats=tuple(one.kode for one in status),
        extra={"lowongan": np.array([one.pk for one in status], np.int64)},
        notes={"putaran": putaran.kode},
    )
    data = merit.freeze(frozen)
    results = merit.rank_all(frozen.shard, frozen.vacancies, frozen.policy)
    nomor = Pemeringkatan.objects.filter(instansi=putaran.instansi).count() + 1
    run = Pemeringkatan.objects.create(
        instansi=putaran.instansi,
        putaran=putaran,
        tahun=2026,
        nomor=nomor,
        mesin="uji",
        masukan=zlib.compress(data),
        masukan_sha256=hashlib.sha256(data).hexdigest(),
        sidik_jari=f"{nomor:064x}",
        versi_bukti={},
        data_at=NOW,
        jumlah_pegawai=len(people),
        pegawai_ids=people,
    )
    for i, lowongan in enumerate(status):
        seat = results.seat(i)
        HasilLowongan.objects.create(
            pemeringkatan=run,
            lowongan=lowongan,
            corong=list(seat.funnel),
            jumlah_layak=seat.n_eligible,
            jumlah_tidak_memenuhi=seat.n_failed,
            jumlah_verifikasi=seat.n_unknown,
            jumlah_belum_lengkap=seat.n_incomplete,
            isi=seat.to_bytes(),
        )
    putaran.pemeringkatan = run
    putaran.save()
    return run


def _tied(one):
    return one if isinstance(one, tuple) else (one,)


class Opd:
    """An office with its head (definitive, duty, login) and one section with a seat."""

    def __init__(self, city, nama, jenis=JenisUnit.DINAS, *, kepala=True):
        self.city = city
        self.unit = UnitKerjaFactory(instansi=city.instansi)
        VersiUnitFactory(unit=self.unit, nama=nama, jenis=jenis, induk=city.root)
        top = JabatanFactory(
            unit=self.unit,
            memimpin=True,
            nomenklatur=NomenklaturFactory(
                instansi=city.instansi, nama=f"Kepala {nama}", jenjang=Jenjang.JPT_PRATAMA, bup=60
            ),
        )
        IsiPetaFactory(jabatan=top, versi=city.peta)
        self.kursi_kepala = KursiFactory(jabatan=top)
        self.kepala = None
        if kepala:
            self.kepala = city.pegawai(self.unit, kursi=self.kursi_kepala)
            self.user_kepala = user_with(
                Peran.KEPALA_OPD, instansi=city.instansi, unit=self.unit, orang=self.kepala.orang
            )

    def kursi(self, nama="Kepala Bidang"):
        jabatan = JabatanFactory(
            unit=self.unit,
            nomenklatur=NomenklaturFactory(
                instansi=self.city.instansi,
                nama=f"{nama} {KursiFactory._meta.model.objects.count()}",
            ),
        )
        IsiPetaFactory(jabatan=jabatan, versi=self.city.peta)
        return KursiFactory(jabatan=jabatan)


class Kota:
    """A city: secretariat with the Sekda, two offices, operator, PPK; one round with one vacancy."""

    def __init__(self):
        self.instansi = InstansiFactory(nama="Pemerintah Kota Tirtanala", kota="Tirtanala")
        self.root = UnitKerjaFactory(instansi=self.instansi)
        VersiUnitFactory(unit=self.root, nama="Pemerintah Kota", jenis=JenisUnit.PEMDA)
        self.peta = VersiPetaFactory(instansi=self.instansi)
        self.setda = Opd(self, "Sekretariat Daerah", JenisUnit.SETDA)
        self.asal = Opd(self, "Dinas Pekerjaan Umum")
        self.tujuan = Opd(self, "Dinas Perizinan")
        self.operator = user_with(Peran.OPERATOR, instansi=self.instansi)
        self.ppk = user_with(
            Peran.PPK, instansi=self.instansi, orang=OrangFactory(nama="Ratna Wibisana")
        )
        self.putaran = make_putaran(self.instansi, self.operator.orang)
        self.target = self.tujuan.kursi("Kepala Bidang Pelayanan")
        self.lowongan = make_lowongan(self.putaran, self.target)

    def pegawai(self, unit, *, kursi=None, sejak=date(2023, 1, 2), nama=None):
        orang = OrangFactory(nama=nama) if nama else OrangFactory()
        pegawai = PegawaiFactory(unit=unit, orang=orang)
        if kursi is not None:
            PemangkuFactory(
                kursi=kursi,
                pegawai=pegawai,
                jenjang=kursi.jabatan.nomenklatur.jenjang,
                nama_jabatan=kursi.jabatan.nomenklatur.nama,
                periode=DateRange(sejak, None),
                nomor_sk="800/1/2023",
            )
        return pegawai

    def candidates(self, count=3, opd=None, **facts):
        """People with a seat of their own, best first."""
        opd = opd or self.asal
        return [self.pegawai(opd.unit, kursi=opd.kursi(), **facts) for _ in range(count)]

    def ranked(self, *people):
        """Write the run of the one vacancy."""
        return frozen_run(self.putaran, {self.lowongan: people})

    def user(self, pegawai):
        """A login of the person, with the duty of every civil servant."""
        found = pegawai.orang.akun.first()
        return found or user_with(Peran.ASN, instansi=self.instansi, orang=pegawai.orang)

    def propose(
        self, pegawai, *, lowongan=None, alasan_kode="", alasan="", berlaku=LATER, actor=None
    ):
        return services.susun_usulan(
            lowongan=lowongan or self.lowongan,
            pegawai=pegawai,
            alasan_kode=alasan_kode,
            alasan=alasan,
            tanggal_berlaku=berlaku,
            actor=actor or self.operator,
            at=NOW,
        )

    def sent(self, pegawai, **kw):
        usulan = self.propose(pegawai, **kw)
        return services.ajukan(usulan=usulan, versi=usulan.versi, actor=self.operator, at=NOW)

    def approved(self, pegawai, *, bersedia=True, **kw):
        usulan = self.sent(pegawai, **kw)
        services.nyatakan(
            usulan=usulan,
            bersedia=bersedia,
            catatan="" if bersedia else "Saya sedang merawat orang tua di kota ini.",
            actor=self.user(pegawai),
            at=NOW,
        )
        for row in usulan.persetujuan.order_by("pk"):
            services.setujui(
                persetujuan=row, versi=usulan.versi, actor=row.penyetuju.akun.first(), at=NOW
            )
        usulan.refresh_from_db()
        return usulan

    def decided(self, pegawai, **kw):
        usulan = self.approved(pegawai, **kw)
        return services.putuskan(
            usulan=usulan, pegawai=pegawai, versi=usulan.versi, actor=self.ppk, at=NOW
        )

    def decreed(self, pegawai, *, berlaku=LATER, at=NOW, **kw):
        keputusan = self.decided(pegawai, berlaku=berlaku, **kw)
        return self.issue(keputusan, berlaku=berlaku, at=at)

    def issue(self, keputusan, *, berlaku=LATER, at=NOW):
        keputusan.usulan.refresh_from_db()
        return services.tetapkan_sk(
            keputusan=keputusan,
            tanggal_berlaku=berlaku,
            versi=keputusan.usulan.versi,
            actor=self.operator,
            at=at,
            cetak=cetak,
        )


__all__ = [
    "LATER",
    "LONG",
    "NOW",
    "TODAY",
    "Kota",
    "Opd",
    "UserFactory",
    "frozen_run",
    "make_lowongan",
]
