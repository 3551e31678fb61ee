"""When a version holds, which one holds today, and what is wrong with its dates."""

import datetime as dt
from collections.abc import Iterable
from typing import Protocol

DAY = dt.timedelta(days=1)
# A version that ends within so many days is due for a new one.
SOON = dt.timedelta(days=30)


class ValidityPeriod(Protocol):
    """What has a first day, and a last one or none."""

    valid_from: dt.date
    valid_to: dt.date | None
    number: int


def current_version[D: ValidityPeriod](versions: Iterable[D], day: dt.date) -> D | None:
    """Return the version that holds on a day: the latest of those begun and not ended, or None."""
    holding = [v for v in versions if v.valid_from <= day and (v.valid_to is None or day <= v.valid_to)]
    return max(holding, key=lambda v: (v.valid_from, v.number), default=None)


def version_state(version: ValidityPeriod, day: dt.date) -> str:
    """Return "coming", "current", "ending" (within 30 days) or "past"."""
    if day < version.valid_from:
        return "coming"
    if version.valid_to is None:
        return "current"
    if version.valid_to < day:
        return "past"
    return "ending" if version.valid_to - day < SOON else "current"


def is_replaced(version: ValidityPeriod, versions: Iterable[ValidityPeriod]) -> bool:
    """Return whether a later version begins on the same day, so that this one was never valid."""
    return any(v.valid_from == version.valid_from and v.number > version.number for v in versions)


def versions_to_end[D: ValidityPeriod](versions: Iterable[D], start: dt.date) -> list[D]:
    """Return the versions that a new one from ``start`` cuts short: those begun before it and not ended by then."""
    return [v for v in versions if v.valid_from < start and (v.valid_to is None or v.valid_to >= start)]
