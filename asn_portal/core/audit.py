"""Business events in a hash chain, written in the transaction of the act (reliability.md §3.6)."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from typing import TYPE_CHECKING, Any

from django.db import connection

from asn_portal.core.models import IsiPeristiwa, Peristiwa
from asn_portal.core.scope import scope_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.db.models import Model

    from asn_portal.core.models import User

CHAIN_LOCK = 4_215_001
GENESIS = b"\x00" * 32
FORMAT = "peristiwa-1"


def canonical(value: Mapping[str, Any]) -> bytes:
    """Bytes that never change: sorted keys, no blanks, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def link(previous: bytes, content: bytes) -> bytes:
    """Hash of one event: leaf hash of its bytes, bound to the event before."""
    return hashlib.sha256(previous + hashlib.sha256(b"\x00" + content).digest()).digest()


def reference(target: Model) -> tuple[str, str]:
    """Kind and public code of the record; the primary key only where there is no code."""
    code = getattr(target, "kode", None) or target.pk
    return target._meta.label_lower, str(code)


def record(
    jenis: str,
    target: Model,
    *,
    actor: User | None,
    at: datetime,
    data: Mapping[str, Any],
) -> Peristiwa:
    """Append one event. Call it last in the transaction: it takes the lock of the whole chain.

    `data` may hold personal data; the chain holds only an HMAC of it (erasable commitment).
    """
    orang = actor.orang if actor is not None else None
    objek_jenis, objek_kode = reference(target)
    payload = json.dumps(data, sort_keys=True, ensure_ascii=False, default=str)
    key = secrets.token_bytes(32)
    instansi_id = getattr(target, "instansi_id", None)
    if instansi_id is None and target._meta.label == "core.Instansi":
        instansi_id = target.pk
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    last = Peristiwa.objects.order_by("-nomor").values("nomor", "at", "sidik").first()
    nomor, sebelum = (last["nomor"] + 1, bytes(last["sidik"])) if last else (1, GENESIS)
    moment = max(at, last["at"]) if last else at
    content = canonical(
        {
            "format": FORMAT,
            "nomor": nomor,
            "at": moment.isoformat(),
            "jenis": jenis,
            "pelaku": orang.kode if orang else None,
            "instansi": instansi_id,
            "objek": [objek_jenis, objek_kode],
            "komitmen": hmac.new(key, payload.encode(), hashlib.sha256).hexdigest(),
        }
    )
    event = Peristiwa.objects.create(
        nomor=nomor,
        at=moment,
        jenis=jenis,
        instansi_id=instansi_id,
        pelaku=orang,
        objek_jenis=objek_jenis,
        objek_kode=objek_kode,
        kanonik=content,
        sidik_sebelum=sebelum,
        sidik=link(sebelum, content),
    )
    IsiPeristiwa.objects.create(
        peristiwa=event,
        pelaku_nama=orang.nama if orang else "Portal",
        peran=", ".join(sorted(scope_of(actor).peran))[:60] if actor is not None else "",
        data=payload,
        kunci=key,
    )
    return event


def first_broken() -> int | None:
    """Number of the first event that does not fit the chain, or None when all fit."""
    previous, expected = GENESIS, 1
    rows = Peristiwa.objects.order_by("nomor").values_list(
        "nomor", "kanonik", "sidik_sebelum", "sidik"
    )
    for nomor, content, before, digest in rows.iterator():
        if (
            nomor != expected
            or bytes(before) != previous
            or link(previous, bytes(content)) != bytes(digest)
        ):
            return expected
        previous, expected = bytes(digest), expected + 1
    return None
