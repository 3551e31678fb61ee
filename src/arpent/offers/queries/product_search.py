"""Product suggestions for references typed in the grid."""

from arpent.catalogue.public import search_products
from arpent.people.public import User

MAX_SUGGESTIONS = 12


def suggest_products(*, by: User, text: str) -> list[dict[str, str]]:
    """Return active products whose reference or name contains each typed word, at most ``MAX_SUGGESTIONS``; none for
    "".
    """
    text = text.strip()[:60]
    if not text:
        return []
    return [
        {"reference": p.reference, "name": p.name} for p in search_products(by=by, text=text, limit=MAX_SUGGESTIONS)
    ]
