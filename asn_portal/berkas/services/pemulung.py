"""The collector of cyclic garbage, out of the way of bulk work."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def tanpa_pemulung() -> Iterator[None]:
    """No cycle collection while hundreds of thousands of plans are alive: it finds nothing."""
    aktif = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if aktif:
            gc.enable()
