"""Saved views of lists and columns that a person chose."""

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from arpent.database.lengths import checked_text
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, NotFound
from arpent.people.public import User

from ..models import ColumnChoice, SavedView


def save_view(
    *,
    by: User,
    at: dt.datetime,
    list_code: str,
    name: str,
    query: Mapping[str, Sequence[str]],
    columns: Sequence[str],
    shared: bool,
) -> SavedView:
    """Save filters, order and columns of a list under a name; replaces one's own view of that name.

    Raise DomainError "lists.view_name_needed" without a name, ValidationErrors "database.text_too_long" for a long one.
    """
    name = checked_text(SavedView, "name", name)
    if not name:
        raise DomainError("lists.view_name_needed")
    with operation(by=by, at=at, kind="lists.view_saved", label=name):
        own = SavedView.objects.visible_to(by).filter(owner=by, list_code=list_code, name=name).first()
        view = own or SavedView(owner=by, list_code=list_code, name=name)
        view.query, view.columns, view.shared = {k: list(v) for k, v in query.items()}, list(columns), shared
        view.save()
    return view


def delete_view(*, view_id: UUID, by: User, at: dt.datetime) -> SavedView:
    """Delete one's own view and return it. Raise NotFound for another's."""
    with operation(by=by, at=at, kind="lists.view_deleted"):
        view = SavedView.objects.visible_to(by).filter(pk=view_id, owner=by).first()
        if view is None:
            raise NotFound("view")
        view.delete()
    return view


def choose_columns(*, by: User, at: dt.datetime, list_code: str, columns: Sequence[str]) -> None:
    """Store the columns that a person wants for a list; none of them goes back to the default."""
    with operation(by=by, at=at, kind="lists.columns_chosen"):
        choice = ColumnChoice.objects.visible_to(by).filter(list_code=list_code).first()
        if not columns:
            if choice:
                choice.delete()
            return
        choice = choice or ColumnChoice(person=by, list_code=list_code)
        choice.columns = list(columns)
        choice.save()
