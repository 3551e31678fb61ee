"""Companies, sites and contacts in the command palette."""

from django.urls import reverse

from arpent.kernel.manifest import SearchHit
from arpent.people.public import User

from ..public import search

ICONS = {"company": "building-factory-2", "site": "map-pin", "contact": "user"}


def find_hits(*, by: User, text: str) -> list[SearchHit]:
    """Return the companies, sites and contacts that match a text, best first."""
    return [
        SearchHit(h.label, h.detail, ICONS[h.kind], reverse("clients:company", args=[h.company_id]))
        for h in search(by=by, text=text)
    ]
