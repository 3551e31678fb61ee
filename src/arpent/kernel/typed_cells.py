"""What one cell of a commercial file says: a postcode, a country, minutes, a date; None when it cannot be read."""

import datetime as dt
import re

from .text import fold


def read_postcode(text: str) -> str | None:
    """Return a French postcode of five digits, its lost zero put back ("1400" gives "01400"), or None."""
    found = re.search(r"(?<!\d)(?:F-?)?(\d{4,5})(?:[.,]0)?(?!\d)", text.replace(" ", ""))
    return found[1].zfill(5) if found else None


# Names under which files give countries; two letters are taken as they are (ISO 3166-1).
COUNTRIES = {
    "france": "FR",
    "france metropolitaine": "FR",
    "fra": "FR",
    "allemagne": "DE",
    "germany": "DE",
    "deutschland": "DE",
    "belgique": "BE",
    "belgium": "BE",
    "suisse": "CH",
    "switzerland": "CH",
    "luxembourg": "LU",
    "espagne": "ES",
    "spain": "ES",
    "italie": "IT",
    "italy": "IT",
    "royaume uni": "GB",
    "united kingdom": "GB",
    "angleterre": "GB",
    "pays bas": "NL",
    "netherlands": "NL",
    "portugal": "PT",
    "monaco": "MC",
    "andorre": "AD",
    "autriche": "AT",
    "pologne": "PL",
    "irlande": "IE",
    "danemark": "DK",
    "suede": "SE",
    "etats unis": "US",
    "united states": "US",
    "maroc": "MA",
    "tunisie": "TN",
    "algerie": "DZ",
    "canada": "CA",
    "guadeloupe": "FR",
    "martinique": "FR",
    "guyane": "FR",
    "reunion": "FR",
    "la reunion": "FR",
    "mayotte": "FR",
}


def read_country(text: str) -> str | None:
    """Return the ISO code of a country, FR when none is given, or None when it is not known."""
    folded = fold(text)
    if not folded:
        return "FR"
    return COUNTRIES.get(folded) or (folded.upper() if re.fullmatch(r"[a-z]{2}", folded) else None)


def read_minutes(text: str) -> int | None:
    """Return the minutes of a visit ("45", "1h30", "45 min"), from 5 to 480, or None."""
    found = re.fullmatch(r"(?:(\d{1,2})\s*h)?\s*(\d{1,3})?\s*(?:min|mn|m|minutes)?", text.strip().lower())
    if not found or not (found[1] or found[2]):
        return None
    minutes = int(found[1] or 0) * 60 + int(found[2] or 0)
    return minutes if 5 <= minutes <= 480 else None


def read_date(text: str) -> dt.date | None:
    """Return a date written the French or the ISO way, time of day left aside, or None."""
    text = text.strip().split("T")[0].split(" ")[0]
    for pattern in ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d.%m.%Y", "%Y%m%d", "%Y/%m/%d"):
        try:
            day = dt.datetime.strptime(text, pattern).date()  # noqa: DTZ007
        except ValueError:
            continue
        return day if 1950 <= day.year <= 2100 else None
    return None
