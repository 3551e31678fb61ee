"""Options and alternatives: which lines count when some are selected. A selected alternative replaces its line."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from arpent.kernel.errors import DomainError


class SelectableLine(Protocol):
    """A line: ``role`` "included", "option" or "alternative"; ``alternative_to``: key of the line it may replace."""

    key: str
    kind: str
    role: str
    alternative_to: str


def selected_lines(lines: Sequence[SelectableLine], keys: Iterable[str]) -> dict[str, bool]:
    """Return, by key, whether each line counts when these options and alternatives are selected.

    Unknown keys are ignored.
    """
    chosen = set(keys)
    replaced = {x.alternative_to for x in lines if x.role == "alternative" and x.key in chosen}
    return {x.key: x.key not in replaced if x.role == "included" else x.key in chosen for x in lines}


def check_selection(lines: Sequence[SelectableLine], keys: Iterable[str]) -> list[str]:
    """Return the selected keys in the order of the lines.

    Raise DomainError "offers.no_such_choice" for a key that is no option or alternative, "offers.two_alternatives" for
    two alternatives of one line.
    """
    chosen = set(keys)
    choices = [x for x in lines if x.role != "included" and x.kind != "section"]
    if chosen - {x.key for x in choices}:
        raise DomainError("offers.no_such_choice")
    selected = [x for x in choices if x.key in chosen]
    bases = [x.alternative_to for x in selected if x.role == "alternative"]
    if len(set(bases)) != len(bases):
        raise DomainError("offers.two_alternatives")
    return [x.key for x in selected]
