"""Options and variants: what counts when some are taken. A variant that is taken stands in place of its line."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from arpent.kernel.errors import DomainError


class Choosable(Protocol):
    """A line: ``role`` "included", "option" or "variant"; ``variant_of``: the key of the line a variant may replace."""

    key: str
    kind: str
    role: str
    variant_of: str


def counted_when(lines: Sequence[Choosable], taken: Iterable[str]) -> dict[str, bool]:
    """Return, by key, whether each line counts when these options and variants are taken.

    Unknown keys count for nothing.
    """
    chosen = set(taken)
    replaced = {x.variant_of for x in lines if x.role == "variant" and x.key in chosen}
    return {x.key: x.key not in replaced if x.role == "included" else x.key in chosen for x in lines}


def check_taken(lines: Sequence[Choosable], taken: Iterable[str]) -> list[str]:
    """Return the keys a customer takes, in the lines' order.

    Raise DomainError for a key that is no choice, or two variants of one line.
    """
    chosen = set(taken)
    choices = [x for x in lines if x.role != "included" and x.kind != "section"]
    if chosen - {x.key for x in choices}:
        raise DomainError("offers.no_such_choice")
    kept = [x for x in choices if x.key in chosen]
    places = [x.variant_of for x in kept if x.role == "variant"]
    if len(set(places)) != len(places):
        raise DomainError("offers.two_variants")
    return [x.key for x in kept]
