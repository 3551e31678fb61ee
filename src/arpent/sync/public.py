"""Public interface of sync."""

from .actions.devices import change_epoch, enrol_device, revoke_devices_of
from .actions.policy import save_policy
from .actions.receiving import receive
from .rules.commands import register_command, register_screen
from .rules.envelope import read_envelope
from .rules.snapshot import SnapshotParts, register_snapshot

__all__ = [
    "SnapshotParts",
    "change_epoch",
    "enrol_device",
    "read_envelope",
    "receive",
    "register_command",
    "register_screen",
    "register_snapshot",
    "revoke_devices_of",
    "save_policy",
]
