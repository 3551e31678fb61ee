"""Deals in the command palette."""

from django.urls import reverse
from django.utils.translation import gettext as _

from arpent.kernel.manifest import SearchHit
from arpent.people.public import User

from ..queries.listing import find_deals


def find_hits(*, by: User, text: str) -> list[SearchHit]:
    """Return up to five deals that match a text."""
    return [
        SearchHit(d.title, _("affaire"), "briefcase", reverse("deals:deal", args=[d.pk]))
        for d in find_deals(by=by, text=text, limit=5)
    ]
