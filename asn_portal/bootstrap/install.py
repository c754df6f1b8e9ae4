"""Install a hash-pinned lock into `.venv`: with uv, else with venv and pip."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from asn_portal.bootstrap.place import BASE, PYTHON, STATE, VENV, say
from asn_portal.devservices import exclusive

RUNTIME, DEV = "runtime.lock", "dev.lock"
# The dev lock holds the whole runtime lock, so a developer's venv also serves the demo.
SERVED_BY = {RUNTIME: (RUNTIME, DEV), DEV: (DEV,)}
STAMP = ".kunci-terpasang"

NEEDS_VENV_PACKAGE = """\
Lingkungan Python tidak dapat dibuat: uv tidak dapat diambil dan modul venv tidak lengkap.
Pasang salah satu, lalu ulangi perintah ini:
    apt-get install python3-venv
    python3 -m pip install uv"""


class InstallError(Exception):
    """The packages could not be installed; the text is for the person at the terminal."""


def fingerprint(lock: Path, python: Path) -> str:
    """Name an installation by its lock and by the interpreter below the venv."""
    interpreter = os.path.realpath(python)
    return hashlib.sha256(lock.read_bytes() + interpreter.encode()).hexdigest()


def is_installed(name: str, *, base: Path = BASE) -> bool:
    """Tell whether the venv already holds what a lock asks for."""
    python, stamp = base / ".venv" / "bin" / "python", base / ".venv" / STAMP
    if not python.exists() or not stamp.exists():
        return False
    known = stamp.read_text().strip()
    locks = (base / "requirements" / lock for lock in SERVED_BY[name])
    return any(known == fingerprint(lock, python) for lock in locks)


def ensure(name: str) -> None:
    """Install a lock unless that has been done."""
    if is_installed(name):
        return
    with exclusive(STATE / ".kunci-pasang"):
        if is_installed(name):
            return
        lock = BASE / "requirements" / name
        say(f"Memasang paket dari requirements/{name} …")
        tool = "uv" if _install_with_uv(lock) else "pip"
        if tool == "pip":
            _install_with_pip(lock)
        (VENV / STAMP).write_text(fingerprint(lock, PYTHON))
        say(f"Paket terpasang dengan {tool}.")


def _find_uv() -> str | None:
    """Find a uv that runs, or fetch one below `var/`; pip allows --target everywhere."""
    if os.environ.get("ASN_NO_UV"):
        return None
    fetched = STATE / "uv" / "bin" / "uv"
    if found := next(
        filter(_runs, (shutil.which("uv"), str(VENV / "bin" / "uv"), str(fetched))), None
    ):
        return found
    pip = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    subprocess.run(
        [*pip, "--upgrade", "--target", str(STATE / "uv"), "uv"], check=False, capture_output=True
    )
    return str(fetched) if _runs(str(fetched)) else None


def _runs(program: str | None) -> bool:
    try:
        done = subprocess.run([program or "", "--version"], check=False, capture_output=True)
    except OSError:
        return False
    return done.returncode == 0


def _install_with_uv(lock: Path) -> bool:
    uv = _find_uv()
    if uv is None:
        return False
    commands = [
        [uv, "pip", "install", "-q", "--require-hashes", "--python", str(PYTHON), "-r", str(lock)]
    ]
    if not _runs(str(PYTHON)):
        commands.insert(0, [uv, "venv", "-q", "--clear", "--python", sys.executable, str(VENV)])
    for command in commands:
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode:
            say(f"uv gagal, dilanjutkan dengan pip. Sebabnya: {done.stderr.strip()[-400:]}")
            return False
    return True


def _install_with_pip(lock: Path) -> None:
    if not _runs(str(PYTHON)) or not _has_pip():
        shutil.rmtree(VENV, ignore_errors=True)
        made = subprocess.run(
            [sys.executable, "-m", "venv", str(VENV)], check=False, capture_output=True
        )
        if made.returncode:
            shutil.rmtree(VENV, ignore_errors=True)
            raise InstallError(NEEDS_VENV_PACKAGE)
    pip = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    if subprocess.run([*pip, "--require-hashes", "-r", str(lock)], check=False).returncode:
        raise InstallError(f"Pemasangan requirements/{lock.name} gagal; sebabnya di atas.")


def _has_pip() -> bool:
    done = subprocess.run([str(PYTHON), "-m", "pip", "--version"], check=False, capture_output=True)
    return done.returncode == 0
