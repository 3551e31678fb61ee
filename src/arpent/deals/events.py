"""Facts that deals tell upwards."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class DealHandedOver:
    """A deal has another owner."""

    deal_id: UUID
    owner_id: UUID
