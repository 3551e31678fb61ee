"""Determine the client's network address of a request; the only module that reads X-Forwarded-For.

Used by rate limits, the evidence of signatures, the security log and the rule on published passwords.
"""

import ipaddress
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.http import HttpRequest

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
UNKNOWN = "0.0.0.0"
# Prefixes of headers that proxies add and browsers do not send.
FORWARDING = ("HTTP_X_FORWARDED_", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA", "HTTP_CF_", "HTTP_TRUE_CLIENT_IP")

current_address: ContextVar[str] = ContextVar("arpent_address", default="")


def address_of(request: HttpRequest) -> str:
    """Return the address of the client as text, ``0.0.0.0`` when it is unknown.

    Each of the ``settings.ARPENT_PROXIES`` (n) trusted proxies appends the address of its peer to X-Forwarded-For. The
    client is therefore the n-th entry from the right; entries left of it were sent by the client and are not trusted.
    Without a proxy the header is ignored. If the header has fewer than n entries, or the entry is not an address, the
    request did not pass the proxies, and the address of the connection is returned.
    """
    address = _forwarded_client(request.META) or _parse(request.META.get("REMOTE_ADDR", ""))
    return str(address) if address else UNKNOWN


def _forwarded_client(meta: Mapping[str, Any]) -> Address | None:
    """Return the client reported by the configured proxies, or None without proxies or a valid header."""
    count: int = settings.ARPENT_PROXIES
    hops = meta.get("HTTP_X_FORWARDED_FOR", "").split(",") if count else []
    return _parse(hops[-count]) if count and len(hops) >= count else None


def is_loopback(address: str) -> bool:
    """Return whether an address is a loopback address or "localhost"."""
    parsed = _parse(address)
    return address == "localhost" or (parsed is not None and parsed.is_loopback)


def is_local_request(request: HttpRequest) -> bool:
    """Return whether a request comes from this machine, to a server bound to a loopback address.

    SERVER_NAME is the address of the bound socket, not a header. A request forwarded although no proxy is configured,
    or without the header of a configured one, has an unknown origin and is not local.
    """
    meta: Mapping[str, Any] = request.META
    if settings.ARPENT_PROXIES:
        client = _forwarded_client(meta)
        is_local = client is not None and client.is_loopback
    else:
        is_local = is_loopback(address_of(request)) and not any(n.startswith(FORWARDING) and meta[n] for n in meta)
    return is_local and is_loopback(meta.get("SERVER_NAME", ""))


def network_of(address: str) -> str:
    """Return the network that counts as one client: the IPv4 address, or the /64 of an IPv6 address."""
    parsed = _parse(address)
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.IPv6Network((parsed, 64), strict=False).network_address)
    return str(parsed or address)


def _parse(text: str) -> Address | None:
    """Parse an address with optional brackets and port, as some proxies write it; map IPv4-mapped IPv6 to IPv4."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        parsed = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(parsed, "ipv4_mapped", None) or parsed
