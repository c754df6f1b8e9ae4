"""`manage.py demo`: the whole portal on one machine, from nothing, until Ctrl-C."""

import argparse
import http.client
import os
import socket
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from asn_portal.bootstrap.database import DEFAULT_EMPLOYEES, StageError, prepare
from asn_portal.bootstrap.environment import (
    Servers,
    demo_environ,
    for_process,
    forget_services,
    is_production,
    save_services,
    saved_services,
)
from asn_portal.bootstrap.install import RUNTIME, InstallError, ensure
from asn_portal.bootstrap.place import DEMO, enter_venv, inside_venv, say
from asn_portal.bootstrap.processes import Child, StopRequestedError, stop_all, stop_on_signals
from asn_portal.devservices import Postgres, ServiceError, Valkey, exclusive

HOST = "127.0.0.1"
READY_WITHIN = 120.0
PORT_PATIENCE = 4.0  # the web process of a killed launcher needs a moment to leave
GIVE_UP_AFTER = 3  # early deaths of one process before the first answer
STOPPED = 130


def main(arguments: Sequence[str]) -> int:
    """Run the demo and give its exit code."""
    options = parse(arguments)
    if is_production(os.environ):
        print("Demo tidak dijalankan dengan ASN_MODE=produksi.", file=sys.stderr)
        return 2
    try:
        stop_on_signals()
        ensure(RUNTIME)
        if not inside_venv():
            enter_venv()
        with exclusive(DEMO / ".kunci-demo", wait=False):
            return run(DEMO, once=options.once, port=options.port, employees=options.pegawai)
    except BlockingIOError:
        print(f"Demo sudah berjalan di folder ini{where(DEMO)}.", file=sys.stderr)
        print("Hentikan dengan Ctrl-C di terminalnya sebelum memulai lagi.", file=sys.stderr)
    except (InstallError, ServiceError, StageError) as error:
        print(f"\n{error}", file=sys.stderr)
    except StopRequestedError:
        return STOPPED
    return 1


def where(state: Path) -> str:
    """Give the address of the demo that holds the folder, if it has got that far."""
    known = saved_services(state)
    return f": {known['PUBLIC_BASE_URL']}/" if known else ""


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="manage.py demo", description="Jalankan portal lengkap dengan kota contoh."
    )
    parser.add_argument("--once", action="store_true", help="berhenti setelah situs menjawab")
    parser.add_argument(
        "--port", type=_port, default=8000, help="porta situs (bawaan 8000; 0: pilih yang bebas)"
    )
    parser.add_argument(
        "--pegawai",
        type=_employees,
        help=f"jumlah pegawai kota contoh (bawaan {DEFAULT_EMPLOYEES}); "
        "jumlah lain memuat ulang kota dari awal",
    )
    return parser.parse_args(arguments)


def _port(text: str) -> int:
    if not (text.isdecimal() and int(text) < 2**16):
        raise argparse.ArgumentTypeError("porta adalah bilangan 0 sampai 65535")
    return int(text)


def _employees(text: str) -> int:
    if not (text.isdecimal() and int(text) > 0):
        raise argparse.ArgumentTypeError("jumlah pegawai adalah bilangan lebih dari 0")
    return int(text)


def run(state: Path, *, once: bool, port: int, employees: int | None) -> int:
    """Start all, look after all, stop all."""
    port = free_port(port)
    servers = Servers(Postgres(state), Valkey(state))
    family: list[Child] = []
    answered = False
    try:
        start_servers(servers)
        say("PostgreSQL dan Valkey berjalan.")
        added = demo_environ(state, servers, port)
        save_services(state, added)
        quiet = {"LOG_LEVEL": "WARNING", **added}
        prepare(servers.postgres, for_process(os.environ, quiet, "perintah"), state, employees)
        family += children(added, state, port)
        for child in family:
            child.start()
        wait_until_ready(port, servers.valkey, family)
        answered = True
        greet(port, state)
        if not once:
            say("Ctrl-C menghentikan semuanya.")
            look_after(servers, family)
    except StopRequestedError:
        return 0 if answered else STOPPED
    finally:
        stop_all(family)
        forget_services(state)
        servers.valkey.stop()
        servers.postgres.stop()
        say("Semua proses berhenti.")
    return 0


