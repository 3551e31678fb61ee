"""How often an address may ask what needs no account."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from arpent.kernel.errors import DomainError

from .client_address import address_of, network_of

SECONDS = 60


def enforce_rate_limit(request: HttpRequest, action: str = "public_link") -> None:
    """Count one request of an address. Raise DomainError past ``settings.ARPENT_PUBLIC_RATES[action]`` in a minute.

    The minute starts with the first request: twice the rate may pass across its end, which is fine for what it protects
    (the machine, not a secret: links are signed).
    """
    key = f"rate:{action}:{network_of(address_of(request))}"
    if cache.add(key, 1, SECONDS):
        return
    try:
        count = cache.incr(key)
    except ValueError:  # ended between the two lines
        return
    if count > settings.ARPENT_PUBLIC_RATES[action]:
        raise DomainError("web.too_fast")
