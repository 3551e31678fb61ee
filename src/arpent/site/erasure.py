"""Reaction to the erasure of a person."""

from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import transaction
from django.utils.timezone import localdate

from arpent.clients.reactions import reindex_after_erasure
from arpent.privacy.events import PersonErased
from arpent.sync.public import revoke_devices_of


def after_erasure(event: PersonErased) -> None:
    """Recompute search entries, end the sessions and devices of an erased user, and clear the cache on commit."""
    reindex_after_erasure(event.company_ids, localdate(event.at))
    if event.user_ids:
        revoke_devices_of(event.user_ids, at=event.at)
        _end_sessions({str(pk) for pk in event.user_ids})
    transaction.on_commit(cache.clear)


def _end_sessions(users: set[str]) -> None:
    for session in Session.objects.all().iterator():
        if str(session.get_decoded().get("_auth_user_id", "")) in users:
            session.delete()
