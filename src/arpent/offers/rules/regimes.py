"""Which tax regime a place falls under, by its country and its postcode."""

from .margin import Regime

# Member states of the Union (ISO 3166), France and Monaco apart; Northern Ireland's goods are asked of the user.
UNION = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "GR",
        "HR",
        "HU",
        "IE",
        "IT",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
    ]
)


# The markets overseas: within one the tax is its own, between two and from the mainland a delivery is an export (CGI 294-2).
OVERSEAS = {"971": "antilles", "972": "antilles", "974": "réunion", "973": "guyane", "976": "mayotte"}
WITH_TAX = ("antilles", "réunion")


def _market(postcode: str) -> str:
    return OVERSEAS.get(postcode[:3], "mainland")


def regime_of(country: str, postcode: str, from_country: str = "FR", from_postcode: str = "") -> Regime:
    """Return the usual regime of goods delivered from the seller's place to another; the user may say another.

    >>> regime_of("FR", "97400"), regime_of("FR", "69003"), regime_of("DE", "10115"), regime_of("CH", "1200")
    (<Regime.DOM: 'dom'>, <Regime.FRANCE: 'france'>, <Regime.INTRA_EU: 'intra_eu'>, <Regime.EXPORT: 'export'>)
    >>> regime_of("FR", "97400", "FR", "97420"), regime_of("FR", "97300", "FR", "97310")
    (<Regime.OVERSEAS: 'overseas'>, <Regime.UNTAXED: 'untaxed'>)
    """
    country = country.upper() or "FR"
    if country in ("FR", "MC"):
        # Saint-Pierre-et-Miquelon and the Pacific collectivities are outside the VAT territory; Monaco's 980 is within.
        if country == "FR" and postcode.startswith(("975", "98")) and not postcode.startswith("980"):
            return Regime.EXPORT
        there, here = (
            _market(postcode if country == "FR" else ""),
            _market(from_postcode if from_country == "FR" else ""),
        )
        if there != here:
            return Regime.DOM
        if there == "mainland":
            return Regime.FRANCE
        return Regime.OVERSEAS if there in WITH_TAX else Regime.UNTAXED
    return Regime.INTRA_EU if country in UNION else Regime.EXPORT
