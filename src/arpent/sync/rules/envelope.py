"""What stands around a record on its way: read strictly, for a broken envelope is a broken sender."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from arpent.kernel.moments import read_moment
from arpent.kernel.refusals import Refused

# A captured moment is believed within this much of the server's clock, else it is shifted by what the phone's is wrong.
TOLERANCE = dt.timedelta(minutes=5)


@dataclass(frozen=True)
class Envelope:
    """``sent_at``: the phone's clock when it sent, against which ``captured_at`` is read."""

    base_rev: int
    seq: int
    captured_at: dt.datetime
    sent_at: dt.datetime
    schema: int
    body: dict[str, Any]
    sha256: str = ""

    @property
    def digest(self) -> str:
        """Return the hash of what was written: the same words give the same hash, whatever their order."""
        text = json.dumps([self.body, self.sha256], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def read_envelope(data: Any) -> Envelope:
    """Return the envelope. Raise Refused when it is none."""
    try:
        body = data["body"]
        if not isinstance(data, Mapping) or not isinstance(body, dict):
            raise TypeError
        captured, sent = (_moment(data[n]) for n in ("captured_at", "sent_at"))
        numbers = [_count(data[n]) for n in ("base_rev", "seq", "schema")]
    except (KeyError, TypeError, ValueError) as error:
        raise Refused("sync.unreadable") from error
    sha256 = str(data.get("sha256") or "")[:64]
    return Envelope(numbers[0], numbers[1], captured, sent, numbers[2], clean_text(body), sha256)


def clean_text(value: Any) -> Any:
    """Return a body that a base can keep: without NUL, and with the halves of a character that was cut in two replaced."""
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [clean_text(x) for x in value]
    return {clean_text(k): clean_text(v) for k, v in value.items()} if isinstance(value, dict) else value


def _moment(told: Any) -> dt.datetime:
    moment = read_moment(told)
    if moment is None:
        raise ValueError
    return moment


def _count(told: Any) -> int:
    if isinstance(told, bool) or not isinstance(told, int) or not 0 <= told < 2**31:
        raise ValueError
    return told


def skew_of(sent_at: dt.datetime, received_at: dt.datetime) -> dt.timedelta:
    """Return how far the phone's clock is behind the server's; nothing when they agree well enough."""
    skew = received_at - sent_at
    return skew if abs(skew) > TOLERANCE else dt.timedelta()


def shift_moments(body: Any, skew: dt.timedelta) -> Any:
    """Return a body whose moments (``..._at``) are set right by what the phone's clock was wrong; the rest is untouched."""
    if not skew:
        return body
    if isinstance(body, list):
        return [shift_moments(x, skew) for x in body]
    if not isinstance(body, dict):
        return body
    return {k: _shifted(v, skew) if k.endswith("_at") else shift_moments(v, skew) for k, v in body.items()}


def _shifted(told: Any, skew: dt.timedelta) -> Any:
    moment = read_moment(told)
    return (moment + skew).isoformat() if moment else told
