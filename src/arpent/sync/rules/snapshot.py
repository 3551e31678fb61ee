"""What phones take along: each domain gives its part; the composition root says which."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class SnapshotParts:
    """``tour(by, now, days)``: {"days": ..., "start": ...}. ``upcoming_companies(by, now, days)``: ids of
    its companies.
    ``portfolio(by, limit)``: ids of the companies one holds.
    ``index(by, company_ids)``: short rows to search in. ``records``: (key, part(by, company_ids, margins, prices)) by
    company.
    ``extras``: (key, part(by)). ``prices(by, margins, now)``: the price lists, taken along when they are allowed.
    """

    tour: Callable[..., dict[str, Any]]
    upcoming_companies: Callable[..., list[Any]]
    portfolio: Callable[..., list[Any]]
    index: Callable[..., list[Any]]
    records: tuple[tuple[str, Callable[..., dict[Any, Any]]], ...]
    extras: tuple[tuple[str, Callable[..., Any]], ...]
    prices: Callable[..., Any]


_PARTS: list[SnapshotParts] = []


def register_snapshot(parts: SnapshotParts) -> None:
    """Say what phones take along."""
    _PARTS[:] = [parts]


def snapshot_parts() -> SnapshotParts:
    """Return what was registered. Raise LookupError before it was."""
    if not _PARTS:
        raise LookupError("no board is registered")
    return _PARTS[0]
