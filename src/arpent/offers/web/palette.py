"""Offers in the command palette."""

from django.urls import reverse
from django.utils.translation import gettext as _

from arpent.kernel.manifest import SearchHit
from arpent.people.public import User

from ..queries.listing import find_offers


def find_hits(*, by: User, text: str) -> list[SearchHit]:
    """Return up to five offers that match a text."""
    return [
        SearchHit(str(o), _("offre"), "file-text", reverse("offers:offer", args=[o.pk]))
        for o in find_offers(by=by, text=text, limit=5)
    ]
