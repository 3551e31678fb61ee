"""Permissions of sectors; labels and roles are in the manifest (`domain.py`)."""

from enum import StrEnum


class TerritoryPermission(StrEnum):
    """Permissions of territory."""

    DRAW_SECTOR = "draw_sector"
