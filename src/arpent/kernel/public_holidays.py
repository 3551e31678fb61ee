"""Public holidays of a place in France.
Sources: Code du travail, L3133-1 (everywhere), L3134-13 (Moselle, Bas-Rhin, Haut-Rhin), L3422-2 (overseas). Days
observed by local custom only (mi-carême, Good Friday and 21 July in the Antilles) are working days here; a firm closed
on such a day states it in its opening hours.
"""

import datetime as dt
from functools import lru_cache

ALSACE_MOSELLE = {"57": "57", "67": "6AE", "68": "6AE"}  # département -> its name in the library
# The day that commemorates the abolition of slavery. Saint-Martin: 28 May since 2018, by circular; the code says 27
# May.
ABOLITION = {
    "971": (5, 27),
    "972": (5, 22),
    "973": (6, 10),
    "974": (12, 20),
    "976": (4, 27),
    "977": (10, 9),
    "978": (5, 28),
}


@lru_cache(maxsize=64)
def holiday_names(year: int, departement: str) -> dict[dt.date, str]:
    """Return the French names of the public holidays of a year, by date.
    ``departement``: its code, "" for the holidays of all of France.
    """
    import holidays  # a second of processor: not at every start

    calendar = holidays.country_holidays("FR", subdiv=ALSACE_MOSELLE.get(departement), years=year, language="fr")
    found = {day: str(name) for day, name in calendar.items()}
    if departement in ABOLITION:
        found[dt.date(year, *ABOLITION[departement])] = "Abolition de l’esclavage"
    return found
