"""Manifest of what Arpent adds to the database."""

from arpent.kernel.manifest import Domain

from . import messages

DOMAIN = Domain(name="database", errors=messages.MESSAGES)
