"""The world of the fault tests: a city that ranks, and an office that approves."""

from __future__ import annotations

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection, transaction

from asn_portal.core import evidence
from asn_portal.core.enums import Peran, Sumber
from asn_portal.core.models import Instansi
from asn_portal.perintah.tolok_ukur.siapkan import kota_uji
from jabatan.penempatan import services
from jabatan.penempatan.models import Persetujuan, Putaran
from kinerja.penilaian.models import SKP
from tests.factories.core import user_with
from tests.factories.penempatan import Kota, frozen_run, make_lowongan

PERAN_PORTAL = "asn_app"
YEAR = 2025  # of the performance reports that the city's round reads
RESIDUES = 23  # every question changes another share of the people


def siapkan(*, pegawai: int, lowongan: int, usulan: int) -> dict:
    """Fill the fresh database; gives the round, the sessions and the approvals that wait."""
    made = kota_uji({"pegawai": pegawai, "lowongan": lowongan})  # migrates first
    call_command("siapkan_peran", PERAN_PORTAL, verbosity=0)
    putaran = Putaran.objects.get(pk=made["putaran"])
    operator = user_with(Peran.OPERATOR, instansi=putaran.instansi)
    with transaction.atomic():
        waiting = _usulan(usulan)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {
        "putaran": putaran.pk,
        "kode": putaran.kode,
        "operator": _session(operator),
        "persetujuan": waiting,
    }


def _usulan(count: int) -> list[dict]:
    """Proposals that wait for the heads of two offices, as one line per approval."""
    kota = Kota()
    people = kota.candidates(count)
    vacancies = [make_lowongan(kota.putaran, kota.tujuan.kursi()) for _ in people]
    frozen_run(kota.putaran, {seat: [who] for seat, who in zip(vacancies, people, strict=True)})
    sent = [kota.sent(who, lowongan=seat) for seat, who in zip(vacancies, people, strict=True)]
    sessions = {opd.kepala.orang_id: _session(opd.user_kepala) for opd in (kota.asal, kota.tujuan)}
    rows = Persetujuan.objects.filter(usulan__in=sent).select_related("usulan").order_by("pk")
    return [
        {
            "usulan": row.usulan.kode,
            "versi": row.usulan.versi,
            "sisi": row.sisi,
            "sesi": sessions[row.penyetuju_id],
            "nama": row.usulan.pegawai.orang.nama,
        }
        for row in rows
    ]


def _session(user) -> str:
    """Key of a signed-in session."""
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "asn_portal.core.backends.PersonBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return store.session_key


def ubah(*, putaran: int, ke: int) -> None:
    """New performance reports for a share of the people: the round is stale, all profiles are."""
    instansi = Instansi.objects.get(putaran=putaran)
    with transaction.atomic():
        SKP.objects.filter(tahun=YEAR).extra(
            where=["pegawai_id %% %s = %s"], params=[RESIDUES, ke % RESIDUES]
        ).update(predikat="SANGAT_BAIK" if (ke // RESIDUES) % 2 == 0 else "KURANG")
        evidence.bump(Sumber.PENILAIAN, instansi_id=instansi.pk, orang_ids=[])


def minta(*, putaran: int, ke: int | None) -> int:
    """Change the evidence and ask for the ranking, as the office does; gives the job."""
    if ke is not None:
        ubah(putaran=putaran, ke=ke)
    with transaction.atomic():
        job = services.minta_hitung(putaran=Putaran.objects.get(pk=putaran), orang=None)
    return job.pk
