"""Lists in tests."""

import datetime as dt
from typing import Any

from django.http import QueryDict

from arpent.people.public import User

from .web.definition import ListDefinition
from .web.state import ListState


def list_state(definition: ListDefinition, *, by: User, today: dt.date, query: str = "") -> ListState:
    """Return a list as a person looks at it. ``query``: the query string of its page."""
    return ListState(definition, QueryDict(query), by=by, today=today)


def list_rows(definition: ListDefinition, *, by: User, today: dt.date, query: str = "") -> list[Any]:
    """Return the rows of the first page of a list."""
    return list(list_state(definition, by=by, today=today, query=query).page().rows)
