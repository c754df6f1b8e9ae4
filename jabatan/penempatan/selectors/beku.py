"""Frozen runs, opened once per process: pages explain from them, never from live rows."""

from __future__ import annotations

import hashlib
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

from jabatan import merit
from jabatan.penempatan.models import Pemeringkatan

if TYPE_CHECKING:
    from jabatan.penempatan.models import Lowongan

OPEN_AT_ONCE = 8


class RunDamagedError(Exception):
    """The stored bytes do not fit their hash; nothing may be shown from them."""


@lru_cache(maxsize=OPEN_AT_ONCE)
def _thawed(pk: int, sha256: str) -> merit.Frozen:
    packed = Pemeringkatan.objects.values_list("masukan", flat=True).get(pk=pk)
    raw = zlib.decompress(bytes(packed))
    if hashlib.sha256(raw).hexdigest() != sha256:
        raise RunDamagedError(pk)
    return merit.thaw(raw)


def thawed(run: Pemeringkatan) -> merit.Frozen:
    """Inputs of a run; a run never changes, so they stay open."""
    return _thawed(run.pk, run.masukan_sha256)


def outcomes(run: Pemeringkatan, lowongan: Lowongan) -> merit.Outcomes:
    """What became of everybody for one vacancy of a run."""
    return merit.outcomes(thawed(run), lowongan.kode)
