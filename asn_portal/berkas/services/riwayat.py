"""Row history of bulk writes: one context for the import, none for a trial that is rolled back."""

from __future__ import annotations

import json
import uuid
from functools import cache

import pgtrigger
from django.db import connection

TRACKERS = ("insert_insert", "update_update", "delete_delete")


@cache
def _pelacak() -> str:
    """All history triggers as an array literal."""
    names = [
        trigger.get_pgid(model)
        for model, trigger in pgtrigger.registered()
        if trigger.name in TRACKERS
    ]
    return "{" + ",".join(names) + "}"


def siapkan_riwayat(*, coba: bool, jenis: str, impor: str = "") -> None:
    """Set what the history triggers read, for the rest of the transaction.

    The history rows of one import share one context; a trial that is rolled back writes none.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pgtrigger.ignore', %s, true), "
            "set_config('pghistory.context_id', %s, true), "
            "set_config('pghistory.context_metadata', %s, true)",
            [
                _pelacak() if coba else "{}",
                str(uuid.uuid4()),
                json.dumps({"impor": impor, "jenis": jenis}),
            ],
        )
