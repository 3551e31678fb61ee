"""Saved views of the company list."""

import datetime as dt
from uuid import UUID

from arpent.database.lengths import checked_text
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, NotFound
from arpent.people.public import User

from ..models import SavedView


def save_view(*, by: User, at: dt.datetime, name: str, query: dict[str, list[str]], shared: bool) -> SavedView:
    """Save filters and order under a name; replaces the person's own view of that name.

    Raise DomainError "clients.view_name_needed" for an empty name, ValidationErrors "database.text_too_long" for a long
    one.
    """
    name = checked_text(SavedView, "name", name)
    if not name:
        raise DomainError("clients.view_name_needed")
    with operation(by=by, at=at, kind="clients.view", label=name):
        view = SavedView.objects.visible_to(by).filter(owner=by, name=name).first() or SavedView(owner=by, name=name)
        view.query, view.shared = query, shared
        view.save()
    return view


def delete_view(*, view_id: UUID, by: User, at: dt.datetime) -> None:
    """Delete a person's own view. Raise NotFound for any other, shared ones included."""
    with operation(by=by, at=at, kind="clients.view_deleted"):
        view = SavedView.objects.visible_to(by).filter(pk=view_id, owner=by).first()
        if view is None:
            raise NotFound("view")
        view.delete()
