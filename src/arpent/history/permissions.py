"""Permissions of the history; labels and roles are in the manifest (`domain.py`)."""

from enum import StrEnum


class HistoryPermission(StrEnum):
    """Permissions of the history."""

    UNDO = "undo"
