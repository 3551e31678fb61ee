"""Manifest of orders: the accepted order for other programs."""

from arpent.kernel.manifest import Domain

from . import messages

DOMAIN = Domain(name="orders", url_prefix="orders/", sections={"/orders": "offers:list"}, errors=messages.MESSAGES)
