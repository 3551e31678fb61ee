"""Gathers every domain's sentences, once, at start."""

from importlib import import_module

from arpent.web.error_messages import register_history_labels, register_messages

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
        register_messages(getattr(words, "MESSAGES", {}))
        register_history_labels(
            getattr(words, "KINDS", {}),
            getattr(words, "TABLES", {}),
            getattr(words, "COLUMNS", {}),
            getattr(words, "SHOWN", {}),
        )
