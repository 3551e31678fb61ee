"""Public interface of the accounts domain."""

from .actions.identity import save_identity
from .actions.members import create_person, create_team, found_organisation
from .actions.security import reset_second_factor
from .queries.security import is_missing_second_factor, list_without_second_factor
from .rules.devices import device_label
from .rules.sessions import NOTED_EVERY, end_of

__all__ = [
    "NOTED_EVERY",
    "create_person",
    "create_team",
    "device_label",
    "end_of",
    "found_organisation",
    "is_missing_second_factor",
    "list_without_second_factor",
    "reset_second_factor",
    "save_identity",
]
