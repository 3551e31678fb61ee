"""Changes of the calendar when a plan is accepted: visits unchanged, moved, removed and added."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Booking:
    """A visit with its time. ``id``: its appointment, "" when it is not in the calendar yet; ``start``, ``end``:
    comparable.
    """

    id: str
    name: str
    start: object
    end: object


@dataclass(frozen=True)
class Difference:
    """Visits by what happens to them, each in one list; ``moved``: (current, planned)."""

    unchanged: tuple[Booking, ...] = ()
    moved: tuple[tuple[Booking, Booking], ...] = ()
    removed: tuple[Booking, ...] = ()
    added: tuple[Booking, ...] = ()


def compare_weeks(booked: Sequence[Booking], wanted: Sequence[Booking]) -> Difference:
    """Return the difference between the visits in the calendar and those of a plan that replaces them."""
    planned = {w.id: w for w in wanted if w.id}
    known = {b.id for b in booked}
    pairs = [(b, planned[b.id]) for b in booked if b.id in planned]
    return Difference(
        unchanged=tuple(b for b, w in pairs if (b.start, b.end) == (w.start, w.end)),
        moved=tuple((b, w) for b, w in pairs if (b.start, b.end) != (w.start, w.end)),
        removed=tuple(b for b in booked if b.id not in planned),
        added=tuple(w for w in wanted if w.id not in known),
    )
