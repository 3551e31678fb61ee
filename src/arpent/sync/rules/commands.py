"""Registry of the kinds of records that devices may write, and of the screens of their bodies."""

from collections.abc import Callable
from typing import Any

from arpent.kernel.offline import OfflineCommand

# Given the kind, the record's id and the body, returns what may be kept of the body, and whether it may be written.
Screen = Callable[[str, Any, Any], tuple[Any, bool]]
SCREENS: list[Screen] = []


def register_screen(screen: Screen) -> None:
    """Register a function that checks each body before it is stored, to remove data of erased persons."""
    if screen not in SCREENS:
        SCREENS.append(screen)


def screen_body(kind: str, record_id: Any, body: Any) -> tuple[Any, bool]:
    """Return the part of a body that may be stored, and whether it may be applied."""
    allowed = True
    for screen in SCREENS:
        body, may = screen(kind, record_id, body)
        allowed = allowed and may
    return body, allowed


COMMANDS: dict[str, OfflineCommand] = {}


def register_command(command: OfflineCommand) -> None:
    """Register a kind of record that devices may write."""
    COMMANDS[command.kind] = command
