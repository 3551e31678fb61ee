"""A length or a limit is written once: in the model, or in a constant that the model shares with a rule."""

import ast
from pathlib import Path

import pytest

from .contract import ROOT, SOURCE

BOUNDS = {"max_length", "min_length", "min_value", "max_value"}
SHORT = 10  # a code's first letters ("fr"), a few items shown: nobody's column


def is_action_or_form(path: Path) -> bool:
    """Return whether a file writes typed texts or has people type them."""
    return "actions" in path.parts or ("web" in path.parts and "form" in path.stem)


FILES = sorted(p for p in SOURCE.rglob("*.py") if is_action_or_form(p) and "tests" not in p.parts)


def restated_limits(source: str) -> list[int]:
    """Return the lines that cut a value to a literal length, or bound a field by a literal."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Slice) and node.lower is None and _literal(node.upper) >= SHORT:
            lines.append(node.upper.lineno)  # type: ignore[union-attr]
        if isinstance(node, ast.keyword) and node.arg in BOUNDS and _literal(node.value) > 1:
            lines.append(node.value.lineno)
    return lines


def _literal(node: ast.expr | None) -> int:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, int) else 0


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_actions_and_forms_restate_no_length(path):
    assert not restated_limits(path.read_text()), "use checked_text, fitted, model_field or a named constant"


def test_templates_take_lengths_from_the_model():
    found = [str(p.relative_to(ROOT)) for p in SOURCE.rglob("*.html") if 'maxlength="' in p.read_text() and _by_hand(p)]
    assert not found, "write maxlength=\"{% max_length 'domain.Model.column' %}\""


def _by_hand(path: Path) -> bool:
    return any(part[:1].isdigit() for part in path.read_text().split('maxlength="')[1:])


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("name = name.strip()[:120]", True),
        ("forms.CharField(max_length=80)", True),
        ("forms.CharField(max_length=MAX_TYPED)", False),
        ("language[:2]", False),
        ("rows[:PAGE]", False),
        ("forms.IntegerField(min_value=0)", False),
    ],
)
def test_a_restated_length_is_seen(source, found):
    assert bool(restated_limits(source)) is found
