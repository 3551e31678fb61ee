"""Gathers every domain's sentences, once, at start."""

from importlib import import_module

from arpent.people.public import gather_messages

DOMAINS = ("people", "clients", "territory", "agenda", "site")


def gather_all() -> None:
    for domain in DOMAINS:
        gather_messages(import_module(f"arpent.{domain}.messages").MESSAGES)
