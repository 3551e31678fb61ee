"""What other domains may use of parameters."""

import datetime as dt
from decimal import Decimal
from functools import lru_cache

from arpent.kernel.data_files import read_shipped_csv

from .rules.dated import Figure, find_figure
from .rules.territories import Territory, find_territory


def _rows(name: str) -> list[dict[str, str]]:
    return read_shipped_csv("arpent.parameters", f"data/{name}")


def _until(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@lru_cache(maxsize=1)
def list_figures() -> list[Figure]:
    """Return all figures of the table shipped with the application (data/parameters.csv), read once."""
    return [
        Figure(
            r["code"],
            Decimal(r["value"]),
            r["unit"],
            dt.date.fromisoformat(r["valid_from"]),
            _until(r["valid_to"]),
            r["source"],
            r["note"],
        )
        for r in _rows("parameters.csv")
    ]


def figure(code: str, on: dt.date) -> Decimal:
    """Return the value of a code on a day, in the unit of its row: "%", "EUR", "EUR/h", "EUR/km", "days", "months",
    "ratio" or "kgCO2e/km".

    Raise LookupError when the table has no row, or several, for that day.
    """
    return find_figure(list_figures(), code, on).value


@lru_cache(maxsize=1)
def list_territories() -> list[Territory]:
    """Return all VAT territories of the table shipped with the application (data/vat_territories.csv), read once."""
    return [
        Territory(
            r["country"],
            r["postcode"],
            r["territory"],
            dt.date.fromisoformat(r["valid_from"]),
            _until(r["valid_to"]),
            r["name"],
            r["source"],
        )
        for r in _rows("vat_territories.csv")
    ]


def vat_territory(country: str, postcode: str, on: dt.date) -> str:
    """Return the VAT territory of a place on a day: "france", "antilles", "reunion", "guyane", "mayotte", "union"
    (another Member State) or "outside".

    Sources are in the rows of data/vat_territories.csv (CGI 256-0 and 294, directive 2006/112/CE). ``country``: ISO
    3166 alpha-2; a French overseas place may have the code FR or its own.
    """
    return find_territory(list_territories(), country, postcode, on)


__all__ = [
    "Figure",
    "figure",
    "list_figures",
    "vat_territory",
]
