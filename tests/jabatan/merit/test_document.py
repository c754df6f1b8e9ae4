"""The worked example of docs/merit.md is true."""

import json
import re
from pathlib import Path

from jabatan import merit

DOCUMENT = Path(__file__).parents[3] / "docs" / "merit.md"


def test_worked_example_comes_out_as_written():
    case, result = (
        json.loads(block)
        for block in re.findall(r"```json\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)
    )

    found = merit.rank(case)

    assert found["lowongan"] == result["lowongan"]
    assert found["sidik_jari"] == result["sidik_jari"]
