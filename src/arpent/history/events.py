"""Events published by the history domain."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class OperationUndone:
    """An operation was undone by a person; published within the transaction of the undo."""

    operation_id: UUID
    kind: str
    by: UUID
    at: dt.datetime
