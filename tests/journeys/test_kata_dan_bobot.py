"""Words that the portal does not use, and how much a page may weigh."""

from __future__ import annotations

import ast
import gzip
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STATIC = ROOT / "asn_portal" / "static"
# ux.md §3.6: no pleading, no apologies, no words of machines.
BANNED = re.compile(
    r"\b(silakan|mohon|maaf|oops|tidak valid|terjadi kesalahan|field)\b", re.IGNORECASE
)
CODE = re.compile(
    r"{%\s*comment.*?endcomment\s*%}|{#.*?#}|{%.*?%}|{{.*?}}|<(script|style)\b.*?</\1>", re.DOTALL
)
SPOKEN = re.compile(r"(?:title|aria-label|placeholder|alt|data-j|data-saat-kirim)=\"([^\"]*)\"")
JS_BUDGET, JS_WITH_CHART, CSS_BUDGET = 45_000, 330_000, 20_000
ASSET = re.compile(r"""{%\s*static\s+['"]([^'"]+\.(?:js|css))['"]\s*%}""")


def words_of(path):
    text = CODE.sub(" ", path.read_text())
    return " ".join([*SPOKEN.findall(text), re.sub(r"<[^>]*>", " ", text)])


def test_no_template_pleads_or_speaks_like_a_machine():
    wrong = {
        str(path.relative_to(ROOT)): found
        for path in TEMPLATES
        if (found := BANNED.findall(words_of(path)))
    }
    assert not wrong


def test_no_message_in_the_code_pleads_either():
    """Texts of forms, services and errors; English comments and docstrings are not asked."""
    wrong = {}
    banned = re.compile(BANNED.pattern.replace("|field", ""), re.IGNORECASE)
    for folder in ("asn_portal", "jabatan", "kinerja", "pelatihan"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found = banned.findall(node.value)
                    if found:
                        wrong[f"{path.relative_to(ROOT)}:{node.lineno}"] = found
    assert not wrong


def _parents(path):
    """The template and those that it extends."""
    text = path.read_text()
    yield text
    parent = re.search(r"{%\s*extends\s+['\"]([^'\"]+)['\"]", text)
    if parent and (ROOT / "templates" / parent[1]).exists():
        yield from _parents(ROOT / "templates" / parent[1])


def weight(names):
    return sum(len(gzip.compress((STATIC / name).read_bytes(), mtime=0)) for name in names)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT / "templates")))
def test_a_page_stays_within_its_weight(path):
    assets = {name for text in _parents(path) for name in ASSET.findall(text)}
    scripts = {name for name in assets if name.endswith(".js")}
    budget = JS_WITH_CHART if any("echarts" in name for name in scripts) else JS_BUDGET
    assert weight(scripts) <= budget
    assert weight(assets - scripts) <= CSS_BUDGET


def test_all_stylesheets_together_stay_within_the_budget():
    names = [str(path.relative_to(STATIC)) for path in (STATIC / "css").glob("*.css")]
    assert weight(names) <= CSS_BUDGET
