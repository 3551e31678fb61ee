"""Fragments of higher domains on the pages of lower ones.

A page draws its slots with ``{% panels "company" company.pk %}``; each fragment is loaded from its own domain's
address, so that no domain reads a higher one's tables. ``{% drawn_panels %}`` calls the same views while the page is
drawn, in one request.
"""

from .domains import manifests


def panel_views(page: str) -> tuple[str, ...]:
    """Return the URL names of the fragments of a page, in the domains' order."""
    return tuple(slot.url_name for domain in manifests() for slot in domain.panels if slot.page == page)
