"""The network address a request comes from: the one place that reads X-Forwarded-For.

Rate limits, the evidence of a signature, the security log and the rule on published passwords all ask here.
"""

import ipaddress
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.http import HttpRequest

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
UNKNOWN = "0.0.0.0"
# What a proxy adds to a request; a browser sends none of them.
FORWARDING = ("HTTP_X_FORWARDED_", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA", "HTTP_CF_", "HTTP_TRUE_CLIENT_IP")

current_address: ContextVar[str] = ContextVar("arpent_address", default="")


def address_of(request: HttpRequest) -> str:
    """Return the address of the client as text, ``0.0.0.0`` when it cannot be known.

    ``settings.ARPENT_PROXIES`` proxies of ours stand in front; each appends the address it was called from to
    X-Forwarded-For. The client is therefore the n-th entry from the right; what stands left of it was sent by the
    client and is never believed. Without a proxy the header is ignored. A header with fewer entries than proxies, or an
    entry that is no address, did not come our way: the address of the connection counts.
    """
    found = _told_by_proxies(request.META) or _parse(request.META.get("REMOTE_ADDR", ""))
    return str(found) if found else UNKNOWN


def _told_by_proxies(meta: Mapping[str, Any]) -> Address | None:
    """Return the client that the declared proxies tell, None without a proxy or when the request did not come their
    way.
    """
    count: int = settings.ARPENT_PROXIES
    hops = meta.get("HTTP_X_FORWARDED_FOR", "").split(",") if count else []
    return _parse(hops[-count]) if count and len(hops) >= count else None


def is_loopback(address: str) -> bool:
    """Return whether an address is of this machine itself."""
    found = _parse(address)
    return address == "localhost" or (found is not None and found.is_loopback)


def is_local_request(request: HttpRequest) -> bool:
    """Return whether a request comes from this machine, to a server that only this machine reaches.

    The name of the server is the address its socket is bound to, not a header. A request that was forwarded although no
    proxy is declared, or that does not tell what declared proxies tell, comes from somebody unknown, so not from here.
    """
    meta: Mapping[str, Any] = request.META
    if settings.ARPENT_PROXIES:
        client = _told_by_proxies(meta)
        is_here = client is not None and client.is_loopback
    else:
        is_here = is_loopback(address_of(request)) and not any(n.startswith(FORWARDING) and meta[n] for n in meta)
    return is_here and is_loopback(meta.get("SERVER_NAME", ""))


def network_of(address: str) -> str:
    """Return what counts as one client: an IPv4 address, or the /64 an IPv6 address is in."""
    found = _parse(address)
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.IPv6Network((found, 64), strict=False).network_address)
    return str(found or address)


def _parse(text: str) -> Address | None:
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
