"""Tables of lists."""

from .views import ColumnChoice, SavedView

__all__ = ["ColumnChoice", "SavedView"]
