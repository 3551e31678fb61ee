"""What other domains may use of parameters."""

import csv
import datetime as dt
import io
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files

from .rules.dated import Figure, find_figure


@lru_cache(maxsize=1)
def list_figures() -> list[Figure]:
    """Return the whole table, as shipped."""
    text = (files("arpent.parameters") / "data/parameters.csv").read_text(encoding="utf-8")
    return [
        Figure(
            r["code"],
            Decimal(r["value"]),
            r["unit"],
            dt.date.fromisoformat(r["valid_from"]),
            dt.date.fromisoformat(r["valid_to"]) if r["valid_to"] else None,
            r["source"],
            r["note"],
        )
        for r in csv.DictReader(io.StringIO(text))
    ]


def figure(code: str, on: dt.date) -> Decimal:
    """Return the value of a code on a day. Raise LookupError when the table has a hole."""
    return find_figure(list_figures(), code, on).value


__all__ = ["Figure", "figure", "list_figures"]
