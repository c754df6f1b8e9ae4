"""The launcher: what it skips, what it finds, what it refuses, what it brings back."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from asn_portal import celery, devservices
from asn_portal.bootstrap import database, demo, environment, install, place, processes, uji

BASE = Path(__file__).resolve().parents[2]


# --- Words on the command line -----------------------------------------------------------------


def test_demo_without_words_serves_port_8000_until_stopped():
    options = demo.parse([])
    assert (options.once, options.port, options.pegawai) == (False, 8000, None)


@pytest.mark.parametrize(
    "words", [["--port", "web"], ["--port", "70000"], ["--pegawai", "0"], ["--nonce"]]
)
def test_demo_refuses_words_that_make_no_sense(words, capsys):
    with pytest.raises(SystemExit) as refusal:
        demo.parse(words)
    assert refusal.value.code == 2
    assert "manage.py demo" in capsys.readouterr().err


def test_a_taken_port_is_said_before_anything_starts(monkeypatch):
    monkeypatch.setattr(demo, "PORT_PATIENCE", 0)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(devservices.ServiceError, match="--port"):
            demo.free_port(taken.getsockname()[1])


def test_the_launcher_needs_nothing_but_the_standard_library():
    # -S hides every installed package, as on a bare machine.
    done = subprocess.run(
        [sys.executable, "-S", "manage.py", "demo", "--port", "x"],
        cwd=BASE, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert "porta adalah bilangan" in done.stderr


@pytest.mark.parametrize("word", ["demo", "test"])
def test_demo_and_test_refuse_to_run_in_production_mode(word):
    done = subprocess.run(
        [sys.executable, "manage.py", word],
        cwd=BASE, check=False, capture_output=True, text=True, env={**os.environ, "ASN_MODE": "produksi"},
    )  # fmt: skip
    assert done.returncode == 2
    assert "produksi" in done.stderr


# --- Installing ----------------------------------------------------------------------------------


@pytest.fixture
def checkout(tmp_path):
    (tmp_path / "requirements").mkdir()
    for name in ("runtime.lock", "dev.lock"):
        (tmp_path / "requirements" / name).write_text(f"{name}\n")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    return tmp_path


def stamp(checkout, lock):
    print_of_lock = install.fingerprint(
        checkout / "requirements" / lock, checkout / ".venv/bin/python"
    )
    (checkout / ".venv" / install.STAMP).write_text(print_of_lock)


def test_a_second_start_installs_nothing_until_the_lock_changes(checkout):
    assert not install.is_installed("runtime.lock", base=checkout)
    stamp(checkout, "runtime.lock")
    assert install.is_installed("runtime.lock", base=checkout)
    (checkout / "requirements" / "runtime.lock").write_text("another\n")
    assert not install.is_installed("runtime.lock", base=checkout)


def test_what_a_developer_installed_also_serves_the_demo_but_not_the_reverse(checkout):
    stamp(checkout, "dev.lock")
    assert install.is_installed("runtime.lock", base=checkout)
    stamp(checkout, "runtime.lock")
    assert not install.is_installed("dev.lock", base=checkout)


def test_another_python_below_the_venv_means_installing_again(checkout):
    stamp(checkout, "dev.lock")
    python = checkout / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/bin/sh")
    assert not install.is_installed("dev.lock", base=checkout)


def test_the_dev_lock_holds_the_whole_runtime_lock_and_names_no_host():
    pin = re.compile(r"^[a-z0-9._-]+==\S+", re.MULTILINE)
    locks = {
        name: (BASE / "requirements" / name).read_text() for name in ("runtime.lock", "dev.lock")
    }
    assert set(pin.findall(locks["runtime.lock"])) <= set(pin.findall(locks["dev.lock"]))
    assert not [name for name, text in locks.items() if "://" in text]


# --- Finding the services ----------------------------------------------------------------------------


@pytest.fixture
def running_demo(tmp_path):
    """Give a state folder whose two servers answer."""
    sockets = Path(tempfile.mkdtemp(prefix="asn-uji-"))
    listeners = []
    for name in ("v.sock", ".s.PGSQL.5432"):
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(sockets / name))
        listener.listen()
        listeners.append(listener)
    environment.save_services(
        tmp_path,
        {
            "ASN_MODE": "demo",
            "DATABASE_URL": f"postgres://asn_app@/asn?host={sockets}",
            "DATABASE_OWNER_URL": f"postgres://asn_owner@/asn?host={sockets}",
            "REDIS_URL": f"unix://{sockets}/v.sock",
        },
    )
    yield tmp_path, sockets
    for listener in listeners:
        listener.close()
    shutil.rmtree(sockets, ignore_errors=True)


def test_a_command_finds_the_running_demo_with_runtime_rights(running_demo):
    state, _ = running_demo
    found = environment.discover({}, "impor", state)
    assert found["ASN_MODE"] == "demo"
    assert found["DATABASE_URL"].startswith("postgres://asn_app@")


def test_migrate_finds_the_demo_as_owner_of_the_tables(running_demo):
    state, _ = running_demo
    assert environment.discover({}, "migrate", state)["DATABASE_URL"].startswith(
        "postgres://asn_owner@"
    )


@pytest.mark.parametrize("mode", ["produksi", " Produksi "])
def test_production_never_finds_the_demo(running_demo, mode):
    state, _ = running_demo
    assert environment.discover({"ASN_MODE": mode}, "impor", state) == {}


@pytest.mark.parametrize("name", ["DATABASE_URL", "REDIS_URL"])
def test_an_environment_that_names_a_server_is_left_alone(running_demo, name):
    state, _ = running_demo
    assert environment.discover({name: "x://y"}, "impor", state) == {}


def test_a_demo_that_does_not_answer_is_not_found(running_demo):
    state, sockets = running_demo
    (sockets / ".s.PGSQL.5432").unlink()
    assert environment.discover({}, "impor", state) == {}
    assert environment.discover({}, "impor", state / "none") == {}


def test_the_file_with_the_secret_key_is_private(running_demo):
    state, _ = running_demo
    assert (state / "services.json").stat().st_mode & 0o077 == 0
    first = environment.secret_of(state)
    assert environment.secret_of(state) == first
    assert (state / "secret").stat().st_mode & 0o077 == 0


def test_variables_of_another_shell_do_not_reach_the_demo():
    outer = {"PGPORT": "5433", "DATABASE_URL": "postgres://lain", "HOME": "/h"}
    outer |= {"DEBUG": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    inner = environment.for_process(outer, {"ASN_MODE": "demo"}, "web")
    assert inner == {"HOME": "/h", "ASN_MODE": "demo", "ASN_PROSES": "web"}


# --- The city ------------------------------------------------------------------------------------------


def test_a_start_without_a_number_keeps_the_city_that_is_there():
    known = database.Loaded(
        version=database.wanted_city(None, None).version, employees=77, schema="old"
    )
    wanted = database.wanted_city(known, None)
    assert wanted.employees == 77
    assert wanted.is_city(known)
    assert wanted != known  # the tables changed, so migrate runs


def test_another_number_of_employees_means_another_city():
    known = database.wanted_city(None, None)
    assert known.employees == database.DEFAULT_EMPLOYEES
    assert not database.wanted_city(known, 300).is_city(known)


def test_a_damaged_marker_reads_as_no_city(tmp_path):
    marker = tmp_path / "dimuat.json"
    marker.write_text('{"version": "0.1')
    assert database.Loaded.read(marker) is None
    database.wanted_city(None, 5).write(marker)
    assert database.Loaded.read(marker) == database.wanted_city(None, 5)
    marker.write_text(json.dumps({"other": 1}))
    assert database.Loaded.read(marker) is None


# --- Children --------------------------------------------------------------------------------------------


def test_a_child_that_dies_early_waits_longer_each_time():
    assert [processes.pause_before(n) for n in (1, 2, 3, 9)] == [1, 2, 4, 30]


@pytest.mark.skipif(not place.PYTHON.exists(), reason="children run with the project's .venv")
def test_a_dead_child_is_noticed_and_started_again_after_its_pause(tmp_path, monkeypatch):
    monkeypatch.setattr(processes, "FIRST_PAUSE", 0.05)
    child = processes.Child("anak", ("json.tool", "/tidak/ada"), {}, tmp_path / "anak.log")
    child.start()
    first = child.process
    first.wait(20)
    child.look_after()
    assert (child.failures, child.process) == (1, None)
    time.sleep(0.06)
    child.look_after()
    assert child.process is not None
    assert child.process.pid != first.pid
    assert "tidak/ada" in child.tail()
    processes.stop_all([child])
    assert child.process.poll() is not None


def test_the_timetable_names_tasks_that_the_worker_has(settings):
    celery.app.loader.import_default_modules()
    named = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert named
    assert named <= set(celery.app.tasks)


def test_beat_loads_no_component_and_the_worker_all_of_them(settings):
    settings.PROCESS = "penjadwal"
    assert celery.packages_with_tasks() == []
    settings.PROCESS = "pekerja"
    assert {"jabatan.penempatan", "asn_portal.core"} <= set(celery.packages_with_tasks())


def test_a_second_demo_is_told_where_the_first_one_is(running_demo):
    state, _ = running_demo
    environment.save_services(state, {"PUBLIC_BASE_URL": "http://127.0.0.1:8000"})
    assert demo.where(state) == ": http://127.0.0.1:8000/"
    environment.forget_services(state)
    assert demo.where(state) == ""  # still loading


# --- The browser -------------------------------------------------------------------------------------------


def test_without_a_browser_the_last_lines_say_so_and_ci_fails(capsys):
    assert uji.verdict(0, None, {}) == 0
    assert uji.verdict(0, None, {"CI": "true"}) == 1
    assert capsys.readouterr().out.count("TIDAK DIJALANKAN") == 2
    assert uji.verdict(5, None, {"CI": "true"}) == 5
    assert uji.verdict(0, "/usr/bin/chromium", {"CI": "true"}) == 0
    assert capsys.readouterr().out.count("TIDAK DIJALANKAN") == 1


def test_a_named_browser_that_is_not_there_is_no_browser():
    assert uji.find_browser({"CHROME_PATH": "/tidak/ada"}) is None
    assert uji.find_browser({"CHROME_PATH": sys.executable}) == sys.executable


# --- The servers ---------------------------------------------------------------------------------------------


def test_the_binaries_may_be_chosen_by_the_environment(monkeypatch):
    monkeypatch.setenv("ASN_PG_BIN", "/opt/pg/bin")
    monkeypatch.setenv("ASN_VALKEY_BIN", "/opt/valkey-server")
    assert devservices.postgres_binaries() == Path("/opt/pg/bin")
    assert devservices.valkey_binary() == Path("/opt/valkey-server")


def test_postgres_is_never_run_as_root(monkeypatch):
    assert devservices.Runner().run("id", "-u").stdout.strip() != "0"
    if os.geteuid() == 0:
        for name in ("ASN_NO_USERNS", "ASN_NO_SETPRIV"):
            monkeypatch.setenv(name, "1")
            runner = devservices.Runner()
            assert runner.run("id", "-u").stdout.strip() == str(runner.owner[0]) != "0"


def test_a_socket_folder_of_somebody_else_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(devservices.tempfile, "gettempdir", lambda: str(tmp_path))
    folder = devservices.socket_dir(tmp_path / "state")
    folder.rmdir()
    folder.symlink_to(tmp_path, target_is_directory=True)
    with pytest.raises(devservices.ServiceError):
        devservices.socket_dir(tmp_path / "state")


def until(true, seconds=5):
    deadline = time.monotonic() + seconds
    while not true() and time.monotonic() < deadline:
        time.sleep(0.02)
    return true()


@pytest.mark.fault
def test_the_servers_come_back_with_their_data_after_kill_9(tmp_path):
    postgres, valkey = devservices.Postgres(tmp_path), devservices.Valkey(tmp_path)
    try:
        postgres.start(shared_buffers="16MB")
        valkey.start()
        postgres.sql("create table catatan as select generate_series(1, 1000) as nomor")
        assert valkey._ask("SET kunci nilai").startswith("+OK")
        first = (postgres.pid, valkey.pid)
        time.sleep(1.1)  # Valkey writes its log every second
        for pid in first:
            os.kill(pid, signal.SIGKILL)

        devservices.Postgres(tmp_path).start(shared_buffers="16MB")
        valkey.start()

        assert (postgres.pid, valkey.pid) != first
        assert postgres.sql("select count(*) from catatan") == "1000"
        assert "nilai" in valkey._ask("GET kunci")
        assert not valkey.has_consumer()
        with socket.socket(socket.AF_UNIX) as worker:
            worker.connect(str(valkey.socket))
            worker.sendall(b"BRPOP celery 0\r\n")
            assert until(valkey.has_consumer)
        second = (postgres.pid, valkey.pid)
        devservices.Postgres(tmp_path).start()
        devservices.Valkey(tmp_path).start()
        assert (postgres.pid, valkey.pid) == second  # adopted, not started twice
    finally:
        valkey.stop()
        postgres.stop()
    assert not postgres.ready()
    assert not valkey.ready()
    shutil.rmtree(postgres.sockets, ignore_errors=True)
