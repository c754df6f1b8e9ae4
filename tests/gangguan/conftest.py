"""One cluster for all fault tests; what one test killed the next one starts again."""

from __future__ import annotations

import os
import random

import pytest

from tests.gangguan.gugus import Gugus, wait_until
from tests.gangguan.kantor import Kantor

PEOPLE, VACANCIES, PROPOSALS = 5_000, 40, 45
MEASURED = pytest.StashKey[list]()


@pytest.fixture(scope="session")
def gugus():
    """The servers and the processes of the portal, ended whatever happens."""
    made = Gugus()
    try:
        yield made.start()
    finally:
        made.stop()


@pytest.fixture(scope="session")
def dunia(gugus):
    """The city with its open round, the proposals and the sessions; ranked once, undisturbed."""
    found = gugus.ask("dunia:siapkan", pegawai=PEOPLE, lowongan=VACANCIES, usulan=PROPOSALS)
    for name in ("pekerja", "penjadwal", "web"):
        gugus.run(name)
    gugus.wait_for_web()
    gugus.wait_for_job(gugus.ask("dunia:minta", putaran=found["putaran"], ke=None), 120)
    return found


@pytest.fixture
def kantor(gugus, dunia):
    """Worker and timetable run; the checkpoint of the event log is remembered."""
    for name in ("pekerja", "penjadwal"):
        gugus.run(name)
    wait_until(lambda: len(gugus.worker_children()) == 2, 60, lambda: gugus.tail("pekerja"))
    return Kantor(gugus, dunia["putaran"])


@pytest.fixture(scope="session")
def acak(pytestconfig):
    """Random moments; the seed is told at the end of the run and can be given back."""
    seed = int(os.environ.get("GANGGUAN_BENIH", random.SystemRandom().randrange(10**6)))
    pytestconfig.stash.setdefault(MEASURED, []).append(f"GANGGUAN_BENIH={seed}")
    return random.Random(seed)


@pytest.fixture(scope="session")
def report_times(pytestconfig):
    """Note measured seconds; they are told at the end of the run (for docs/keandalan.md)."""

    def tell(goal, seconds):
        words = ", ".join(f"{one:.1f}" for one in seconds)
        pytestconfig.stash.setdefault(MEASURED, []).append(f"{goal}: {words} s")

    return tell


def pytest_terminal_summary(terminalreporter, config):
    """What was measured."""
    for line in config.stash.get(MEASURED, []):
        terminalreporter.write_line(line)
