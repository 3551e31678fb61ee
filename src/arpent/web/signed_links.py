"""Links that open one record without an account: the record's id, signed with the firm's key under a purpose of its
own.

A token of one purpose opens nothing of another; which record it opens, until when and whether it was withdrawn stands
in the record's own row.
"""

from uuid import UUID

from django.core import signing

from arpent.kernel.ids import parse_id


def link_token(purpose: str, pk: UUID) -> str:
    """Return the token of a record's link."""
    return signing.Signer(salt=f"arpent.{purpose}").sign(pk.hex)


def read_token(purpose: str, token: str) -> UUID | None:
    """Return the id a token was made of, or None when it is forged or of another purpose."""
    try:
        return parse_id(signing.Signer(salt=f"arpent.{purpose}").unsign(token))
    except signing.BadSignature:
        return None
