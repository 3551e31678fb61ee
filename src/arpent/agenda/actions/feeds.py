"""The secret address of a calendar: created, replaced, revoked. The security log records it, the history does not:
undoing a revocation would open an address again.
"""

import datetime as dt

from arpent.history.public import operation
from arpent.people.public import User, require_permission
from arpent.web.security_log import SecurityEvent, log_security_event

from ..models import CalendarFeed
from ..permissions import AgendaPermission
from ..rules.feed_secrets import digest_of, new_secret


def create_feed(*, by: User, at: dt.datetime) -> str:
    """Create the address of a person's own calendar and return its secret, which is shown once; an earlier address no
    longer works. Raise DomainError people.not_allowed.
    """
    require_permission(by, AgendaPermission.PLAN_WEEK)
    secret = new_secret()
    with operation(by=by, at=at, kind="agenda.feed"):
        CalendarFeed.objects.visible_to(by).filter(person=by).delete()
        CalendarFeed.objects.create(person=by, secret_hash=digest_of(secret), created_at=at)
    log_security_event(SecurityEvent.CALENDAR_FEED_CREATED, person=by.pk)
    return secret


def revoke_feed(*, by: User, at: dt.datetime) -> None:
    """Revoke the address of a person's own calendar, if any. Raise DomainError people.not_allowed."""
    require_permission(by, AgendaPermission.PLAN_WEEK)
    with operation(by=by, at=at, kind="agenda.feed"):
        deleted, _rows = CalendarFeed.objects.visible_to(by).filter(person=by).delete()
    if deleted:
        log_security_event(SecurityEvent.CALENDAR_FEED_REVOKED, person=by.pk)
