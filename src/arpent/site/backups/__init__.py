"""Backup and restore of the whole state: database, uploaded files, secret key (docs/adr/0025)."""

from .errors import BackupError
from .making import back_up
from .manifest import LEDGER
from .places import clear_scratch
from .pruning import check_keeping, delete_older
from .restoring import describe_leftover, refuse_half_restored, restore_home
from .sealing import ask_keys, ask_seal

__all__ = [
    "LEDGER",
    "BackupError",
    "ask_keys",
    "ask_seal",
    "back_up",
    "check_keeping",
    "clear_scratch",
    "delete_older",
    "describe_leftover",
    "refuse_half_restored",
    "restore_home",
]
