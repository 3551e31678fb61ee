"""Events published by deals."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class DealDeleting:
    """A deal is about to be deleted; a subscriber raises DomainError to prevent it."""

    deal_id: UUID


@dataclass(frozen=True)
class DealReassigned:
    """A deal was assigned to another owner."""

    deal_id: UUID
    owner_id: UUID
