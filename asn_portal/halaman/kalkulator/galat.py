"""What a calculator refuses: the key and the reason, fit for the person who typed it."""

MAX_SHOWN = 60


class InputError(Exception):
    """The input cannot be read; `key` says where, `reason` why."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(key, reason)
        self.key = shown(key)
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.key}: {self.reason}"


def shown(text: str) -> str:
    """Make foreign text safe for one line of a terminal: short, printable, no surrogates."""
    clean = "".join(c if c.isprintable() else "?" for c in text[:MAX_SHOWN])
    return clean if len(text) <= MAX_SHOWN else f"{clean}…"
