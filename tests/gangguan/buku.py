"""The ledger outside the system: what was sent, what was answered, written before it is believed."""

from __future__ import annotations

import http.client
import json
import os
import secrets
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

ALLOWED = {200, 302, 503}
LONGEST = 20.0  # seconds; what takes longer is noted as no answer
CSRF = "a" * 32


@dataclass
class Jawaban:
    """One answer as the visitor saw it."""

    at: float
    detik: float
    status: int  # 0: no answer at all
    tujuan: str
    tunggu: str  # Retry-After
    isi: str


class Buku:
    """Append-only file, fsync before an operation is sent and after it was answered."""

    def __init__(self, path) -> None:
        self.file = path.open("ab")
        self.lock = threading.Lock()
        self.acked = {}  # key: (operation, answer)
        self.open = {}  # key: operation that was sent and not yet acknowledged
        self.wrong = []  # answers that nobody may ever see

    def write(self, kunci: str, what: str, **more) -> None:
        line = json.dumps({"at": time.time(), "kunci": kunci, "apa": what, **more})
        with self.lock:
            self.file.write(line.encode() + b"\n")
            self.file.flush()
            os.fsync(self.file.fileno())

    def send(self, kunci: str, operation: dict) -> None:
        self.write(kunci, "kirim", operasi=operation)
        self.open[kunci] = operation

    def ack(self, kunci: str, answer: Jawaban) -> None:
        self.write(kunci, "diterima", tujuan=answer.tujuan)
        self.acked[kunci] = (self.open.pop(kunci), answer.tujuan)


@dataclass
class Pengunjung:
    """A signed-in browser without a picture."""

    port: int
    sesi: str

    def get(self, path: str) -> Jawaban:
        return self._ask("GET", path)

    def post(self, path: str, **fields: str) -> Jawaban:
        return self._ask("POST", path, urlencode({"csrfmiddlewaretoken": CSRF, **fields}))

    def _ask(self, method: str, path: str, body: str | None = None) -> Jawaban:
        headers = {"Cookie": f"sessionid={self.sesi}; csrftoken={CSRF}"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        since = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONGEST)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
            status, header = response.status, response.getheader
            to, wait = header("Location", ""), header("Retry-After", "")
        except (OSError, http.client.HTTPException) as error:
            status, to, wait, text = 0, "", "", repr(error)
        finally:
            connection.close()
        now = time.monotonic()
        return Jawaban(now, now - since, status, to, wait, text)


@dataclass
class Beban:
    """Load on the site: heads who approve and one who looks, until told to stop."""

    buku: Buku
    port: int
    operations: list = field(default_factory=list)
    sesi_baca: str = ""
    hands: int = 4
    pause: float = 0.4
    looks: list = field(default_factory=list)
    answers: list = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)
    threads: list = field(default_factory=list)

    def start(self) -> Beban:
        self.threads = [threading.Thread(target=self._approve) for _ in range(self.hands)]
        self.threads.append(threading.Thread(target=self._look))
        for one in self.threads:
            one.start()
        return self

    def finish(self, seconds: float) -> None:
        """Wait until every operation is acknowledged, then stop looking."""
        deadline = time.monotonic() + seconds
        for one in self.threads[:-1]:
            one.join(max(0.1, deadline - time.monotonic()))
        self.stop()

    def stop(self) -> None:
        self.stopped.set()
        for one in self.threads:
            one.join(LONGEST + 5)

    def _approve(self) -> None:
        while not self.stopped.is_set():
            try:
                operation = self.operations.pop()
            except IndexError:
                return
            kunci = secrets.token_urlsafe(24)
            self.buku.send(kunci, operation)
            while not self.stopped.is_set():
                answer = setujui(self.port, kunci, operation)
                self._judge(answer)
                self.answers.append(answer)
                if answer.status == 302:
                    self.buku.ack(kunci, answer)
                    break
                self.stopped.wait(0.4)  # unknown: the same key again
            self.stopped.wait(self.pause)

    def _look(self) -> None:
        visitor = Pengunjung(self.port, self.sesi_baca)
        while not self.stopped.is_set():
            answer = visitor.get("/persetujuan/")
            self._judge(answer)
            self.looks.append(answer)
            self.stopped.wait(0.1)

    def _judge(self, answer: Jawaban) -> None:
        """O10: a fault is 503 with Retry-After, and tells nothing about people or programs."""
        bad = answer.status not in ALLOWED
        if answer.status == 503:
            names = [one["nama"] for one in self.buku.open.values() if "nama" in one]
            bad = (
                not answer.tunggu
                or "Traceback" in answer.isi
                or any(name in answer.isi for name in names)
            )
        if bad:
            self.buku.wrong.append((answer.status, answer.tunggu, answer.isi[:600]))


def setujui(port: int, kunci: str, operation: dict) -> Jawaban:
    """One head approves one proposal, with a key that may be sent again."""
    return Pengunjung(port, operation["sesi"]).post(
        f"/persetujuan/{operation['usulan']}/setujui/",
        versi=str(operation["versi"]),
        kunci_kirim=kunci,
    )
