"""What privacy tells the other domains."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class PersonErased:
    """A person's data was redacted: what is derived from it is computed anew, what they held as a user ends."""

    company_ids: tuple[UUID, ...]
    user_ids: tuple[UUID, ...]
    at: dt.datetime
