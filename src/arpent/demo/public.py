"""Public interface of the demonstration, for the composition root."""

from .accounts import DEMO_PASSWORD, demo_logins, list_published
from .load import load_demo_firm

__all__ = [
    "DEMO_PASSWORD",
    "demo_logins",
    "list_published",
    "load_demo_firm",
]
