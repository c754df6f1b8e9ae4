"""G-F4: `kill -9` of PostgreSQL under load loses nothing that was acknowledged, doubles nothing."""

from __future__ import annotations

import os
import time

import pytest

from tests.gangguan.buku import Beban, Buku, Pengunjung, setujui
from tests.gangguan.gugus import BATAS_PULIH, SAFE
from tests.gangguan.kantor import next_change

pytestmark = pytest.mark.fault

ROUNDS = int(os.environ.get("GANGGUAN_ULANG_BASIS_DATA", "3"))
DOWN = 5.0  # seconds until somebody starts the killed server again
FIRST_ANSWER = 10.0
NO_HANG = 10.0


@pytest.fixture
def buku(gugus, dunia, tmp_path):
    """The site answers; an empty ledger."""
    gugus.run("web")
    gugus.wait_for_web()
    return Buku(tmp_path / "buku.jsonl")


def test_killing_the_database_under_load_loses_nothing(kantor, dunia, buku, acak, report_times):
    gugus = kantor.gugus
    waiting = list(dunia["persetujuan"])
    share = len(waiting) // ROUNDS
    first, ranked = [], []
    for turn in range(ROUNDS):
        operations = waiting[turn * share : (turn + 1) * share]
        kantor.before = gugus.ask("oracle:nomor", putaran=dunia["putaran"])
        gugus.ask("dunia:ubah", putaran=dunia["putaran"], ke=next_change())
        beban = Beban(
            buku, gugus.port, operations=operations[::-1], sesi_baca=operations[0]["sesi"]
        ).start()
        try:
            answered, done = one_crash(gugus, dunia, kantor, acak, beban)
            beban.finish(SAFE)
        finally:
            beban.stop()
        first.append(answered)
        ranked.append(done)
        assert not beban.operations
        assert not buku.wrong, buku.wrong[:3]  # only 503 with Retry-After, and no hint (O10)
        assert not buku.open, "an approval was never answered"
        assert [one for one in beban.answers if one.status == 503], "no approval met the fault"
        assert max(one.detik for one in beban.looks + beban.answers) <= NO_HANG
    report_times("G-F4 first good answer", first)
    report_times("G-F4 ranking", ranked)
    everything_stands_once(gugus, buku, share * ROUNDS)
    assert max(first) <= FIRST_ANSWER
    assert max(ranked) <= BATAS_PULIH


def one_crash(gugus, dunia, kantor, acak, beban):
    """A ranking, kill -9, five seconds of nothing, start; seconds until site and ranking are well."""
    operator = Pengunjung(gugus.port, dunia["operator"])
    asked = operator.post(f"/putaran/{dunia['kode']}/hitung/", kunci_kirim=f"hitung{time.time()}")
    assert asked.status == 302, asked
    (job,) = gugus.row("SELECT max(id) FROM core_pekerjaan")
    kantor.mulai(job)
    time.sleep(acak.uniform(0, 1.2))
    gugus.kill_postmaster()
    time.sleep(DOWN)
    gugus.postgres.start()
    up = time.monotonic()

    def good():
        return [one.at - up for one in list(beban.looks) if one.status == 200 and one.at > up]

    while not good():
        assert time.monotonic() < up + SAFE, gugus.tail("web")
        time.sleep(0.05)
    gugus.wait_for_job(job, SAFE)
    ranked = time.monotonic() - up
    kantor.nilai(job)
    return good()[0], ranked


def everything_stands_once(gugus, buku, sent):
    """O1 to O3 and O6: each acknowledged approval once, with one event; a repeat changes nothing."""
    wanted = {f"{one['usulan']} {one['sisi']}": 1 for one, _ in buku.acked.values()}
    assert len(buku.acked) == len(wanted) == sent
    assert gugus.ask("oracle:persetujuan") == {"tersimpan": wanted, "peristiwa": wanted}
    for kunci, (operation, seen) in list(buku.acked.items())[::7]:
        again = setujui(gugus.port, kunci, operation)
        assert (again.status, again.tujuan) == (302, seen)
        page = Pengunjung(gugus.port, operation["sesi"]).get(seen)
        assert page.status == 200
        assert "Setujui" not in page.isi.partition("<main")[2]
    assert gugus.ask("oracle:persetujuan") == {"tersimpan": wanted, "peristiwa": wanted}
