"""Saved views and chosen columns of a person."""

from uuid import UUID

from arpent.people.public import User

from ..models import ColumnChoice, SavedView


def list_views(*, by: User, list_code: str) -> list[SavedView]:
    """Return one's own and shared views of a list, by name."""
    return list(SavedView.objects.visible_to(by).filter(list_code=list_code).select_related("owner"))


def find_view(*, by: User, list_code: str, view_id: UUID | None) -> SavedView | None:
    """Return a view that the person may use, None otherwise."""
    if view_id is None:
        return None
    return SavedView.objects.visible_to(by).filter(list_code=list_code, pk=view_id).first()


def chosen_columns(*, by: User, list_code: str) -> list[str] | None:
    """Return the keys of the columns that the person chose for a list, None without a choice."""
    keys = ColumnChoice.objects.visible_to(by).filter(list_code=list_code).values_list("columns", flat=True).first()
    return None if keys is None else [str(k) for k in keys]
