"""Identifiers made where the record is born."""

import os
import time
import uuid


def new_id() -> uuid.UUID:
    """Return a UUIDv7 (RFC 9562): 48 bits of milliseconds, then random bits, so that ids sort by birth."""
    milliseconds = time.time_ns() // 1_000_000
    raw = (milliseconds << 80) | int.from_bytes(os.urandom(10), "big")
    raw = raw & ~(0xF << 76) | (0x7 << 76)
    raw = raw & ~(0x3 << 62) | (0x2 << 62)
    return uuid.UUID(int=raw)


def parse_id(text: str) -> uuid.UUID | None:
    """Return the id a text holds, or None when it holds none."""
    try:
        return uuid.UUID(text)
    except (ValueError, AttributeError, TypeError):
        return None
