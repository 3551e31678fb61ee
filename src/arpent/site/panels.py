"""Fragments and links of higher domains on the pages of lower ones.

A page draws its slots with ``{% panels "company" company.pk %}``; each fragment is loaded from its own domain's
address, so that no domain reads a higher one's tables. ``{% drawn_panels %}`` calls the same views while the page is
drawn, in one request.
"""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from arpent.kernel.manifest import SettingsLink
from arpent.people.public import User

from .domains import manifests


def panel_views(page: str) -> tuple[str, ...]:
    """Return the URL names of the fragments of a page, in the domains' order."""
    return tuple(slot.url_name for domain in manifests() for slot in domain.panels if slot.page == page)


@dataclass(frozen=True)
class SlotLink:
    """A link of a slot as templates draw it."""

    url: str
    label: Any
    icon: str
    primary: bool


def slot_links(page: str, pk: Any = None) -> list[SlotLink]:
    """Return the links of a page's slot for a record, or for no record, in the domains' order."""
    links = []
    for link in (link for domain in manifests() for link in domain.links if link.page == page):
        if link.query:
            url = f"{reverse(link.url_name)}?{link.query}={pk}"
        else:
            url = reverse(link.url_name, args=[pk] if pk else [])
        links.append(SlotLink(url, link.label, link.icon, link.primary))
    return links


def settings_links(person: User) -> list[SettingsLink]:
    """Return the links of the settings page that a person has the permissions for, in their positions' order."""
    links = (link for domain in manifests() for link in domain.settings)
    allowed = (link for link in links if not link.permission or person.has_permission(link.permission))
    return sorted(allowed, key=lambda link: link.position)
