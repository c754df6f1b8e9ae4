"""The committed OpenAPI file is what the code offers."""

from pathlib import Path

from django.core.management import call_command

ROOT = Path(__file__).parent.parent.parent


def test_the_committed_schema_is_the_present_one(tmp_path):
    fresh = tmp_path / "openapi.yaml"

    call_command("spectacular", "--file", str(fresh), "--validate", "--fail-on-warn")

    committed = (ROOT / "docs" / "openapi.yaml").read_text()
    assert committed == fresh.read_text(), "run: manage.py spectacular --file docs/openapi.yaml"
