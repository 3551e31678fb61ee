"""Tasks: written, assigned, done, put off, deleted; each in one undoable operation."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from arpent.clients.public import get_company_name, get_contact, record_on_timeline
from arpent.database.lengths import checked_texts
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, NotFound
from arpent.kernel.merging import Seen, check_unchanged, merge_record
from arpent.kernel.public_holidays import holiday_names
from arpent.kernel.record_links import find_record_link
from arpent.notifications.public import notify
from arpent.people.public import User, list_team_mates, require_permission

from ..models import Todo
from ..permissions import TodosPermission
from ..queries import get_todo
from ..rules.due import check_postponed, check_title
from ..rules.repetition import Repetition, next_due

# What the form of a task sets.
FIELDS = ("title", "note", "due_on", "due_time", "repeat", "assignee_id")


def save_todo(
    *,
    by: User,
    at: dt.datetime,
    values: Mapping[str, Any],
    company_id: UUID | None = None,
    contact_id: UUID | None = None,
    record_type: str = "",
    record_id: UUID | None = None,
    todo_id: UUID | None = None,
    seen: Seen = None,
) -> Todo:
    """Write a task, or change one. What it is about is set when it is new and stays.

    ``values``: of ``FIELDS``; a new one needs title and due_on and is for ``by`` by default. ``record_type``,
    ``record_id``: a record of a higher domain (``RecordLink``), whose company becomes the task's. Raise NotFound for a
    task, person, company, contact or record out of reach, Conflict for a value changed concurrently,
    DomainError todos.title_needed, todos.wrong_repetition or people.not_allowed, ValidationErrors for a title that is
    too long.
    """
    require_permission(by, TodosPermission.EDIT)
    clean = checked_texts(Todo, {n: v for n, v in values.items() if n in FIELDS})
    if "title" in clean or todo_id is None:
        clean["title"] = check_title(str(clean.get("title") or ""))
    if clean.get("repeat", "") not in list(Repetition):
        raise DomainError("todos.wrong_repetition")
    kind = "todos.change" if todo_id else "todos.write"
    with operation(by=by, at=at, kind=kind, label=clean.get("title", "")) as op:
        if todo_id:
            todo = _locked(todo_id, by)
            previous: UUID | None = todo.assignee_id
            clean = merge_record(todo, clean, seen)
        else:
            todo, previous = Todo(created_by=by, assignee=by, created_at=at), by.pk
            _set_subject(todo, by, company_id, contact_id, record_type, record_id)
        is_moved = "due_on" in clean and clean["due_on"] != todo.due_on
        for name, value in clean.items():
            setattr(todo, name, value)
        if todo.assignee_id != previous and not list_team_mates(by=by).filter(pk=todo.assignee_id).exists():
            raise NotFound("person")
        if not todo.repeat:
            todo.repeat_from = None
        elif is_moved or todo.repeat_from is None:
            todo.repeat_from = todo.due_on
        todo.save()
        op.describe(todo.title)
        if todo.assignee_id != previous:
            notify(type_code="todos.assigned", recipients=[todo.assignee_id], record_id=todo.pk, at=at, by=by)
    return todo


def _set_subject(
    todo: Todo, by: User, company_id: UUID | None, contact_id: UUID | None, record_type: str, record_id: UUID | None
) -> None:
    if record_type and record_id:
        link = find_record_link(record_type)
        if link is None or record_id not in link.names(by, [record_id]):
            raise NotFound("record")
        todo.record_type, todo.record_id = record_type, record_id
        company_id = company_id or link.company_of(by, record_id)
    if contact_id:
        contact = get_contact(contact_id=contact_id, by=by)
        if contact is None or company_id not in (None, contact.company_id):
            raise NotFound("contact")
        todo.contact, company_id = contact, contact.company_id
    if company_id:
        if get_company_name(company_id=company_id, by=by) is None:
            raise NotFound("company")
        todo.company_id = company_id


def _locked(todo_id: UUID, by: User) -> Todo:
    todo = Todo.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=todo_id).first()
    if todo is None:
        raise NotFound("todo")
    return todo


def finish_todo(*, todo_id: UUID, by: User, at: dt.datetime) -> Todo | None:
    """Mark a task as done, on the timeline of its company as well; return the next one of its series, None without.

    A task that is done already stays as it is. Raise NotFound, DomainError people.not_allowed.
    """
    require_permission(by, TodosPermission.EDIT)
    known = get_todo(todo_id=todo_id, by=by)
    if known and known.is_done:
        return None
    with operation(by=by, at=at, kind="todos.finish") as op:
        todo = _locked(todo_id, by)
        op.describe(todo.title)
        if todo.is_done:
            return None
        todo.done_at, todo.done_by = at, by
        todo.save(update_fields=["done_at", "done_by"])
        # Who does a task for a colleague may not see the customer it is about.
        if todo.company_id and get_company_name(company_id=todo.company_id, by=by) is not None:
            title = _("Tâche faite : %(title)s") % {"title": todo.title}
            record_on_timeline(company_id=todo.company_id, by=by, at=at, kind="note", title=title, body=todo.note)
        return _next_of(todo, at)


def _next_of(todo: Todo, at: dt.datetime) -> Todo | None:
    done_on = localdate(at)
    years = {max(todo.due_on, done_on).year + n for n in (0, 1)} if todo.repeat == Repetition.DAILY else set()
    due_on = next_due(
        todo.repeat,
        first_on=todo.repeat_from or todo.due_on,
        due_on=todo.due_on,
        done_on=done_on,
        holidays={day for year in years for day in holiday_names(year, "")},
    )
    if due_on is None:
        return None
    names = ("title", "note", "due_time", "repeat", "assignee_id", "created_by_id", "company_id", "contact_id")
    copied = {name: getattr(todo, name) for name in (*names, "record_type", "record_id")}
    return Todo.objects.create(**copied, due_on=due_on, repeat_from=todo.repeat_from or todo.due_on, created_at=at)


def postpone_todo(*, todo_id: UUID, by: User, at: dt.datetime, due_on: dt.date) -> Todo:
    """Put a task off to a day; the other tasks of its series keep theirs.

    Raise NotFound, DomainError todos.postponed_to_past, todos.is_done or people.not_allowed.
    """
    require_permission(by, TodosPermission.EDIT)
    check_postponed(due_on, localdate(at))
    with operation(by=by, at=at, kind="todos.postpone") as op:
        todo = _locked(todo_id, by)
        if todo.is_done:
            raise DomainError("todos.is_done")
        todo.due_on = due_on
        todo.save(update_fields=["due_on"])
        op.describe(todo.title)
    return todo


def delete_todo(*, todo_id: UUID, by: User, at: dt.datetime, seen: Seen = None) -> None:
    """Delete a task (undoable). Raise NotFound, DomainError changed_since or people.not_allowed."""
    require_permission(by, TodosPermission.EDIT)
    with operation(by=by, at=at, kind="todos.delete") as op:
        todo = _locked(todo_id, by)
        check_unchanged(seen=seen, stored=vars(todo))
        op.describe(todo.title)
        todo.delete()
