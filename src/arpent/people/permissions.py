"""Permissions of people; labels and roles are in the manifest (`domain.py`)."""

from enum import StrEnum


class PeoplePermission(StrEnum):
    """Permissions of the people domain."""

    SEE_COLLEAGUES = "see_colleagues"
    MANAGE_PEOPLE = "manage_people"
