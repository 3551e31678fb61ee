"""What accepting a plan changes in the calendar: visits unchanged, moved, removed and added."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Booking:
    """A visit at its time: ``id``: its appointment ("" when it is not in the calendar yet); ``start``, ``end``:
    sortable, any unit.
    """

    id: str
    name: str
    start: object
    end: object


@dataclass(frozen=True)
class Difference:
    """Four lists without a visit in two of them; ``moved``: (as it is, as it will be)."""

    unchanged: tuple[Booking, ...] = ()
    moved: tuple[tuple[Booking, Booking], ...] = ()
    removed: tuple[Booking, ...] = ()
    added: tuple[Booking, ...] = ()


def compare_weeks(booked: Sequence[Booking], wanted: Sequence[Booking]) -> Difference:
    """Return what becomes of the visits in the calendar when those of a plan take their place."""
    planned = {w.id: w for w in wanted if w.id}
    known = {b.id for b in booked}
    pairs = [(b, planned[b.id]) for b in booked if b.id in planned]
    return Difference(
        unchanged=tuple(b for b, w in pairs if (b.start, b.end) == (w.start, w.end)),
        moved=tuple((b, w) for b, w in pairs if (b.start, b.end) != (w.start, w.end)),
        removed=tuple(b for b in booked if b.id not in planned),
        added=tuple(w for w in wanted if w.id not in known),
    )
