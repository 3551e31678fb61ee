"""Public interface of visits."""

from .actions.forms import save_form, save_section
from .actions.visits import save_visit

__all__ = [
    "save_form",
    "save_section",
    "save_visit",
]
