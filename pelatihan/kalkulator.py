"""Pure rules of training: old and new names of structural programmes (domain §9.1)."""

from __future__ import annotations

import re

# Leadership programmes by level; "Diklatpim Tingkat III" is today's PKA.
PROGRAMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("PKN1", re.compile(r"\bPKN\W*(TINGKAT|TK\.?)?\s*(I|1)\b|PIM\w*\s*(TINGKAT|TK\.?)?\s*(I|1)\b")),
    (
        "PKN2",
        re.compile(
            r"\bPKN\W*(TINGKAT|TK\.?)?\s*(II|2)\b|PIM\w*\s*(TINGKAT|TK\.?)?\s*(II|2)\b|SPAMEN"
        ),
    ),
    (
        "PKA",
        re.compile(
            r"\bPKA\b|KEPEMIMPINAN ADMINISTRATOR|PIM\w*\s*(TINGKAT|TK\.?)?\s*(III|3)\b|SPAMA|ADUMLA"
        ),
    ),
    (
        "PKP",
        re.compile(
            r"\bPKP\b|KEPEMIMPINAN PENGAWAS|PIM\w*\s*(TINGKAT|TK\.?)?\s*(IV|4)\b|SPALA|\bADUM\b"
        ),
    ),
)


def program_code(name: str) -> str:
    """Code of a structural programme under its old or new name; empty when it is none."""
    text = " ".join(name.upper().split())
    return next((code for code, pattern in PROGRAMS if pattern.search(text)), "")
