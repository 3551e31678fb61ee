"""What a domain offers to the others is used by one of them."""

import ast
from collections import defaultdict

import pytest

from .contract import SOURCE

PUBLIC = sorted(SOURCE.glob("*/public.py"))


def names_of(path):
    """Return the names in ``__all__`` of a module."""
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "__all__":
            return ast.literal_eval(node.value)
    raise AssertionError(f"{path} has no __all__")


@pytest.fixture(scope="module")
def used():
    """Return the names that the product imports from each domain's public module, from outside the domain."""
    found = defaultdict(set)
    for path in SOURCE.rglob("*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and not node.level and (node.module or "").endswith(".public"):
                domain = (node.module or "").split(".")[1]
                if path.relative_to(SOURCE).parts[0] != domain:
                    found[domain] |= {alias.name for alias in node.names}
    return found


@pytest.mark.parametrize("path", PUBLIC, ids=lambda p: p.parent.name)
def test_every_public_name_is_used_by_another_domain(path, used):
    unused = set(names_of(path)) - used[path.parent.name]
    assert unused == set(), "import it from its module inside the domain; tests go through testing.py"


@pytest.mark.parametrize("path", PUBLIC, ids=lambda p: p.parent.name)
def test_permissions_are_imported_from_their_own_module(path):
    assert not [name for name in names_of(path) if name.endswith("Permission")]
