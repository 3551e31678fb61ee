"""Manifest of the web toolkit."""

from arpent.kernel.manifest import Domain

from . import messages

DOMAIN = Domain(name="web", errors=messages.MESSAGES)
