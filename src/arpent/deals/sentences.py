"""Texts of stage requirements."""

from collections.abc import Iterable

from .messages import REQUIREMENTS
from .rules.lifecycle import Requirement


def requirement_words(missing: Iterable[Requirement]) -> str:
    """Return requirements as text: "un montant, une date de décision"."""
    return ", ".join(str(REQUIREMENTS[r.value]) for r in missing)
