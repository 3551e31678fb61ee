"""Writes of items."""

import datetime as dt

from arpent.history.public import operation
from arpent.people.public import User, require_permission

from .models import Item
from .permissions import SampleDomainPermission
from .rules import check_title


def create_item(*, by: User, at: dt.datetime, title: str, due_on: dt.date) -> Item:
    """Create an item of a person.

    Raise DomainError "people.not_allowed", or "sample_domain.title_needed" without a title.
    """
    require_permission(by, SampleDomainPermission.EDIT)
    title = check_title(title)
    with operation(by=by, at=at, kind="sample_domain.item_created", label=title):
        return Item.objects.create(owner=by, title=title, due_on=due_on, created_at=at)
