"""Tasks of the list, of today, and of the pages of customers and records."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q

from arpent.clients.public import get_main_sites
from arpent.database.folding import contains_words
from arpent.database.lists import prevent_lazy_loading
from arpent.kernel.ids import parse_id
from arpent.kernel.record_links import RecordLink, find_record_link
from arpent.people.public import User

from ..models import Todo, TodoQuerySet
from ..rules.due import Section, end_of_week, section_of

PANEL_ROWS = 20


@dataclass(frozen=True)
class TodoFilter:
    """Filters of the list. ``when``: a section, "" for all that is open; ``assignee``, ``company``: ids as text."""

    text: str = ""
    when: str = ""
    assignee: str = ""
    company: str = ""


@dataclass(frozen=True)
class TodoRow:
    """A task as lists show it. ``company``, ``record``: names, "" without one or when the reader may not see it;
    ``link``: the kind of its record.
    """

    todo: Todo
    section: Section
    company: str = ""
    record: str = ""
    link: RecordLink | None = None

    @property
    def pk(self) -> UUID:
        """Return the task's key."""
        return self.todo.pk

    @property
    def is_late(self) -> bool:
        """Return whether its day is past."""
        return self.section == Section.LATE


def _open(by: User) -> TodoQuerySet:
    return Todo.objects.visible_to(by).filter(done_at__isnull=True)


def in_section(rows: TodoQuerySet, section: str, today: dt.date) -> TodoQuerySet:
    """Return the tasks of one section, the open ones for ""."""
    if section == Section.DONE:
        return rows.filter(done_at__isnull=False)
    rows, sunday = rows.filter(done_at__isnull=True), end_of_week(today)
    if section == Section.LATE:
        return rows.filter(due_on__lt=today)
    if section == Section.TODAY:
        return rows.filter(due_on=today)
    if section == Section.WEEK:
        return rows.filter(due_on__gt=today, due_on__lte=sunday)
    if section == Section.LATER:
        return rows.filter(due_on__gt=max(sunday, today))
    return rows


def listed_todos(*, by: User, criteria: TodoFilter, today: dt.date) -> TodoQuerySet:
    """Return the filtered tasks of the list, unordered."""
    rows = in_section(Todo.objects.visible_to(by), criteria.when, today)
    if criteria.text:
        rows = rows.filter(contains_words(criteria.text, "title") | contains_words(criteria.text, "note"))
    for name in ("assignee", "company"):
        if text := getattr(criteria, name):
            record_id = parse_id(text)
            rows = rows.filter(**{f"{name}_id": record_id}) if record_id else rows.none()
    return prevent_lazy_loading(rows.select_related("assignee", "created_by", "contact"))


def todo_rows(todos: Iterable[Todo], by: User, today: dt.date) -> list[TodoRow]:
    """Return the rows of tasks loaded by ``listed_todos``, in the same order: one query for the companies, and one for
    each kind of record among them.
    """
    todos = list(todos)
    companies = get_main_sites(company_ids=[t.company_id for t in todos if t.company_id], by=by)
    ids: dict[str, set[UUID]] = defaultdict(set)
    for todo in todos:
        if todo.record_type and todo.record_id:
            ids[todo.record_type].add(todo.record_id)
    links = {code: link for code in ids if (link := find_record_link(code))}
    names = {code: link.names(by, ids[code]) for code, link in links.items()}
    return [
        TodoRow(
            todo,
            section_of(todo.due_on, today, is_done=todo.is_done),
            companies[todo.company_id][1] if todo.company_id in companies else "",
            names.get(todo.record_type, {}).get(todo.record_id, "") if todo.record_id else "",
            links.get(todo.record_type),
        )
        for todo in todos
    ]


def _rows(rows: TodoQuerySet, by: User, today: dt.date, limit: int) -> list[TodoRow]:
    ordered = prevent_lazy_loading(rows.select_related("assignee", "created_by", "contact"))
    return todo_rows(ordered.order_by("due_on", F("due_time").asc(nulls_first=True), "pk")[:limit], by, today)


def list_due_todos(*, by: User, today: dt.date, limit: int = PANEL_ROWS) -> list[TodoRow]:
    """Return a person's own open tasks that are late or due today, the earliest first."""
    return _rows(_open(by).filter(assignee=by, due_on__lte=today), by, today, limit)


def list_company_todos(*, by: User, company_id: UUID, today: dt.date) -> list[TodoRow]:
    """Return the open tasks about a company, at most PANEL_ROWS."""
    return _rows(_open(by).filter(company_id=company_id), by, today, PANEL_ROWS)


def list_contact_todos(*, by: User, contact_id: UUID, today: dt.date) -> list[TodoRow]:
    """Return the open tasks about a contact, at most PANEL_ROWS."""
    return _rows(_open(by).filter(contact_id=contact_id), by, today, PANEL_ROWS)


def list_record_todos(*, by: User, record_type: str, record_id: UUID, today: dt.date) -> list[TodoRow]:
    """Return the open tasks about a record of a higher domain, at most PANEL_ROWS."""
    return _rows(_open(by).filter(Q(record_type=record_type, record_id=record_id)), by, today, PANEL_ROWS)


def get_todo(*, todo_id: UUID, by: User) -> Todo | None:
    """Return a task with its people and contact; None when it is not visible."""
    rows = Todo.objects.visible_to(by).select_related("assignee", "created_by", "contact")
    return rows.filter(pk=todo_id).first()
