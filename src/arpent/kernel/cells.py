"""Read one cell of a table as spreadsheets and other products write it: a text, an amount, a postcode, a date.

The ``read_...`` functions return None when the text cannot be read or its value is out of range; none raises.
"""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation

from .text import fold

# Longest time between two visits of a customer.
MAX_INTERVAL_DAYS = 730


def is_formula(cell: str) -> bool:
    """Return whether a spreadsheet would evaluate a cell as a formula (OWASP ASVS 5.0, 1.2.10)."""
    stripped = cell.lstrip(" \t\r\n\x00\ufeff\u200b\u00a0\u202f")
    return bool(cell) and (stripped[:1] in tuple("=+-@＝＋－＠") or cell[:1] in tuple("\t\r"))


def clean_cell(cell: str) -> str:
    """Return a cell trimmed and without the apostrophe that escapes a formula.

    Placeholders of missing values ("-", "--", "N/A", "NULL", "None", "#N/A", "[ND]") give "".
    """
    text = re.sub(r"[ \t\u00a0\u202f]+", " ", cell.replace("\x00", "")).strip()
    if text.startswith("'") and is_formula(text[1:]):
        text = text[1:].strip()
    return "" if text in ("-", "--", "N/A", "n/a", "NULL", "null", "None", "#N/A", "[ND]") else text


def read_amount(text: str, places: int = 2) -> Decimal | None:
    """Return an amount in euros ("12 500,50 EUR", "12k", "1,250.00") rounded to ``places`` decimals, or None.

    Negative amounts and those from 10 billion euros are None.
    """
    plain = re.sub(r"[€\s\u202f\xa0]|eur(?:os?)?", "", text, flags=re.I).lower()
    scale = 1000 if plain.endswith(("k", "ke")) else 1
    plain = plain.rstrip("ke")
    if "," in plain and "." in plain:
        plain = plain.replace("." if plain.rfind(",") > plain.rfind(".") else ",", "")
    plain = plain.replace(",", ".")
    try:
        amount = Decimal(plain) * scale
    except InvalidOperation:
        return None
    return amount.quantize(Decimal(1).scaleb(-places)) if amount.is_finite() and 0 <= amount < Decimal("1e10") else None


def read_interval(text: str) -> int | None:
    """Return a call interval in days ("90", "6 semaines", "trimestriel", "4 par an"), from 1 to 730, or None."""
    folded = fold(text)
    words = {
        "hebdomadaire": 7,
        "mensuel": 30,
        "bimestriel": 60,
        "trimestriel": 90,
        "semestriel": 182,
        "annuel": 365,
        "weekly": 7,
        "monthly": 30,
        "quarterly": 91,
        "yearly": 365,
    }
    for word, days in words.items():
        if folded.startswith(word):
            return days
    match = re.fullmatch(
        r"(\d+)(?: 0)? ?(jours?|j|days?|semaines?|sem|weeks?|mois|months?|(?:fois )?par an|fois|x)?", folded
    )
    if not match:
        return None
    number, unit = int(match[1]), match[2] or "j"
    if unit.endswith("an") or unit in ("fois", "x"):
        days = 365 // number if number else 0
    else:
        days = number * (7 if unit[0] in "sw" else 30 if unit[0] == "m" else 1)
    return days if 1 <= days <= MAX_INTERVAL_DAYS else None


def read_postcode(text: str) -> str | None:
    """Return a French postcode of five digits, or None; a missing leading zero is restored ("1400" -> "01400")."""
    match = re.search(r"(?<!\d)(?:F-?)?(\d{4,5})(?:[.,]0)?(?!\d)", text.replace(" ", ""))
    return match[1].zfill(5) if match else None


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
    """Return the ISO 3166-1 alpha-2 code of a country, "FR" for an empty cell, or None when its name is unknown.

    Any two letters are accepted as a code, without a check that it is assigned.
    """
    folded = fold(text)
    if not folded:
        return "FR"
    return COUNTRIES.get(folded) or (folded.upper() if re.fullmatch(r"[a-z]{2}", folded) else None)


def read_minutes(text: str) -> int | None:
    """Return the duration of a visit in minutes ("45", "1h30", "45 min"), from 5 to 480, or None."""
    match = re.fullmatch(r"(?:(\d{1,2})\s*h)?\s*(\d{1,3})?\s*(?:min|mn|m|minutes)?", text.strip().lower())
    if not match or not (match[1] or match[2]):
        return None
    minutes = int(match[1] or 0) * 60 + int(match[2] or 0)
    return minutes if 5 <= minutes <= 480 else None


def read_date(text: str) -> dt.date | None:
    """Return a date in a French or ISO format, ignoring the time of day; None when invalid or outside 1950-2100."""
    text = text.strip().split("T")[0].split(" ")[0]
    for pattern in ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d.%m.%Y", "%Y%m%d", "%Y/%m/%d"):
        try:
            day = dt.datetime.strptime(text, pattern).date()  # noqa: DTZ007
        except ValueError:
            continue
        return day if 1950 <= day.year <= 2100 else None
    return None
