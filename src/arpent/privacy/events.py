"""Events published by privacy."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class PersonErased:
    """A person's data was redacted; subscribers recompute derived data and end the user's sessions and devices."""

    company_ids: tuple[UUID, ...]
    user_ids: tuple[UUID, ...]
    at: dt.datetime
