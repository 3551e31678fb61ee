"""Public interface of notifications."""

from .actions.notifications import notify
from .queries import count_unread
from .rules.types import register_types

__all__ = ["count_unread", "notify", "register_types"]
