"""Rounds and runs through the database: the scenario of domain §15."""

from __future__ import annotations

import json
import subprocess
import sys
import zlib
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from asn_portal.core import jobs
from asn_portal.core.enums import StatusPekerjaan
from asn_portal.core.errors import ConflictError, DomainError
from asn_portal.core.models import Pekerjaan, Peristiwa
from jabatan import merit
from jabatan.penempatan import pipeline, services
from jabatan.penempatan.exports.peringkat import run_file
from jabatan.penempatan.models import HasilLowongan, Lowongan, Pemeringkatan, Putaran
from jabatan.penempatan.selectors import beku
from jabatan.penempatan.selectors.peringkat import daftar_peringkat
from jabatan.penempatan.selectors.putaran import putaran_basi
from jabatan.penempatan.tasks import compute_stale
from tests.factories.peta import JabatanFactory, KursiFactory, NomenklaturFactory
from tests.factories.putaran import ACUAN, AT, Skenario

pytestmark = pytest.mark.django_db


def order(run):
    return [(one.pegawai_id, one.nilai_eksak) for one in daftar_peringkat(run.hasil.get())]


def failed_codes(run, lowongan, pegawai):
    found = beku.outcomes(run, lowongan)
    position = merit.positions_of(found.frozen, [pegawai.pk])[pegawai.pk]
    return [one.kode for one in found.gates_of(position) if one.hasil == merit.TIDAK_MEMENUHI]


def test_scenario_ranks_p_before_r_and_says_why_q_and_s_are_not_in_the_list():
    world = Skenario()
    run = pipeline.run(world.buka())
    assert order(run) == [(world.p.pk, "80.5899"), (world.r.pk, "79.435")]
    assert [one.kotak for one in daftar_peringkat(run.hasil.get())] == [9, 8]
    assert failed_codes(run, world.lowongan, world.q) == ["masa_jenjang"]
    assert failed_codes(run, world.lowongan, world.s) == ["pendidikan", "predikat"]
    hasil = run.hasil.get()
    assert (hasil.jumlah_layak, hasil.jumlah_tidak_memenuhi) == (2, 2)
    assert hasil.corong == [4, 3, 2, 2, 2]


def test_new_evidence_makes_the_round_stale_and_a_new_run_leaves_the_old_one_untouched():
    world = Skenario()
    first = pipeline.run(world.buka())
    before = bytes(first.hasil.get().isi), bytes(first.masukan)
    assert putaran_basi() == []
    world.naikkan_r()
    assert putaran_basi() == [world.putaran]
    second = pipeline.run(Putaran.objects.get(pk=world.putaran.pk))
    assert order(second) == [(world.r.pk, "83.035"), (world.p.pk, "80.5899")]
    assert second.nomor == first.nomor + 1
    assert putaran_basi() == []
    again = Pemeringkatan.objects.get(pk=first.pk)
    assert (bytes(again.hasil.get().isi), bytes(again.masukan)) == before
    assert pipeline.rebuild(again) == {world.lowongan.pk: before[0]}
    world.putaran.refresh_from_db()
    assert world.putaran.pemeringkatan == second


def test_evidence_that_returns_to_an_old_state_points_back_at_the_old_run():
    world = Skenario()
    first = pipeline.run(world.buka())
    world.naikkan_r()
    pipeline.run(world.putaran)
    type(world.r.skp.first()).objects.filter(pegawai=world.r, tahun=2025).update(predikat="BAIK")
    world.catat("PENILAIAN", world.r)
    third = pipeline.run(world.putaran)
    assert third == first
    assert Pemeringkatan.objects.count() == 2
    world.putaran.refresh_from_db()
    assert world.putaran.pemeringkatan == first
    assert putaran_basi() == []


def test_running_twice_gives_one_run_one_number_and_one_log_entry():
    world = Skenario()
    first = pipeline.run(world.buka())
    assert pipeline.run(world.putaran) == first
    assert Pemeringkatan.objects.count() == HasilLowongan.objects.count() == 1
    assert Peristiwa.objects.filter(jenis="pemeringkatan.disimpan").count() == 1


