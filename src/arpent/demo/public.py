"""What the composition root may use of the demonstration."""

from .load import DEMO_PASSWORD, demo_logins, load_demo_firm

__all__ = ["DEMO_PASSWORD", "demo_logins", "load_demo_firm"]
