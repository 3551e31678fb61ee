"""Documents name files that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r"`((?:src|tests|docs|tools|benchmarks|requirements)/[\w./-]*)`")


@pytest.mark.parametrize("name", ["docs/security.md", "docs/operating.md", "ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_every_file_that_a_document_names_exists(name):
    missing = [path for path in NAMED.findall((ROOT / name).read_text()) if not (ROOT / path).exists()]
    assert not missing


def test_every_decision_that_a_document_names_exists():
    decisions = {p.name[:4] for p in (ROOT / "docs/adr").glob("*.md")}
    named = {n for p in ROOT.glob("docs/*.md") for n in re.findall(r"docs/adr/(\d{4})", p.read_text())}
    assert named <= decisions
