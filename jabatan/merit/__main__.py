"""`python -m jabatan.merit rank CASE.json` and `verify RUN.json`."""

import json
import sys
from pathlib import Path

from jabatan.merit import exchange, inputs, jsontext
from jabatan.merit.errors import MeritInputError

OK, DIFFERENT, REFUSED = 0, 1, 2
USAGE = "Pemakaian: python -m jabatan.merit rank|verify BERKAS.json"


def main(arguments: list[str]) -> int:
    """Run one command; refusals are one line on standard error."""
    try:
        command, name = arguments
        work = {"rank": _rank, "verify": _verify}[command]
    except (ValueError, KeyError):
        return _refuse(USAGE)
    try:
        data = Path(name).read_bytes()
    except (OSError, ValueError):
        return _refuse(f"$: berkas {jsontext.quoted(name)} tidak dapat dibaca")
    try:
        return work(data)
    except MeritInputError as error:
        return _refuse(str(error))


def _refuse(line: str) -> int:
    sys.stderr.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")
    sys.stderr.flush()
    return REFUSED


def _print(text: str) -> None:
    sys.stdout.buffer.write(text.encode() + b"\n")
    sys.stdout.flush()


def _rank(data: bytes) -> int:
    _print(json.dumps(exchange.rank(inputs.parse(data)), ensure_ascii=False, indent=1))
    return OK


def _verify(data: bytes) -> int:
    found = exchange.verify(exchange.parse_run(data))
    _print(found or "cocok")
    return DIFFERENT if found else OK


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
