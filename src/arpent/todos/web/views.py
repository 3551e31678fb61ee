"""Pages of tasks: the list, a task, what is done to it."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from arpent.clients.public import get_company_name, get_contact
from arpent.history.public import open_edit_form, posted_seen_values, seen_values
from arpent.kernel.datetimes import parse_date
from arpent.kernel.errors import NotFound
from arpent.kernel.ids import parse_id
from arpent.kernel.record_links import find_record_link
from arpent.lists.web.components import list_page
from arpent.people.public import User, require_permission
from arpent.web.form_page import form_page
from arpent.web.session import current_user, return_url

from ..actions import FIELDS, delete_todo, finish_todo, postpone_todo, save_todo
from ..permissions import TodosPermission
from ..queries import get_todo, todo_rows
from ..rules.due import next_monday
from ..rules.quick_line import read_line
from .forms import TodoForm
from .lists import TODOS

MAX_LINE = 300

todos = list_page(TODOS, template="todos/list.html")


@require_GET
def reading(request: HttpRequest) -> HttpResponse:
    """Show how a typed line is read, while it is typed."""
    line = request.GET.get("line", "")[:MAX_LINE]
    return render(request, "todos/reading.html", {"read": read_line(line, timezone.localdate())})


def _subject(request: HttpRequest, by: User) -> tuple[dict[str, Any], str, str]:
    """Return what a new task is about, from the address: arguments of the action, its name and its page.

    Raise NotFound for a record out of reach.
    """
    ids = {name: parse_id(request.GET[name]) for name in ("record", "contact", "company") if request.GET.get(name)}
    if "record" in ids:
        code, record_id = request.GET.get("about", ""), ids["record"]
        link = find_record_link(code)
        name = link.names(by, [record_id]).get(record_id) if link and record_id else None
        if link is None or record_id is None or name is None:
            raise NotFound("record")
        about = {"record_type": code, "record_id": record_id}
        return about, f"{link.label} {name}", reverse(link.url_name, args=[record_id])
    if "contact" in ids:
        contact = get_contact(contact_id=ids["contact"], by=by) if ids["contact"] else None
        if contact is None:
            raise NotFound("contact")
        return {"contact_id": contact.pk}, contact.full_name, reverse("clients:company", args=[contact.company_id])
    if "company" in ids:
        name = get_company_name(company_id=ids["company"], by=by) if ids["company"] else None
        if name is None:
            raise NotFound("company")
        return {"company_id": ids["company"]}, name, reverse("clients:company", args=[ids["company"]])
    return {}, "", reverse("todos:list")


def _values(cleaned: dict[str, Any]) -> dict[str, Any]:
    return cleaned | {"assignee_id": parse_id(cleaned["assignee_id"])}


@require_http_methods(["GET", "POST"])
def todo_new(request: HttpRequest) -> HttpResponse:
    """Show the form of a new task, filled in from a typed line, and write it."""
    by, today = current_user(request), timezone.localdate()
    require_permission(by, TodosPermission.EDIT)
    about, name, back = _subject(request, by)
    read = read_line(request.GET.get("line", "")[:MAX_LINE], today)
    initial = {
        "title": read.title,
        "due_on": read.due_on or today,
        "due_time": read.due_time,
        "assignee_id": str(by.pk),
    }
    return form_page(
        request,
        TodoForm(request.POST or None, by=by, initial=initial),
        lambda cleaned: save_todo(by=by, at=timezone.now(), values=_values(cleaned), **about),
        done=back,
        field="title",
        heading=_("Nouvelle tâche : %(name)s") % {"name": name} if name else _("Nouvelle tâche"),
        submit=_("Ajouter la tâche"),
        back=back,
    )


@require_http_methods(["GET", "POST"])
def todo(request: HttpRequest, todo_id: UUID) -> HttpResponse:
    """Show and change a task. Raise NotFound for one out of reach."""
    by, today = current_user(request), timezone.localdate()
    found = get_todo(todo_id=todo_id, by=by)
    if found is None:
        raise NotFound("todo")
    shown = {n: getattr(found, n) for n in FIELDS}
    form = TodoForm(
        request.POST or None, by=by, assignee=found.assignee, initial=shown | {"assignee_id": str(found.assignee_id)}
    )
    opened = open_edit_form(request, form, found, shown=shown, create_url=reverse("todos:new"))
    return form_page(
        request,
        form,
        lambda cleaned: save_todo(
            by=by, at=timezone.now(), todo_id=todo_id, values=_values(cleaned), seen=seen_values(opened)
        ),
        done=reverse("todos:list"),
        field="title",
        template="todos/todo.html",
        heading=found.title,
        row=todo_rows([found], by, today)[0],
        back=reverse("todos:list"),
        danger=reverse("todos:delete", args=[todo_id]),
    )


@require_POST
def todo_done(request: HttpRequest, todo_id: UUID) -> HttpResponse:
    """Mark a task as done (POST)."""
    following = finish_todo(todo_id=todo_id, by=current_user(request), at=timezone.now())
    if following:
        day = date_format(following.due_on, "DATE_FORMAT")
        messages.info(request, _("Tâche faite. La prochaine : %(day)s.") % {"day": day})
    else:
        messages.info(request, _("Tâche faite. L’historique permet de la rouvrir."))
    return redirect(_back(request))


@require_POST
def todo_postpone(request: HttpRequest, todo_id: UUID) -> HttpResponse:
    """Put a task off: to tomorrow, to next Monday, or to a given day (POST)."""
    today, to = timezone.localdate(), request.POST.get("to", "")
    day = parse_date(request.POST.get("day")) if to == "day" else None
    if to == "monday":
        day = next_monday(today)
    due_on = day or today + dt.timedelta(days=1)
    postpone_todo(todo_id=todo_id, by=current_user(request), at=timezone.now(), due_on=due_on)
    messages.info(request, _("Tâche reportée : %(day)s.") % {"day": date_format(due_on, "DATE_FORMAT")})
    return redirect(_back(request))


@require_POST
def todo_delete(request: HttpRequest, todo_id: UUID) -> HttpResponse:
    """Delete a task (POST)."""
    delete_todo(todo_id=todo_id, by=current_user(request), at=timezone.now(), seen=posted_seen_values(request, todo_id))
    messages.info(request, _("Tâche supprimée. L’historique permet de la rétablir."))
    return redirect("todos:list")


def _back(request: HttpRequest) -> str:
    return return_url(request, request.POST.get("next", ""), reverse("todos:list"))
