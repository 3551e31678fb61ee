"""Security log: one JSON line per event, on the logger ``arpent.security``.

A line never contains a password, a token, a private link or an e-mail address. Persons are identified by id; an address
typed at sign-in by a keyed hash, so that attempts on one account can be correlated without naming it. Network addresses
are logged in clear, which is needed to block attackers. Retention: docs/operating.md.
"""

import datetime as dt
import json
import logging
from enum import StrEnum
from typing import Any

from django.utils.crypto import salted_hmac

from .client_address import current_address

logger = logging.getLogger("arpent.security")


class SecurityEvent(StrEnum):
    """Events of the security log."""

    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    SIGN_IN_FAILED = "sign_in_failed"
    LOCKED_OUT = "locked_out"
    RATE_LIMITED = "rate_limited"
    DEMO_REFUSED = "demo_refused"
    NOT_ALLOWED = "not_allowed"
    NOT_FOUND = "not_found"
    SECOND_FACTOR_FAILED = "second_factor_failed"
    SECOND_FACTOR_ADDED = "second_factor_added"
    SECOND_FACTOR_REMOVED = "second_factor_removed"
    SECOND_FACTOR_RESET = "second_factor_reset"
    SECOND_FACTOR_RULE = "second_factor_rule"
    PASSWORD_CHANGED = "password_changed"
    ACCESS_CHANGED = "access_changed"
    INVITED = "invited"
    SESSIONS_ENDED = "sessions_ended"
    DEVICE_ENROLLED = "device_enrolled"
    DEVICE_REVOKED = "device_revoked"
    DEVICE_REFUSED = "device_refused"
    CALENDAR_FEED_CREATED = "calendar_feed_created"
    CALENDAR_FEED_REVOKED = "calendar_feed_revoked"
    LIST_EXPORTED = "list_exported"


WARNINGS = {
    SecurityEvent.SIGN_IN_FAILED,
    SecurityEvent.LOCKED_OUT,
    SecurityEvent.RATE_LIMITED,
    SecurityEvent.DEMO_REFUSED,
    SecurityEvent.NOT_ALLOWED,
    SecurityEvent.SECOND_FACTOR_FAILED,
    SecurityEvent.DEVICE_REFUSED,
}


def log_security_event(event: SecurityEvent, **facts: Any) -> None:
    """Log an event with the client address of the current request, if any.

    ``facts``: ids, roles, counts; no secret.
    """
    line = {
        "event": event.value,
        "at": dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds"),
        "address": current_address.get() or None,
        **{k: v if isinstance(v, int | float | list | None) else str(v) for k, v in facts.items()},
    }
    logger.log(logging.WARNING if event in WARNINGS else logging.INFO, json.dumps(line))


def keyed_hash(email: str) -> str:
    """Return a keyed hash of an e-mail address: equal for equal addresses, not reversible."""
    return salted_hmac("arpent.security.email", email.strip().lower(), algorithm="sha256").hexdigest()[:16]
