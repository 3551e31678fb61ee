"""Registry of the types of notification, filled by the composition root from the manifests."""

from collections.abc import Iterable

from arpent.kernel.notification_types import NotificationType

_TYPES: dict[str, NotificationType] = {}


def register_types(types: Iterable[NotificationType]) -> None:
    """Register the types that a domain declares; called once per domain, by the composition root."""
    _TYPES.update({t.code: t for t in types})


def list_types() -> list[NotificationType]:
    """Return all types, in the order of their domains."""
    return list(_TYPES.values())


def find_type(code: str) -> NotificationType | None:
    """Return the type of a code; None for one that no domain declares any more."""
    return _TYPES.get(code)
