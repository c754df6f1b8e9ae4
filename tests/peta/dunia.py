"""An office as the pages of the map show it, on one day."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from psycopg.types.range import DateRange

from asn_portal.core.enums import Peran
from jabatan.peta import services
from jabatan.peta.enums import JenisJabatan, Jenjang
from jabatan.peta.models import (
    Kursi,
    RiwayatPangkat,
    RiwayatPendidikan,
)
from tests.factories.core import InstansiFactory, OrangFactory, UnitKerjaFactory, user_with
from tests.factories.peta import (
    IsiPetaFactory,
    JabatanFactory,
    NomenklaturFactory,
    PegawaiFactory,
    PemangkuFactory,
    ProfilSyaratFactory,
    VersiPetaFactory,
    VersiUnitFactory,
)

MOST = 20
TODAY = date(2026, 11, 21)


@pytest.fixture
def fixed_day(monkeypatch):
    from datetime import UTC, datetime

    from django.utils import timezone

    cache.clear()
    real = timezone.localdate
    monkeypatch.setattr(
        timezone, "localdate", lambda *a, **k: TODAY if not a and not k else real(*a, **k)
    )
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 21, 3, 0, tzinfo=UTC))


class City:
    """An office with a vacant head, two sections, and people as many as asked for."""

    def __init__(self, people=1):
        self.instansi = InstansiFactory()
        self.versi = VersiPetaFactory(instansi=self.instansi, nama="Peta 2026")
        self.profil = ProfilSyaratFactory(
            instansi=self.instansi,
            syarat=[
                {"kode": "golongan", "minimal": "III/c", "dasar": "PP 11/2017 Pasal 54"},
                {"kode": "pendidikan", "minimal": "S1", "dasar": "PP 11/2017 Pasal 54"},
            ],
        )
        root = UnitKerjaFactory(instansi=self.instansi)
        VersiUnitFactory(unit=root, nama="Pemerintah Kota", jenis="PEMDA")
        self.opd = UnitKerjaFactory(instansi=self.instansi)
        VersiUnitFactory(unit=self.opd, nama="Dinas Perizinan", induk=root)
        self.bidang = UnitKerjaFactory(instansi=self.instansi, opd=self.opd)
        VersiUnitFactory(unit=self.bidang, nama="Bidang Layanan", jenis="BIDANG", induk=self.opd)
        self.seksi = UnitKerjaFactory(instansi=self.instansi, opd=self.opd)
        VersiUnitFactory(unit=self.seksi, nama="Seksi Loket", jenis="SEKSI", induk=self.bidang)
        self.head = self.line(self.opd, "Kepala Dinas", k=1, head=True, jenjang=Jenjang.JPT_PRATAMA)
        self.kabid = self.line(self.bidang, "Kepala Bidang", k=1, head=True)
        self.staff = [
            self.line(self.seksi, f"Penata Layanan {n}", k=2, kelas=7) for n in range(people)
        ]
        services.sesuaikan_kursi(versi=self.versi, on=TODAY)
        self.people = [self.seat(isi) for isi in self.staff]
        self.operator = user_with(Peran.OPERATOR, instansi=self.instansi)

    def line(self, unit, nama, *, k, head=False, kelas=11, jenjang=None):
        title = NomenklaturFactory(
            instansi=self.instansi,
            nama=nama,
            jenis=JenisJabatan.STRUKTURAL if head else JenisJabatan.PELAKSANA,
            jenjang=jenjang or (Jenjang.ADMINISTRATOR if head else Jenjang.PELAKSANA),
            bup=None,
        )
        jabatan = JabatanFactory(unit=unit, nomenklatur=title, profil=self.profil, memimpin=head)
        return IsiPetaFactory(jabatan=jabatan, versi=self.versi, kelas=kelas, kebutuhan=k)

    def seat(self, isi, nomor=1, *, lahir=date(1982, 5, 17), jenis="DEFINITIF", periode=None):
        person = PegawaiFactory(unit=isi.jabatan.unit, orang=OrangFactory(tanggal_lahir=lahir))
        PemangkuFactory(
            kursi=Kursi.objects.get(jabatan=isi.jabatan, nomor=nomor),
            pegawai=person,
            jenis=jenis,
            periode=periode or DateRange(date(2024, 1, 1), None),
            nama_jabatan=str(isi.jabatan),
        )
        RiwayatPangkat.objects.create(pegawai=person, golongan="III/b", tmt=date(2020, 4, 1))
        RiwayatPendidikan.objects.create(pegawai=person, jenjang="S1", tahun_lulus=2004)
        return person


def page(client, name, *args, **query):
    return client.get(reverse(name, args=args), query)


def sign_in(client, user):
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client
