"""Permissions of visit reports and the field app; labels and roles are in the manifest (`domain.py`)."""

from enum import StrEnum


class VisitPermission(StrEnum):
    """Permissions of visits."""

    REPORT_VISITS = "report_visits"
    SET_FIELD = "set_field"
