"""Facts that deals tell upwards."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class DealDeleting:
    """A deal is about to be deleted; whoever cannot let it go raises DomainError."""

    deal_id: UUID


@dataclass(frozen=True)
class DealHandedOver:
    """A deal has another owner."""

    deal_id: UUID
    owner_id: UUID
