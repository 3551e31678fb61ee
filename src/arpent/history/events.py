"""Events of the operations."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class OperationUndone:
    operation_id: UUID
    kind: str
    by: UUID
    at: dt.datetime
