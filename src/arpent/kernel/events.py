"""The way facts travel upwards: an action tells, reactions wired in site/wiring.py listen."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

_listeners: dict[type, list[Callable[[Any], None]]] = defaultdict(list)


def subscribe(event: type, reaction: Callable[[Any], None]) -> None:
    """Have ``reaction`` called, in the same transaction, each time ``event`` is told."""
    if reaction not in _listeners[event]:
        _listeners[event].append(reaction)


def publish(event: object) -> None:
    """Call every reaction wired to this event's class, in the order of the wiring."""
    for reaction in _listeners[type(event)]:
        reaction(event)
