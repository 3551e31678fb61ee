"""What other domains may use of accounts."""

from .actions.identity import save_identity
from .actions.members import create_person, create_team, found_organisation
from .actions.security import reset_second_factor
from .queries.security import lacks_second_factor, list_lacking
from .rules.devices import device_name
from .rules.sessions import NOTED_EVERY, end_of

__all__ = [
    "NOTED_EVERY",
    "create_person",
    "create_team",
    "device_name",
    "end_of",
    "found_organisation",
    "lacks_second_factor",
    "list_lacking",
    "reset_second_factor",
    "save_identity",
]
