"""A small world in which every record exists once per relation, and a login per role."""

from __future__ import annotations

from functools import cached_property

from django.test import Client

from asn_portal.core import jobs
from asn_portal.core.enums import Peran
from tests.factories.core import InstansiFactory, OrangFactory, UnitKerjaFactory, user_with
from tests.factories.peta import (
    IsiPetaFactory,
    JabatanFactory,
    KursiFactory,
    PegawaiFactory,
    PemangkuFactory,
    ProfilSyaratFactory,
    VersiPetaFactory,
    VersiUnitFactory,
)

ROLES = (
    "anonim", "asn", "kepala_opd", "operator", "verifikator", "pengelola_kebijakan",
    "pansel", "ppk", "auditor", "admin",
)  # fmt: skip


class Office:
    """An office with a vacant head seat of a section and one holder of another."""

    def __init__(self, instansi, versi, profil, orang=None):
        self.unit = UnitKerjaFactory(instansi=instansi)
        VersiUnitFactory(unit=self.unit)
        self.jabatan = JabatanFactory(unit=self.unit, profil=profil)
        IsiPetaFactory(jabatan=self.jabatan, versi=versi)
        self.kursi = KursiFactory(jabatan=self.jabatan)
        held = JabatanFactory(unit=self.unit, profil=profil)
        IsiPetaFactory(jabatan=held, versi=versi)
        self.pegawai = PegawaiFactory(unit=self.unit, orang=orang or OrangFactory())
        PemangkuFactory(kursi=KursiFactory(jabatan=held), pegawai=self.pegawai)


class World:
    """`own` and `other` office of one instansi, one office of another; people of every role."""

    def __init__(self):
        self.instansi, foreign = InstansiFactory(), InstansiFactory()
        versi = VersiPetaFactory(instansi=self.instansi)
        profil = ProfilSyaratFactory(instansi=self.instansi)
        self.asn = OrangFactory()
        self.office = {
            "sendiri": Office(self.instansi, versi, profil, orang=self.asn),
            "opd": None,
            "instansi": Office(self.instansi, versi, profil),
            "lain": Office(
                foreign, VersiPetaFactory(instansi=foreign), ProfilSyaratFactory(instansi=foreign)
            ),
        }
        own = self.office["sendiri"].unit
        self.office["opd"] = Office(self.instansi, versi, profil)
        for record in (self.office["opd"].unit,):
            record.opd = own
            record.save()
        self.users = {
            role: user_with(
                Peran[role.upper()],
                instansi=self.instansi,
                unit=own if role == "kepala_opd" else None,
                orang=self.asn if role == "asn" else None,
            )
            for role in ROLES
            if role != "anonim"
        }
        self.clients = {}
        self.made = {}

    def client(self, role):
        """A browser in which the role is signed in."""
        if role not in self.clients:
            self.clients[role] = Client()
            if role != "anonim":
                self.clients[role].force_login(
                    self.users[role], backend="asn_portal.core.backends.PersonBackend"
                )
        return self.clients[role]

    def kwargs(self, name, record, relation, parameters):
        """Arguments of the route for the record that stands in this relation."""
        found = self.record(record, relation)
        return {
            parameter: self.extra(name, parameter, relation) or found for parameter in parameters
        }

    def record(self, record, relation):
        """Public code of a record, made at its first use."""
        key = (record, relation)
        if key not in self.made:
            self.made[key] = getattr(self, f"make_{record}")(relation)
        return self.made[key]

    def extra(self, name, parameter, relation):
        """Codes of second parameters of a route."""
        return None

    def make_unit(self, relation):
        return self.office[relation].unit.kode

    def make_jabatan(self, relation):
        return self.office[relation].jabatan.kode

    def make_kursi(self, relation):
        return self.office[relation].kursi.kode

    def make_pegawai(self, relation):
        return self.office[relation].pegawai.kode

    def make_pekerjaan(self, relation):
        office = self.office[relation]
        orang = self.asn if relation == "sendiri" else OrangFactory()
        return jobs.enqueue(
            "uji", judul="Uji", args={}, instansi_id=office.unit.instansi_id, orang=orang
        ).kode

    @cached_property
    def days(self):
        """Days that the records of placement share."""
        from tests.conftest import NOW, TODAY

        return TODAY, NOW
