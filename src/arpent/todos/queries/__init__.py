"""Reads of tasks."""

from .listing import (
    TodoFilter,
    TodoRow,
    get_todo,
    list_company_todos,
    list_contact_todos,
    list_due_todos,
    list_record_todos,
    listed_todos,
    todo_rows,
)

__all__ = [
    "TodoFilter",
    "TodoRow",
    "get_todo",
    "list_company_todos",
    "list_contact_todos",
    "list_due_todos",
    "list_record_todos",
    "listed_todos",
    "todo_rows",
]
