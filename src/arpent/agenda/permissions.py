"""Permissions of the agenda; labels and roles are in the manifest (`domain.py`)."""

from enum import StrEnum


class AgendaPermission(StrEnum):
    PLAN_WEEK = "plan_week"
