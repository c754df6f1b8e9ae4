"""Units with names, positions, seats, people in employment."""

from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory
from psycopg.types.range import DateRange

from jabatan.peta.enums import (
    JenisJabatan,
    JenisPemangku,
    JenisUnit,
    Jenjang,
    StatusASN,
    StatusPeta,
)
from jabatan.peta.models import (
    IsiPeta,
    Jabatan,
    Kursi,
    NomenklaturJabatan,
    Pegawai,
    PemangkuJabatan,
    ProfilSyarat,
    VersiPeta,
    VersiUnit,
)
from tests.factories.core import InstansiFactory, OrangFactory, UnitKerjaFactory

SINCE = DateRange(date(2020, 1, 1), None)


class VersiUnitFactory(DjangoModelFactory):
    class Meta:
        model = VersiUnit

    unit = factory.SubFactory(UnitKerjaFactory)
    nama = factory.Sequence(lambda n: f"Dinas Contoh {n}")
    jenis = JenisUnit.DINAS
    periode = SINCE


class VersiPetaFactory(DjangoModelFactory):
    class Meta:
        model = VersiPeta

    instansi = factory.SubFactory(InstansiFactory)
    nomor = 1
    nama = "Peta jabatan 2026"
    status = StatusPeta.BERLAKU
    berlaku_mulai = date(2026, 1, 1)


class ProfilSyaratFactory(DjangoModelFactory):
    class Meta:
        model = ProfilSyarat

    instansi = factory.SubFactory(InstansiFactory)
    nama = factory.Sequence(lambda n: f"Profil {n}")
    jenjang = Jenjang.ADMINISTRATOR
    syarat = factory.LazyFunction(
        lambda: [{"kode": "status", "nilai": ["PNS"], "dasar": "PP 11/2017"}]
    )


class NomenklaturFactory(DjangoModelFactory):
    class Meta:
        model = NomenklaturJabatan

    instansi = factory.SubFactory(InstansiFactory)
    nama = factory.Sequence(lambda n: f"Kepala Bidang {n}")
    jenis = JenisJabatan.STRUKTURAL
    jenjang = Jenjang.ADMINISTRATOR
    bup = 58


class JabatanFactory(DjangoModelFactory):
    class Meta:
        model = Jabatan

    unit = factory.SubFactory(UnitKerjaFactory)
    instansi = factory.SelfAttribute("unit.instansi")
    nomenklatur = factory.SubFactory(
        NomenklaturFactory, instansi=factory.SelfAttribute("..unit.instansi")
    )
    profil = factory.SubFactory(
        ProfilSyaratFactory, instansi=factory.SelfAttribute("..unit.instansi")
    )


class IsiPetaFactory(DjangoModelFactory):
    class Meta:
        model = IsiPeta

    jabatan = factory.SubFactory(JabatanFactory)
    versi = factory.SubFactory(
        VersiPetaFactory, instansi=factory.SelfAttribute("..jabatan.instansi")
    )
    kelas = 11
    kebutuhan = 1


class KursiFactory(DjangoModelFactory):
    class Meta:
        model = Kursi

    jabatan = factory.SubFactory(JabatanFactory)
    instansi = factory.SelfAttribute("jabatan.instansi")
    nomor = 1


class PegawaiFactory(DjangoModelFactory):
    class Meta:
        model = Pegawai

    unit = factory.SubFactory(UnitKerjaFactory)
    instansi = factory.SelfAttribute("unit.instansi")
    orang = factory.SubFactory(OrangFactory)
    nip = factory.Sequence(lambda n: f"19820517200901{2}{n % 1000:03d}" if n < 999 else f"{n:018d}")
    status = StatusASN.PNS


class PemangkuFactory(DjangoModelFactory):
    class Meta:
        model = PemangkuJabatan

    kursi = factory.SubFactory(KursiFactory)
    pegawai = factory.SubFactory(PegawaiFactory)
    instansi = factory.SelfAttribute("pegawai.instansi")
    jenis = JenisPemangku.DEFINITIF
    jenjang = Jenjang.ADMINISTRATOR
    nama_jabatan = "Kepala Bidang"
    periode = SINCE
