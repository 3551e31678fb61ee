"""Reads of items."""

import datetime as dt
from dataclasses import dataclass

from arpent.people.public import User

from .models import Item
from .rules import is_late


@dataclass(frozen=True)
class ItemRow:
    """An item of the list, and whether its due day is past."""

    item: Item
    late: bool


def list_items(*, by: User, today: dt.date) -> list[ItemRow]:
    """Return the items that a person sees, the earliest due day first."""
    items = Item.objects.visible_to(by).select_related("owner")
    return [ItemRow(item, is_late(item.due_on, today)) for item in items]
