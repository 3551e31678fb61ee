"""Registry of the parts of the offline snapshot."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class SnapshotParts:
    """Functions that give the parts of the snapshot.
    ``tour(by, now, days)``: {"days", "start"}; ``upcoming_companies(by, now, days)``: company ids of the tour;
    ``portfolio(by, limit)``: company ids of the portfolio; ``index(by, company_ids)``: rows of the search; ``records``:
    (key, part(by, company_ids, margins, prices)) by company; ``extras``: (key, part(by)); ``prices(by, margins, now)``:
    the price lists.
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
    """Set the parts of the snapshot; a later call replaces an earlier one."""
    _PARTS[:] = [parts]


def snapshot_parts() -> SnapshotParts:
    """Return the registered parts. Raise LookupError before they are registered."""
    if not _PARTS:
        raise LookupError("no board is registered")
    return _PARTS[0]