def free_port(wanted: int) -> int:
    """Give the wanted port, or any free one for 0; a taken one is said before anything starts."""
    deadline = time.monotonic() + PORT_PATIENCE
    while True:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, wanted))
            except OSError as error:
                reason = error.strerror
            else:
                return int(probe.getsockname()[1])
        if time.monotonic() > deadline:
            raise ServiceError(
                f"Porta {wanted} tidak dapat dipakai ({reason}). Pilih yang lain: --port N."
            )
        time.sleep(0.2)


def start_servers(servers: Servers) -> None:
    servers.postgres.start()
    servers.valkey.start()


def children(added: Mapping[str, str], state: Path, port: int) -> list[Child]:
    """List the three processes of the portal; docker-compose.yml starts the same ones."""
    commands = {
        "web": (
            # Loaded once, then forked; no thread or socket file of gunicorn's own beside it.
            *("gunicorn", "asn_portal.wsgi", "--preload", "--no-control-socket"),
            *("--bind", f"{HOST}:{port}"),
            *("--worker-class", "gthread", "--workers", "2", "--threads", "4"),
        ),
        "pekerja": (
            *("celery", "-A", "asn_portal", "worker", "-c", "2", "-l", "INFO"),
            "--without-mingle",  # it asks other workers for a second; there is nothing to learn
        ),
        "penjadwal": (
            *("celery", "-A", "asn_portal", "beat", "-l", "INFO", "--pidfile="),
            *("-s", str(state / "beat-schedule")),
        ),
    }
    # Django's checks belong to the tests; Celery would repeat them in both of its processes.
    added = {**added, "CELERY_SKIP_CHECKS": "1"}
    return [
        Child(name, command, for_process(os.environ, added, name), state / "log" / f"{name}.log")
        for name, command in commands.items()
    ]


def wait_until_ready(port: int, valkey: Valkey, family: Sequence[Child]) -> None:
    """Ready means that the site answers and that the worker waits for jobs."""
    deadline = time.monotonic() + READY_WITHIN
    answer = "tidak ada"
    while time.monotonic() < deadline:
        for child in family:
            child.look_after()
            if child.failures >= GIVE_UP_AFTER:
                raise StageError(f"{child.name} tidak dapat berjalan:\n{child.tail()}")
        answer = readiness(port)
        if answer == "200":
            if valkey.has_consumer():
                return
            answer = "pekerja belum siap"
        time.sleep(0.1)
    raise StageError(
        f"Situs belum siap setelah {READY_WITHIN:.0f} detik. Jawaban terakhir: {answer}"
    )


def readiness(port: int) -> str:
    """Ask `/readyz` and give its status, with the reason when it is not ready."""
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("GET", "/readyz")
        response = connection.getresponse()
        body = response.read(400).decode(errors="replace")
    except (OSError, http.client.HTTPException) as error:
        return str(error)
    finally:
        connection.close()
    return "200" if response.status == http.HTTPStatus.OK else f"{response.status} {body}"


def greet(port: int, state: Path) -> None:
    say(f"SIAP: http://{HOST}:{port}/")
    print(f"\n{(state / 'masuk.txt').read_text().rstrip()}\n", flush=True)


def look_after(servers: Servers, family: Sequence[Child]) -> None:
    """Keep everything running until somebody asks to stop."""
    while True:
        for child in family:
            child.look_after()
        try:
            start_servers(servers)  # adopts what runs, restarts what died
        except ServiceError as error:
            say(f"Layanan belum dapat dijalankan lagi: {error}")
        time.sleep(2)
