"""The portal refuses to start in production with unsafe settings or a too powerful database role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Sequence

MIN_SECRET = 50


@register(Tags.security, deploy=True)
def production_secrets(**_: Any) -> list[CheckMessage]:
    """Secrets of production are its own."""
    found: list[CheckMessage] = []
    if not settings.IS_PRODUCTION:
        return found
    if len(settings.SECRET_KEY) < MIN_SECRET:
        found.append(Error("SECRET_KEY terlalu pendek.", id="core.E001"))
    if not settings.NIK_KEYS or not settings.NIK_INDEX_KEY:
        found.append(Error("NIK_KEYS dan NIK_INDEX_KEY belum diisi.", id="core.E003"))
    return found


@register(Tags.database)
def runtime_role(*, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """The role that serves pages owns nothing and can neither truncate nor rewrite the log."""
    if not databases or settings.PROCESS not in {"web", "pekerja"}:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, "
            "has_table_privilege(current_user, 'core_peristiwa', 'UPDATE, DELETE, TRUNCATE, TRIGGER') "
            "FROM pg_roles WHERE rolname = current_user"
        )
        is_super, bypasses, rewrites = cursor.fetchone()
    if is_super or bypasses or rewrites:
        return [
            Error(
                "Peran basis data portal terlalu berkuasa. Jalankan siapkan_peran.", id="core.E002"
            )
        ]
    return []


@register(Tags.database)
def no_demo_accounts(*, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Demo logins never exist in production."""
    if not databases or settings.PROCESS not in {"web", "pekerja"} or not settings.IS_PRODUCTION:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM core_user WHERE demo AND is_active)")
        found = cursor.fetchone()[0]
    return [Error("Ada akun contoh di basis data produksi.", id="core.E004")] if found else []
