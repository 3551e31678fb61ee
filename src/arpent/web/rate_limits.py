"""Rate limits of pages that need no account, per client network."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from arpent.kernel.errors import DomainError

from .client_address import address_of, network_of

SECONDS = 60


def enforce_rate_limit(request: HttpRequest, action: str = "public_link") -> None:
    """Count a request of the client's network. Raise DomainError web.rate_limited above the limit.
    The limit is ``settings.ARPENT_PUBLIC_RATES[action]`` requests per minute. The minute starts with the first request,
    so that up to twice the rate may pass across its end. This is sufficient to protect the machine; secrets are
    protected by signed links.
    """
    key = f"rate:{action}:{network_of(address_of(request))}"
    if cache.add(key, 1, SECONDS):
        return
    try:
        count = cache.incr(key)
    except ValueError:  # expired between the two calls
        return
    if count > settings.ARPENT_PUBLIC_RATES[action]:
        raise DomainError("web.rate_limited")
