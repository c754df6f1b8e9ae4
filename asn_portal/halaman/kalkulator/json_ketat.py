"""JSON read strictly: no double keys, no NaN, no endless nesting, no huge bodies."""

import json
from typing import Any

from asn_portal.halaman.kalkulator.galat import InputError

MAX_BYTES = 256 * 1024
WHERE = "masukan"


def load_json(data: str | bytes) -> Any:
    """Parse one JSON document or raise InputError with the reason in Indonesian."""
    if len(data) > MAX_BYTES:
        raise InputError(WHERE, f"lebih besar dari {MAX_BYTES // 1024} KB")
    try:
        text = data.decode("utf-8") if isinstance(data, bytes) else data
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise InputError(WHERE, "bukan teks UTF-8") from None
    except json.JSONDecodeError as error:
        raise InputError(WHERE, f"bukan JSON (baris {error.lineno}, kolom {error.colno})") from None
    except ValueError:  # the interpreter refuses integers of thousands of digits
        raise InputError(WHERE, "berisi bilangan yang terlalu panjang") from None
    except RecursionError:
        raise InputError(WHERE, "bersarang terlalu dalam") from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in pairs:
        if key in result:
            raise InputError(key, "kunci tertulis dua kali")
        result[key] = value
    return result


def _no_constant(name: str) -> Any:
    raise InputError(WHERE, f"berisi {name}, yang bukan angka")
