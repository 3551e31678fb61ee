"""Fragments and links of higher domains on the pages of lower ones.

A page draws its slots with ``{% panels "company" company.pk %}``; each fragment is loaded from its own domain's
address, so that no domain reads a higher one's tables. ``{% drawn_panels %}`` calls the same views while the page is
drawn, in one request.
"""

from arpent.kernel.manifest import SettingsLink
from arpent.people.public import User

from .domains import manifests


def panel_views(page: str) -> tuple[str, ...]:
    """Return the URL names of the fragments of a page, in the domains' order."""
    return tuple(slot.url_name for domain in manifests() for slot in domain.panels if slot.page == page)


def settings_links(person: User) -> list[SettingsLink]:
    """Return the links of the settings page that a person has the permissions for, in their positions' order."""
    links = (link for domain in manifests() for link in domain.settings)
    allowed = (link for link in links if not link.permission or person.has_permission(link.permission))
    return sorted(allowed, key=lambda link: link.position)
