"""Permissions of todos; labels and roles are in the manifest (`domain.py`)."""

from enum import StrEnum


class TodosPermission(StrEnum):
    """Permissions of todos, by code."""

    EDIT = "edit_todos"