def test_a_run_that_reads_only_the_changed_person_equals_a_run_that_reads_everybody():
    from jabatan.talenta.services import segarkan_profil

    world = Skenario()
    pipeline.run(world.buka())
    world.naikkan_r()
    part = pipeline.compute(world.putaran)
    segarkan_profil(instansi_id=world.instansi.pk, semua=True)
    whole = pipeline.compute(world.putaran)
    assert part.masukan == whole.masukan
    assert part.sidik_jari == whole.sidik_jari
    assert [seat.to_bytes() for _, seat in part.hasil] == [
        seat.to_bytes() for _, seat in whole.hasil
    ]


def test_frozen_input_holds_no_name_and_can_be_computed_by_a_stranger(tmp_path):
    world = Skenario()
    run = pipeline.run(world.buka())
    raw = zlib.decompress(bytes(run.masukan))
    assert merit.freeze(merit.thaw(raw)) == raw
    text = json.dumps(run_file(run, world.lowongan))
    for pegawai in (world.p, world.q, world.r, world.s):
        assert pegawai.orang.nama not in text
        assert pegawai.nip not in text
        assert pegawai.kode not in text
    path = tmp_path / "run.json"
    path.write_text(text)
    answer = subprocess.run(
        [sys.executable, "-m", "jabatan.merit", "verify", str(path)],
        capture_output=True,
        check=False,
    )
    assert answer.stdout.decode().strip() == "cocok", answer.stderr
    broken = text.replace('"80.5899"', '"81.5899"')
    path.write_text(broken)
    answer = subprocess.run(
        [sys.executable, "-m", "jabatan.merit", "verify", str(path)],
        capture_output=True,
        check=False,
    )
    assert answer.returncode == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE penempatan_pemeringkatan SET jumlah_pegawai = 0",
        "DELETE FROM penempatan_hasillowongan",
        "UPDATE penempatan_hasillowongan SET jumlah_layak = 99",
        "UPDATE penempatan_putaran SET kebijakan_digest = 'x'",
    ],
)
def test_runs_and_the_policy_of_a_round_cannot_be_changed_by_raw_sql(statement):
    world = Skenario()
    pipeline.run(world.buka())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_round_refuses_rules_that_are_not_sealed():
    from tests.factories.putaran import aturan_tersegel

    world = Skenario(segel=False)
    aturan_tersegel(world.instansi, kecuali={"SYARAT"})
    with pytest.raises(DomainError, match="belum disegel"):
        world.buka()
    assert not Putaran.objects.exists()


def test_round_refuses_a_seat_that_is_held_or_already_in_an_open_round():
    world = Skenario()
    held = world.p.riwayat_jabatan.get(kursi__isnull=False).kursi
    with pytest.raises(ConflictError, match="sudah terisi"):
        world.buka(kursi_list=[held])
    world.buka()
    with pytest.raises(ConflictError, match="putaran yang terbuka"):
        world.buka()
    assert Lowongan.objects.count() == 1


def test_seat_without_a_profile_opens_with_the_default_gates_of_its_level():
    world = Skenario()
    title = NomenklaturFactory(instansi=world.instansi, jenjang="pengawas")
    seat = KursiFactory(jabatan=JabatanFactory(unit=world.unit, nomenklatur=title, profil=None))
    putaran = services.buka_putaran(
        instansi=world.instansi, nama="Satu jabatan", kursi_list=[seat], tanggal_acuan=ACUAN,
        actor=world.operator, at=AT,
    )  # fmt: skip
    lowongan = putaran.lowongan.get()
    assert [gate["kode"] for gate in lowongan.syarat] == [
        "status", "pendidikan", "masa_jenjang", "predikat", "disiplin",
    ]  # fmt: skip
    assert lowongan.kosong_sejak is None
    hasil = pipeline.run(putaran).hasil.get()
    assert hasil.jumlah_layak == 0


def test_opening_freezes_gates_numbers_and_the_day_the_seat_fell_vacant():
    world = Skenario()
    putaran = world.buka()
    world.profil.syarat = []
    world.profil.save()
    assert (putaran.tahun, putaran.nomor) == (2026, 1)
    lowongan = Lowongan.objects.get()
    assert len(lowongan.syarat) == 5
    assert str(lowongan.kosong_sejak) == "2026-08-01"
    assert len(putaran.kebijakan["aturan"]) == 3


