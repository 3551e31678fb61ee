"""Canonical text and hash of approved, sent and signed content."""

import datetime as dt
import hashlib
import json
from decimal import Decimal
from typing import Any
from uuid import UUID


def canonical(content: Any) -> str:
    """Return content as canonical JSON: sorted keys, no spaces, amounts without trailing zeros.

    Equal contents give equal texts whatever the database (1.50 and 1.5000 are equal).
    """
    return json.dumps(_plain(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    if isinstance(value, (UUID, dt.date)):
        return str(value)
    return value


def fingerprint(text: str | bytes) -> str:
    """Return the SHA-256 of a text (as UTF-8) or a file, in hexadecimal."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()
