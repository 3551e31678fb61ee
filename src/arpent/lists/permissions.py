"""Permissions of lists; roles are in the manifest (`domain.py`)."""

from enum import StrEnum


class ListsPermission(StrEnum):
    """What a person may do with lists."""

    SAVE_VIEWS = "save_list_views"
    EXPORT = "export_lists"
