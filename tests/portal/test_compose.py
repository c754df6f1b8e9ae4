"""docker-compose.yml cannot be run everywhere, so it is compared with what it must agree with."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from asn_portal.bootstrap import demo
from asn_portal.bootstrap.environment import OWNER, RUNTIME_ROLE

BASE = Path(__file__).resolve().parents[2]
TEXT = (BASE / "docker-compose.yml").read_text()
SERVICES = yaml.safe_load(TEXT)["services"]
PORTAL = ("siapkan", "web", "pekerja", "penjadwal")
LONG_RUNNING = ("postgres", "valkey", "web", "pekerja", "penjadwal")
READ_BY_SETTINGS = set(
    re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', (BASE / "asn_portal" / "settings.py").read_text())
)


def without_places(command):
    """Drop the addresses and folders, which differ between a container and a laptop."""
    places = {"--bind", "-s"}
    pairs = zip([None, *command], command, strict=False)
    return [word for before, word in pairs if before not in places]


@pytest.mark.parametrize("service", PORTAL)
def test_every_variable_is_one_the_settings_read(service):
    assert set(SERVICES[service]["environment"]) <= READ_BY_SETTINGS


@pytest.mark.parametrize("name", ["web", "pekerja", "penjadwal"])
def test_compose_and_demo_start_the_same_processes(name):
    child = next(c for c in demo.children({}, Path("/state"), 8000) if c.name == name)
    assert without_places(SERVICES[name]["command"]) == without_places(
        ["python", "-m", *child.arguments]
    )
    assert SERVICES[name]["environment"]["ASN_PROSES"] == child.environ["ASN_PROSES"]


def test_only_the_preparation_has_the_rights_of_the_owner():
    roles = {
        name: SERVICES[name]["environment"]["DATABASE_URL"].split("//")[1].split(":")[0]
        for name in PORTAL
    }
    assert roles == {
        "siapkan": OWNER,
        "web": RUNTIME_ROLE,
        "pekerja": RUNTIME_ROLE,
        "penjadwal": RUNTIME_ROLE,
    }
    assert f"siapkan_peran {RUNTIME_ROLE}" in SERVICES["siapkan"]["command"][-1]
    assert "POSTGRES_USER" not in SERVICES["postgres"]["environment"]  # it would make a superuser


@pytest.mark.parametrize("name", LONG_RUNNING)
def test_every_lasting_service_has_a_health_check_and_comes_back(name):
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", ["web", "pekerja", "penjadwal"])
def test_nothing_serves_before_the_tables_are_ready(name):
    assert SERVICES[name]["depends_on"]["siapkan"] == {
        "condition": "service_completed_successfully"
    }


def test_the_example_file_names_exactly_what_compose_asks_for():
    asked = set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", TEXT)) - {"ASN_VERSI"}
    example = re.findall(r"^([A-Z_]+)=", (BASE / ".env.example").read_text(), re.MULTILINE)
    assert sorted(example) == sorted(asked)


def test_the_production_paper_explains_every_variable_of_the_settings():
    paper = (BASE / "docs" / "produksi.md").read_text()
    assert [name for name in sorted(READ_BY_SETTINGS) if f"`{name}`" not in paper] == []


def test_the_settings_of_production_accept_what_compose_gives():
    given = {
        name: re.sub(r"\$\{([A-Z_]+)(?::[-?]([^}]*))?\}", lambda m: m[1].lower(), str(value))
        for name, value in SERVICES["web"]["environment"].items()
    }
    code = (
        "from asn_portal import settings as s; d = s.DATABASES['default'];"
        "print(d['HOST'], d['NAME'], d['USER'], s.CELERY_BROKER_URL, s.DEBUG, s.PROCESS, s.MODE)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=BASE, check=False, capture_output=True, text=True, env={"PATH": os.environ["PATH"], **given, "LOG_LEVEL": "INFO"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [
        "postgres",
        "asn",
        RUNTIME_ROLE,
        "redis://valkey:6379/0",
        "False",
        "web",
        "produksi",
    ]


def test_the_image_is_built_from_the_hash_pinned_lock():
    recipe = SERVICES["web"]["build"]["dockerfile_inline"]
    assert "--require-hashes --requirement requirements/runtime.lock" in recipe
    copied = re.findall(r"^COPY (.+) \S+$", recipe, re.MULTILINE)
    assert all((BASE / name).exists() for line in copied for name in line.split())
    assert "USER portal" in recipe
