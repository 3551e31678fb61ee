"""Events published by the accounts domain."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class PersonCreated:
    """An account was created; published within the transaction."""

    person_id: UUID
    email: str
