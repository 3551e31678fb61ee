"""Manifest of orders: the accepted order for other programs."""

from django.utils.translation import gettext_lazy as _

from arpent.kernel.manifest import Domain, LinkSlot

from . import messages

DOMAIN = Domain(
    name="orders",
    links=(
        LinkSlot("signed_offer", _("Commande CSV"), "orders:table", "download"),
        LinkSlot("signed_offer", _("Commande Order-X"), "orders:order", "download", primary=True),
    ),
    url_prefix="orders/",
    sections={"/orders": "offers:list"},
    errors=messages.MESSAGES,
)
