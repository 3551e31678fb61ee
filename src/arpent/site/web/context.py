"""Template context of the frame of every page."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from arpent.geography.public import ATTRIBUTION
from arpent.kernel.manifest import NavigationEntry
from arpent.notifications.public import count_unread
from arpent.people.public import User, get_organisation

from ..domains import manifests


def navigation_entries() -> list[NavigationEntry]:
    """Return the entries of the main navigation in their order."""
    return sorted((e for d in manifests() for e in d.navigation), key=lambda e: e.position)


def current_entry(entries: list[NavigationEntry], path: str) -> NavigationEntry | None:
    """Return the entry that a path belongs to: its own page, else the one with the longest matching prefix."""
    own = next((e for e in entries if reverse(e.url_name) == path), None)
    matches = [(len(p), e) for e in entries for p in e.prefixes if path.startswith(p)]
    sections = {prefix: name for d in manifests() for prefix, name in d.sections.items() if path.startswith(prefix)}
    matches += [(len(p), e) for p, name in sections.items() for e in entries if e.url_name == name]
    return own or max(matches, key=lambda m: m[0], default=(0, None))[1]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the context of the base template: navigation, user, language."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {"attribution": ATTRIBUTION}
    entries = navigation_entries()
    # A page may belong to another section than its address: the import wizard, to that of what it imports.
    current = current_entry(entries, getattr(request, "section", request.path))
    navigation = [
        {
            "label": e.label,
            "url": reverse(e.url_name),
            "icon": e.icon,
            "key": e.shortcut,
            "phone": e.phone_label,
            "current": e is current,
        }
        for e in entries
    ]
    return {
        "attribution": ATTRIBUTION,
        "navigation": navigation,
        # Counted by pages only: fragments have no bell.
        "unread_notifications": SimpleLazyObject(lambda: _unread(request.user)),
        "organisation": request.firm if hasattr(request, "firm") else get_organisation(),
    }


def _unread(user: Any) -> int:
    """Return how many notifications of a person are unread."""
    return count_unread(by=user) if isinstance(user, User) else 0
