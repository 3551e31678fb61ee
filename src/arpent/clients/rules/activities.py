"""Activity codes (NAF rev. 2), headcount bands (INSEE), legal categories of natural persons."""

import re

from arpent.kernel.text import fold

# Code, smallest and largest number of employees (INSEE, tranches d'effectifs).
HEADCOUNT_BANDS: dict[str, tuple[int, int | None]] = {
    "NN": (0, 0),
    "00": (0, 0),
    "01": (1, 2),
    "02": (3, 5),
    "03": (6, 9),
    "11": (10, 19),
    "12": (20, 49),
    "21": (50, 99),
    "22": (100, 199),
    "31": (200, 249),
    "32": (250, 499),
    "41": (500, 999),
    "42": (1000, 1999),
    "51": (2000, 4999),
    "52": (5000, 9999),
    "53": (10000, None),
}

# INSEE legal category 1xxx: natural persons.
_NATURAL = re.compile(
    r"^(entrepreneur individuel|ei|auto ?entrepreneur|micro ?entreprise(ur)?|personne physique|profession"
    r" liberale|artisan.?commercant)$"
)


def read_naf(text: str) -> str | None:
    """Return an activity code as "28.13Z" (NAF rev. 2) or None; the dot may be missing."""
    match = re.fullmatch(r"\s*(\d{2})\.?(\d{1,2})\.?([A-Za-z]?)\s*", text)
    if not match:
        return None
    return f"{match[1]}.{match[2]}{match[3].upper()}"


def read_headcount(text: str) -> str | None:
    """Return the INSEE band of a headcount given as band, number or range (its lower bound); None when unreadable."""
    text = text.strip()
    if text.upper() in HEADCOUNT_BANDS and (len(text) == 2):
        return text.upper()
    numbers = [int(n) for n in re.findall(r"\d+", text.replace("\u202f", "").replace("\xa0", "").replace(" ", ""))]
    if not numbers:
        return None
    return band_of(numbers[0])


def band_of(employees: int) -> str:
    """Return the INSEE headcount band of a number of employees."""
    if employees == 0:
        return "00"
    for code, (low, high) in HEADCOUNT_BANDS.items():
        if low and low <= employees and (high is None or employees <= high):
            return code
    return "NN"


def is_natural_person(legal_category: str) -> bool:
    """Return whether a legal category is a natural person: INSEE code 1xxx, or a usual French name."""
    text = legal_category.strip()
    if re.fullmatch(r"1\d{3}", text):
        return True
    return bool(_NATURAL.match(fold(text)))
