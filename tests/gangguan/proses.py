"""Django side of the fault tests: builds the world and answers questions, one JSON line each.

It runs as a process of its own (`python -m tests.gangguan.proses`), because the cluster of these
tests is not the database of pytest-django and goes away in the middle of a test.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from importlib import import_module

import django


def main() -> None:
    """Answer until the pipe closes; a failed question is an answer too."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what commands print must not mix with the answers
    django.setup()
    from django.db import connection

    for line in sys.stdin:
        asked = json.loads(line)
        try:
            module, _, function = asked["tanya"].partition(":")
            told = getattr(import_module(f"tests.gangguan.{module}"), function)(**asked["isi"])
            answer = {"jawab": told}
        except Exception:  # noqa: BLE001 -- the test on the other side fails with this text
            answer = {"gagal": traceback.format_exc()}
        finally:
            connection.close()
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
