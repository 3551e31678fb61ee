"""Gathers every domain's sentences, once, at start."""

from importlib import import_module

from arpent.web.error_messages import gather_history, gather_messages

DOMAINS = (
    "people",
    "web",
    "history",
    "mail",
    "accounts",
    "imports",
    "clients",
    "catalogue",
    "territory",
    "agenda",
    "visits",
    "deals",
    "solutions",
    "offers",
    "orders",
    "sync",
    "privacy",
    "site",
)


def gather_all() -> None:
    for domain in DOMAINS:
        words = import_module(f"arpent.{domain}.messages")
        gather_messages(getattr(words, "MESSAGES", {}))
        gather_history(
            getattr(words, "KINDS", {}),
            getattr(words, "TABLES", {}),
            getattr(words, "COLUMNS", {}),
            getattr(words, "SHOWN", {}),
        )
