"""Who has an offer open: two people on one offer see each other.

Kept in the cache that all processes share (docs/adr/0024), never in the database: a page says it is there every few
seconds, and the database has one writer.
"""

import datetime as dt
from uuid import UUID

from django.core.cache import cache

from arpent.people.public import User, names_by_id

from ..models import OfferVersion

# A page says it is there every few seconds; after this many seconds it is closed.
PRESENCE_TIMEOUT = 30


def mark_presence(*, version: OfferVersion, by: User, at: dt.datetime) -> list[str]:
    """Note that a person has a version open; return the names of the others who have.

    Two people marked in the same instant may miss one of them; the next mark, seconds later, brings it back.
    """
    key, now = f"offers.presence.{version.pk.hex}", at.timestamp()
    marks = {pk: mark for pk, mark in (cache.get(key) or {}).items() if mark > now - PRESENCE_TIMEOUT} | {
        by.pk.hex: now
    }
    cache.set(key, marks, timeout=PRESENCE_TIMEOUT)
    others = {UUID(pk) for pk in marks if pk != by.pk.hex}
    return sorted(names_by_id(others).values()) if others else []
