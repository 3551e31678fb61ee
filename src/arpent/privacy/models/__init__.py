"""Models of privacy."""

from .erasure import Erasure
from .retention import RetentionItem
from .tombstone import Tombstone

__all__ = ["Erasure", "RetentionItem", "Tombstone"]
