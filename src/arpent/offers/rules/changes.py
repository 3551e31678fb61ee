"""Differences between two versions of an offer, line by line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """Kind of change of a line between two versions."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class LineChange:
    """A changed line. ``fields``: (before, after) by name; empty unless the kind is CHANGED."""

    kind: Kind
    key: str
    label: str
    fields: dict[str, tuple[Any, Any]]


def compare_lines(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> list[LineChange]:
    """Return the differences between two lists of lines (mappings with ``key`` and ``label``), in the new order.

    Lines are identified by key. A line that stays after the same neighbours is not reported as moved.
    """
    old = {x["key"]: x for x in before}
    new = {x["key"]: x for x in after}
    unmoved = _longest_increasing(
        [x["key"] for x in before if x["key"] in new], [x["key"] for x in after if x["key"] in old]
    )
    changes = []
    for line in after:
        key = line["key"]
        if key not in old:
            changes.append(LineChange(Kind.ADDED, key, line["label"], {}))
            continue
        fields = compare_values(old[key], line)
        if fields:
            changes.append(LineChange(Kind.CHANGED, key, line["label"], fields))
        elif key not in unmoved:
            changes.append(LineChange(Kind.MOVED, key, line["label"], {}))
    changes += [LineChange(Kind.REMOVED, x["key"], x["label"], {}) for x in before if x["key"] not in new]
    return changes


def compare_values(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Return the values that differ, by name: (before, after)."""
    return {k: (before.get(k), v) for k, v in after.items() if before.get(k) != v}


def _longest_increasing(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """Return the keys that kept their order: the longest increasing subsequence of former positions
    (patience sorting).
    """
    place = {k: i for i, k in enumerate(before)}
    tails: list[str] = []
    came_from: dict[str, str | None] = {}
    for key in after:
        low, high = 0, len(tails)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if place[tails[middle]] < place[key] else (low, middle)
        came_from[key] = tails[low - 1] if low else None
        tails[low:] = [key] + tails[low + 1 :]
    unmoved: set[str] = set()
    at = tails[-1] if tails else None
    while at is not None:
        unmoved.add(at)
        at = came_from[at]
    return unmoved
