"""What a domain hands to the gateway so that phones can write its records without a network."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

# (key of the body, its words, the value as one reads it)
Shown = tuple[str, str, str]


@dataclass(frozen=True)
class Chooser:
    """A record that a person may name at the desk in place of the one a version waits for.

    ``find(text, by)`` returns (id, name) of the records that a text finds, the likeliest without a text; ``clears``:
    keys of the body that may name another missing record, emptied when this one is chosen.
    """

    key: str
    words: Any
    find: Callable[..., list[tuple[str, str]]]
    clears: tuple[str, ...] = ()


@dataclass(frozen=True)
class Command:
    """One kind of record that phones write.

    ``apply(record_id, by, author_id, at, body)`` writes it, a file also ``path`` and ``sha256``; it raises NotFound
    while a record it stands on is not there, DomainError for what cannot be. ``edition(record_id, by)``: how often the
    record was written, None when it is not there. ``read(record_id, by)``: its body as a phone would write it.
    ``show(body, by)``: the body for people to read. ``page``: the name of the record's page, which takes its id; "" for
    none.

    ``merges``: it merges by field: ``apply`` also takes ``seen``, the body that the writer last saw of the record, {}
    for one that saw nothing, None to replace what is stored; it raises Conflict for fields that others changed
    differently since.
    ``chooser``: which record it stands on, for a person to choose when that one never came. ``agreed``: names of
    moments of the body (``..._at``) that are hours of the agenda: a wrong clock of the phone does not move them.
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
    merges: bool = False
    chooser: Chooser | None = None
    agreed: frozenset[str] = frozenset()


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


COMMANDS: dict[str, Command] = {}


def register_command(command: Command) -> None:
    """Have phones write one more kind of record."""
    COMMANDS[command.kind] = command
