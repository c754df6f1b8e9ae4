"""`manage.py test`: the whole suite against its own throw-away servers."""

import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from asn_portal.bootstrap.environment import Servers, for_process, is_production
from asn_portal.bootstrap.install import DEV, InstallError, ensure
from asn_portal.bootstrap.place import BASE, PYTHON, TEST, enter_venv, inside_venv, say
from asn_portal.bootstrap.processes import StopRequestedError, stop_on_signals
from asn_portal.devservices import Postgres, ServiceError, Valkey, exclusive

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DEBIAN_PACKAGES = ("chromium", "fontconfig", "fonts-dejavu-core")
# Nobody mourns these data; without waiting for the disk the suite takes half the time.
CARELESS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "shared_buffers": "128MB",
}
STOPPED = 130
NOT_RUN = """
======================================================================
UJI PERAMBAN TIDAK DIJALANKAN: Chromium tidak ditemukan.
Pasang dengan `apt-get install chromium`, atau isi CHROME_PATH.
======================================================================"""


def main(arguments: Sequence[str]) -> int:
    """Run pytest with these arguments and give its exit code."""
    if is_production(os.environ):
        print("Uji tidak dijalankan dengan ASN_MODE=produksi.", file=sys.stderr)
        return 2
    try:
        stop_on_signals()
        ensure(DEV)
        if not inside_venv():
            enter_venv()
        browser = find_browser(os.environ) or install_browser(os.environ)
        with exclusive(TEST / ".kunci-uji", wait=False):
            code = run(TEST, arguments, browser)
    except BlockingIOError:
        print("Uji lain sedang berjalan di folder ini.", file=sys.stderr)
        return 2
    except (InstallError, ServiceError) as error:
        print(f"\n{error}", file=sys.stderr)
        return 2
    except StopRequestedError:
        return STOPPED
    return verdict(code, browser, os.environ)


def find_browser(environ: Mapping[str, str]) -> str | None:
    """Find Chromium: CHROME_PATH, then PATH."""
    if chosen := environ.get("CHROME_PATH"):
        return chosen if Path(chosen).exists() else None
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def install_browser(environ: Mapping[str, str]) -> str | None:
    """Install Chromium where that is ours to do: as root on Debian."""
    is_debian = Path("/etc/debian_version").exists() and shutil.which("apt-get")
    if os.geteuid() != 0 or not is_debian or environ.get("ASN_NO_APT"):
        return None
    say("Memasang Chromium untuk uji peramban …")
    quiet = {**environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *DEBIAN_PACKAGES]
    for command in (["apt-get", "update", "-qq"], install):
        done = subprocess.run(
            command, check=False, env=quiet, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL
        )
    say("Chromium terpasang." if done.returncode == 0 else "Chromium tidak dapat dipasang.")
    return find_browser(environ)


def run(state: Path, arguments: Sequence[str], browser: str | None) -> int:
    """Start fresh servers, run pytest, stop the servers."""
    servers = Servers(Postgres(state), Valkey(state))
    try:
        servers.valkey.stop()
        shutil.rmtree(servers.valkey.folder, ignore_errors=True)
        servers.valkey.start()
        start_postgres(servers.postgres)
        say("PostgreSQL dan Valkey untuk uji berjalan.")
        code = pytest(arguments, environ_of_tests(os.environ, servers, browser))
        say(f"pytest selesai dengan kode {code}.")
    finally:
        servers.valkey.stop()
        servers.postgres.stop()
    return code


def start_postgres(postgres: Postgres) -> None:
    """Start the cluster; one that a crash without fsync has spoilt is made anew."""
    try:
        postgres.start(**CARELESS)
    except ServiceError:
        shutil.rmtree(postgres.data, ignore_errors=True)
        postgres.start(**CARELESS)


def environ_of_tests(
    environ: Mapping[str, str], servers: Servers, browser: str | None
) -> dict[str, str]:
    added = {
        "ASN_MODE": "uji",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DATABASE_URL": servers.postgres.url("postgres"),
        "REDIS_URL": servers.valkey.url,
    }
    if browser:
        added["CHROME_PATH"] = browser
    return for_process(environ, added, "perintah")


def pytest(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    process = subprocess.Popen(
        [str(PYTHON), "-m", "pytest", *arguments], cwd=BASE, env=dict(environ)
    )
    try:
        return process.wait()
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def verdict(code: int, browser: str | None, environ: Mapping[str, str]) -> int:
    """Say loudly what was not run; in CI that counts as a failure."""
    if browser is None:
        print(NOT_RUN, flush=True)
        if code == 0 and environ.get("CI", "").lower() in {"1", "true", "yes"}:
            return 1
    return code
