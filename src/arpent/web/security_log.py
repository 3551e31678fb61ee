"""The log of what concerns security: one JSON line an event, on the logger ``arpent.security``.

A line never holds a password, a token, a private link or an e-mail. A person is an id; an address somebody typed to
sign in is a keyed hash, so that attempts on one account are seen to belong together and nobody is named (``arpent``
alone has the key). Network addresses are written in clear: blocking an attacker needs them. How long to keep it:
docs/operating.md.
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
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    SIGN_IN_FAILED = "sign_in_failed"
    LOCKED_OUT = "locked_out"
    TOO_FAST = "too_fast"
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


WARNINGS = {
    SecurityEvent.SIGN_IN_FAILED,
    SecurityEvent.LOCKED_OUT,
    SecurityEvent.TOO_FAST,
    SecurityEvent.DEMO_REFUSED,
    SecurityEvent.NOT_ALLOWED,
    SecurityEvent.SECOND_FACTOR_FAILED,
    SecurityEvent.DEVICE_REFUSED,
}


def log_security_event(event: SecurityEvent, **facts: Any) -> None:
    """Write one event with the address of the running request, if there is one.

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
    """Return a keyed hash of an address: equal for equal addresses, and readable by nobody."""
    return salted_hmac("arpent.security.email", email.strip().lower(), algorithm="sha256").hexdigest()[:16]
