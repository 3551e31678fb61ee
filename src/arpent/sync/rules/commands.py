"""What a domain hands to the gateway so that phones can write its records without a network."""

from collections.abc import Callable
from typing import Any

from arpent.kernel.offline import OfflineCommand

# Given the kind, the record's id and the body, returns what may be kept of the body, and whether it may be written.
Screen = Callable[[str, Any, Any], tuple[Any, bool]]
SCREENS: list[Screen] = []


def register_screen(screen: Screen) -> None:
    """Have a domain look at each body before it is stored: what is about an erased person is not kept."""
    if screen not in SCREENS:
        SCREENS.append(screen)


def screen_body(kind: str, record_id: Any, body: Any) -> tuple[Any, bool]:
    """Return what may be kept of a body, and whether it may be written."""
    allowed = True
    for screen in SCREENS:
        body, may = screen(kind, record_id, body)
        allowed = allowed and may
    return body, allowed


COMMANDS: dict[str, OfflineCommand] = {}


def register_command(command: OfflineCommand) -> None:
    """Have phones write one more kind of record."""
    COMMANDS[command.kind] = command
