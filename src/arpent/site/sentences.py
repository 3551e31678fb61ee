"""Gathers every domain's sentences, once, at start."""

from importlib import import_module

from arpent.people.public import gather_history, gather_messages

DOMAINS = (
    "people",
    "clients",
    "catalogue",
    "territory",
    "agenda",
    "visits",
    "deals",
    "offers",
    "sync",
    "privacy",
    "site",
)


def gather_all() -> None:
    for domain in DOMAINS:
        words = import_module(f"arpent.{domain}.messages")
        gather_messages(words.MESSAGES)
        gather_history(
            words.KINDS, getattr(words, "TABLES", {}), getattr(words, "COLUMNS", {}), getattr(words, "SHOWN", {})
        )
