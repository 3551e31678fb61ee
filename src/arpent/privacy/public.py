"""What the composition root may use of privacy."""

from .actions.erasing import erase_person
from .actions.retention import propose_retention
from .queries.declared import list_declared, register_personal_data
from .queries.files import register_stored_table
from .queries.overview import count_proposed
from .queries.screening import screen_parcel
from .queries.tombstones import load_check

__all__ = [
    "count_proposed",
    "erase_person",
    "list_declared",
    "load_check",
    "propose_retention",
    "register_personal_data",
    "register_stored_table",
    "screen_parcel",
]
