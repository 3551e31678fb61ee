"""Signed links that open one record without an account: the record's id, signed with the secret key per purpose.

A token is valid for its purpose only. Expiry and revocation are stored in the record's own row.
"""

from uuid import UUID

from django.core import signing

from arpent.kernel.ids import parse_id


def link_token(purpose: str, pk: UUID) -> str:
    """Return the token of a record's link."""
    return signing.Signer(salt=f"arpent.{purpose}").sign(pk.hex)


def read_token(purpose: str, token: str) -> UUID | None:
    """Return the record id of a token, or None when it is forged or has another purpose."""
    try:
        return parse_id(signing.Signer(salt=f"arpent.{purpose}").unsign(token))
    except signing.BadSignature:
        return None
