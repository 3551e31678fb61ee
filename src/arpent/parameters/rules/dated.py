"""Figures of law or usage with their period of validity and their source."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Figure:
    """A figure valid from a day to a day, both included (``valid_to`` None: still valid), in its ``unit``.

    Raise ValueError for a figure without source, or whose period ends before it starts.
    """

    code: str
    value: Decimal
    unit: str
    valid_from: dt.date
    valid_to: dt.date | None
    source: str
    note: str = ""

    def __post_init__(self) -> None:
        if not self.source:
            raise ValueError(f"{self.code}: a figure names its source")
        if self.valid_to and self.valid_to < self.valid_from:
            raise ValueError(f"{self.code}: a figure ends after it starts")

    def holds_on(self, day: dt.date) -> bool:
        """Return whether the figure is valid on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def find_figure(figures: list[Figure], code: str, day: dt.date) -> Figure:
    """Return the figure of a code on a day.

    Raise LookupError when there is none or more than one: a hole in the table is a bug.
    """
    matching = [f for f in figures if f.code == code and f.holds_on(day)]
    if len(matching) != 1:
        raise LookupError(f"{len(matching)} figures for {code} on {day}")
    return matching[0]
