"""Saved views and columns of any list."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from arpent.web.session import current_user

from ..actions.views import choose_columns, delete_view, save_view
from .page import read_state
from .registered import get_list
from .state import OWN_PARAMETERS, ListState

NOT_SAVED = {"after", "view", "list"}


def _read(request: HttpRequest) -> tuple[ListState, QueryDict]:
    params = QueryDict(request.POST.get("query", ""))
    return read_state(request, get_list(request.POST.get("list", "")), params), params


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Save the filters, order and columns on screen as a view, and open it."""
    state, params = _read(request)
    names = {*state.form.fields, *OWN_PARAMETERS} - NOT_SAVED
    view = save_view(
        by=state.by,
        at=timezone.now(),
        list_code=state.definition.code,
        name=request.POST.get("name", ""),
        query={key: values for key, values in params.lists() if key in names and values != [""]},
        columns=[c.key for c in state.columns],
        shared=request.POST.get("shared") == "1",
    )
    params = params.copy()
    params["view"] = str(view.pk)
    return redirect(f"{reverse(state.definition.url_name)}?{params.urlencode()}")


@require_POST
def delete(request: HttpRequest, list_view_id: UUID) -> HttpResponse:
    """Delete one's own view and go back to its list."""
    view = delete_view(view_id=list_view_id, by=current_user(request), at=timezone.now())
    messages.info(request, _("Vue « %(name)s » supprimée. L’historique permet d’annuler.") % {"name": view.name})
    return redirect(get_list(view.list_code).url_name)


@require_POST
def columns(request: HttpRequest) -> HttpResponse:
    """Store the ticked columns in the order of the form; "reset" goes back to the list's own."""
    state, params = _read(request)
    known = {c.key for c in state.definition.visible_columns(state.by)}
    wanted = [key for key in request.POST.getlist("columns") if key in known]
    choose_columns(
        by=state.by,
        at=timezone.now(),
        list_code=state.definition.code,
        columns=[] if request.POST.get("reset") else wanted,
    )
    # The columns of a view would hide the person's own.
    params = params.copy()
    params.pop("view", None)
    return redirect(f"{reverse(state.definition.url_name)}?{params.urlencode()}")
