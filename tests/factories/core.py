"""Agencies, units, people, logins."""

from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory
from psycopg.types.range import DateRange

from asn_portal.core.enums import JenisInstansi, Peran, ZonaWaktu
from asn_portal.core.models import Instansi, Orang, Penugasan, UnitKerja, User


class InstansiFactory(DjangoModelFactory):
    class Meta:
        model = Instansi

    kode = factory.Sequence(lambda n: f"kota{n}")
    nama = factory.Sequence(lambda n: f"Pemerintah Kota Contoh {n}")
    jenis = JenisInstansi.KOTA
    kota = "Kota Contoh"
    zona_waktu = ZonaWaktu.WIB


class UnitKerjaFactory(DjangoModelFactory):
    """An office (OPD) of its own unless `opd` is given."""

    class Meta:
        model = UnitKerja
        skip_postgeneration_save = True

    instansi = factory.SubFactory(InstansiFactory)

    @factory.post_generation
    def own_opd(self, create, extracted, **kwargs):
        if self.opd_id is None:
            self.opd = self
            self.save(update_fields=["opd"])


class OrangFactory(DjangoModelFactory):
    class Meta:
        model = Orang

    nama = factory.Sequence(lambda n: f"Orang Contoh {n:04d}")
    nama_urut = factory.LazyAttribute(lambda o: o.nama.lower())
    tanggal_lahir = date(1982, 5, 17)
    jenis_kelamin = "P"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"pengguna{n}")
    orang = factory.SubFactory(OrangFactory)


class PenugasanFactory(DjangoModelFactory):
    class Meta:
        model = Penugasan

    orang = factory.SubFactory(OrangFactory)
    instansi = factory.SubFactory(InstansiFactory)
    peran = Peran.OPERATOR
    periode = DateRange(date(2020, 1, 1), None)


def user_with(peran, *, instansi, unit=None, orang=None):
    """A login whose person holds one duty."""
    user = UserFactory(orang=orang) if orang else UserFactory()
    PenugasanFactory(orang=user.orang, instansi=instansi, peran=peran, unit=unit)
    return user
