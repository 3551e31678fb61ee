"""What people tell."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class PersonCreated:
    person_id: UUID
    email: str
