"""Where things are, and how the launcher speaks."""

import os
import sys
import time
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent.parent
VENV = BASE / ".venv"
PYTHON = VENV / "bin" / "python"
STATE = BASE / "var"
DEMO = STATE / "demo"
TEST = STATE / "test"

# The launcher replaces itself by the venv's Python half-way; the clock goes on.
_STARTED = float(os.environ.setdefault("ASN_MULAI", str(time.time())))


def say(text: str) -> None:
    """Print one line with the seconds since the command was given."""
    print(f"[{time.time() - _STARTED:6.1f} dtk] {text}", flush=True)


def inside_venv() -> bool:
    return Path(sys.prefix).resolve() == VENV.resolve()


def enter_venv() -> None:
    """Go on as the project's own Python, if there is one and we are not it."""
    if PYTHON.exists() and not inside_venv():
        sys.stdout.flush()
        os.execv(PYTHON, [str(PYTHON), *sys.argv])  # noqa: S606 - our own interpreter
