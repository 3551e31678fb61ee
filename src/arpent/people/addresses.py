"""The network address a request comes from: the one place that reads X-Forwarded-For.

Rate limits, the evidence of a signature, the security log and the rule on published passwords all ask here.
"""

import ipaddress
from collections.abc import Mapping
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "0.0.0.0"
FORWARDING = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")

current_address: ContextVar[str] = ContextVar("arpent_address", default="")


def address_of(request: HttpRequest) -> str:
    """Return the address of the client as text, ``0.0.0.0`` when it cannot be known.

    ``settings.ARPENT_PROXIES`` proxies of ours stand in front; each appends the address it was called from to
    X-Forwarded-For. The client is therefore the n-th entry from the right; what stands left of it was sent by the client
    and is never believed. Without a proxy the header is ignored. A header with fewer entries than proxies, or an entry that
    is no address, did not come our way: the address of the connection counts.
    """
    meta = request.META
    peer = _parse(meta.get("REMOTE_ADDR", ""))
    count: int = settings.ARPENT_PROXIES
    if count:
        hops = meta.get("HTTP_X_FORWARDED_FOR", "").split(",")
        told = _parse(hops[-count]) if len(hops) >= count else None
        peer = told or peer
    return str(peer) if peer else UNKNOWN


def is_loopback(address: str) -> bool:
    """Return whether an address is of this machine itself."""
    found = _parse(address)
    return address == "localhost" or (found is not None and found.is_loopback)


def comes_from_this_machine(request: HttpRequest) -> bool:
    """Return whether a request comes from this machine, to a server that only this machine reaches.

    The name of the server is the address its socket is bound to, not a header. A request that was forwarded although no
    proxy is declared comes from somebody we cannot tell, so not from here.
    """
    meta: Mapping[str, str] = request.META
    if not settings.ARPENT_PROXIES and any(meta.get(name) for name in FORWARDING):
        return False
    return is_loopback(meta.get("SERVER_NAME", "")) and is_loopback(address_of(request))


def network_of(address: str) -> str:
    """Return what counts as one client: an IPv4 address, or the /64 an IPv6 address is in."""
    found = _parse(address)
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.IPv6Network((found, 64), strict=False).network_address)
    return str(found or address)


def _parse(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Read an address, with the brackets and the port that some proxies write; IPv4 within IPv6 is IPv4."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
