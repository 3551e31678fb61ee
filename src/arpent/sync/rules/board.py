"""What phones take along: each domain gives its part; the composition root says which."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class BoardParts:
    """``tour(by, now, days)``: {"days": ..., "start": ...}. ``on_the_way(by, now, days)``: ids of its companies.
    ``portfolio(by, limit)``: ids of the companies one holds.
    ``index(by, company_ids)``: short rows to search in. ``sheets``: (key, part(by, company_ids, margins, prices)) by
    company.
    ``extras``: (key, part(by)). ``prices(by, margins, now)``: the price lists, taken along when they are allowed.
    """

    tour: Callable[..., dict[str, Any]]
    on_the_way: Callable[..., list[Any]]
    portfolio: Callable[..., list[Any]]
    index: Callable[..., list[Any]]
    sheets: tuple[tuple[str, Callable[..., dict[Any, Any]]], ...]
    extras: tuple[tuple[str, Callable[..., Any]], ...]
    prices: Callable[..., Any]


_PARTS: list[BoardParts] = []


def register_board(parts: BoardParts) -> None:
    """Say what phones take along."""
    _PARTS[:] = [parts]


def board_parts() -> BoardParts:
    """Return what was registered. Raise LookupError before it was."""
    if not _PARTS:
        raise LookupError("no board is registered")
    return _PARTS[0]
