"""The demo's database: roles, migrations and the demo city, each made once."""

import hashlib
import json
import subprocess
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from asn_portal.bootstrap.environment import DATABASE, OWNER, RUNTIME_ROLE, as_owner
from asn_portal.bootstrap.place import BASE, PYTHON, say
from asn_portal.devservices import Postgres

DEFAULT_EMPLOYEES = 1_300
COMPONENTS = ("asn_portal", "jabatan", "kinerja", "pelatihan")


class StageError(Exception):
    """A stage of the demo failed; its own messages stand above."""


@dataclass(frozen=True)
class Loaded:
    """What stands in the demo's database."""

    version: str
    employees: int
    schema: str

    @classmethod
    def read(cls, path: Path) -> "Loaded | None":
        try:
            return cls(**json.loads(path.read_text()))
        except (OSError, ValueError, TypeError):
            return None

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self)))

    def is_city(self, other: "Loaded | None") -> bool:
        return other is not None and (self.version, self.employees) == (
            other.version,
            other.employees,
        )


def wanted_city(known: Loaded | None, employees: int | None, *, base: Path = BASE) -> Loaded:
    """Give what should be loaded: the number asked for, else the one there is, else the usual."""
    version = tomllib.loads((base / "pyproject.toml").read_text())["project"]["version"]
    number = employees or (known.employees if known else DEFAULT_EMPLOYEES)
    return Loaded(version=version, employees=number, schema=schema_fingerprint(base))


def schema_fingerprint(base: Path) -> str:
    """Name everything that `migrate` and `siapkan_peran` would act on."""
    digest = hashlib.sha256((base / "requirements" / "runtime.lock").read_bytes())
    for component in COMPONENTS:
        for path in sorted((base / component).rglob("*.py")):
            if path.parent.name == "migrations" or path.stem == "siapkan_peran":
                digest.update(str(path.relative_to(base)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def prepare(
    postgres: Postgres, environ: Mapping[str, str], state: Path, employees: int | None
) -> None:
    """Bring the database to the wanted tables and city; what is unchanged is skipped."""
    marker, logins = state / "dimuat.json", state / "masuk.txt"
    known = Loaded.read(marker)
    wanted = wanted_city(known, employees)
    if not (_has_database(postgres) and wanted.is_city(known)):
        marker.unlink(missing_ok=True)
        known = None
        _make_database(postgres)
    if known == wanted and logins.exists():
        return
    words = ["siapkan_demo", RUNTIME_ROLE, str(logins)]
    if known is None:
        say(f"Membuat tabel dan memuat kota contoh dengan {wanted.employees} pegawai …")
        words += ["--pegawai", str(wanted.employees)]
    manage(*words, environ=as_owner(environ))
    say("Basis data siap.")
    wanted.write(marker)


def manage(*words: str, environ: Mapping[str, str]) -> None:
    """Run one management command to its end."""
    command = [str(PYTHON), str(BASE / "manage.py"), *words]
    done = subprocess.run(command, check=False, cwd=BASE, env=dict(environ))
    if done.returncode:
        raise StageError(f"Perintah `manage.py {words[0]}` gagal (kode {done.returncode}).")


def _has_database(postgres: Postgres) -> bool:
    return postgres.sql(f"select 1 from pg_database where datname = '{DATABASE}'") == "1"


def _make_database(postgres: Postgres) -> None:
    """Begin anew: half a city from an interrupted start cannot be told from a whole one."""
    for role in (OWNER, RUNTIME_ROLE):
        if postgres.sql(f"select 1 from pg_roles where rolname = '{role}'") != "1":
            postgres.sql(f"create role {role} login")
    postgres.sql(f"drop database if exists {DATABASE} with (force)")
    postgres.sql(f"create database {DATABASE} owner {OWNER}")
