"""VAT territory of a place: rows of data/vat_territories.csv matched by country and postcode."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

OUTSIDE = "outside"
# ISO 3166 names places by a code of their own that post offices number as France: their postcode decides first.
FRENCH = frozenset(("GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "WF", "PF", "NC", "TF"))


@dataclass(frozen=True)
class Territory:
    """A row of the table. ``postcode``: prefix of its postcodes, "" for the whole country; both dates included.

    Raise ValueError for a row without source.
    """

    country: str
    postcode: str
    territory: str
    valid_from: dt.date
    valid_to: dt.date | None
    name: str
    source: str

    def __post_init__(self) -> None:
        if not self.source:
            raise ValueError(f"{self.country} {self.postcode}: a territory names its source")

    def holds(self, country: str, postcode: str, on: dt.date) -> bool:
        """Return whether the row applies to a place on a day. A French prefix also matches the own ISO code of an
        overseas place.
        """
        if not (self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)):
            return False
        same = self.country == country or (self.country == "FR" and bool(self.postcode) and country in FRENCH)
        return same and postcode.startswith(self.postcode)


def find_territory(rows: Sequence[Territory], country: str, postcode: str, on: dt.date) -> str:
    """Return the territory of a place on a day: of the row with the longest matching prefix, "outside" without any.

    Spaces and case of the postcode are ignored ("630 86" is "63086"), and so is a country prefix ("FR-63086"). An
    empty country is France.
    """
    country, postcode = country.strip().upper() or "FR", "".join(postcode.split()).upper()
    if postcode.startswith(f"{country}-"):
        postcode = postcode[len(country) + 1 :]
    matching = [r for r in rows if r.holds(country, postcode, on)]
    return max(matching, key=lambda r: len(r.postcode)).territory if matching else OUTSIDE
