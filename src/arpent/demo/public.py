"""What the composition root may use of the demonstration."""

from .accounts import DEMO_PASSWORD, demo_logins, list_published
from .load import load_demo_firm

__all__ = [
    "DEMO_PASSWORD",
    "demo_logins",
    "list_published",
    "load_demo_firm",
]
