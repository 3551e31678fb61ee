"""What people tell."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class OperationUndone:
    operation_id: UUID
    kind: str
    by: UUID
    at: dt.datetime


@dataclass(frozen=True)
class PersonCreated:
    person_id: UUID
    email: str
