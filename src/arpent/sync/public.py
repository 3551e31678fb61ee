"""What other domains may use of sync."""

from .actions.devices import change_epoch, enrol_device, revoke_device, revoke_devices_of
from .actions.policy import save_policy
from .actions.receiving import receive
from .queries.sorting import count_open, list_alarms
from .rules.board import BoardParts, register_board
from .rules.commands import Chooser, Command, register_command, register_screen
from .rules.envelope import read_envelope

__all__ = [
    "BoardParts",
    "Chooser",
    "Command",
    "change_epoch",
    "count_open",
    "enrol_device",
    "list_alarms",
    "read_envelope",
    "receive",
    "register_board",
    "register_command",
    "register_screen",
    "revoke_device",
    "revoke_devices_of",
    "save_policy",
]
