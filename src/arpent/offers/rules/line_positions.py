"""Order of the lines of a quote: positions are numbers, so that a line moves between two others without moving them."""

from collections.abc import Mapping

# Distance between two lines after renumbering.
STEP = 1024.0


def last_position(positions: Mapping[str, float]) -> float:
    """Return the position of a new line at the end."""
    return max(positions.values(), default=0.0) + STEP


def move_line(positions: Mapping[str, float], key: str, after: str) -> dict[str, float]:
    """Return the positions that change when a line moves below another: "" is first, an unknown key last.

    Without room between its neighbours all lines are renumbered.
    """
    others = sorted((k for k in positions if k != key), key=lambda k: positions[k])
    at = 0 if after == "" else next((i for i, k in enumerate(others, start=1) if k == after), len(others))
    low = positions[others[at - 1]] if at else 0.0
    high = positions[others[at]] if at < len(others) else low + 2 * STEP
    middle = (low + high) / 2
    if low < middle < high:
        return {key: middle}
    others.insert(at, key)
    return {k: i * STEP for i, k in enumerate(others, start=1)}
