"""In-process events: actions of lower domains publish, reactions of higher domains subscribe (site/wiring.py)."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

_listeners: dict[type, list[Callable[[Any], None]]] = defaultdict(list)


def subscribe(event: type, reaction: Callable[[Any], None]) -> None:
    """Register a reaction to an event class; it runs in the publisher's transaction."""
    if reaction not in _listeners[event]:
        _listeners[event].append(reaction)


def publish(event: object) -> None:
    """Call every reaction registered for the event's class, in order of registration.

    An exception of a reaction is not caught: it ends the publisher's transaction.
    """
    for reaction in _listeners[type(event)]:
        reaction(event)
