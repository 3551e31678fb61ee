"""Public interface of the demonstration, for the composition root."""

import datetime as dt

from .accounts import DEMO_PASSWORD, demo_logins, list_published

__all__ = [
    "DEMO_PASSWORD",
    "demo_logins",
    "list_published",
    "load_demo_firm",
]


def load_demo_firm(*, at: dt.datetime) -> None:
    """Fill an empty base with the firm. Raise DomainError when the base has people."""
    # Every process of the product imports this module; what only the loading needs comes with the loading.
    from .load import load_demo_firm as load

    load(at=at)
