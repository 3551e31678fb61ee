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


def regime_of(country: str, postcode: str) -> Regime:
    """Return the usual regime of goods delivered to a place; the user may say another.

    >>> regime_of("FR", "97400"), regime_of("FR", "69003"), regime_of("DE", "10115"), regime_of("CH", "1200")
    (<Regime.OVERSEAS: 'overseas'>, <Regime.FRANCE: 'france'>, <Regime.INTRA_EU: 'intra_eu'>, <Regime.EXPORT: 'export'>)
    """
    country = country.upper() or "FR"
    if country in ("FR", "MC"):
        if postcode.startswith(("971", "972", "974")):
            return Regime.OVERSEAS
        if postcode.startswith(("973", "976")):
            return Regime.UNTAXED
        # Saint-Pierre-et-Miquelon and the Pacific collectivities are outside the VAT territory; Monaco's 980 is within.
        outside = country == "FR" and postcode.startswith(("975", "98")) and not postcode.startswith("980")
        return Regime.EXPORT if outside else Regime.FRANCE
    return Regime.INTRA_EU if country in UNION else Regime.EXPORT
