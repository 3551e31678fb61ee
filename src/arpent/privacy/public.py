"""Public interface of privacy, for the composition root."""

from .actions.ledger import merge_ledgers, write_ledger
from .actions.repeating import repeat_erasures
from .actions.retention import propose_retention
from .queries.declared import register_personal_data
from .queries.files import register_stored_table
from .queries.repeats import count_repeats
from .queries.screening import screen_submission
from .queries.tombstones import load_check

__all__ = [
    "count_repeats",
    "load_check",
    "merge_ledgers",
    "propose_retention",
    "register_personal_data",
    "register_stored_table",
    "repeat_erasures",
    "screen_submission",
    "write_ledger",
]
