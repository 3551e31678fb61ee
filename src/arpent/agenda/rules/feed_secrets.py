"""Secrets of calendar addresses: only their digest is stored."""

import datetime as dt
import hashlib
import secrets

SECRET_BYTES = 32  # 256 bits: cannot be guessed, at any rate of requests
PAST, AHEAD = dt.timedelta(days=30), dt.timedelta(days=180)  # what a calendar program is given


def new_secret() -> str:
    """Return a new secret, safe in addresses."""
    return secrets.token_urlsafe(SECRET_BYTES)


def digest_of(secret: str) -> str:
    """Return the digest by which an address is found. No salt: the secret is random, not a password."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
