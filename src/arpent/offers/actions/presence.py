"""Presence of users on an open offer, by heartbeats.

Stored in the cache shared by the processes (docs/adr/0024), not in the database, which has one writer.
"""

import datetime as dt
from uuid import UUID

from django.core.cache import cache

from arpent.people.public import User, names_by_id

from ..models import OfferVersion

# Seconds after which a page without a heartbeat is considered closed.
PRESENCE_TIMEOUT = 30


def mark_presence(*, version: OfferVersion, by: User, at: dt.datetime) -> list[str]:
    """Record a user's heartbeat on a version; return the sorted names of the other users present.

    A user is present for ``PRESENCE_TIMEOUT`` seconds after a heartbeat. Two heartbeats in the same instant may
    overwrite one another until the next, seconds later.
    """
    key, now = f"offers.presence.{version.pk.hex}", at.timestamp()
    marks = {pk: mark for pk, mark in (cache.get(key) or {}).items() if mark > now - PRESENCE_TIMEOUT} | {
        by.pk.hex: now
    }
    cache.set(key, marks, timeout=PRESENCE_TIMEOUT)
    others = {UUID(pk) for pk in marks if pk != by.pk.hex}
    return sorted(names_by_id(others).values()) if others else []
