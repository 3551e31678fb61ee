"""Salted digests of audit entries and the hash chain over them (ADR 0026).

digest = SHA-256(salt ‖ fields), each field preceded by its length so that no two rows encode alike;
chain n = SHA-256(chain n-1 ‖ digest n ‖ position ‖ entry ‖ redaction). All hashes are 32 bytes, salts 16.
"""

import hashlib
from collections.abc import Iterable

SALT_BYTES = 16
# The chain before its first position.
GENESIS = bytes(32)
_ABSENT = (2**64 - 1).to_bytes(8)


def entry_digest(salt: bytes, fields: Iterable[bytes | None]) -> bytes:
    """Return the salted digest of an entry; None and the empty text differ."""
    hashed = hashlib.sha256(salt)
    for value in fields:
        if value is None:
            hashed.update(_ABSENT)
        else:
            hashed.update(len(value).to_bytes(8))
            hashed.update(value)
    return hashed.digest()


def chain_link(previous: bytes, digest: bytes, position: int, entry_id: int, redaction_id: str | None) -> bytes:
    """Return the chain's value at a position (32 bytes).

    ``redaction_id``: hex id of the redaction after which the entry was sealed again, None for a first seal.
    """
    mark = (redaction_id or "").encode()
    return hashlib.sha256(previous + digest + position.to_bytes(8) + entry_id.to_bytes(8) + mark).digest()
