"""Scripts that tests run in processes of their own are texts: what they import is there too."""

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
IMPORT = re.compile(r"^from (arpent(?:\.\w+)+) import ([\w, ]+)$", re.M)
FILES = sorted([*ROOT.glob("tests/**/*.py"), *ROOT.glob("src/arpent/*/tests/*.py")])


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_script_imports_exists(path):
    for module, names in IMPORT.findall(path.read_text()):
        there = importlib.import_module(module)
        for name in (part.split(" as ")[0].strip() for part in names.split(",")):
            assert hasattr(there, name) or importlib.util.find_spec(f"{module}.{name}"), f"{module}.{name}"
