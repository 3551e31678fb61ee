"""Previous and next record on a record's page, within the list that it was opened from."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from .definition import find_list
from .page import list_query, read_state


def read_neighbours(request: HttpRequest, record_id: UUID, *, url_name: str) -> dict[str, Any] | None:
    """Return the links for "lists/neighbours.html", None when the page was not opened from a list.

    ``url_name``: the page of a record, which takes its id.
    """
    definition = find_list(request.GET.get("list", ""))
    if definition is None:
        return None
    state = read_state(request, definition)
    before, after = state.neighbours(record_id)
    tail = "?" + list_query(request.GET, definition)
    return {
        "previous": reverse(url_name, args=[before]) + tail if before else "",
        "next": reverse(url_name, args=[after]) + tail if after else "",
        "back": reverse(definition.url_name) + tail,
        "title": definition.title,
    }
