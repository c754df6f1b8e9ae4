"""A small world in which every record exists once per relation, and a login per role."""

from __future__ import annotations

from functools import cached_property

from django.test import Client

from asn_portal.core import jobs
from asn_portal.core.enums import Peran
from tests.factories.berkas import BarisImporFactory, ImporFactory
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
        if name == "penempatan-api:pemeringkatan-hasil" and parameter.startswith("lowongan"):
            return self.record("lowongan", relation)
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

    def make_ekspor(self, relation):
        """A large export that is being written."""
        orang = self.asn if relation == "sendiri" else OrangFactory()
        instansi_id = self.office[relation].unit.instansi_id
        return jobs.enqueue(
            "berkas.ekspor", judul="Daftar pegawai", args={}, instansi_id=instansi_id, orang=orang
        ).kode

    def round(self, relation):
        """An open, computed round with the vacant seat of the office."""
        from jabatan.penempatan import pipeline, services
        from tests.factories.putaran import ACUAN, AT, aturan_tersegel

        if relation not in self.rounds:
            office = self.office[relation]
            instansi = office.unit.instansi
            if not instansi.aturan.exists():
                aturan_tersegel(instansi)
            operator = self.users["operator"]
            putaran = services.buka_putaran(
                instansi=instansi, nama="Putaran uji", kursi_list=[office.kursi],
                tanggal_acuan=ACUAN, actor=operator, at=AT,
            )  # fmt: skip
            pipeline.run(putaran)
            putaran.refresh_from_db()
            self.rounds[relation] = putaran
        return self.rounds[relation]

    def make_putaran(self, relation):
        return self.round(relation).kode

    def make_lowongan(self, relation):
        return self.round(relation).lowongan.get().kode

    def make_pemeringkatan(self, relation):
        return self.round(relation).pemeringkatan.kode

    def proposal(self, relation, status, pegawai=None):
        """A proposal of its own for a new seat of the office; the head of the own office is asked."""
        from jabatan.penempatan.models import Persetujuan, Usulan

        office, putaran = self.office[relation], self.round(relation)
        today, _ = self.days
        usulan = Usulan.objects.create(
            instansi=office.unit.instansi,
            lowongan=putaran.lowongan.get(),
            kursi=KursiFactory(jabatan=JabatanFactory(unit=office.unit)),
            pegawai=pegawai or PegawaiFactory(unit=office.unit),
            pemeringkatan=putaran.pemeringkatan,
            urutan=1,
            nilai="80.00",
            status=status,
            alasan_kode="PERINGKAT_SATU",
            tanggal_berlaku=today,
            pengusul=self.users["operator"].orang,
        )
        head = self.users["kepala_opd"].orang if relation == "opd" else OrangFactory()
        Persetujuan.objects.create(
            usulan=usulan, sisi="MENERIMA", unit=office.unit.opd, penyetuju=head, tenggat=today
        )
        return usulan

    def make_usulan(self, relation):
        pegawai = self.office[relation].pegawai
        return self.proposal(relation, "DIAJUKAN", pegawai).kode

    def make_persetujuan(self, relation):
        return self.proposal(relation, "DIAJUKAN").kode

    def make_keputusan(self, relation):
        from jabatan.penempatan.models import PernyataanPegawai

        usulan = self.proposal(relation, "DISETUJUI")
        PernyataanPegawai.objects.create(usulan=usulan, bersedia=True, dinyatakan_at=self.days[1])
        return usulan.kode

    def make_sk(self, relation):
        from jabatan.penempatan.models import Keputusan, SuratKeputusan

        today, now = self.days
        usulan = self.proposal(relation, "BERLAKU", self.office[relation].pegawai)
        keputusan = Keputusan.objects.create(
            instansi=usulan.instansi, usulan=usulan, pegawai=usulan.pegawai, urutan=1,
            diputuskan_oleh=self.users["ppk"].orang, diputuskan_at=now,
        )  # fmt: skip
        sk = SuratKeputusan.objects.create(
            instansi=usulan.instansi, tahun=today.year, nomor=usulan.pk, nomor_lengkap=str(usulan.pk),
            keputusan=keputusan, pegawai=usulan.pegawai, kursi=usulan.kursi, tanggal=today,
            tanggal_berlaku=today, penanda_tangan="PPK", isi={}, pdf=b"%PDF", pdf_sha256="0" * 64,
            ditetapkan_oleh=self.users["operator"].orang,
        )  # fmt: skip
        return sk.kode

    def make_impor(self, relation):
        impor = ImporFactory(instansi=self.office[relation].unit.instansi)
        for nomor in (2, 3):
            BarisImporFactory(impor=impor, nomor=nomor)
        return impor.kode

    @cached_property
    def rounds(self):
        return {}

    @cached_property
    def days(self):
        """Days that the records of placement share."""
        from tests.conftest import NOW, TODAY

        return TODAY, NOW
