"""A cluster of its own that may be killed: PostgreSQL, Valkey, web, worker and timetable."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg

from asn_portal.bootstrap.demo import children, free_port, readiness
from asn_portal.bootstrap.environment import for_process
from asn_portal.bootstrap.place import BASE
from asn_portal.devservices import Postgres, Valkey, _alive

DATABASE = "gangguan"
# Shorter than in production (30 and 10), so that a round takes seconds; `BATAS_PULIH` gives the
# difference back: what recovers within it here recovers within 90 s there.
LEASE, SWEEP = 5, 1
PRODUCTION_LEASE, PRODUCTION_SWEEP = 30, 10
PROMISED = 90
SAFE = 120  # patience of a test on a busy machine; what is promised is asserted apart from it
BATAS_PULIH = PROMISED - (PRODUCTION_LEASE - LEASE) - (PRODUCTION_SWEEP - SWEEP)


class Gugus:
    """Servers and processes of one test run, all below one folder, all ended by their own ids."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="asn-gangguan-"))
        self.folder.chmod(0o755)
        self.postgres, self.valkey = Postgres(self.folder), Valkey(self.folder)
        self.port = free_port(0)
        self.family = {}
        self._helper = None
        self._look = None

    # --- life ---------------------------------------------------------------------------------
    def start(self) -> Gugus:
        """Servers with the durability of production, an empty database, the helper."""
        self.postgres.start(fsync="on", synchronous_commit="on", full_page_writes="on")
        self.valkey.start()
        self.postgres.sql("CREATE ROLE asn_app LOGIN")
        self.postgres.sql(f"CREATE DATABASE {DATABASE}")
        added = {
            "ASN_MODE": "uji",
            "SECRET_KEY": "only-for-the-fault-tests-only-for-the-fault-tests-1234",
            "DATABASE_URL": self.postgres.url(DATABASE, "asn_app"),
            "REDIS_URL": self.valkey.url,
            "MEDIA_ROOT": str(self.folder / "media"),
            "LOG_LEVEL": "WARNING",
            "JOB_LEASE_SECONDS": str(LEASE),
            "JOB_SWEEP_SECONDS": str(SWEEP),
        }
        self.family = {one.name: one for one in children(added, self.folder, self.port)}
        owner = for_process(os.environ, added, "perintah")
        owner |= {
            "DATABASE_URL": self.postgres.url(DATABASE),
            "DJANGO_SETTINGS_MODULE": "asn_portal.settings",
        }
        with (self.folder / "pembantu.log").open("ab") as log:
            self._helper = subprocess.Popen(
                [sys.executable, "-m", "tests.gangguan.proses"],
                cwd=BASE,
                env=owner,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        return self

    def stop(self) -> None:
        """End everything that was started here, also what a failed test left half dead."""
        for name in self.family:
            self.kill(name)
        if self._helper is not None:
            self._helper.kill()
            self._helper.communicate()
        if self._look is not None:
            self._look.close()
        with contextlib.suppress(Exception):
            self.valkey.stop()
        self.postgres.stop()
        shutil.rmtree(self.postgres.sockets, ignore_errors=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, name: str) -> None:
        """Start one process of the portal unless it runs."""
        child = self.family[name]
        if child.process is None or child.process.poll() is not None:
            child.start()

    def kill(self, name: str) -> None:
        """`kill -9` a process with all its children (each has a process group of its own)."""
        process = self.family[name].process
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)

    def wait_for_web(self) -> None:
        """Until the site answers that it can work."""
        wait_until(lambda: readiness(self.port) == "200", 60, lambda: self.tail("web"))

    def tail(self, *names: str) -> str:
        """Ends of the logs, for the message of a failed test."""
        return "\n".join(f"--- {name}\n{self.family[name].tail(40)}" for name in names)

    # --- faults -------------------------------------------------------------------------------
    def worker_children(self) -> list[int]:
        """Process ids of the children that do the work."""
        parent = self.family["pekerja"].process.pid
        return [
            int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        ]

    def kill_postmaster(self) -> None:
        """`kill -9` the first process of PostgreSQL; its backends notice and leave."""
        pid = self.postgres.pid
        os.kill(pid, signal.SIGKILL)
        wait_until(lambda: not _alive(pid), 10)

    def kill_valkey(self) -> None:
        """`kill -9` the broker."""
        pid = self.valkey.pid
        os.kill(pid, signal.SIGKILL)
        if self.valkey._process is not None:
            self.valkey._process.wait(10)

    # --- looking ------------------------------------------------------------------------------
    def ask(self, what: str, **isi):
        """Put a question to the helper, for example `oracle:keutuhan`."""
        self._helper.stdin.write(json.dumps({"tanya": what, "isi": isi}) + "\n")
        self._helper.stdin.flush()
        line = self._helper.stdout.readline()
        if not line:
            raise AssertionError((self.folder / "pembantu.log").read_text()[-4000:])
        answer = json.loads(line)
        if "gagal" in answer:
            raise AssertionError(answer["gagal"])
        return answer["jawab"]

    def row(self, statement: str, *values):
        """First row of a question to the database, past the portal."""
        for attempt in (1, 2):
            try:
                if self._look is None or self._look.closed:
                    self._look = psycopg.connect(
                        host=str(self.postgres.sockets), user="postgres", dbname=DATABASE,
                        autocommit=True,
                    )  # fmt: skip
                return self._look.execute(statement, values).fetchone()
            except psycopg.OperationalError:
                self._look.close() if self._look is not None else None
                if attempt == 2:
                    raise
        raise AssertionError

    def job(self, pk: int):
        """Status, lease number and attempts of a job."""
        return self.row("SELECT status, lease_no, percobaan FROM core_pekerjaan WHERE id = %s", pk)

    def wait_for_job(self, pk: int, seconds: float, meanwhile=lambda: None) -> float:
        """Seconds until the job was done."""
        since = time.monotonic()

        def done() -> bool:
            meanwhile()
            return self.job(pk)[0] not in {"SIAP", "BERJALAN"}

        wait_until(
            done,
            seconds,
            lambda: f"job {pk} is {self.job(pk)}\n{self.tail('pekerja', 'penjadwal')}",
        )
        return time.monotonic() - since


def wait_until(true, seconds: float, why=lambda: "") -> None:
    """Ask again until true; fail with the reason when the time is over."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds:.0f} s\n{why()}")
        time.sleep(0.02)
