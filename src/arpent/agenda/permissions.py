"""Permissions of the agenda; labels and roles are in the manifest (`domain.py`)."""

from enum import StrEnum


class AgendaPermission(StrEnum):
    """Permissions of the agenda."""

    PLAN_WEEK = "plan_week"
