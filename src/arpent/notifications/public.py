"""Public interface of notifications."""

from .actions.mentions import notify_mentions, store_mentions
from .actions.notifications import notify
from .queries import count_unread
from .rules.mentions import plain_mentions
from .rules.types import register_types

__all__ = ["count_unread", "notify", "notify_mentions", "plain_mentions", "register_types", "store_mentions"]
