"""How often an address may ask what needs no account."""

from allauth.core.ratelimit import consume
from django.http import HttpRequest

from arpent.kernel.refusals import Refused


def check_rate(request: HttpRequest, action: str = "public_link") -> None:
    """Raise Refused when an address asks too often; how often stands in the settings (ACCOUNT_RATE_LIMITS)."""
    if not consume(request, action=action):
        raise Refused("people.too_fast")
