"""Validity of document versions. A version is valid from its first to its last day, both inclusive."""

import datetime as dt
from collections.abc import Iterable
from typing import Protocol

DAY = dt.timedelta(days=1)
# Days before its end when a version is shown as ending.
SOON = dt.timedelta(days=30)


class ValidityPeriod(Protocol):
    """A numbered period: first day, and last day or None."""

    valid_from: dt.date
    valid_to: dt.date | None
    number: int


def current_version[D: ValidityPeriod](versions: Iterable[D], day: dt.date) -> D | None:
    """Return the version valid on a day, the one that starts last; None without any."""
    holding = [v for v in versions if v.valid_from <= day and (v.valid_to is None or day <= v.valid_to)]
    return max(holding, key=lambda v: (v.valid_from, v.number), default=None)


def version_state(version: ValidityPeriod, day: dt.date) -> str:
    """Return "coming", "current", "ending" (fewer than 30 days before the last one) or "past"."""
    if day < version.valid_from:
        return "coming"
    if version.valid_to is None:
        return "current"
    if version.valid_to < day:
        return "past"
    return "ending" if version.valid_to - day < SOON else "current"


def is_replaced(version: ValidityPeriod, versions: Iterable[ValidityPeriod]) -> bool:
    """Return whether a later version starts on the same day, so that this one was never valid."""
    return any(v.valid_from == version.valid_from and v.number > version.number for v in versions)


def versions_to_end[D: ValidityPeriod](versions: Iterable[D], start: dt.date) -> list[D]:
    """Return the versions that a new one starting on ``start`` ends."""
    return [v for v in versions if v.valid_from < start and (v.valid_to is None or v.valid_to >= start)]
