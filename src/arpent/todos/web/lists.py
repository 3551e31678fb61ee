"""The list of tasks."""

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from arpent.lists.web.components import Column, ColumnKind, ListDefinition, QuickFilter, model_column
from arpent.people.public import User
from arpent.web.list_filters import FilterForm

from ..models import Todo
from ..permissions import TodosPermission
from ..queries import TodoFilter, TodoRow, listed_todos, todo_rows
from .forms import SECTIONS, TodoFilterForm


def filter_form(query: QueryDict, by: User) -> FilterForm:
    """Return the filter of the list."""
    return TodoFilterForm(query, by=by)


def quick_filters(by: User) -> list[QuickFilter]:
    """Return the filters in sight: one's own tasks, and the sections."""
    sections = [QuickFilter(label, {"when": str(section)}) for section, label in SECTIONS.items()]
    return [QuickFilter(_("les miennes"), {"assignee": str(by.pk)}), *sections]


def todo_of(row: TodoRow) -> Todo:
    """Return the task of a row."""
    return row.todo


def todo_url(row: TodoRow) -> str:
    """Return the address of a row's task."""
    return reverse("todos:todo", args=[row.pk])


def _name(person: User | None) -> str:
    return person.full_name if person else ""


TODOS = ListDefinition(
    code="todos.todos",
    title=_("Tâches"),
    url_name="todos:list",
    permission=TodosPermission.EDIT,
    filter_class=TodoFilter,
    filter_form=filter_form,
    rows=listed_todos,
    prepare=todo_rows,
    quick_filters=quick_filters,
    sort="due_on",
    columns=(
        model_column(Todo, "title", todo_of, url=todo_url),
        model_column(
            Todo, "due_on", todo_of, template="todos/cells/due.html", group=lambda r: str(SECTIONS[r.section])
        ),
        Column("company", _("Client"), lambda r: r.company, template="todos/cells/subject.html"),
        Column(
            "assignee",
            _("Pour"),
            lambda r: _name(r.todo.assignee),
            order=("assignee__last_name", "assignee__first_name"),
            group=lambda r: _name(r.todo.assignee),
        ),
        Column(
            "acts",
            _("Faire"),
            lambda r: r.todo.done_at,
            kind=ColumnKind.DATETIME,
            template="todos/cells/acts.html",
            file_heading=_("Faite le"),
        ),
        model_column(Todo, "repeat", todo_of, order=(), is_default=False),
        Column("created_by", _("Demandée par"), lambda r: _name(r.todo.created_by), is_default=False),
        model_column(Todo, "created_at", todo_of, is_default=False),
        model_column(Todo, "done_at", todo_of, order=(), is_default=False),
    ),
)
