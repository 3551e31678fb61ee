"""Backup and restore of the whole state: database, uploaded files, secret key (docs/adr/0025)."""

from .errors import BackupError
from .making import back_up
from .places import clear_scratch
from .restoring import describe_leftover, refuse_half_restored, restore_home
from .sealing import ask_keys, ask_seal

__all__ = [
    "BackupError",
    "ask_keys",
    "ask_seal",
    "back_up",
    "clear_scratch",
    "describe_leftover",
    "refuse_half_restored",
    "restore_home",
]
