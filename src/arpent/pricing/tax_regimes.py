"""Tax regime of a delivery, from the VAT territories of both places (parameters/data/vat_territories.csv)."""

import datetime as dt

from arpent.parameters.public import vat_territory

from .vat import Regime

# The markets overseas: within one the tax is its own, a delivery that leaves one is an export (CGI 294-2).
WITH_TAX = ("antilles", "reunion")
WITHOUT_TAX = ("guyane", "mayotte")


def regime_of(
    country: str,
    postcode: str,
    from_country: str = "FR",
    from_postcode: str = "",
    *,
    on: dt.date = dt.date.max,
) -> Regime:
    """Return the default VAT regime of goods delivered from the seller's place to another on a day (CGI 258, 262, 294,
    296).

    Countries: ISO 3166 alpha-2. A seller outside France counts as one of the mainland. The default ignores the
    customer's VAT status: the user may choose another regime.

    >>> regime_of("FR", "97400"), regime_of("FR", "69003"), regime_of("DE", "10115"), regime_of("CH", "1200")
    (<Regime.DOM: 'dom'>, <Regime.FRANCE: 'france'>, <Regime.INTRA_EU: 'intra_eu'>, <Regime.EXPORT: 'export'>)
    >>> regime_of("FR", "97400", "FR", "97420"), regime_of("FR", "97300", "FR", "97310")
    (<Regime.OVERSEAS: 'overseas'>, <Regime.UNTAXED: 'untaxed'>)
    >>> regime_of("ES", "35001"), regime_of("FR", "97150", "FR", "97110"), regime_of("DE", "10115", "FR", "97110")
    (<Regime.EXPORT: 'export'>, <Regime.EXPORT: 'export'>, <Regime.EXPORT: 'export'>)
    """
    destination, origin = vat_territory(country, postcode, on), vat_territory(from_country, from_postcode, on)
    overseas = (*WITH_TAX, *WITHOUT_TAX)
    if destination == origin and origin in WITH_TAX:
        return Regime.OVERSEAS
    if origin in WITHOUT_TAX and destination in (origin, "union", "outside"):
        return Regime.UNTAXED if destination == origin else Regime.EXPORT
    if destination in overseas or (destination == "france" and origin in overseas):
        return Regime.DOM
    if destination == "france":
        return Regime.FRANCE
    # Towards a Member State, what leaves an overseas department is an export too (CGI 294-2, 2°).
    return Regime.INTRA_EU if destination == "union" and origin not in overseas else Regime.EXPORT
