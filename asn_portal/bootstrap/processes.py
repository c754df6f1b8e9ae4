"""Child processes that end with the launcher and come back when they die."""

import contextlib
import ctypes
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from asn_portal.bootstrap.place import BASE, PYTHON, say

PR_SET_PDEATHSIG = 1
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds before a dead child is started again
STEADY_AFTER = 60.0  # a child that ran so long has earned a fresh start
STOP_PATIENCE = 15.0


class StopRequestedError(BaseException):
    """Somebody asked the launcher to stop (INT, TERM, HUP)."""


def stop_on_signals() -> None:
    """Turn INT, TERM and HUP into one exception.

    A command started with `&` in a script ignores INT, so INT is always taken; a HUP that
    `nohup` ignores stays ignored.
    """
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _request_stop)


def _request_stop(_number: int, _frame: FrameType | None) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # stopping must not be interrupted
    raise StopRequestedError


def _end_with_parent() -> None:
    """Ask Linux for TERM when the launcher dies, even by KILL."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def pause_before(failures: int) -> float:
    """Give the seconds to wait before start number `failures` + 1."""
    return float(min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** max(0, failures - 1)))


@dataclass
class Child:
    """One process of the demo."""

    name: str
    arguments: Sequence[str]
    environ: Mapping[str, str]
    log: Path
    failures: int = 0
    started: float = 0.0
    due: float = 0.0
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [str(PYTHON), "-m", *self.arguments],
                cwd=BASE,
                env=dict(self.environ),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C reaches the launcher alone, which stops in order
                preexec_fn=_end_with_parent,  # noqa: PLW1509 - one thread
            )
        self.started = time.monotonic()

    def look_after(self) -> None:
        """Start the process again if it died, later each time it dies early."""
        now = time.monotonic()
        if self.process is not None:
            code = self.process.poll()
            if code is None:
                return
            self.process = None
            self.failures = 1 if now - self.started > STEADY_AFTER else self.failures + 1
            self.due = now + pause_before(self.failures)
            say(f"{self.name} berhenti (kode {code}); dijalankan lagi. Catatan: {self.log}")
        if now >= self.due:
            self.start()

    def tail(self, lines: int = 15) -> str:
        with contextlib.suppress(OSError):
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
        return ""


def stop_all(children: Sequence[Child]) -> None:
    """Ask all children to end, then insist."""
    running = [child.process for child in children if child.process is not None]
    for process in running:
        process.terminate()
    deadline = time.monotonic() + STOP_PATIENCE
    for process in running:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
