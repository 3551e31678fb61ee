"""The envelope of a submission: strict parsing, and correction of the device's clock."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from arpent.kernel.datetimes import parse_datetime
from arpent.kernel.errors import DomainError

from .json_parsing import clean

# A captured moment is believed within this much of the server's clock, else it is shifted by what the phone's is wrong.
TOLERANCE = dt.timedelta(minutes=5)
# A clock may be wrong by centuries: what it says is brought within these moments, so that zones and sums do not
# overflow.
EARLIEST = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
LATEST = dt.datetime(2199, 1, 1, tzinfo=dt.UTC)
MAX_SKEW = dt.timedelta(seconds=2**31 - 1)
MAX_SCHEMA = 2**15 - 1
SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Envelope:
    """The envelope of a submission. ``sent_at``: the device's clock when it sent, to correct ``captured_at``.
    ``sha256``: hash of the bytes sent with it, 64 hexadecimal digits, "" for none; ``changed``: a value of the body
    could not be stored as sent and was replaced by its text.
    """

    base_revision: int
    seq: int
    captured_at: dt.datetime
    sent_at: dt.datetime
    schema: int
    body: dict[str, Any]
    sha256: str = ""
    changed: bool = False

    @property
    def digest(self) -> str:
        """Return the SHA-256 of body and file hash, independent of the order of keys."""
        text = json.dumps([self.body, self.sha256], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def read_envelope(data: Any, changed: bool = False) -> Envelope:
    """Return the envelope of parsed JSON. Raise DomainError sync.unreadable. ``changed``: as in ``ParsedJson``."""
    try:
        body = data["body"]
        if not isinstance(data, Mapping) or not isinstance(body, dict):
            raise TypeError
        captured, sent = (bounded_moment(data[n]) for n in ("captured_at", "sent_at"))
        base, seq, schema = (_count(data[n]) for n in ("base_revision", "seq", "schema"))
        sha256 = data.get("sha256") or ""
        if not isinstance(sha256, str) or (sha256 and not SHA256.fullmatch(sha256)):
            raise ValueError
        cleaned = clean(body)
    except (KeyError, TypeError, ValueError) as error:
        raise DomainError("sync.unreadable") from error
    changed = changed or cleaned.changed
    return Envelope(base, seq, captured, sent, min(schema, MAX_SCHEMA), cleaned.data, sha256, changed)


def bounded_moment(value: Any) -> dt.datetime:
    """Parse an ISO moment with offset, limited to 1970 to 2199. Raise ValueError for another text."""
    if not isinstance(value, str):
        raise ValueError
    moment = dt.datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError
    return within_bounds(moment)


def within_bounds(moment: dt.datetime) -> dt.datetime:
    """Return an aware moment, limited to 1970 to 2199."""
    if moment.year < EARLIEST.year:
        return EARLIEST
    return LATEST if moment.year >= LATEST.year else max(moment, EARLIEST)


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**31:
        raise ValueError
    return value


def skew_of(sent_at: dt.datetime, received_at: dt.datetime) -> dt.timedelta:
    """Return how far the device's clock is behind the server's; zero within five minutes."""
    skew = max(-MAX_SKEW, min(MAX_SKEW, received_at - sent_at))
    return skew if abs(skew) > TOLERANCE else dt.timedelta()


def shift_moments(body: Any, skew: dt.timedelta, agreed: Collection[str] = ()) -> Any:
    """Return a body whose moments (keys ending in ``_at``) are corrected by the clock error.
    ``agreed``: keys of moments that the device's clock did not measure, such as the start of an appointment.
    """
    if not skew:
        return body
    if isinstance(body, list):
        return [shift_moments(x, skew, agreed) for x in body]
    if not isinstance(body, dict):
        return body
    return {
        k: _shifted(v, skew) if k.endswith("_at") and k not in agreed else shift_moments(v, skew, agreed)
        for k, v in body.items()
    }


def _shifted(value: Any, skew: dt.timedelta) -> Any:
    moment = parse_datetime(value)
    try:
        return (moment + skew).isoformat() if moment else value
    except OverflowError:
        return value