def test_closing_frees_the_seat_and_stops_computations():
    world = Skenario()
    putaran = world.buka()
    services.tutup_putaran(putaran=putaran, actor=world.operator, at=AT)
    with pytest.raises(DomainError):
        services.minta_hitung(putaran=putaran, orang=None)
    with pytest.raises(DomainError):
        pipeline.run(putaran)
    assert putaran_basi() == []
    assert world.buka(nama="Putaran kedua", at=AT + timedelta(days=1)).nomor == 2


def test_second_click_finds_the_first_job_and_beat_asks_once_for_each_stale_round():
    world = Skenario()
    putaran = world.buka()
    job = services.minta_hitung(putaran=putaran, orang=world.operator.orang)
    assert services.minta_hitung(putaran=putaran, orang=None) == job
    assert compute_stale() == 1
    assert Pekerjaan.objects.count() == 1
    assert jobs.run(job.pk) == StatusPekerjaan.SELESAI
    job.refresh_from_db()
    assert job.hasil["pegawai"] == 4
    assert compute_stale() == 0


def test_cancelled_job_leaves_nothing():
    world = Skenario()
    job = services.minta_hitung(putaran=world.buka(), orang=None)
    Pekerjaan.objects.filter(pk=job.pk).update(batal_diminta=True)
    assert jobs.run(job.pk) == StatusPekerjaan.DIBATALKAN
    job = services.minta_hitung(putaran=world.putaran, orang=None)

    class Impatient(jobs.JobContext):
        def progress(self, done, total, tahap=""):
            if tahap == pipeline.STAGES[1]:
                jobs.request_cancel(self.job)
            super().progress(done, total, tahap)

    Pekerjaan.objects.filter(pk=job.pk).update(status="BERJALAN", lease_no=1, lease_until=AT)
    with pytest.raises(jobs.JobCancelledError):
        pipeline.run(world.putaran, Impatient(job=job, lease_no=1))
    assert not Pemeringkatan.objects.exists()
    world.putaran.refresh_from_db()
    assert world.putaran.pemeringkatan is None


def test_zombie_worker_stores_nothing():
    world = Skenario()
    job = services.minta_hitung(putaran=world.buka(), orang=None)
    hitungan = pipeline.compute(world.putaran)
    with pytest.raises(jobs.LeaseLostError):
        services.simpan_pemeringkatan(
            putaran=world.putaran,
            hitungan=hitungan,
            at=AT,
            ctx=jobs.JobContext(job=job, lease_no=7),
        )
    assert not Pemeringkatan.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_collection_reads_one_snapshot_that_cannot_write():
    with pipeline.snapshot(), connection.cursor() as cursor:
        cursor.execute("SHOW transaction_isolation")
        assert cursor.fetchone()[0] == "repeatable read"
        cursor.execute("SHOW transaction_read_only")
        assert cursor.fetchone()[0] == "on"


def test_rebuild_command_says_identical_and_names_the_first_difference(tmp_path, capsys):
    from django.core.management import CommandError, call_command

    world = Skenario()
    run = pipeline.run(world.buka())
    target = tmp_path / "hitung.json"
    call_command("bangun_ulang_pemeringkatan", run.kode, ekspor=world.lowongan.kode, ke=str(target))
    assert "identik" in capsys.readouterr().out
    assert json.loads(target.read_text())["mesin"] == run.mesin
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "UPDATE penempatan_hasillowongan SET isi = set_byte(isi, length(isi) - 24, 1)"
        )
        cursor.execute("SET LOCAL session_replication_role = origin")
    with pytest.raises(CommandError, match="nilai ke-2: tersimpan"):
        call_command("bangun_ulang_pemeringkatan", run.kode)


@pytest.mark.django_db(transaction=True)
def test_worker_collects_and_stores_in_transactions_of_its_own():
    world = Skenario()
    job = services.minta_hitung(putaran=world.buka(), orang=world.operator.orang)
    assert jobs.run(job.pk) == StatusPekerjaan.SELESAI
    run = Pemeringkatan.objects.get()
    assert order(run) == [(world.p.pk, "80.5899"), (world.r.pk, "79.435")]
    assert run.dihitung_oleh == world.operator.orang
    assert jobs.run(job.pk) == "bukan_giliran"
