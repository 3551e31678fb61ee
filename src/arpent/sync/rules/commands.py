"""What a domain hands to the gateway so that phones can write its records without a network."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

# (key of the body, its words, the value as one reads it)
Shown = tuple[str, str, str]


@dataclass(frozen=True)
class Command:
    """One kind of record that phones write.

    ``apply(record_id, by, author_id, at, body)`` writes it, a file also ``path`` and ``sha256``; it raises NotFound while a
    record it stands on is not there, Refused for what cannot be. ``edition(record_id, by)``: how often the record was
    written, None when it is not there. ``read(record_id, by)``: its body as a phone would write it. ``show(body, by)``: the
    body for people to read. ``page``: the name of the record's page, which takes its id; "" for none.
    """

    kind: str
    name: Any
    apply: Callable[..., None]
    edition: Callable[..., int | None]
    read: Callable[..., dict[str, Any] | None]
    show: Callable[..., list[Shown]]
    page: str = ""
    schema: int = 1
    takes_file: bool = False


COMMANDS: dict[str, Command] = {}


def register_command(command: Command) -> None:
    """Have phones write one more kind of record."""
    COMMANDS[command.kind] = command
