#!/usr/bin/env python3
"""Command-line entry: `demo` and `test` start from nothing, every other word is Django's."""

import os
import sys
from pathlib import Path
from types import ModuleType

if sys.version_info < (3, 11):  # noqa: UP036 - a sentence instead of a traceback
    sys.exit("Portal ini memerlukan Python 3.11 atau yang lebih baru.")


def stand_in_for_the_package() -> None:
    """Let the launcher be imported without `asn_portal/__init__`, which needs Celery."""
    package = ModuleType("asn_portal")
    package.__path__ = [str(Path(__file__).resolve().parent / "asn_portal")]
    sys.modules["asn_portal"] = package


def main() -> int:
    """Choose who answers."""
    word, arguments = (sys.argv[1] if len(sys.argv) > 1 else ""), sys.argv[2:]
    stand_in_for_the_package()
    from asn_portal.bootstrap import demo, environment, place, uji  # noqa: PLC0415 - see above

    if word == "demo":
        return demo.main(arguments)
    if word == "test":
        return uji.main(arguments)
    place.enter_venv()
    os.environ.update(environment.discover(os.environ, word))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "asn_portal.settings")
    for name in [name for name in sys.modules if name.partition(".")[0] == "asn_portal"]:
        del sys.modules[name]  # from here on the real package
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - venv only

    execute_from_command_line(sys.argv)
    return 0


if __name__ == "__main__":
    sys.exit(main())
