"""What the pages and manifests of other domains use of lists (docs/adr/0038)."""

from ..rules.columns import ColumnKind
from .definition import Column, ListDefinition, QuickFilter, model_column, register_list
from .neighbours import read_neighbours
from .page import list_page
from .state import ListState

__all__ = [
    "Column",
    "ColumnKind",
    "ListDefinition",
    "ListState",
    "QuickFilter",
    "list_page",
    "model_column",
    "read_neighbours",
    "register_list",
]
