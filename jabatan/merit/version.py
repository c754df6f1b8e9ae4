"""Which engine this is: the release and a digest of its own source files."""

import hashlib
from pathlib import Path

RELEASE = "1.0"


def source_digest() -> str:
    """Digest of the modules of this package, whatever the line ends of the checkout."""
    found = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py"), key=lambda one: one.name):
        found.update(path.name.encode() + b"\0")
        found.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return found.hexdigest()[:16]


ENGINE_VERSION = f"merit {RELEASE}+{source_digest()}"
