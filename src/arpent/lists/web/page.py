"""The page of a list: table on a desk, cards on a phone."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from arpent.people.public import require_permission
from arpent.web.session import current_user

from ..models import SavedView
from ..permissions import ListsPermission
from ..queries.views import list_views
from .definition import Column, ListDefinition, QuickFilter
from .state import COUNT_LIMIT, OWN_PARAMETERS, ListState

# Parameters that the form of order and grouping sets itself.
MOVED = ("sort", "group", "after")

type Context = Mapping[str, Any]


def read_state(request: HttpRequest, definition: ListDefinition, params: QueryDict | None = None) -> ListState:
    """Return the list as the signed-in person looks at it. Raise DomainError without the list's permission."""
    by = current_user(request)
    require_permission(by, definition.permission)
    return ListState(definition, request.GET if params is None else params, by=by, today=timezone.localdate())


def list_page(
    definition: ListDefinition,
    *,
    template: str = "lists/list.html",
    extra: Callable[[ListState], Context] = lambda state: {},
) -> Callable[[HttpRequest], HttpResponse]:
    """Return the view of a list's page.

    ``template`` extends "lists/list.html"; ``extra(state)`` adds to its context.
    """

    @require_GET
    def view(request: HttpRequest) -> HttpResponse:
        state = read_state(request, definition)
        page = state.page()
        context: dict[str, Any] = {
            "list": definition,
            "columns": state.columns,
            "rows": list(_grouped(state, page.rows)),
            "next": page.next,
            "sort": state.sort,
            "group": state.group,
            "query_string": list_query(request.GET, definition),
        }
        if request.GET.get("after") and getattr(request, "htmx", False):
            return render(request, f"{template}#rows", context)
        return render(request, template, context | _frame(request, state) | dict(extra(state)))

    return view


def _grouped(state: ListState, rows: Any) -> Iterator[dict[str, Any]]:
    """Yield each row with the heading that comes before it: the first row of a group has one."""
    previous = None
    for row in rows:
        heading = state.group.group(row) if state.group and state.group.group else None
        yield {"row": row, "heading": heading if heading != previous else None}
        previous = heading


def _frame(request: HttpRequest, state: ListState) -> dict[str, Any]:
    definition, total = state.definition, state.count()
    shown = {c.key for c in state.columns}
    others = [c for c in definition.visible_columns(state.by) if c.key not in shown]
    return {
        "can_export": total > 0 and state.by.has_permission(ListsPermission.EXPORT),
        "total": min(total, COUNT_LIMIT),
        "is_more": total > COUNT_LIMIT,
        "filter_form": state.form,
        "is_filtered": is_filtered(request.GET),
        "quick_filters": [_quick(request.GET, q) for q in definition.quick_filters(state.by)],
        "other_parameters": [(k, v) for k, values in request.GET.lists() if k not in MOVED for v in values],
        "name_length": SavedView._meta.get_field("name").max_length,
        "views": [_view(v, state) for v in list_views(by=state.by, list_code=definition.code)],
        "view": state.view,
        "column_choices": [(c, True) for c in state.columns] + [(c, False) for c in others],
        "sorts": _sorts(definition.visible_columns(state.by)),
        "groups": [c for c in definition.visible_columns(state.by) if c.group and c.order],
    }


def is_filtered(params: QueryDict) -> bool:
    """Return whether an address has a filter."""
    return any(values != [""] for key, values in params.lists() if key not in OWN_PARAMETERS)


def list_query(params: QueryDict, definition: ListDefinition) -> str:
    """Return the query string by which a record's page knows the list that it was opened from."""
    query = params.copy()
    query.pop("after", None)
    query["list"] = definition.code
    return query.urlencode()


def _quick(params: QueryDict, quick: QuickFilter) -> dict[str, Any]:
    """Return a quick filter as a link that sets it, or removes it when it is set."""
    is_set = all(params.get(key, "") == value for key, value in quick.query.items())
    changed = params.copy()
    changed.pop("after", None)
    for key, value in quick.query.items():
        changed.pop(key, None)
        if not is_set:
            changed[key] = value
    return {"label": quick.label, "query": changed.urlencode(), "is_set": is_set}


def _view(view: SavedView, state: ListState) -> dict[str, Any]:
    query = QueryDict(mutable=True)
    for key, values in view.query.items():
        query.setlist(key, values)
    query["view"] = str(view.pk)
    return {
        "view": view,
        "url": f"{reverse(state.definition.url_name)}?{query.urlencode()}",
        "is_own": view.owner_id == state.by.pk,
        "is_current": state.view is not None and state.view.pk == view.pk,
    }


def _sorts(columns: tuple[Column, ...]) -> list[tuple[str, Any, str]]:
    """Return (value, label, arrow) of the orders that a phone chooses from."""
    return [(mark + c.key, c.label, arrow) for c in columns if c.order for mark, arrow in (("", "↑"), ("-", "↓"))]
