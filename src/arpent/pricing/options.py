"""Options and variants: what counts when some are taken. A variant that is taken stands in place of its line."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from arpent.kernel.errors import DomainError


class SelectableLine(Protocol):
    """A line: ``role`` "included", "option" or "variant"; ``variant_of``: the key of the line a variant may replace."""

    key: str
    kind: str
    role: str
    variant_of: str


def selected_lines(lines: Sequence[SelectableLine], taken: Iterable[str]) -> dict[str, bool]:
    """Return, by key, whether each line counts when these options and variants are taken.

    Unknown keys count for nothing.
    """
    chosen = set(taken)
    replaced = {x.variant_of for x in lines if x.role == "variant" and x.key in chosen}
    return {x.key: x.key not in replaced if x.role == "included" else x.key in chosen for x in lines}


def check_selection(lines: Sequence[SelectableLine], taken: Iterable[str]) -> list[str]:
    """Return the keys a customer takes, in the lines' order.

    Raise DomainError for a key that is no choice, or two variants of one line.
    """
    chosen = set(taken)
    choices = [x for x in lines if x.role != "included" and x.kind != "section"]
    if chosen - {x.key for x in choices}:
        raise DomainError("offers.no_such_choice")
    selected = [x for x in choices if x.key in chosen]
    bases = [x.variant_of for x in selected if x.role == "variant"]
    if len(set(bases)) != len(bases):
        raise DomainError("offers.two_variants")
    return [x.key for x in selected]
