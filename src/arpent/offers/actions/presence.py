"""Who has an offer open: two people on one offer see each other."""

import datetime as dt

from arpent.people.public import User

from ..models import OfferVersion, Presence

# A page says it is there every few seconds; after this long it is closed.
GONE = dt.timedelta(seconds=30)


def mark_presence(*, version: OfferVersion, by: User, at: dt.datetime) -> list[str]:
    """Note that a person has a version open; return the names of the others who have."""
    rows = Presence.objects.visible_to(by)
    rows.update_or_create(version=version, person=by, defaults={"at": at})
    others = rows.filter(version=version, at__gt=at - GONE).exclude(person=by).select_related("person")
    return [p.person.full_name for p in others]
