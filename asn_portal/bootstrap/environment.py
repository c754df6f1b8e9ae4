"""Which services a command talks to: those of the environment, else those of the running demo."""

import contextlib
import json
import os
import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from asn_portal.bootstrap.place import DEMO
from asn_portal.devservices import Postgres, Valkey, clean_environ

PRODUCTION = "produksi"
DATABASE, OWNER, RUNTIME_ROLE = "asn", "asn_owner", "asn_app"
# Commands that change tables or fill them from nothing; all others work with runtime rights.
OWNER_COMMANDS = frozenset({"migrate", "siapkan_peran", "siapkan_demo", "seed_demo", "flush"})
# Commands that start a server of their own; the settings only have to load.
SELF_SUFFICIENT = frozenset({"tolok_ukur"})
# Left over from another shell, these would turn the demo into something else; without compiled
# files each of its processes would compile Django anew, which takes longer than all else.
NOT_INHERITED = (
    "ASN_MULAI",
    "ASN_PROSES",
    "DATABASE_URL",
    "DEBUG",
    "DJANGO_SETTINGS_MODULE",
    "PYTHONDONTWRITEBYTECODE",
    "REDIS_URL",
)


@dataclass(frozen=True)
class Servers:
    """The running servers of one state folder."""

    postgres: Postgres
    valkey: Valkey


def is_production(environ: Mapping[str, str]) -> bool:
    return environ.get("ASN_MODE", "").strip().lower() == PRODUCTION


def secret_of(state: Path) -> str:
    """Give the secret key of a state folder, made once: sessions and NIK outlive a restart."""
    path = state / "secret"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as handle:
            handle.write(secrets.token_urlsafe(50))
    return path.read_text().strip()


def demo_environ(state: Path, servers: Servers, port: int) -> dict[str, str]:
    """Give what the processes of the demo add to the environment (runtime rights)."""
    return {
        "ASN_MODE": "demo",
        "SECRET_KEY": secret_of(state),
        "DATABASE_URL": servers.postgres.url(DATABASE, RUNTIME_ROLE),
        "DATABASE_OWNER_URL": servers.postgres.url(DATABASE, OWNER),
        "REDIS_URL": servers.valkey.url,
        "PUBLIC_BASE_URL": f"http://127.0.0.1:{port}",
        "MEDIA_ROOT": str(state / "media"),
    }


def for_process(
    environ: Mapping[str, str], added: Mapping[str, str], process: str
) -> dict[str, str]:
    """Give the whole environment of one process (`ASN_PROSES`)."""
    inherited = clean_environ(environ)
    for name in NOT_INHERITED:
        inherited.pop(name, None)
    return {**inherited, **added, "ASN_PROSES": process}


def as_owner(environ: Mapping[str, str]) -> dict[str, str]:
    """Give the same environment with the rights of the tables' owner."""
    return {**environ, "DATABASE_URL": environ["DATABASE_OWNER_URL"]}


def save_services(state: Path, added: Mapping[str, str]) -> None:
    """Leave word for later commands; it holds the secret key, so only its owner may read it."""
    path = state / "services.json"
    fresh = path.with_suffix(".baru")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT, 0o600), "w") as handle:
        json.dump({"env": dict(added)}, handle, indent=1)
    fresh.replace(path)


def saved_services(state: Path) -> dict[str, str]:
    """Read what the running demo left; nothing when there is none."""
    try:
        found: dict[str, str] = json.loads((state / "services.json").read_text())["env"]
    except (OSError, ValueError, KeyError):
        return {}
    return found


def forget_services(state: Path) -> None:
    (state / "services.json").unlink(missing_ok=True)


def discover(environ: Mapping[str, str], command: str, state: Path = DEMO) -> dict[str, str]:
    """Give what to add to the environment so that a command finds the running demo.

    Nothing in production, nothing when the environment names any server itself (half of each
    would mix two installations), nothing when the demo does not answer.
    """
    if is_production(environ) or environ.get("DATABASE_URL") or environ.get("REDIS_URL"):
        return {}
    if command in SELF_SUFFICIENT:
        return {
            "ASN_MODE": "uji",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "DATABASE_URL": "postgres:///tidak-dipakai",
            "REDIS_URL": "unix:///tidak-dipakai",
        }
    added = saved_services(state)
    answering = (
        bool(added)
        and _answers(added["REDIS_URL"].removeprefix("unix://"))
        and _answers(added["DATABASE_URL"].partition("?host=")[2] + "/.s.PGSQL.5432")
    )
    if not answering:
        return {}
    return as_owner(added) if command in OWNER_COMMANDS else added


def _answers(path: str) -> bool:
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(2)
        connection.connect(path)
        return True
    return False
