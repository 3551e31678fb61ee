"""Minimum hitting sets: the fewest choices that break every conflict."""

from collections.abc import Sequence


def minimum_hitting_set(conflicts: Sequence[frozenset[int]]) -> frozenset[int]:
    """Return a smallest set that shares a member with each conflict; empty without conflicts.

    Exact and deterministic: sizes are tried from a lower bound; each step branches on a shortest conflict not hit,
    excluding members already tried. Exponential in the size of the result. Raise ValueError for an empty conflict.
    """
    if any(not c for c in conflicts):
        raise ValueError("an empty conflict cannot be broken")
    # A superset of another conflict is hit whenever that one is.
    distinct = sorted(set(conflicts), key=lambda c: (len(c), sorted(c)))
    minimal_conflicts: list[frozenset[int]] = []
    for c in distinct:
        if not any(k <= c for k in minimal_conflicts):
            minimal_conflicts.append(c)
    size = _disjoint(minimal_conflicts)
    while (hitting_set := _search(minimal_conflicts, size)) is None:
        size += 1
    return hitting_set


def _disjoint(conflicts: list[frozenset[int]]) -> int:
    """Return the size of a set of pairwise disjoint conflicts: a lower bound."""
    used: set[int] = set()
    count = 0
    for c in sorted(conflicts, key=len):
        if used.isdisjoint(c):
            used |= c
            count += 1
    return count


def _search(conflicts: list[frozenset[int]], size: int) -> frozenset[int] | None:
    if not conflicts:
        return frozenset()
    if any(not c for c in conflicts) or _disjoint(conflicts) > size:
        return None
    shortest = min(conflicts, key=lambda c: (len(c), sorted(c)))
    rest = conflicts
    for member in sorted(shortest):
        hitting_set = _search([c for c in rest if member not in c], size - 1)
        if hitting_set is not None:
            return hitting_set | {member}
        rest = [c - {member} for c in rest]
    return None
