"""Recognise erased persons by keyed digests."""

import hashlib
import hmac
from collections.abc import Callable, Iterable, Sequence

from django.conf import settings

from ..models import Tombstone
from .declared import every_row
from .identifiers import name_key, read_address, read_number

Pair = tuple[str, str]


def digest_of(what: str, value: str, key: str | None = None) -> str:
    """Return the HMAC-SHA-256 of a normalised value, under a key derived from the installation's secret."""
    secret = hashlib.sha256(b"arpent.privacy.tombstone:" + (key or settings.SECRET_KEY).encode()).digest()
    return hmac.new(secret, f"{what}:{value}".encode(), hashlib.sha256).hexdigest()


def digests_of(what: str, value: str) -> list[str]:
    """Return the digests of a value under the current secret and its fallbacks; [] for an empty value."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [digest_of(what, value, key) for key in keys] if value else []


def pairs_of(
    *, emails: Sequence[str], phones: Sequence[str], full_name: str = "", place: str = "", sirens: Sequence[str] = ()
) -> list[Pair]:
    """Return the (kind, normalised value) pairs that identify a person; ``place``: the company or postcode
    of the name.
    """
    pairs = [("email", read_address(e)) for e in emails if e] + [("phone", read_number(p)) for p in phones if p]
    pairs += [("name", name_key(full_name, place)), *(("siren", s) for s in sirens)]
    return [(what, value) for what, value in pairs if value]


def digests_in_force(purpose: str = "erased") -> frozenset[str]:
    """Return the digests that are not lifted, for use on many records."""
    rows = every_row(Tombstone).filter(purpose=purpose, lifted_at__isnull=True)
    return frozenset(rows.values_list("digest", flat=True))


def is_known(pairs: Iterable[Pair], digests: frozenset[str]) -> bool:
    """Return whether the digest of one of the values is among the given ones."""
    return bool(digests) and any(d in digests for what, value in pairs for d in digests_of(what, value))


def load_check() -> Callable[..., bool]:
    """Return a function that tells whether one of its values belongs to an erased person, with the digests
    read once.
    """
    digests = digests_in_force()

    def is_erased(**given: object) -> bool:
        return bool(digests) and is_known(pairs_of(**given), digests)  # type: ignore[arg-type]

    return is_erased
